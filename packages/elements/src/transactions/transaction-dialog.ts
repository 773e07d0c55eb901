import type { Account, Transaction } from '@cashflowsmart/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../foundation/failure.ts';
import type { Formats } from '../foundation/formats.ts';
import { banner } from '../foundation/parts/banner.ts';
import { button } from '../foundation/parts/button.ts';
import { dialog } from '../foundation/parts/dialog.ts';
import { checkbox, field, select } from '../foundation/parts/field.ts';
import { technicalDetails } from '../foundation/parts/states.ts';
import type { Texts } from '../foundation/texts.ts';
import { checkDraft, draftOf, isUnchanged, type EntryDraft } from './entry-draft.ts';

/** What the dialog is about. `checked`: the person has asked to save, so missing fields are marked. */
export type DialogState =
  | { readonly kind: 'add'; readonly draft: EntryDraft; readonly checked: boolean }
  | { readonly kind: 'correct'; readonly transaction: Transaction; readonly draft: EntryDraft; readonly checked: boolean }
  | { readonly kind: 'read'; readonly transaction: Transaction }
  | { readonly kind: 'delete'; readonly transaction: Transaction };

export interface TransactionDialogOptions {
  readonly state: DialogState | null;
  readonly accounts: readonly Account[];
  readonly formats: Formats;
  readonly texts: Texts;
  readonly pending: boolean;
  readonly failure: Failure | null;
  readonly mayDelete: boolean;
  readonly onDraft: (draft: EntryDraft) => void;
  readonly onSave: () => void;
  readonly onAskDelete: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

export function currencyOf(accounts: readonly Account[], accountId: string): string {
  return accounts.find((account) => account.id === accountId)?.currency ?? '';
}

/** Adds, corrects, shows or deletes one transaction. */
export function transactionDialog(options: TransactionDialogOptions): TemplateResult {
  const { state, texts } = options;
  const titles = { add: texts.transactions.addTitle, correct: texts.transactions.correctTitle, read: texts.transactions.readTitle, delete: texts.transactions.deleteTitle };
  const edits = state?.kind === 'add' || state?.kind === 'correct';
  return dialog({
    id: 'transaction',
    open: state !== null,
    title: state === null ? '' : titles[state.kind],
    closeLabel: texts.common.close,
    content: () => html`${state === null ? nothing : edits ? form(options, state) : facts(options, state.transaction)}
      ${state?.kind === 'delete' ? question(texts) : nothing} ${options.failure ? failed(options.failure, texts) : nothing}`,
    actions: () => (state === null ? html`` : actions(options, state)),
    onClose: options.onClose,
    ...(edits && { onSubmit: options.onSave }),
  });
}

function actions(options: TransactionDialogOptions, state: DialogState): TemplateResult {
  const { texts, pending } = options;
  const cancel = button({ label: texts.common.cancel, onClick: options.onClose });
  switch (state.kind) {
    case 'read':
      return button({ label: texts.common.close, onClick: options.onClose });
    case 'delete':
      return html`${cancel}${button({ kind: 'danger', icon: 'trash', label: texts.common.delete, busy: pending, onClick: options.onDelete })}`;
    case 'add':
      return html`${cancel}${button({ kind: 'primary', type: 'submit', label: texts.transactions.add, busy: pending })}`;
    case 'correct':
      return html`${options.mayDelete
          ? html`<span class="aside">${button({ kind: 'plain', icon: 'trash', label: texts.common.delete, onClick: options.onAskDelete })}</span>`
          : nothing}${cancel}${button({
          kind: 'primary',
          type: 'submit',
          label: texts.common.save,
          busy: pending,
          disabledReason: isUnchanged(state.transaction, state.draft, options.formats.decimalMark) ? texts.transactions.nothingChanged : undefined,
        })}`;
  }
}

function form(options: TransactionDialogOptions, state: Extract<DialogState, { draft: EntryDraft }>): TemplateResult {
  const { accounts, formats, texts } = options;
  const { draft } = state;
  const words = texts.transactions;
  const currency = currencyOf(accounts, draft.accountId);
  const invalid = state.checked ? checkDraft(draft, currency, formats.decimalMark).invalid : [];
  const example = formats.amount({ amount: '1234.50', currency: currency === '' ? 'EUR' : currency });
  const set = (change: Partial<EntryDraft>): void => options.onDraft({ ...draft, ...change });
  const was = (before: string, now: string): string | undefined => (before === now ? undefined : texts.common.was(before));
  const original = state.kind === 'correct' ? { draft: draftOf(state.transaction, formats), transaction: state.transaction } : undefined;
  const directions = { in: words.moneyIn, out: words.moneyOut };
  return html`
    ${state.kind === 'add' && accounts.length > 1
      ? select({
          id: 'entry-account',
          label: texts.common.account,
          value: draft.accountId,
          choices: accounts.map((account) => ({ value: account.id, label: `${account.name} (${account.currency})` })),
          onChange: (accountId) => set({ accountId }),
        })
      : nothing}
    <div class="fields">
      ${field({
        id: 'entry-date',
        label: texts.common.date,
        type: 'date',
        required: true,
        value: draft.date,
        error: invalid.includes('date') ? words.dateInvalid : undefined,
        hint: original && draft.date !== original.draft.date ? texts.common.was(formats.date(original.transaction.date)) : undefined,
        onChange: (date) => set({ date }),
      })}
      ${select({
        id: 'entry-direction',
        label: words.direction,
        value: draft.direction,
        choices: [
          { value: 'out', label: words.moneyOut },
          { value: 'in', label: words.moneyIn },
        ],
        hint: original && was(directions[original.draft.direction], directions[draft.direction]),
        onChange: (direction) => set({ direction: direction === 'in' ? 'in' : 'out' }),
      })}
      ${field({
        id: 'entry-amount',
        label: `${texts.common.amount} (${currency})`,
        inputMode: 'decimal',
        figure: true,
        required: true,
        maxLength: 24,
        autocomplete: 'off',
        value: draft.amount,
        error: invalid.includes('amount') ? words.amountInvalid(example) : undefined,
        hint: original ? was(original.draft.amount, draft.amount) : invalid.includes('amount') ? undefined : words.amountHint(example),
        onInput: (amount) => set({ amount }),
      })}
    </div>
    ${field({
      id: 'entry-description',
      label: texts.common.description,
      required: true,
      maxLength: 1000,
      autocomplete: 'off',
      value: draft.description,
      error: invalid.includes('description') ? texts.common.required : undefined,
      hint: original && was(original.draft.description, draft.description),
      onInput: (description) => set({ description }),
    })}
    <div>
      ${checkbox({ label: words.transferBetween, checked: draft.transfer, hintId: 'entry-transfer-hint', onChange: (transfer) => set({ transfer }) })}
      <p class="note" id="entry-transfer-hint">${words.transferNote}</p>
    </div>
  `;
}

function facts({ accounts, formats, texts }: TransactionDialogOptions, one: Transaction): TemplateResult {
  const fact = (label: string, value: string | null): TemplateResult | typeof nothing => (value === null || value === '' ? nothing : html`<dt>${label}</dt><dd>${value}</dd>`);
  return html`<div class="headline-figure">${formats.amount(one.amount, { currency: 'code' })}</div>
    <dl class="facts">
      ${fact(texts.common.date, formats.date(one.date, 'long'))} ${fact(texts.transactions.payee, one.counterparty)} ${fact(texts.common.description, one.description)}
      ${fact(texts.transactions.reference, one.reference)} ${fact(texts.common.account, accounts.find((account) => account.id === one.accountId)?.name ?? null)}
      ${fact(texts.common.balance, one.balance && formats.amount(one.balance))} ${fact(texts.transactions.transfer, one.transfer ? texts.transactions.transferNote : null)}
      ${fact(texts.transactions.origin, one.origin.kind === 'hand' ? texts.transactions.byHand : texts.transactions.lineOfStatement(formats.number(one.origin.line)))}
    </dl>`;
}

function question(texts: Texts): TemplateResult {
  return banner({ tone: 'danger', icon: 'alert', title: texts.transactions.deleteQuestion, body: texts.transactions.deleteNote });
}

function failed(failure: Failure, texts: Texts): TemplateResult {
  return banner({
    tone: 'danger',
    icon: failure.kind === 'offline' ? 'offline' : 'alert',
    role: 'alert',
    title: failure.title,
    body: html`${failure.detail}${failure.kind === 'offline' ? nothing : technicalDetails(failure, texts)}`,
  });
}
