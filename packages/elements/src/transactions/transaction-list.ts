import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Transaction } from '@cashflowsmart/sdk/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Loader, type LoadState } from '../foundation/controllers/loader.ts';
import { isAbort } from '../foundation/failure.ts';
import { loadPage, type TransactionQuery } from './transaction-query.ts';

const PAGE = 100;
/** The most that the API gives at once: what was in view is loaded again in one request, up to here. */
const LARGEST_PAGE = 500;

/** What is shown, and where it goes on. */
export interface LoadedTransactions {
  readonly transactions: readonly Transaction[];
  readonly nextCursor: string | null;
}

interface Source {
  readonly client: CashFlowClient;
  readonly query: TransactionQuery;
  readonly version: number;
}

export interface TransactionListOptions {
  readonly query: () => Source | undefined;
  readonly onFailure: (error: unknown) => void;
}

/**
 * The pages of a list. The first comes by itself, the next ones when they are asked for; once somebody has asked,
 * further ones come as the end of the list is scrolled into view.
 */
export class TransactionList implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: TransactionListOptions;
  readonly #loader: Loader<Source, LoadedTransactions>;
  #more: AbortController | undefined;
  #moreFailed = false;
  #follows = false;
  #observer: IntersectionObserver | undefined;
  #observed: Element | undefined;

  constructor(host: ReactiveControllerHost, options: TransactionListOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    this.#loader = new Loader<Source, LoadedTransactions>(host, {
      input: options.query,
      key: ({ query, version }) => JSON.stringify([query, version]),
      keeps: (before, now) => before.query.organisationId === now.query.organisationId,
      load: (source, signal) => this.#loadFirst(source, signal),
      onFailure: options.onFailure,
    });
  }

  get state(): LoadState<LoadedTransactions> {
    return this.#loader.state;
  }

  get loadingMore(): boolean {
    return this.#more !== undefined;
  }

  get moreFailed(): boolean {
    return this.#moreFailed;
  }

  retry(): void {
    this.#loader.retry();
  }

  /** Loads the next page. */
  async more(): Promise<void> {
    const source = this.#options.query();
    const shown = this.#loader.state.kind === 'ready' ? this.#loader.state.value : undefined;
    if (!source || !shown || shown.nextCursor === null || this.#more) return;
    const abort = new AbortController();
    this.#more = abort;
    this.#moreFailed = false;
    this.#follows = true;
    this.#host.requestUpdate();
    try {
      const page = await loadPage(source.client, source.query, PAGE, shown.nextCursor, abort.signal);
      if (this.#loader.value === shown) this.#loader.replace({ transactions: [...shown.transactions, ...page.items], nextCursor: page.nextCursor });
    } catch (error) {
      if (isAbort(error) || abort.signal.aborted) return;
      this.#moreFailed = true;
      this.#follows = false;
      this.#options.onFailure(error);
    } finally {
      if (this.#more === abort) this.#more = undefined;
      this.#host.requestUpdate();
    }
  }

  /** The end of the list as it is drawn now. */
  observe(end: Element | null): void {
    if (end === (this.#observed ?? null)) return;
    this.#observer?.disconnect();
    this.#observed = end ?? undefined;
    if (!end) return;
    this.#observer ??= new IntersectionObserver((entries) => {
      if (this.#follows && entries.some((entry) => entry.isIntersecting)) void this.more();
    });
    this.#observer.observe(end);
  }

  hostDisconnected(): void {
    this.#more?.abort();
    this.#observer?.disconnect();
    this.#observed = undefined;
  }

  async #loadFirst({ client, query }: Source, signal: AbortSignal): Promise<LoadedTransactions> {
    this.#more?.abort();
    this.#more = undefined;
    this.#moreFailed = false;
    const shown = this.#loader.value?.transactions.length ?? 0;
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, shown));
    const page = await loadPage(client, query, limit, null, signal);
    return { transactions: page.items, nextCursor: page.nextCursor };
  }
}
