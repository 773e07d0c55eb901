import { reachOf } from '@cashflowsmart/sdk/roles';
import type { Account, StatementImport } from '@cashflowsmart/sdk/contract';
import { DEFAULT_LIMITS } from '@cashflowsmart/sdk/statements';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { CashFlowElement } from '../foundation/base-element.ts';
import { withBaseStyles } from '../foundation/base-styles.ts';
import { Loader } from '../foundation/controllers/loader.ts';
import { ImportCommitEvent } from '../foundation/events.ts';
import { describeFailure } from '../foundation/failure.ts';
import { button } from '../foundation/parts/button.ts';
import { failureState, loadingState, notYourRole, sessionState, statePanel } from '../foundation/parts/states.ts';
import type { SessionState } from '../foundation/provider-context.ts';
import { createWorker } from '../foundation/trusted-worker.ts';
import { announcementOf } from './announcements.ts';
import { atLine, displayOf, withDisplay, withOneOpen, type Displays } from './displays.ts';
import { currencyOf, type Draft } from './draft.ts';
import { ACCEPTED, carriesFiles, fileOfText, filesOf, intakeOf, type Intake } from './file-intake.ts';
import { mayApprove, mayUndo, type Viewer } from './import-rights.ts';
import { readyItems } from './item-status.ts';
import { RecentImportsController } from './recent-imports-controller.ts';
import { forOneAccount } from './one-account.ts';
import { ReadingQueue } from './reading-queue.ts';
import { editedRow, outcomeOfEdit, typedAmount } from './row-edit.ts';
import { UploadFlow, type UploaderApi } from './upload-flow.ts';
import { draftOf, type ItemEvent, type UploadItem } from './upload-item.ts';
import { uploaderStyles } from './uploader-styles.ts';
import { dropZone } from './views/drop-zone.ts';
import { itemCard } from './views/item-card.ts';
import { importedRows, outcomeSentence } from './views/outcome.ts';
import { passwordFieldId } from './views/password-form.ts';
import { recentImports } from './views/recent-imports.ts';
import { rowsOf } from './views/row-table.ts';
import type { UploaderCommands, UploaderView } from './views/uploader-view.ts';

/** The limit rounded down to a figure that people can keep: 100 MiB is a little more than 100 MB. */
const LIMIT_IN_WORDS = Math.floor(DEFAULT_LIMITS.bytes / 10_000_000) * 10_000_000;

/** States of an import whose rows are in the ledger. */
const IN_LEDGER: ReadonlySet<StatementImport['state']> = new Set(['committed', 'awaiting-undo']);

type ActiveSession = Extract<SessionState, { kind: 'active' }>;

function viewerOf({ role, session }: ActiveSession): Viewer {
  return { role, personId: session.person.id };
}

/**
 * Takes bank statements from the drop to the ledger: reads them on this device, shows what was read with its
 * proof, imports what a person has seen, and undoes it again. In a form its value is the ids of the imports
 * that were committed here, and `required` means at least one.
 *
 * @attr account - Id of the account that statements are meant for, where they do not say otherwise.
 * @csspart base - The element's frame.
 * @csspart drop-zone - Where files are dropped.
 * @csspart choose - The button that opens the file dialog.
 * @csspart item - One file.
 * @csspart proof - The proof of a file.
 * @csspart import - The button that imports a file.
 * @csspart outcome - What became of an import.
 * @fires import-commit - A statement was imported.
 */
export class CashFlowUploaderElement extends CashFlowElement {
  static readonly formAssociated = true;

  static override properties: PropertyDeclarations = {
    ...CashFlowElement.properties,
    account: {},
    required: { type: Boolean, reflect: true },
    name: {},
    dragging: { state: true },
    displays: { state: true },
    inactive: { state: true },
  };

  static override styles = withBaseStyles(uploaderStyles);

  declare account: string | null;
  declare required: boolean;
  declare name: string;
  protected declare dragging: boolean;
  protected declare displays: Displays;
  /** Whether a form or fieldset around it is disabled. */
  protected declare inactive: boolean;

  readonly #internals: ElementInternals;
  readonly #queue = new ReadingQueue(() => createWorker(this.context!.workerUrl));
  readonly #flow: UploadFlow;
  readonly #accounts: Loader<UploaderApi, readonly Account[]>;
  readonly #recent: RecentImportsController;
  #proposedFor: readonly Account[] | undefined;
  /** Whose files are listed; somebody else never sees them. */
  #owner: string | undefined;
  #focusBefore: { readonly itemId: string | undefined } | null = null;
  #focusNext: string | undefined;

  constructor() {
    super();
    this.account = null;
    this.required = false;
    this.name = '';
    this.dragging = false;
    this.displays = new Map();
    this.inactive = false;
    this.#internals = this.attachInternals();
    this.#flow = new UploadFlow({
      read: (job) => this.#queue.read(job),
      api: () => this.#api(),
      accounts: () => this.#accounts.value ?? [],
      preferredAccount: () => this.account,
      onChange: (before, after, event) => this.#itemChanged(before, after, event),
      onLedgerChange: (kind, changed) => this.#ledgerChanged(kind, changed),
      onFailure: (error) => void this.reportFailure(error),
    });
    this.#accounts = new Loader(this, {
      input: () => this.#api(),
      key: ({ organisationId }) => organisationId,
      load: ({ client, organisationId }, signal) => client.accounts.list(organisationId, { signal }).toArray(),
      onFailure: (error) => void this.reportFailure(error),
    });
    this.#recent = new RecentImportsController(this, {
      api: () => this.#api(),
      accountId: () => this.account,
      onChanged: (changed) => this.#changedInList(changed),
      onFailure: (error) => void this.reportFailure(error),
    });
    this.addEventListener('dragover', this.#dragOver);
    this.addEventListener('dragleave', this.#dragLeave);
    this.addEventListener('drop', this.#drop);
    this.addEventListener('paste', this.#paste);
  }

  /** Ids of the imports that were committed here and not undone. */
  get value(): readonly string[] {
    return this.#flow.items.flatMap(({ state }) => ((state.kind === 'committed' && IN_LEDGER.has(state.import.state)) || state.kind === 'undoing' ? [state.import.id] : []));
  }

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  formResetCallback(): void {
    this.#clear();
  }

  formDisabledCallback(disabled: boolean): void {
    this.inactive = disabled;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved in the page is back before the microtask runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#clear();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const active = this.shadowRoot?.activeElement;
    this.#focusBefore = active ? { itemId: active.closest('.item')?.id } : null;
    const session = this.context?.session;
    if (session?.kind !== 'active') return;
    const owner = `${session.session.person.id} ${session.organisationId}`;
    if (this.#owner !== undefined && this.#owner !== owner) this.#clear();
    this.#owner = owner;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#accounts.value !== this.#proposedFor) {
      this.#proposedFor = this.#accounts.value;
      this.#flow.proposeAccounts();
    }
    this.#updateForm();
    this.#moveFocus();
  }

  protected override renderContent(): TemplateResult {
    const { context, texts } = this;
    const skeleton = html`<div class="skeleton drop-ghost"></div>`;
    const away = sessionState(context, texts, skeleton);
    if (away !== null || context?.session.kind !== 'active') return away ?? html``;
    const { session } = context;
    if (reachOf(session.role, 'imports:create') === undefined) return notYourRole(session.role, texts);
    const { state } = this.#accounts;
    if (state.kind === 'failed') return failureState(describeFailure(state.error, texts), texts, () => this.#accounts.retry());
    if (state.kind !== 'ready') return loadingState(texts.common.loading, skeleton);
    if (state.value.length === 0) {
      const words = texts.uploader.account;
      return statePanel({ icon: 'list', text: reachOf(session.role, 'accounts:manage') === undefined ? words.none : words.noneYet });
    }
    return this.#renderUploader(session, state.value);
  }

  #renderUploader(session: ActiveSession, accounts: readonly Account[]): TemplateResult {
    const { texts, formats } = this;
    const { items } = this.#flow;
    const view = this.#view(session, accounts);
    return html`<div class="uploader" role="group" aria-label=${texts.uploader.label} ?inert=${this.inactive}>
      <input class="file-input" type="file" multiple accept=${ACCEPTED} tabindex="-1" aria-label=${texts.uploader.drop.choose} hidden @change=${this.#chosen} />
      ${dropZone({ texts: texts.uploader, limit: formats.bytes(LIMIT_IN_WORDS), dragging: this.dragging, slim: items.length > 0, onChoose: view.commands.chooseFiles })}
      ${items.length === 0 ? nothing : this.#renderItems(items, view)}
      ${this.#renderRecent(session, accounts)}
    </div>`;
  }

  #renderItems(items: readonly UploadItem[], view: UploaderView): TemplateResult {
    const { texts, formats } = this;
    const ready = readyItems(items, view.accounts);
    return html`<section class="items" aria-label=${texts.uploader.files.label}>
      ${ready.items.length > 1
        ? html`<div class="all-bar">
            <span>${texts.uploader.files.readyCount(formats.count(ready.items.length))}</span>
            ${button({ label: texts.uploader.files.importAll(formats.count(ready.rows)), kind: 'primary', onClick: () => view.commands.sendAll(ready.items) })}
          </div>`
        : nothing}
      ${repeat(items, (item) => item.id, (item) => itemCard(item, items.length > 1, view))}
    </section>`;
  }

  #renderRecent(session: ActiveSession, accounts: readonly Account[]): TemplateResult | typeof nothing {
    const { texts } = this;
    if (this.#recent.failed) {
      return html`<div class="row note">${texts.uploader.recent.failed} ${button({ label: texts.common.retry, kind: 'plain', onClick: this.#recent.retry })}</div>`;
    }
    return recentImports({
      imports: this.#recent.imports, accounts, texts, formats: this.formats,
      mayUndo: (statementImport) => mayUndo(statementImport, viewerOf(session)),
      mayApprove: (statementImport) => mayApprove(statementImport, viewerOf(session)),
      confirming: this.#recent.confirming, sending: this.#recent.sending, failure: this.#recent.failure, hasMore: this.#recent.hasMore,
      onAsk: this.#recent.ask,
      onUndo: (statementImport) => void this.#recent.undo(statementImport),
      onApprove: (statementImport) => void this.#recent.approve(statementImport),
      onSendBack: (statementImport, reason) => void this.#recent.sendBack(statementImport, reason),
      onMore: this.#recent.showAll,
    });
  }

  #view(session: ActiveSession, accounts: readonly Account[]): UploaderView {
    const ready = readyItems(this.#flow.items, accounts).items;
    const reviewing = this.#flow.items.filter((item) => item.state.kind === 'review' && item.state.draft.base.questions.length === 0);
    const next = reviewing.find((item) => displayOf(this.displays, item.id).expanded) ?? this.#flow.items.find((item) => item.state.kind === 'locked');
    const primary = ready.length > 1 ? undefined : (ready[0] ?? next);
    return {
      texts: this.texts,
      formats: this.formats,
      accounts,
      preferredAccount: this.account,
      mayUndo: (statementImport) => mayUndo(statementImport, viewerOf(session)),
      primary: (item) => item.id === primary?.id,
      display: (item) => displayOf(this.displays, item.id),
      commands: this.#commands,
    };
  }

  readonly #commands: UploaderCommands = {
    chooseFiles: () => this.#fileInput?.click(),
    dispatch: (item, event) => this.#flow.dispatch(item.id, event),
    display: (item, change) => {
      this.displays = withDisplay(this.displays, item.id, change);
    },
    remove: (item) => this.#flow.remove(item.id),
    readAgain: (item) => this.#flow.readAgain(item.id),
    unlock: (item, password) => this.#unlock(item, password),
    cancelUpload: (item) => this.#flow.cancelUpload(item.id),
    send: (item) => void this.#flow.send(item.id),
    sendAll: (items) => void this.#flow.sendAll(items.map((item) => item.id)),
    undo: (item) => void this.#flow.undo(item.id),
    showLine: (item, line) => this.#showLine(item, line),
    startEdit: (item, line) => this.#startEdit(item, line),
    applyEdit: (item) => this.#applyEdit(item),
    changeRecipe: (item, recipe) => this.#flow.dispatch(item.id, { type: 'recipe-changed', recipe }),
  };

  get #fileInput(): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>('.file-input');
  }

  #api(): UploaderApi | undefined {
    const { context } = this;
    if (context?.session.kind !== 'active') return undefined;
    return { client: context.client, organisationId: context.session.organisationId, ledgerVersion: context.ledgerVersion };
  }

  #itemChanged(before: UploadItem | null, after: UploadItem | null, event: ItemEvent | null): void {
    const message = announcementOf(before, after, event, this.texts, this.formats);
    if (message !== null) this.announce(message);
    // The list below shows what waits, which no change of the ledger tells it.
    if ((event?.type === 'committed' || event?.type === 'undone') && event.import.state.startsWith('awaiting')) this.#recent.retry();
    if (event?.type === 'read-finished' || event?.type === 'committed' || after === null) this.displays = withOneOpen(this.displays, this.#flow.items);
    // Who has just given the password goes on in its field; who is elsewhere by now is left there.
    if (after?.state.kind === 'locked' && after.state.wrong && this.shadowRoot?.activeElement?.closest('.item')?.id === after.id) this.#focusNext = passwordFieldId(after);
    if (event?.type === 'reread' && after !== null) this.displays = withDisplay(this.displays, after.id, { choice: null, page: 0, editing: null, marked: null });
    this.requestUpdate();
  }

  #ledgerChanged(kind: 'commit' | 'undo', changed: StatementImport): void {
    if (kind === 'commit') this.dispatchEvent(new ImportCommitEvent({ import: changed }));
    this.context?.ledgerChanged({ kind, accountId: changed.accountId });
  }

  #changedInList(changed: StatementImport): void {
    const words = this.texts.uploader;
    this.#flow.importChanged(changed);
    const returned = changed.state === 'review' ? changed.approval : changed.state === 'committed' && changed.undoApproval?.state === 'returned' ? changed.undoApproval : null;
    const sentence = changed.state === 'undone'
      ? words.outcome.undone(this.formats.count(importedRows(changed)))
      : returned ? words.outcome.returned(returned.decidedBy?.name ?? '') : outcomeSentence(changed, { texts: this.texts, formats: this.formats });
    this.announce(words.announce.told(changed.fileName, sentence));
    if (changed.state === 'undone') this.#ledgerChanged('undo', changed);
    else if (changed.state === 'committed' && !returned) this.#ledgerChanged('commit', changed);
  }

  #add(intake: readonly Intake[]): void {
    if (intake.length === 0 || this.inactive || !this.#accounts.value?.length) return;
    this.context?.userActive();
    this.#flow.add(intake);
    this.announce(this.texts.uploader.announce.added(this.formats.count(intake.length)));
  }

  #clear(): void {
    this.#flow.stop();
    for (const item of this.#flow.items) this.#flow.remove(item.id);
    this.displays = new Map();
    this.announcement = '';
  }

  readonly #chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    this.#add(filesOf(input.files ?? []));
    // Choosing the same file again is then a change again.
    input.value = '';
  };

  readonly #dragOver = (event: DragEvent): void => {
    if (!carriesFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    this.dragging = true;
  };

  readonly #dragLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node) || !this.contains(event.relatedTarget)) this.dragging = false;
  };

  readonly #drop = (event: DragEvent): void => {
    this.dragging = false;
    if (!carriesFiles(event.dataTransfer)) return;
    // Without this the browser leaves the page and opens the file.
    event.preventDefault();
    this.#add(intakeOf(event.dataTransfer!));
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const target = event.composedPath()[0];
    if (event.clipboardData === null || target instanceof HTMLInputElement) return;
    const files = intakeOf(event.clipboardData);
    const text = files.length > 0 ? null : fileOfText(event.clipboardData.getData('text/plain'), this.texts.uploader.drop.pastedName);
    if (files.length === 0 && text === null) return;
    event.preventDefault();
    this.#add(text === null ? files : [{ kind: 'file', file: text }]);
  };

  #draftOf(item: UploadItem): Draft | null {
    const draft = draftOf(item);
    return draft && forOneAccount(draft, this.#accounts.value ?? []);
  }

  #showLine(item: UploadItem, line: number): void {
    const draft = this.#draftOf(item);
    if (!draft) return;
    this.displays = atLine(this.displays, item.id, rowsOf(draft.base), line);
    this.#focusNext = `${item.id}-line-${line}`;
  }

  #startEdit(item: UploadItem, line: number): void {
    const draft = this.#draftOf(item);
    const row = draft?.base.transactions.find((candidate) => candidate.source.line === line);
    if (!draft || !row) return;
    const currency = currencyOf(draft, this.#accounts.value ?? []) ?? 'XXX';
    const { date, amount, description } = editedRow(row, draft.edits.filter((edit) => edit.line === line), currency);
    const typed = typedAmount(amount, currency, this.formats.decimalMark);
    this.displays = withDisplay(this.displays, item.id, { editing: { line, date, amount: typed, description, invalid: [] }, marked: null });
    this.#focusNext = `${item.id}-edit-date`;
  }

  #unlock(item: UploadItem, password: string): void {
    this.displays = withDisplay(this.displays, item.id, { passwordMissing: password === '', passwordShown: false });
    if (password === '') this.#focusNext = passwordFieldId(item);
    else this.#flow.unlock(item.id, password);
  }

  #applyEdit(item: UploadItem): void {
    const draft = this.#draftOf(item);
    const { editing } = displayOf(this.displays, item.id);
    const row = draft?.base.transactions.find((candidate) => candidate.source.line === editing?.line);
    if (!draft || !row || !editing) return;
    const outcome = outcomeOfEdit(row, editing, currencyOf(draft, this.#accounts.value ?? []) ?? 'XXX');
    if (outcome.kind === 'invalid') {
      this.displays = withDisplay(this.displays, item.id, { editing: { ...editing, invalid: outcome.fields } });
      this.#focusNext = `${item.id}-edit-${outcome.fields[0]!}`;
      return;
    }
    for (const change of outcome.changes) this.#flow.dispatch(item.id, { type: 'row-edited', line: editing.line, ...change });
    this.displays = withDisplay(this.displays, item.id, { editing: null, marked: editing.line });
    this.#focusNext = `${item.id}-line-${editing.line}`;
  }

  #updateForm(): void {
    const { value } = this;
    const data = new FormData();
    for (const id of value) data.append(this.name, id);
    this.#internals.setFormValue(value.length > 0 && this.name !== '' ? data : null);
    const missing = this.required && value.length === 0;
    const anchor = this.renderRoot.querySelector<HTMLElement>('.drop-zone .button');
    if (missing) this.#internals.setValidity({ valueMissing: true }, this.texts.uploader.required, anchor ?? undefined);
    else this.#internals.setValidity({});
  }

  /** Focus goes where a person was led, and is never lost with what they pressed. */
  #moveFocus(): void {
    const root = this.renderRoot as ShadowRoot;
    if (this.#focusNext !== undefined) {
      const next = root.getElementById(this.#focusNext);
      this.#focusNext = undefined;
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'center' });
      return;
    }
    if (this.#focusBefore === null || root.activeElement !== null) return;
    const { itemId } = this.#focusBefore;
    const item = (itemId === undefined ? null : root.getElementById(itemId)) ?? root.querySelector('.item:last-of-type');
    (item?.querySelector<HTMLElement>('.item-name') ?? root.querySelector<HTMLElement>('.drop-zone .button'))?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cash-flow-uploader': CashFlowUploaderElement;
  }
}
