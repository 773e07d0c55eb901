import type { RowColumns } from './rows.ts';

/** A shorter number stands in texts by chance. Letters and digits, leading zeros not counted. */
const SIGNIFICANT = 8;

const ALPHANUMERIC = 'A-Za-z0-9';
const NEITHER_LETTER_NOR_DIGIT = /[^A-Za-z0-9]/g;

/**
 * Marks the rows that move money between own accounts: those whose text carries the number of another own account. It is
 * careful rather than complete, because money that is wrongly taken for a transfer is missing in income or spending; people can
 * say otherwise by a correction.
 *
 * A number counts where it has at least eight letters and digits, four of them digits, and stands by itself, in groups or in
 * one piece. One of digits
 * only must not go on in a next group either: it could be a part of an IBAN.
 *
 * @param own the account of the rows; a number that it shares with another account says nothing.
 * @param others the numbers of the other accounts, as their owner wrote them.
 * @returns for each row 1 or 0.
 */
export function findTransfers(rows: RowColumns, own: string | null, others: readonly (string | null)[]): Uint8Array {
  const found = new Uint8Array(rows.day.length);
  const pattern = patternOf(own, others);
  if (!pattern) return found;
  const matches = (text: string | null): boolean => text !== null && text.length >= SIGNIFICANT && pattern.test(text);
  for (let row = 0; row < found.length; row++) {
    if (matches(rows.description.at(row)) || matches(rows.counterparty.at(row)) || matches(rows.reference.at(row))) found[row] = 1;
  }
  return found;
}

function significantPart(number: string | null): string {
  return (number ?? '').replaceAll(NEITHER_LETTER_NOR_DIGIT, '').replace(/^0+/, '').toUpperCase();
}

/** A word of letters, which a bank's number never is, would stand in texts for other reasons. */
function isDistinctive(number: string): boolean {
  return number.length >= SIGNIFICANT && number.replaceAll(/[^0-9]/g, '').length >= SIGNIFICANT / 2;
}

function patternOf(own: string | null, others: readonly (string | null)[]): RegExp | undefined {
  const numbers = new Set(others.map(significantPart).filter(isDistinctive));
  numbers.delete(significantPart(own));
  if (numbers.size === 0) return undefined;
  const alternatives = Array.from(numbers, (number) => {
    const grouped = number.split('').join('[ ./-]?');
    return /[A-Z]/.test(number) ? grouped : `(?<![0-9][ ./-])(?:0[ ./-]?)*${grouped}(?![ ./-][0-9])`;
  });
  return new RegExp(`(?<![${ALPHANUMERIC}])(?:${alternatives.join('|')})(?![${ALPHANUMERIC}])`, 'i');
}
