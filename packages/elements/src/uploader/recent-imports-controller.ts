import type { StatementImport } from '@cashflowsmart/sdk/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Loader } from '../foundation/controllers/loader.ts';
import type { UploaderApi } from './upload-flow.ts';
import { failureOf, type UploadFailure } from './upload-failure.ts';

export interface RecentImportsEnvironment {
  readonly api: () => UploaderApi | undefined;
  /** Only the imports of this account, where the host chose one. */
  readonly accountId: () => string | null;
  readonly onUndone: (undone: StatementImport) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Shown at first; the rest on demand. */
const SHOWN = 5;
const LOADED = 50;

/** The list of recent imports: loads it again when the ledger changes, and undoes one after asking. */
export class RecentImportsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #env: RecentImportsEnvironment;
  readonly #loader: Loader<{ readonly organisationId: string; readonly accountId: string | null; readonly ledgerVersion: number }, readonly StatementImport[]>;
  #all = false;
  confirming: string | null = null;
  undoing: string | null = null;
  failure: { readonly importId: string; readonly failure: UploadFailure } | null = null;

  constructor(host: ReactiveControllerHost, env: RecentImportsEnvironment) {
    this.#host = host;
    this.#env = env;
    this.#loader = new Loader(host, {
      input: () => {
        const api = env.api();
        return api && { organisationId: api.organisationId, accountId: env.accountId(), ledgerVersion: api.ledgerVersion };
      },
      key: (input) => JSON.stringify(input),
      keeps: (before, now) => before.organisationId === now.organisationId && before.accountId === now.accountId,
      load: async ({ organisationId, accountId }, signal) => {
        const api = env.api();
        if (!api) return [];
        const page = await api.client.imports.page(organisationId, { limit: LOADED, ...(accountId !== null && { accountId }) }, { signal });
        return page.items.filter((item) => item.state === 'committed' || item.state === 'undone');
      },
      onFailure: (error) => env.onFailure(error),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.confirming = null;
  }

  get failed(): boolean {
    return this.#loader.state.kind === 'failed' && this.#loader.value === undefined;
  }

  get imports(): readonly StatementImport[] {
    const all = this.#loader.value ?? [];
    return this.#all ? all : all.slice(0, SHOWN);
  }

  get hasMore(): boolean {
    return !this.#all && (this.#loader.value?.length ?? 0) > SHOWN;
  }

  readonly showAll = (): void => {
    this.#all = true;
    this.#host.requestUpdate();
  };

  readonly retry = (): void => this.#loader.retry();

  /** Asks whether an import is to be undone; null takes the question back. */
  readonly ask = (importId: string | null): void => {
    this.confirming = importId;
    this.failure = null;
    this.#host.requestUpdate();
  };

  async undo(statementImport: StatementImport): Promise<void> {
    const api = this.#env.api();
    if (!api || this.undoing !== null) return;
    this.confirming = null;
    this.undoing = statementImport.id;
    this.#host.requestUpdate();
    try {
      const undone = await api.client.imports.undo(api.organisationId, statementImport.id);
      this.#loader.replace((this.#loader.value ?? []).map((item) => (item.id === undone.id ? undone : item)));
      this.#env.onUndone(undone);
    } catch (error) {
      this.#env.onFailure(error);
      this.failure = { importId: statementImport.id, failure: failureOf(error) };
    } finally {
      this.undoing = null;
      this.#host.requestUpdate();
    }
  }
}
