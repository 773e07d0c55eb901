import { isPendingChange } from '@cashflowsmart/sdk/client';
import type { Account, PendingChange, Transaction } from '@cashflowsmart/sdk/contract';
import { reachOf } from '@cashflowsmart/sdk/roles';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { CashFlowElement } from '../foundation/base-element.ts';
import { withBaseStyles } from '../foundation/base-styles.ts';
import { Loader } from '../foundation/controllers/loader.ts';
import { TransactionOpenEvent } from '../foundation/events.ts';
import { describeFailure, type Failure } from '../foundation/failure.ts';
import { banner } from '../foundation/parts/banner.ts';
import { button, linkButton } from '../foundation/parts/button.ts';
import { emptyState, failureState, loadingState, notYourRole, sessionState, statePanel } from '../foundation/parts/states.ts';
import type { SessionState } from '../foundation/provider-context.ts';
import { checkDraft, correctionOf, draftOf, entryOf, isUnchanged, newDraft } from './entry-draft.ts';
import { TransactionList } from './transaction-list.ts';
import { currencyOf, transactionDialog, type DialogState } from './transaction-dialog.ts';
import { transactionFilters } from './transaction-filters.ts';
import { accountsInView } from './transaction-query.ts';
import { listSkeleton, tableSkeleton, transactionTable } from './transaction-table.ts';
import { transactionsStyles } from './transactions-styles.ts';

/** Milliseconds after the last key until the search is sent. */
const SEARCH_DELAY = 300;

type ActiveSession = Extract<SessionState, { kind: 'active' }>;

/**
 * The transactions of the shared view, newest first, with search, entries by hand, correction and deletion
 * as far as the role reaches.
 *
 * @event transaction-open - A transaction is opened; prevent it to show it elsewhere.
 * @csspart base - The element's frame.
 */
export class CashFlowTransactionsElement extends CashFlowElement {
  static override properties: PropertyDeclarations = {
    ...CashFlowElement.properties,
    typed: { state: true },
    search: { state: true },
    dialogState: { state: true },
    dialogFailure: { state: true },
    pending: { state: true },
    waits: { state: true },
  };

  static override styles = withBaseStyles(transactionsStyles);

  /** What stands in the search field; `search` follows it once the typing pauses. */
  protected declare typed: string;
  protected declare search: string;
  protected declare dialogState: DialogState | null;
  protected declare dialogFailure: Failure | null;
  protected declare pending: boolean;
  /** Whether the last change waits for somebody's approval. */
  protected declare waits: boolean;

  readonly #accounts = new Loader(this, {
    input: () => (this.context && this.#session ? { client: this.context.client, id: this.#session.organisationId, version: this.context.ledgerVersion } : undefined),
    key: ({ id, version }) => `${id} ${version}`,
    keeps: (before, now) => before.id === now.id,
    load: ({ client, id }, signal) => client.accounts.list(id, { signal }).toArray(),
    onFailure: (error) => void this.reportFailure(error),
  });
  readonly #list = new TransactionList(this, {
    query: () => {
      const { context } = this;
      const accounts = this.#accounts.value;
      const session = this.#session;
      if (!context || !session || !accounts || accounts.length === 0 || !reachOf(session.role, 'transactions:read')) return undefined;
      const { from, to } = context.view;
      const query = { organisationId: session.organisationId, accountIds: accountsInView(accounts, context.view).map((one) => one.id), from, to, text: this.search };
      return { client: context.client, query, version: context.ledgerVersion };
    },
    onFailure: (error) => void this.reportFailure(error),
  });
  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #entryKey: { readonly body: string; readonly key: string } | undefined;

  constructor() {
    super();
    this.typed = '';
    this.search = '';
    this.dialogState = null;
    this.dialogFailure = null;
    this.pending = false;
    this.waits = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#searchTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.dialogState && !this.#session) this.#close();
  }

  protected override updated(): void {
    this.#list.observe(this.renderRoot.querySelector('.more'));
  }

  protected override renderContent(): TemplateResult {
    const { context, texts } = this;
    const instead = sessionState(context, texts, listSkeleton(texts.transactions.title));
    const session = this.#session;
    if (instead || !context || !session) return instead ?? html``;
    const reach = reachOf(session.role, 'transactions:read');
    if (!reach) return notYourRole(session.role, texts);
    const accounts = this.#accounts.state;
    if (accounts.kind === 'failed' && !accounts.value) return failureState(describeFailure(accounts.error, texts), texts, () => this.#accounts.retry());
    if (!this.#accounts.value) return loadingState(texts.common.loading, listSkeleton(texts.transactions.title));
    if (this.#accounts.value.length === 0) return emptyState(texts.transactions.noAccounts, tableSkeleton());
    return this.#renderList(session, this.#accounts.value, reach === 'own');
  }

  get #session(): ActiveSession | undefined {
    const session = this.context?.session;
    return session?.kind === 'active' ? session : undefined;
  }

  #renderList(session: ActiveSession, accounts: readonly Account[], ownOnly: boolean): TemplateResult {
    const { texts, formats, context } = this;
    const words = texts.transactions;
    const shown = this.#list.state.kind === 'idle' ? undefined : this.#list.state.value;
    const view = context!.view;
    const filtered = this.search !== '' || view.from !== null || view.to !== null || view.accountIds.length > 0;
    return html`<div class="head">
        <div class="row spread">
          <h2 class="title">${words.title}</h2>
          ${reachOf(session.role, 'transactions:create') ? button({ icon: 'add', label: words.add, onClick: () => this.#add(accounts) }) : nothing}
        </div>
        ${transactionFilters({
          accounts,
          view,
          texts,
          search: this.typed,
          onView: (patch) => context!.setView(patch),
          onSearch: (text) => this.#searchLater(text),
        })}
        <div class="summary note">
          ${shown ? html`<span class="figure">${words.shown(formats.count(shown.transactions.length), shown.nextCursor !== null)}</span>` : nothing}
          ${ownOnly ? html`<span>${words.ownOnly}</span>` : nothing}
          ${filtered ? linkButton(words.clearFilter, () => this.#clearFilter()) : nothing}
        </div>
      </div>
      ${this.waits ? banner({ tone: 'neutral', icon: 'clock', title: words.awaiting, body: words.awaitingDetail }) : nothing}
      ${this.#renderRows(accounts, filtered, ownOnly)}
      ${transactionDialog({
        state: this.dialogState,
        accounts,
        formats,
        texts,
        pending: this.pending,
        failure: this.dialogFailure,
        mayDelete: reachOf(session.role, 'transactions:delete') !== undefined,
        onDraft: (draft) => {
          if (this.dialogState && 'draft' in this.dialogState) this.dialogState = { ...this.dialogState, draft };
        },
        onSave: () => void this.#save(accounts),
        onAskDelete: () => void this.#askDelete(),
        onDelete: () => void this.#delete(),
        onClose: () => this.#close(),
      })}`;
  }

  #renderRows(accounts: readonly Account[], filtered: boolean, ownOnly: boolean): TemplateResult {
    const { texts, formats } = this;
    const words = texts.transactions;
    const { state } = this.#list;
    const shown = state.kind === 'idle' ? undefined : state.value;
    const failure = state.kind === 'failed' ? describeFailure(state.error, texts) : null;
    if (!shown) return failure ? failureState(failure, texts, () => this.#list.retry()) : loadingState(texts.common.loading, tableSkeleton());
    if (shown.transactions.length === 0) {
      if (!filtered) return emptyState(ownOnly ? words.emptyOwn : words.empty, tableSkeleton());
      const clear = button({ label: words.clearFilter, onClick: () => this.#clearFilter() });
      return statePanel({ icon: 'search', text: words.noMatch, action: clear });
    }
    const retry = (): TemplateResult => button({ label: texts.common.retry, onClick: () => this.#list.retry() });
    return html`${failure
        ? banner({ tone: 'warning', icon: failure.kind === 'offline' ? 'offline' : 'alert', role: 'status', title: failure.title, body: failure.detail, actions: retry() })
        : nothing}
      ${transactionTable({
        transactions: shown.transactions,
        accounts: accountsInView(accounts, this.context!.view),
        formats,
        texts,
        busy: state.kind === 'loading',
        onOpen: (transaction) => this.#open(transaction),
      })}
      ${shown.nextCursor === null
        ? nothing
        : html`<div class="more">
            ${this.#list.moreFailed ? html`<div class="note" role="status">${words.moreFailed}</div>` : nothing}
            ${button({ label: this.#list.loadingMore ? words.loadingMore : words.showMore, busy: this.#list.loadingMore, onClick: () => void this.#list.more() })}
          </div>`}`;
  }

  #searchLater(text: string): void {
    clearTimeout(this.#searchTimer);
    this.typed = text;
    this.#searchTimer = setTimeout(() => {
      this.search = text.trim();
    }, SEARCH_DELAY);
  }

  #clearFilter(): void {
    clearTimeout(this.#searchTimer);
    this.typed = '';
    this.search = '';
    this.context?.setView({ accountIds: [], from: null, to: null });
  }

  #show(state: DialogState): void {
    this.dialogFailure = null;
    this.dialogState = state;
  }

  #close(): void {
    this.dialogState = null;
    this.dialogFailure = null;
  }

  #add(accounts: readonly Account[]): void {
    const [account] = accountsInView(accounts, this.context!.view);
    if (account) this.#show({ kind: 'add', draft: newDraft(account.id), checked: false });
  }

  #open(transaction: Transaction): void {
    const session = this.#session;
    if (!session || !this.dispatchEvent(new TransactionOpenEvent({ transaction }))) return;
    const corrects = reachOf(session.role, 'transactions:correct') !== undefined;
    this.#show(corrects ? { kind: 'correct', transaction, draft: draftOf(transaction, this.formats), checked: false } : { kind: 'read', transaction });
  }

  async #askDelete(): Promise<void> {
    if (this.dialogState?.kind !== 'correct') return;
    this.#show({ kind: 'delete', transaction: this.dialogState.transaction });
    await this.updateComplete;
    // The button that asked is gone; the focus goes to the way back.
    this.renderRoot.querySelector<HTMLElement>('.dialog-actions button')?.focus();
  }

  async #save(accounts: readonly Account[]): Promise<void> {
    const state = this.dialogState;
    if (this.pending || (state?.kind !== 'add' && state?.kind !== 'correct')) return;
    if (state.kind === 'correct' && isUnchanged(state.transaction, state.draft, this.formats.decimalMark)) return;
    const currency = currencyOf(accounts, state.draft.accountId);
    const { amount, invalid } = checkDraft(state.draft, currency, this.formats.decimalMark);
    this.dialogState = { ...state, checked: true };
    if (amount === null || invalid.length > 0) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('dialog [aria-invalid]')?.focus();
      return;
    }
    const { accountId } = state.draft;
    if (state.kind === 'add') {
      const entry = entryOf(state.draft, amount, currency);
      const body = JSON.stringify(entry);
      // Sent again after a failure, the same entry keeps its key, so that it can never be entered twice.
      if (this.#entryKey?.body !== body) this.#entryKey = { body, key: crypto.randomUUID() };
      const { key } = this.#entryKey;
      const done = await this.#send(accountId, this.texts.transactions.added, (api, id) => api.create(id, entry, { idempotencyKey: key }));
      if (done) this.#entryKey = undefined;
    } else {
      const correction = correctionOf(state.transaction, state.draft, amount);
      if (correction) await this.#send(accountId, this.texts.transactions.saved, (api, id) => api.correct(id, state.transaction.id, correction));
    }
  }

  async #delete(): Promise<void> {
    if (this.pending || this.dialogState?.kind !== 'delete') return;
    const { transaction } = this.dialogState;
    await this.#send(transaction.accountId, this.texts.transactions.deleted, (api, id) => api.delete(id, transaction.id, transaction.revision));
  }

  /** Sends a change; where it holds, closes the dialog, says so and has every element load again. */
  async #send(accountId: string, said: string, change: (api: NonNullable<typeof this.context>['client']['transactions'], organisationId: string) => Promise<Transaction | PendingChange | undefined>): Promise<boolean> {
    const { context } = this;
    const session = this.#session;
    if (!context || !session) return false;
    this.pending = true;
    this.dialogFailure = null;
    try {
      this.waits = isPendingChange(await change(context.client.transactions, session.organisationId));
      this.#close();
      this.announce(this.waits ? this.texts.transactions.awaiting : said);
      if (!this.waits) context.ledgerChanged({ kind: 'edit', accountId });
      return true;
    } catch (error) {
      this.dialogFailure = this.reportFailure(error);
      return false;
    } finally {
      this.pending = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cash-flow-transactions': CashFlowTransactionsElement;
  }
}
