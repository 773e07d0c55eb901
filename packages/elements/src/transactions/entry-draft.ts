import type { CorrectTransaction, NewTransaction, Transaction } from '@cashflowsmart/sdk/contract';
import { isBookingDate } from '@cashflowsmart/sdk/dates';
import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import type { Formats } from '../foundation/formats.ts';
import { readTypedAmount } from './typed-amount.ts';

/** A transaction as a person edits it: the amount as typed, without sign. */
export interface EntryDraft {
  readonly accountId: string;
  readonly date: string;
  readonly direction: 'in' | 'out';
  readonly amount: string;
  readonly description: string;
  readonly transfer: boolean;
}

/** The values of a draft that can be sent, and the fields that cannot. */
export interface CheckedDraft {
  /** Signed decimal string; null where it cannot be read. */
  readonly amount: string | null;
  readonly invalid: readonly ('date' | 'amount' | 'description')[];
}

export function newDraft(accountId: string): EntryDraft {
  return { accountId, date: '', direction: 'out', amount: '', description: '', transfer: false };
}

export function draftOf({ accountId, date, amount, description, transfer }: Transaction, formats: Formats): EntryDraft {
  const absolute = { ...amount, amount: amount.amount.replace('-', '') };
  return { accountId, date, direction: amount.amount.startsWith('-') ? 'out' : 'in', amount: formats.amount(absolute), description, transfer };
}

export function checkDraft(draft: EntryDraft, currency: CurrencyCode, decimalMark: string): CheckedDraft {
  const read = readTypedAmount(draft.amount, decimalMark, currency);
  const isZero = read !== null && !/[1-9]/.test(read);
  const amount = read === null || isZero ? null : draft.direction === 'out' ? `-${read}` : read;
  const invalid: CheckedDraft['invalid'][number][] = [];
  if (!isBookingDate(draft.date)) invalid.push('date');
  if (amount === null) invalid.push('amount');
  if (draft.description.trim() === '') invalid.push('description');
  return { amount, invalid };
}

/** What is sent for a new entry. */
export function entryOf(draft: EntryDraft, amount: string, currency: CurrencyCode): NewTransaction {
  return { accountId: draft.accountId, date: draft.date, amount: { amount, currency }, description: draft.description.trim(), transfer: draft.transfer };
}

/** What is sent for a correction: the changed fields alone, or null where nothing has changed. */
export function correctionOf(transaction: Transaction, draft: EntryDraft, amount: string): CorrectTransaction | null {
  const description = draft.description.trim();
  const changes: Omit<CorrectTransaction, 'revision'> = {
    ...(draft.date !== transaction.date && { date: draft.date }),
    ...(amount !== transaction.amount.amount && { amount: { amount, currency: transaction.amount.currency } }),
    ...(description !== transaction.description && { description }),
    ...(draft.transfer !== transaction.transfer && { transfer: draft.transfer }),
  };
  return Object.keys(changes).length === 0 ? null : { revision: transaction.revision, ...changes };
}

/** Whether a draft says what the transaction says already. What cannot be read is a change. */
export function isUnchanged(transaction: Transaction, draft: EntryDraft, decimalMark: string): boolean {
  const { amount } = checkDraft(draft, transaction.amount.currency, decimalMark);
  return amount !== null && correctionOf(transaction, draft, amount) === null;
}
