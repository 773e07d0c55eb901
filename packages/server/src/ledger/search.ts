import { formatAmount } from '@cashflowsmart/sdk/money';
import { amountAt, descriptionAt, type Chunk } from './chunk.ts';
import type { OpenAccount } from './ledger-reader.ts';
import { foldForSearch } from './text-folding.ts';

/** What a person types for an amount: digits with marks, blanks, signs and currency signs. */
const AMOUNT = /^[\s\d.,'’+\-−\p{Sc}]*$/u;
const NOT_DIGIT = /\D+/g;

/**
 * Whether a row holds a text: in description, counterparty or reference, whatever the case and the accents; or, where it is
 * written like an amount, at the beginning of the amount's digits, so that `1234`, `1.234,5` and `-1 234.50` all find -1234.50.
 */
export function textMatcher(text: string | undefined): (chunk: Chunk, row: number, account: OpenAccount) => boolean {
  const wanted = foldForSearch(text ?? '');
  if (wanted === '') return () => true;
  const digits = AMOUNT.test(wanted) ? wanted.replaceAll(NOT_DIGIT, '') : '';
  const holds = (value: string | null): boolean => value !== null && foldForSearch(value).includes(wanted);
  return (chunk, row, account) =>
    holds(descriptionAt(chunk, row)) || holds(chunk.rows.counterparty.at(row)) || holds(chunk.rows.reference.at(row)) ||
    (digits !== '' && formatAmount(amountAt(chunk, row), account.body.currency).replaceAll(NOT_DIGIT, '').startsWith(digits));
}
