import { currencyDecimals } from '../money/index.ts';
import { StatementProblemError } from './problem.ts';
import { readWholeStatement } from './read-statement.ts';
import type { Dialect } from './testing-dialect.ts';
import { writeInDialect } from './testing-dialect-writer.ts';
import type { Ledger } from './testing-ledger.ts';
import type { StatementReading } from './types.ts';

export interface DialectVerdict {
  /** `right`: the ledger came back. `asked`: a question, a rejected line or a contradiction says that it may not have. */
  readonly outcome: 'right' | 'asked' | 'refused' | 'wrong';
  readonly reason: string;
}

function amountText(units: number | bigint, decimals: number): string {
  const digits = String(units < 0 ? -units : units).padStart(decimals + 1, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals).padEnd(4, '0')}`;
}

/** Date and amount of every row, whichever order; amounts with four decimals, so that currencies compare. */
function rowsIn(reading: StatementReading): string {
  return reading.transactions.map((row) => `${row.date} ${amountText(row.amount, currencyDecimals(reading.accounts[row.account]?.currency ?? 'XXX'))}`).sort().join('\n');
}

/** For tests: writes a ledger in a dialect, reads it, and says whether it came back or what told that it did not. */
export async function readInDialect(ledger: Ledger, dialect: Dialect): Promise<DialectVerdict> {
  let reading: StatementReading;
  try {
    reading = await readWholeStatement(writeInDialect(ledger, dialect), { fileName: 'statement.csv' });
  } catch (error) {
    if (!(error instanceof StatementProblemError)) throw error;
    return { outcome: 'refused', reason: error.code };
  }
  const { lineCount, lines } = reading.source;
  if (Object.values(lineCount).reduce((sum, count) => sum + count, 0) !== lines) return { outcome: 'wrong', reason: 'lines were lost' };
  const decimals = currencyDecimals(dialect.currency);
  const right = rowsIn(reading) === ledger.rows.map((row) => `${row.date} ${amountText(row.cents, decimals)}`).sort().join('\n');
  if (right) return { outcome: 'right', reason: '' };
  if (reading.proof === 'verified') return { outcome: 'wrong', reason: 'verified' };
  const asked = reading.questions.map(({ field }) => field).filter((field) => field !== 'currency' && field !== 'account');
  if (asked.length > 0) return { outcome: 'asked', reason: asked.join(' ') };
  if (reading.rejected.length > 0) return { outcome: 'asked', reason: `rejected ${reading.rejected[0]!.reason}` };
  return reading.proof === 'contradicted' ? { outcome: 'asked', reason: 'contradicted' } : { outcome: 'wrong', reason: 'silent' };
}
