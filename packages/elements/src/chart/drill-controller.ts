import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Transaction } from '@cashflowsmart/sdk/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Loader } from '../foundation/controllers/loader.ts';
import { isAbort } from '../foundation/failure.ts';
import { PAGE } from './drill-template.ts';
import type { Period } from './period.ts';

/** Whose transactions are asked for. */
export interface DrillSource {
  readonly client: CashFlowClient;
  readonly organisationId: string;
  readonly accountIds: readonly string[];
  readonly ledgerVersion: number;
}

interface Loaded {
  readonly items: readonly Transaction[];
  readonly nextCursor: string | null;
}

/** The transactions of one bucket: the first page at once, every further one when it is asked for. */
export class DrillController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => DrillSource | undefined;
  readonly #onFailure: (error: unknown) => void;
  readonly #loader: Loader<DrillSource & Period, Loaded>;
  #period: Period | null = null;
  #more: AbortController | undefined;
  #moreError: unknown;

  constructor(host: ReactiveControllerHost, source: () => DrillSource | undefined, onFailure: (error: unknown) => void) {
    this.#host = host;
    this.#source = source;
    this.#onFailure = onFailure;
    host.addController(this);
    this.#loader = new Loader<DrillSource & Period, Loaded>(host, {
      input: () => this.#input,
      key: ({ organisationId, accountIds, ledgerVersion, from, to }) => [organisationId, accountIds.join(), ledgerVersion, from, to].join(' '),
      load: async (input, signal) => {
        this.#stopMore();
        return this.#page(input, undefined, signal);
      },
      onFailure,
    });
  }

  /** The days whose transactions are shown; null: closed. */
  get period(): Period | null {
    return this.#period;
  }

  get transactions(): readonly Transaction[] | undefined {
    return this.#loader.value?.items;
  }

  get hasMore(): boolean {
    return this.#loader.value?.nextCursor != null;
  }

  get loadingMore(): boolean {
    return this.#more !== undefined;
  }

  get error(): unknown {
    return this.#loader.state.kind === 'failed' ? this.#loader.state.error : this.#moreError;
  }

  open(period: Period): void {
    this.#period = period;
    this.#stopMore();
    this.#host.requestUpdate();
  }

  close(): void {
    this.#period = null;
    this.#stopMore();
    this.#host.requestUpdate();
  }

  retry(): void {
    this.#loader.retry();
  }

  /** Loads one page more. */
  async more(): Promise<void> {
    const [input, loaded] = [this.#input, this.#loader.value];
    if (!input || !loaded || loaded.nextCursor === null || this.#more) return;
    const abort = new AbortController();
    this.#more = abort;
    this.#moreError = undefined;
    this.#host.requestUpdate();
    try {
      const page = await this.#page(input, loaded.nextCursor, abort.signal);
      if (this.#more !== abort) return;
      this.#loader.replace({ items: [...loaded.items, ...page.items], nextCursor: page.nextCursor });
    } catch (error) {
      if (this.#more !== abort || isAbort(error)) return;
      this.#moreError = error;
      this.#onFailure(error);
    } finally {
      if (this.#more === abort) this.#more = undefined;
      this.#host.requestUpdate();
    }
  }

  hostDisconnected(): void {
    this.#stopMore();
  }

  get #input(): (DrillSource & Period) | undefined {
    const source = this.#source();
    return source && this.#period ? { ...source, ...this.#period } : undefined;
  }

  #stopMore(): void {
    this.#more?.abort();
    this.#more = undefined;
    this.#moreError = undefined;
  }

  async #page({ client, organisationId, accountIds, from, to }: DrillSource & Period, cursor: string | undefined, signal: AbortSignal): Promise<Loaded> {
    const body = { accountIds: [...accountIds], from, to, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    return client.transactions.searchPage(organisationId, body, { signal });
  }
}
