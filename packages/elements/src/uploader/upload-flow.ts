import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Account, StatementImport } from '@cashflowsmart/sdk/contract';
import { DEFAULT_LIMITS, readingDigest, type StatementReading } from '@cashflowsmart/sdk/statements';
import { sha256Hex } from '@cashflowsmart/sdk/digest';
import { currencyDecimals } from '@cashflowsmart/sdk/money';
import { isAbort } from '../foundation/failure.ts';
import { proposeAccount } from './account-match.ts';
import { decisionsOf, type Draft } from './draft.ts';
import type { Intake } from './file-intake.ts';
import { importGate, nextStep, secondLook } from './import-gate.ts';
import type { ReadingJob } from './reading-queue.ts';
import { failureOf, failureOfRefusal, localFailure } from './upload-failure.ts';
import { draftOf, newItem, reduceItem, type ItemEvent, type UploadItem } from './upload-item.ts';

/** With which amounts are read whose currency nobody told. */
const TWO_DECIMALS = 2;

/** The API as the signed-in person reaches it. */
export interface UploaderApi {
  readonly client: CashFlowClient;
  readonly organisationId: string;
  readonly ledgerVersion: number;
}

/** What the flow needs of the page around it; asked anew at each step, since provider and accounts change. */
export interface FlowEnvironment {
  readonly read: (job: ReadingJob) => Promise<StatementReading>;
  /** undefined while nobody is signed in. */
  readonly api: () => UploaderApi | undefined;
  readonly accounts: () => readonly Account[];
  /** The account that the host chose. */
  readonly preferredAccount: () => string | null;
  /** After every change of an item: what was, what is, and what happened. */
  readonly onChange: (before: UploadItem | null, after: UploadItem | null, event: ItemEvent | null) => void;
  /** Not where the change waits for somebody's approval. */
  readonly onLedgerChange: (kind: 'commit' | 'undo', changed: StatementImport) => void;
  /** Every failed request, so that an ended session shows everywhere. */
  readonly onFailure: (error: unknown) => void;
}

/** Takes files from the drop to the ledger and back: runs what the reducer of an item only describes. */
export class UploadFlow {
  readonly #env: FlowEnvironment;
  readonly #files = new Map<string, File>();
  /** Passwords that people gave for files, from the reading that needs it until the import is committed or given up. */
  readonly #passwords = new Map<string, string>();
  /** What is under way for an item: a reading or an upload. */
  readonly #running = new Map<string, AbortController>();
  /** The key of an announced upload with the body it belongs to: the same body is announced once. */
  readonly #announced = new Map<string, { readonly body: string; readonly key: string }>();
  #items: readonly UploadItem[] = [];
  #serial = 0;

  constructor(env: FlowEnvironment) {
    this.#env = env;
  }

  get items(): readonly UploadItem[] {
    return this.#items;
  }

  find(id: string): UploadItem | undefined {
    return this.#items.find((item) => item.id === id);
  }

  /** Lists what was given and reads it. Returns the ids of the new items. */
  add(intake: readonly Intake[]): readonly string[] {
    return intake.map((given) => {
      const id = `file-${(this.#serial += 1)}`;
      const item = given.kind === 'file' ? newItem(id, given.file.name, given.file.size) : newItem(id, given.name, 0);
      this.#items = [...this.#items, item];
      this.#env.onChange(null, item, null);
      if (given.kind === 'folder') this.dispatch(id, { type: 'read-failed', failure: localFailure('folder') });
      else this.#begin(id, given.file);
      return id;
    });
  }

  /** Applies an event, and reads the file again where the event asks for that. */
  dispatch(id: string, event: ItemEvent): void {
    const before = this.find(id);
    if (!before) return;
    const after = reduceItem(before, event);
    if (after === before) return;
    this.#items = this.#items.map((item) => (item.id === id ? after : item));
    this.#env.onChange(before, after, event);
    if (event.type === 'read-finished' || event.type === 'reread' || event.type === 'account-chosen') this.#assumeCurrency(id);
    if (event.type === 'recipe-changed' || event.type === 'recognition-restored' || event.type === 'question-answered') void this.#reread(id);
  }

  /** Takes an item off the list; what is under way for it ends. What is in the ledger stays there. */
  remove(id: string): void {
    const before = this.find(id);
    if (!before) return;
    this.#running.get(id)?.abort();
    for (const held of [this.#running, this.#files, this.#passwords, this.#announced]) held.delete(id);
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#env.onChange(before, null, null);
  }

  /** Ends the upload of an item and goes back to its review. */
  cancelUpload(id: string): void {
    this.#running.get(id)?.abort();
    // How far the cancelled upload came is not known; the next one begins anew.
    this.#announced.delete(id);
    this.dispatch(id, { type: 'upload-cancelled' });
  }

  /** Reads a file again after its reading failed. */
  readAgain(id: string): void {
    const file = this.#files.get(id);
    if (file) this.#begin(id, file);
  }

  /** Reads an encrypted file again, with the password that a person has given. */
  unlock(id: string, password: string): void {
    const file = this.#files.get(id);
    if (!file || this.find(id)?.state.kind !== 'locked') return;
    this.#passwords.set(id, password);
    this.dispatch(id, { type: 'password-given' });
    void this.#read(id, file);
  }

  /** Proposes accounts where none was chosen yet: they may have been loaded after the file was read. */
  proposeAccounts(): void {
    for (const item of this.#items) {
      const draft = item.state.kind === 'review' ? item.state.draft : null;
      if (draft?.accountId === null) this.dispatch(item.id, { type: 'account-chosen', accountId: this.#proposal(draft.base) });
    }
  }

  /** One press on "Import": sends what the server does not have, looks again where it says so, else commits. */
  async send(id: string): Promise<void> {
    const item = this.find(id);
    const draft = item && draftOf(item);
    if (!item || !draft || importGate(draft, this.#env.accounts()) !== null) return;
    if (nextStep(draft) === 'commit') return this.#commit(id);
    if (await this.#deliver(id, draft)) {
      const reviewed = this.find(id)?.state;
      if (reviewed?.kind === 'review' && secondLook(reviewed.draft) === null) await this.#commit(id);
    }
  }

  /** Imports several, one after the other. */
  async sendAll(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.send(id);
  }

  async undo(id: string): Promise<void> {
    const state = this.find(id)?.state;
    const api = this.#env.api();
    if (state?.kind !== 'committed' || !api) return;
    this.dispatch(id, { type: 'undo-started' });
    try {
      const undone = await api.client.imports.undo(api.organisationId, state.import.id);
      this.dispatch(id, { type: 'undone', import: undone });
      if (undone.state !== 'awaiting-undo') this.#env.onLedgerChange('undo', undone);
    } catch (error) {
      this.#env.onFailure(error);
      this.dispatch(id, { type: 'undo-failed', failure: failureOf(error) });
    }
  }

  /** Takes over what another part of the page did to an import, such as undoing or approving it in the list of recent ones. */
  importChanged(changed: StatementImport): void {
    for (const { id, state } of this.#items) {
      if (state.kind !== 'committed' || state.import.id !== changed.id) continue;
      if (changed.state !== 'undone') this.dispatch(id, { type: 'decided', import: changed });
      else {
        this.dispatch(id, { type: 'undo-started' });
        this.dispatch(id, { type: 'undone', import: changed });
      }
    }
  }

  /** Ends everything that is under way. */
  stop(): void {
    for (const running of this.#running.values()) running.abort();
    this.#running.clear();
    this.#passwords.clear();
  }

  #begin(id: string, file: File): void {
    this.#files.set(id, file);
    if (file.size === 0) return this.dispatch(id, { type: 'read-failed', failure: localFailure('file-empty') });
    // Known before a byte is read: a large file would only fill the memory.
    if (file.size > DEFAULT_LIMITS.bytes) return this.dispatch(id, { type: 'read-failed', failure: localFailure('file-too-large') });
    void this.#read(id, file);
  }

  async #read(id: string, file: File): Promise<void> {
    const running = this.#start(id);
    let sha256 = '';
    try {
      const reading = await this.#env.read({
        file, recipe: null, answers: {}, ...this.#passwordOf(id), signal: running.signal,
        onStart: () => this.dispatch(id, { type: 'read-started' }),
        onProgress: (progress) => this.dispatch(id, { type: 'read-progressed', progress }),
        onBytes: async (bytes) => {
          sha256 = await sha256Hex(bytes);
        },
      });
      this.dispatch(id, { type: 'read-finished', reading, sha256, accountId: this.#proposal(reading) });
    } catch (error) {
      if (running.signal.aborted) return;
      // Whatever was wrong, another reading asks for the password again.
      this.#passwords.delete(id);
      this.dispatch(id, { type: 'read-failed', failure: failureOf(error) });
    }
  }

  /**
   * A file that names no currency is in the account's. Only where that one has not two decimals does this change what
   * the amounts mean; then the file is read once more.
   */
  #assumeCurrency(id: string): void {
    const state = this.find(id)?.state;
    if (state?.kind !== 'review') return;
    const { draft } = state;
    const account = this.#env.accounts().find((candidate) => candidate.id === draft.accountId);
    const assumed = draft.answers.currency;
    const asked = draft.base.questions.some((question) => question.field === 'currency');
    const unnamed = assumed !== undefined || asked || draft.base.accounts[0]?.currency === null;
    if (!account || !unnamed || assumed === account.currency) return;
    if (assumed === undefined && !asked && currencyDecimals(account.currency) === TWO_DECIMALS) return;
    this.dispatch(id, { type: 'question-answered', field: 'currency', value: account.currency });
  }

  async #reread(id: string): Promise<void> {
    const item = this.find(id);
    const draft = item && draftOf(item);
    const file = this.#files.get(id);
    if (!draft || !file) return;
    const running = this.#start(id);
    try {
      const reading = await this.#env.read({ file, recipe: draft.recipe, answers: draft.answers, ...this.#passwordOf(id), signal: running.signal, onProgress: () => undefined });
      if (!running.signal.aborted) this.dispatch(id, { type: 'reread', reading });
    } catch (error) {
      if (!running.signal.aborted) this.dispatch(id, { type: 'reread-failed', failure: failureOf(error) });
    }
  }

  /** Brings the file or the changed decisions to the server; true once its review is there. */
  async #deliver(id: string, draft: Draft): Promise<boolean> {
    const api = this.#env.api();
    const file = this.#files.get(id);
    if (!api || !file || draft.accountId === null) return false;
    const running = this.#start(id);
    this.dispatch(id, { type: 'upload-started' });
    try {
      const [decisions, digest] = [decisionsOf(draft), await readingDigest(draft.reading)];
      const reviewed = nextStep(draft) === 'decide' && draft.remote !== null
        ? await api.client.imports.decide(api.organisationId, draft.remote.id, { decisions, readingDigest: digest }, { signal: running.signal })
        : await api.client.imports.upload(
            api.organisationId,
            { accountId: draft.accountId, fileName: file.name, bytes: file, sha256: draft.sha256, decisions, readingDigest: digest, ...this.#passwordOf(id) },
            {
              signal: running.signal,
              idempotencyKey: this.#keyFor(id, JSON.stringify([draft.accountId, decisions, digest])),
              onProgress: (progress) => this.dispatch(id, { type: 'upload-progressed', ...progress }),
            },
          );
      if (reviewed.state === 'refused' && reviewed.refusal) {
        this.dispatch(id, { type: 'upload-failed', failure: failureOfRefusal(reviewed.refusal) });
        return false;
      }
      this.dispatch(id, { type: 'server-reviewed', import: reviewed });
      return true;
    } catch (error) {
      if (running.signal.aborted || isAbort(error)) return false;
      this.#env.onFailure(error);
      this.dispatch(id, { type: 'upload-failed', failure: failureOf(error) });
      return false;
    }
  }

  async #commit(id: string): Promise<void> {
    const item = this.find(id);
    const draft = item && draftOf(item);
    const api = this.#env.api();
    if (!draft?.remote || !api) return;
    this.dispatch(id, { type: 'commit-started' });
    try {
      const committed = await api.client.imports.commit(api.organisationId, draft.remote.id, { acceptContradiction: draft.contradictionAccepted });
      this.#files.delete(id);
      this.#passwords.delete(id);
      this.dispatch(id, { type: 'committed', import: committed });
      if (committed.state !== 'awaiting-approval') this.#env.onLedgerChange('commit', committed);
    } catch (error) {
      this.#env.onFailure(error);
      this.dispatch(id, { type: 'commit-failed', failure: failureOf(error) });
    }
  }

  #start(id: string): AbortController {
    this.#running.get(id)?.abort();
    const running = new AbortController();
    this.#running.set(id, running);
    return running;
  }

  #passwordOf(id: string): { readonly password?: string } {
    const password = this.#passwords.get(id);
    return password === undefined ? {} : { password };
  }

  #proposal(reading: StatementReading): string | null {
    return proposeAccount(reading, this.#env.accounts(), this.#env.preferredAccount()).accountId;
  }

  #keyFor(id: string, body: string): string {
    const known = this.#announced.get(id);
    if (known?.body === body) return known.key;
    const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    this.#announced.set(id, { body, key });
    return key;
  }
}
