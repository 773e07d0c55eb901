import type { Account } from '@cashflowsmart/sdk/contract';
import { fromDayNumber } from '@cashflowsmart/sdk/dates';
import type { OpenAccount } from './ledger-reader.ts';

/** An account as the API shows it; the days are the first and the last that a statement covers. */
export function viewAccount({ id, revision, body }: OpenAccount): Account {
  const covered = body.imports.flatMap(({ coverage }) => coverage ?? []);
  return {
    id, revision,
    name: body.name,
    number: body.number,
    currency: body.currency,
    transactionCount: body.months.reduce((sum, { count }) => sum + count, 0),
    dataFrom: covered.length === 0 ? null : fromDayNumber(covered.reduce((first, { from }) => Math.min(first, from), Infinity)),
    dataTo: covered.length === 0 ? null : fromDayNumber(covered.reduce((last, { to }) => Math.max(last, to), -Infinity)),
  };
}
