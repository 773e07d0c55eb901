import { formatAmount } from '../../money/index.ts';
import type { StatementReading } from '../types.ts';
import type { ExportedTransaction } from './transactions-to-csv.ts';

/** Amounts of an account whose currency nobody told are read with two decimals, as those of any code that ISO 4217 does not list. */
const TWO_DECIMALS = 'XXX';

/** The transactions of a reading as rows to be written. */
export function exportedTransactions({ accounts, transactions }: Pick<StatementReading, 'accounts' | 'transactions'>): readonly ExportedTransaction[] {
  return transactions.map(({ account: index, amount, balance, date, valueDate, description, counterparty, reference }) => {
    const account = accounts[index];
    const currency = account?.currency ?? null;
    const decimal = (units: bigint): string => formatAmount(units, currency ?? TWO_DECIMALS);
    return { date, valueDate, amount: decimal(amount), currency, balance: balance === null ? null : decimal(balance), description, counterparty, reference, account: account?.number ?? null };
  });
}
