import type { Transaction } from '@cashflowsmart/sdk/contract';
import { fromDayNumber } from '@cashflowsmart/sdk/dates';
import { toMoney, type CurrencyCode } from '@cashflowsmart/sdk/money';
import { amountAt, correctionOf, dayAt, descriptionAt, isTransfer, type Chunk } from './chunk.ts';
import { transactionId } from './ids.ts';
import { BALANCE, NO_DAY } from './rows.ts';

/** A row as the API shows it: with its corrections, and where it comes from. */
export function viewTransaction(chunkId: string, chunk: Chunk, row: number, currency: CurrencyCode): Transaction {
  const { rows, owner } = chunk;
  const { revision } = correctionOf(chunk, row);
  return {
    id: transactionId(chunkId, rows.ordinal[row]!),
    accountId: chunk.accountId,
    date: fromDayNumber(dayAt(chunk, row)),
    valueDate: rows.valueDay[row] === NO_DAY ? null : fromDayNumber(rows.valueDay[row]!),
    amount: toMoney(amountAt(chunk, row), currency),
    balance: (rows.flags[row]! & BALANCE) === 0 ? null : toMoney(rows.balance[row]!, currency),
    description: descriptionAt(chunk, row),
    counterparty: rows.counterparty.at(row),
    reference: rows.reference.at(row),
    transfer: isTransfer(chunk, row),
    corrected: revision > 0,
    revision,
    origin: owner.importId === null
      ? { kind: 'hand', personId: owner.personId }
      : { kind: 'import', importId: owner.importId, line: rows.line[row]! },
  };
}
