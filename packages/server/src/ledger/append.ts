import { toDayNumber, type DayNumber } from '@cashflowsmart/sdk/dates';
import { ProblemError } from '../http/problem-error.ts';
import { AccountDraft } from './account-draft.ts';
import { attestationOf, holdersOf } from './attest.ts';
import { MAX_CHUNK_TEXT } from './chunk-codec.ts';
import { MAX_ROWS, newChunk, type Chunk } from './chunk.ts';
import { countingDuplicates, type DuplicateCount } from './duplicates.ts';
import type { LedgerReader, OpenAccount, OpenChunk, OpenMonth } from './ledger-reader.ts';
import { monthNumberOf, type MonthNumber } from './month-number.ts';
import { incomingColumns, type RowColumns } from './rows.ts';
import { findTransfers } from './transfers.ts';
import { Turns } from './turns.ts';
import type { AppendCounts, AppendRequest } from './types.ts';

/** Months that a chunk spans at most, so that a correction touches few month rows. */
const MAX_CHUNK_MONTHS = 12;

/** A statement counted against an account as it stood. */
export interface CountedAppend {
  readonly request: AppendRequest;
  readonly account: OpenAccount;
  readonly months: ReadonlyMap<MonthNumber, OpenMonth>;
  /** Every chunk with rows on the days of the statement. */
  readonly chunks: readonly OpenChunk[];
  readonly rows: RowColumns;
  readonly duplicates: DuplicateCount;
  /** Numbers of the organisation's other accounts. */
  readonly otherNumbers: readonly (string | null)[];
}

/**
 * Reads what the account holds on the days of a statement and counts which of its rows are new.
 * @throws {ProblemError} `not-found` without the account, `import-not-reviewable` where the import is in the ledger already,
 * `invalid-request` and `cell-too-long` for what no statement can say.
 */
export async function countAppend(reader: LedgerReader, request: AppendRequest): Promise<CountedAppend> {
  const accounts = await reader.accounts();
  const account = accounts.find(({ id }) => id === request.accountId);
  if (!account) throw new ProblemError('not-found');
  if (account.body.imports.some(({ importId }) => importId === request.importId)) throw new ProblemError('import-not-reviewable');

  if (request.coverage && request.coverage.from > request.coverage.to) throw new ProblemError('invalid-request', { errors: [{ path: 'coverage', rule: 'order' }] });
  const rows = 'day' in request.rows ? request.rows : incomingColumns(request.rows);
  const [from, to] = [rows.day[0] ?? 0, rows.day.at(-1) ?? -1];
  const [firstMonth, lastMonth] = [monthNumberOf(from), monthNumberOf(to)];
  const months = await reader.months(account, ({ month }) => month >= firstMonth && month <= lastMonth);
  const chunks = await reader.chunks(account, entriesBetween(months, from, to));
  const attestations = Array.from((await reader.attestations(account)).values(), ({ attestation }) => attestation);
  return {
    request, account, months, chunks, rows,
    duplicates: await new Turns().run(countingDuplicates(rows, chunks.map(({ chunk }) => chunk), holdersOf(chunks, attestations))),
    otherNumbers: accounts.filter(({ id }) => id !== account.id).map(({ body }) => body.number),
  };
}

/** What months say of the chunks that have rows on some days. */
export function entriesBetween(months: ReadonlyMap<MonthNumber, OpenMonth>, from: DayNumber, to: DayNumber) {
  return [...months.values()].flatMap(({ month }) => month.chunks.filter((entry) => entry.from <= to && entry.to >= from));
}

export function countsOf({ duplicates, rows }: CountedAppend): AppendCounts {
  return { newCount: duplicates.newCount, duplicateCount: rows.day.length - duplicates.newCount, deletedBefore: duplicates.deletedBefore };
}

/** The account with the statement in it: new rows in chunks, known ones attested. */
export async function draftAppend(counted: CountedAppend): Promise<AccountDraft> {
  const { request, account, months, chunks, rows, duplicates, otherNumbers } = counted;
  const draft = new AccountDraft(account, months);
  const transfers = findTransfers(rows, account.body.number, otherNumbers);
  const added: Chunk[] = [];
  const days = new Set<DayNumber>();
  const turns = new Turns();
  const owner = { importId: request.importId, personId: null };
  for (const indexes of partsOf(rows, duplicates)) {
    const sequence = account.body.nextSequence + added.length;
    const chunk = newChunk({ accountId: account.id, owner, sequence }, rows, indexes, transfers);
    added.push(chunk);
    draft.addChunk(chunk);
    for (const day of chunk.rows.day) days.add(day);
    await turns.give();
  }
  draft.settleClosings([...chunks.map(({ chunk }) => chunk), ...added], days);
  const coverage = request.coverage && { from: toDayNumber(request.coverage.from), to: toDayNumber(request.coverage.to) };
  draft.addImport(request.importId, coverage, attestationOf(rows, chunks, duplicates));
  return draft;
}

/** Indexes of the new rows, cut into chunks. */
function* partsOf(rows: RowColumns, { chunk }: DuplicateCount): Generator<number[]> {
  let part: number[] = [];
  let text = 0;
  for (let index = 0; index < chunk.length; index++) {
    if (chunk[index] !== -1) continue;
    if (part.length === MAX_ROWS || text >= MAX_CHUNK_TEXT || (part.length > 0 && rows.day[index]! - rows.day[part[0]!]! > MAX_CHUNK_MONTHS * 30)) {
      yield part;
      part = [];
      text = 0;
    }
    part.push(index);
    text += (rows.description.at(index)?.length ?? 0) + (rows.counterparty.at(index)?.length ?? 0) + (rows.reference.at(index)?.length ?? 0);
  }
  if (part.length > 0) yield part;
}
