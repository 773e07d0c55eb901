// A thread of `npm run accuracy`: reads one file and says what the reader said.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatAmount } from '@cashflowsmart/sdk/money';
import { readWholeStatement, StatementProblemError, type StatementReading } from '@cashflowsmart/sdk/statements';
import { serveJobs } from '../thread-crew.ts';
import type { Said } from './judge.ts';

export interface AccuracyJob {
  readonly path: string;
  readonly password: string | null;
}

/** Read with two decimals where nothing names a currency. */
const NO_CURRENCY = 'XXX';

function saidBy(reading: StatementReading): Said {
  return {
    problem: null,
    rows: reading.transactions.map(({ date, amount, description, balance, account }) => {
      const currency = reading.accounts[account]?.currency ?? null;
      const decimal = (units: bigint): string => formatAmount(units, currency ?? NO_CURRENCY);
      return { date, amount: decimal(amount), currency, description, ...(balance !== null && { balance: decimal(balance) }) };
    }),
    proof: reading.proof,
    questions: reading.questions.map(({ field }) => field),
    rejected: reading.rejected.length,
  };
}

serveJobs(async ({ path, password }: AccuracyJob): Promise<Said> => {
  try {
    return saidBy(await readWholeStatement(await readFile(path), { fileName: basename(path), ...(password !== null && { password }) }));
  } catch (error) {
    if (!(error instanceof StatementProblemError)) throw error;
    return { problem: error.code, rows: [], proof: null, questions: [], rejected: 0 };
  }
});
