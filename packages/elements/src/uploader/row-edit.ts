import { isBookingDate } from '@cashflowsmart/sdk/dates';
import { formatAmount, MoneyFormatError, parseAmount, type CurrencyCode } from '@cashflowsmart/sdk/money';
import type { StatementTransaction } from '@cashflowsmart/sdk/statements';
import type { Edit, EditField } from './draft.ts';

/** A row as it would be imported: what was read, with what a person changed. */
export interface EditedRow {
  readonly date: string;
  readonly amount: bigint;
  readonly description: string;
  readonly changed: ReadonlySet<EditField>;
}

/** Puts the edits of a line over what was read from it. */
export function editedRow(row: StatementTransaction, edits: readonly Edit[], currency: CurrencyCode): EditedRow {
  let result: EditedRow = { date: row.date, amount: row.amount, description: row.description, changed: new Set() };
  for (const { field, value } of edits) {
    const changed = new Set([...result.changed, field]);
    if (field === 'amount') result = { ...result, amount: parseAmount(value, currency), changed };
    else result = { ...result, [field]: value, changed };
  }
  return result;
}

/** Edits by line, for a table that asks for each of its rows. */
export function editsByLine(edits: readonly Edit[]): ReadonlyMap<number, readonly Edit[]> {
  const lines = new Map<number, Edit[]>();
  for (const edit of edits) lines.set(edit.line, [...(lines.get(edit.line) ?? []), edit]);
  return lines;
}

export interface TypedRow {
  readonly date: string;
  readonly amount: string;
  readonly description: string;
}

/** An amount as a person types it in their locale: no grouping, the locale's decimal mark. */
export function typedAmount(units: bigint, currency: CurrencyCode, decimalMark: string): string {
  return formatAmount(units, currency).replace('.', decimalMark);
}

/**
 * Reads a typed amount as a decimal string. A single point or comma is the decimal mark whatever the locale;
 * grouping is not taken, since `1.234` would then mean two things. null where it is no amount of the currency.
 */
export function readTypedAmount(text: string, currency: CurrencyCode): string | null {
  const plain = text.trim().replace(/^[\u2212\u2013]/, '-').replace(/^\+/, '').replace(',', '.');
  try {
    return formatAmount(parseAmount(plain, currency), currency);
  } catch (error) {
    if (error instanceof MoneyFormatError) return null;
    throw error;
  }
}

export type EditOutcome =
  | { readonly kind: 'invalid'; readonly fields: readonly EditField[] }
  /** A value of null puts what the file says back. */
  | { readonly kind: 'valid'; readonly changes: readonly { readonly field: EditField; readonly value: string | null }[] };

/** What typed values mean for a row: which fields are wrong, or what to change. */
export function outcomeOfEdit(row: StatementTransaction, typed: TypedRow, currency: CurrencyCode): EditOutcome {
  const amount = readTypedAmount(typed.amount, currency);
  const description = typed.description.trim();
  const fields: EditField[] = [];
  if (!isBookingDate(typed.date)) fields.push('date');
  if (amount === null) fields.push('amount');
  if (description === '' && row.description !== '') fields.push('description');
  if (fields.length > 0 || amount === null) return { kind: 'invalid', fields };
  return {
    kind: 'valid',
    changes: [
      { field: 'date', value: typed.date === row.date ? null : typed.date },
      { field: 'amount', value: amount === formatAmount(row.amount, currency) ? null : amount },
      { field: 'description', value: description === row.description.trim() ? null : description },
    ],
  };
}
