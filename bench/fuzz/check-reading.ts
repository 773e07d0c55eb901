import { isBookingDate } from '@cashflowsmart/sdk/dates';
import { isStatementProblemCode, readWholeStatement, StatementProblemError, type StatementReading } from '@cashflowsmart/sdk/statements';
import type { Kind } from './mutate.ts';

/** Milliseconds in which a file of at most 256 KiB has to be read; a reading beyond counts as hanging. */
export const READING_MILLISECONDS = 8_000;

const LIMITS = { rows: 5_000, pages: 60, columns: 128, cellLength: 8_000, milliseconds: READING_MILLISECONDS };

const PROTOTYPES: readonly object[] = [Object.prototype, Array.prototype, String.prototype, Number.prototype, Function.prototype, Map.prototype, Promise.prototype];

function prototypeKeys(): string {
  return PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).map(String).join()).join('|');
}

/** What went wrong in a reading of whatever bytes; null where nothing did. The sentence holds nothing of the bytes. */
export async function checkReading(kind: Kind, bytes: Uint8Array): Promise<{ readonly fault: string | null; readonly read: boolean }> {
  // pdfjs brings methods of newer languages along when it is loaded, before it sees a file.
  if (kind === 'pdf') await Promise.all([import('pdfjs-dist/legacy/build/pdf.mjs'), import('pdfjs-dist/legacy/build/pdf.worker.mjs')]);
  const before = prototypeKeys();
  let reading: StatementReading | null = null;
  let fault: string | null;
  try {
    reading = await readWholeStatement(bytes, { fileName: `statement.${kind}`, limits: LIMITS });
    fault = faultOf(reading);
  } catch (error) {
    fault = faultOfError(error);
  }
  if (prototypeKeys() !== before) fault ??= 'A prototype of the language was changed.';
  return { fault, read: reading !== null };
}

function faultOfError(error: unknown): string | null {
  if (!(error instanceof StatementProblemError)) return `No typed problem: ${error instanceof Error ? (error.stack ?? error.name) : typeof error}`;
  if (!isStatementProblemCode(error.code)) return 'A problem without a known code.';
  if (error.code === 'reading-timeout') return 'It hangs: a small file took longer than the limit.';
  const silent = error.message === new StatementProblemError(error.code).message && error.cause === undefined && Object.keys(error).every((key) => key === 'name' || key === 'code');
  return silent ? null : 'A problem that says more than its code.';
}

function faultOf(reading: StatementReading): string | null {
  const { source, transactions, rejected, accounts, questions, proof } = reading;
  const { lineCount, lines } = source;
  const counts = Object.values(lineCount);
  if (counts.some((count) => count < 0) || counts.reduce((sum, count) => sum + count, 0) !== lines) return `Lines were lost: ${JSON.stringify(lineCount)} of ${lines}.`;
  if (lineCount.rejected !== rejected.length) return `${rejected.length} rejected lines, ${lineCount.rejected} counted.`;
  if (lineCount.transactions !== transactions.length) return `${transactions.length} transactions, ${lineCount.transactions} lines counted.`;
  if (transactions.length > LIMITS.rows) return 'More rows than the limit.';
  const places = new Set(transactions.map((row) => row.source.line));
  if (places.size !== transactions.length) return 'Two transactions of one line.';
  if (transactions.some((row) => !isBookingDate(row.date) || (row.valueDate !== null && !isBookingDate(row.valueDate)))) return 'A date that is none.';
  if (transactions.some((row) => typeof row.amount !== 'bigint' || !accounts[row.account] || row.source.line < 1 || row.source.line > lines)) return 'A transaction without amount, account or line.';
  if (transactions.some((row, index) => index > 0 && row.date < transactions[index - 1]!.date)) return 'Transactions out of order.';
  if (questions.some(({ choices }) => choices.length < 2)) return 'A question without a choice.';
  if (proof === 'verified' && rejected.length > 0) return 'Verified, though a line was rejected.';
  if (proof === 'verified' && questions.some(({ field }) => field === 'date-order')) return 'Verified, though the date order is open.';
  return null;
}
