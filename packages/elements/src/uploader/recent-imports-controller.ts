import type { StatementImport } from '@cashflowsmart/sdk/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Loader } from '../foundation/controllers/loader.ts';
import type { UploaderApi } from './upload-flow.ts';
import { failureOf, type UploadFailure } from './upload-failure.ts';

export interface RecentImportsEnvironment {
  readonly api: () => UploaderApi | undefined;
  /** Only the imports of this account, where the host chose one. */
  readonly accountId: () => string | null;
  /** An import was undone, approved or sent back, or waits for its undo to be approved. */
  readonly onChanged: (changed: StatementImport) => void;
  readonly onFailure: (error: unknown) => void;
}

/** What is asked about an import before it is done. */
export interface Confirming {
  readonly importId: string;
  readonly step: 'undo' | 'approve' | 'return';
  /** It was to be sent back, and no reason was typed. */
  readonly reasonMissing?: boolean;
}

/** Shown at first; the rest on demand. */
const SHOWN = 5;
const LOADED = 50;

/** Imports that were asked for at least: what is still being reviewed is nobody else's yet. */
function isListed({ state, approval }: StatementImport): boolean {
  return state === 'committed' || state === 'undone' || state === 'awaiting-approval' || state === 'awaiting-undo' || (state === 'review' && approval?.state === 'returned');
}

/** The list of recent imports: loads it again when the ledger changes, and undoes, approves or sends one back after asking. */
export class RecentImportsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #env: RecentImportsEnvironment;
  readonly #loader: Loader<{ readonly organisationId: string; readonly accountId: string | null; readonly ledgerVersion: number }, readonly StatementImport[]>;
  #all = false;
  confirming: Confirming | null = null;
  /** The import about which something is being sent. */
  sending: Confirming | null = null;
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
        return page.items.filter(isListed);
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

  /** Asks before something is done with an import; null takes the question back. */
  readonly ask = (confirming: Confirming | null): void => {
    this.confirming = confirming;
    this.failure = null;
    this.#host.requestUpdate();
  };

  undo(statementImport: StatementImport): Promise<void> {
    return this.#send({ importId: statementImport.id, step: 'undo' }, ({ client, organisationId }) => client.imports.undo(organisationId, statementImport.id));
  }

  approve({ id, revision }: StatementImport): Promise<void> {
    return this.#send({ importId: id, step: 'approve' }, ({ client, organisationId }) => client.imports.approve(organisationId, id, { decision: 'approve', revision }));
  }

  sendBack({ id, revision }: StatementImport, reason: string): Promise<void> {
    return this.#send({ importId: id, step: 'return' }, ({ client, organisationId }) => client.imports.approve(organisationId, id, { decision: 'return', revision, reason }));
  }

  async #send(step: Confirming, request: (api: UploaderApi) => Promise<StatementImport>): Promise<void> {
    const api = this.#env.api();
    if (!api || this.sending !== null) return;
    this.confirming = null;
    this.sending = step;
    this.#host.requestUpdate();
    try {
      const changed = await request(api);
      this.#loader.replace((this.#loader.value ?? []).map((item) => (item.id === changed.id ? changed : item)));
      this.#env.onChanged(changed);
    } catch (error) {
      this.#env.onFailure(error);
      this.failure = { importId: step.importId, failure: failureOf(error) };
    } finally {
      this.sending = null;
      this.#host.requestUpdate();
    }
  }
}
