import { formatAmount } from '../money/index.ts';
import { readWholeStatement } from './read-statement.ts';
import type { ReadStatementOptions, StatementReading } from './types.ts';

/** For tests: the bytes of a text as UTF-8. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** For tests: reads a text. */
export function readText(text: string, options: Partial<ReadStatementOptions> = {}): Promise<StatementReading> {
  return readWholeStatement(utf8(text), { fileName: 'statement.csv', ...options });
}

/** For tests: `date amount` of every row, oldest first. */
export function rowsOf(reading: StatementReading): readonly string[] {
  return reading.transactions.map((row) => `${row.date} ${formatAmount(row.amount, reading.accounts[row.account]?.currency ?? 'XXX')}`);
}
