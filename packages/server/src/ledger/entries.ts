import type { CorrectTransaction, NewTransaction, Transaction } from '@cashflowsmart/sdk/contract';
import { toDayNumber } from '@cashflowsmart/sdk/dates';
import { fromMoney, MoneyFormatError, type CurrencyCode, type Money } from '@cashflowsmart/sdk/money';
import { ProblemError } from '../http/problem-error.ts';
import { AccountDraft } from './account-draft.ts';
import { correctionOf, emptyHandChunk, indexOfOrdinal, isDeleted, MAX_ROWS, withCorrection, withEntry, type Chunk, type Correction } from './chunk.ts';
import { LedgerIntegrityError } from './integrity-error.ts';
import type { LedgerReader, OpenAccount, OpenChunk, OpenMonth } from './ledger-reader.ts';
import { monthNumberOf, type MonthNumber } from './month-number.ts';
import { contributionsOf } from './months.ts';
import { inRange } from './rows.ts';
import { sameDigest } from './sealed-rows.ts';
import { viewTransaction } from './transaction-view.ts';
import type { LedgerChange } from './types.ts';

/** A change to one row, and the row as it was and as it will be. */
export interface DraftedTransaction {
  readonly draft: AccountDraft;
  readonly before: Transaction | null;
  readonly result: Transaction;
}

/** Any change of one row by hand. Throws what the functions for each kind throw. */
export async function draftLedgerChange(reader: LedgerReader, change: LedgerChange): Promise<DraftedTransaction> {
  if (change.kind === 'create') return draftEntry(reader, change.personId, change.entry);
  return change.kind === 'correct' ? draftCorrection(reader, change.transactionId, change.correction) : draftDeletion(reader, change.transactionId, change.revision);
}

/** @throws {ProblemError} `not-found` without the account, `currency-mismatch`, `invalid-request` for an amount that is none. */
export async function draftEntry(reader: LedgerReader, personId: string, entry: NewTransaction): Promise<DraftedTransaction> {
  const account = await reader.account(entry.accountId);
  const day = toDayNumber(entry.date);
  const amount = unitsOf(entry.amount, account.body.currency);
  const open = await ownHandChunk(reader, account, monthNumberOf(day), personId);
  const added = { day, amount, description: entry.description, transfer: entry.transfer ?? false };
  const chunk = withEntry(open?.chunk ?? emptyHandChunk(account.id, personId, account.body.nextSequence), added);
  const draft = new AccountDraft(account, await monthsOf(reader, account, [chunk]));
  if (open) draft.replaceChunk(open, chunk);
  const id = open?.id ?? draft.addChunk(chunk);
  return { draft, before: null, result: viewTransaction(id, chunk, chunk.rows.day.length - 1, account.body.currency) };
}

/**
 * Lays a change over a row; what the statement said stays beneath.
 * @throws {ProblemError} `not-found`, `changed-meanwhile` where `revision` is not the row's, `currency-mismatch`, `invalid-request`.
 */
export async function draftCorrection(reader: LedgerReader, transactionId: string, change: CorrectTransaction): Promise<DraftedTransaction> {
  return draftChange(reader, transactionId, change.revision, (before, currency) => ({
    ...before,
    day: change.date === undefined ? before.day : toDayNumber(change.date),
    amount: change.amount === undefined ? before.amount : unitsOf(change.amount, currency),
    description: change.description ?? before.description,
    transfer: change.transfer ?? before.transfer,
  }));
}

/** Deletes a row for readers; duplicates still know it. @throws {ProblemError} `not-found`, `changed-meanwhile`. */
export async function draftDeletion(reader: LedgerReader, transactionId: string, revision: number): Promise<DraftedTransaction> {
  return draftChange(reader, transactionId, revision, (before) => ({ ...before, deleted: true }));
}

async function draftChange(
  reader: LedgerReader,
  transactionId: string,
  revision: number,
  change: (before: Correction, currency: CurrencyCode) => Correction,
): Promise<DraftedTransaction> {
  const { accountId, chunkId, ordinal } = await reader.locate(transactionId);
  const account = await reader.account(accountId);
  const chunk = await reader.chunk(account.id, chunkId);
  const row = indexOfOrdinal(chunk.chunk, ordinal);
  if (row === -1 || isDeleted(chunk.chunk, row)) throw new ProblemError('not-found');
  const before = correctionOf(chunk.chunk, row);
  if (before.revision !== revision) throw new ProblemError('changed-meanwhile');
  const changed = withCorrection(chunk.chunk, row, { ...change(before, account.body.currency), revision: revision + 1 });

  const months = await monthsOf(reader, account, [chunk.chunk, changed]);
  requireListed(chunk, months);
  const draft = new AccountDraft(account, months);
  draft.replaceChunk(chunk, changed);
  const { currency } = account.body;
  return { draft, before: viewTransaction(chunkId, chunk.chunk, row, currency), result: viewTransaction(chunkId, changed, row, currency) };
}

/** A chunk that was found by its id alone must be the one that the months tell of. */
function requireListed({ id, digest, chunk }: OpenChunk, months: ReadonlyMap<MonthNumber, OpenMonth>): void {
  for (const month of contributionsOf(chunk).keys()) {
    const entry = months.get(month)?.month.chunks.find((listed) => listed.id === id);
    if (!entry || !sameDigest(entry.digest, digest)) throw new LedgerIntegrityError('A chunk is not the one that was written last.');
  }
}

/** Every month in which one of the chunks has rows, which may be others than that of the row at hand. */
async function monthsOf(reader: LedgerReader, account: OpenAccount, chunks: readonly Chunk[]): Promise<Map<MonthNumber, OpenMonth>> {
  const touched = new Set(chunks.flatMap((chunk) => [...contributionsOf(chunk).keys()]));
  return reader.months(account, ({ month }) => touched.has(month));
}

/** The person's chunk that was begun with an entry in this month and has room for one more. */
async function ownHandChunk(reader: LedgerReader, account: OpenAccount, month: MonthNumber, personId: string): Promise<OpenChunk | undefined> {
  const months = await reader.months(account, (entry) => entry.month === month);
  const entries = [...months.values()].flatMap((opened) => opened.month.chunks.filter(({ owner }) => owner.personId === personId));
  const chunks = await reader.chunks(account, entries);
  // A chunk can be listed here only because the date of one of its rows was corrected.
  return chunks.find(({ chunk: { rows: { day } } }) => day.length < MAX_ROWS && monthNumberOf(day[0]!) === month);
}

function unitsOf(money: Money, currency: CurrencyCode): bigint {
  if (money.currency !== currency) throw new ProblemError('currency-mismatch');
  try {
    return inRange(fromMoney(money));
  } catch (error) {
    if (error instanceof MoneyFormatError) throw new ProblemError('invalid-request', { errors: [{ path: 'amount.amount', rule: 'money-format' }] });
    throw error;
  }
}
