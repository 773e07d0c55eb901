import { describe, expect, it } from 'vitest';
import { editedRow, outcomeOfEdit, readTypedAmount, typedAmount } from './row-edit.ts';
import { readingOf } from './testing/readings.ts';

const row = readingOf({ rows: [[2, -123450n]] }).transactions[0]!;

describe('readTypedAmount', () => {
  it('takes a point or a comma as the decimal mark, and either minus', () => {
    expect(readTypedAmount('-12.5', 'EUR')).toBe('-12.50');
    expect(readTypedAmount('\u221212,50', 'EUR')).toBe('-12.50');
    expect(readTypedAmount(' +7 ', 'EUR')).toBe('7.00');
  });

  it('refuses what could mean two things', () => {
    expect(readTypedAmount('1.234', 'EUR')).toBeNull();
    expect(readTypedAmount('1.234,50', 'EUR')).toBeNull();
    expect(readTypedAmount('1,5', 'JPY')).toBeNull();
  });

  it('keeps the decimals of the currency', () => {
    expect(readTypedAmount('1,234', 'KWD')).toBe('1.234');
    expect(readTypedAmount('1234', 'JPY')).toBe('1234');
  });

  it('refuses what is no number', () => {
    for (const text of ['', '-', 'ten', '1e3', '--1', '99999999999999999999']) expect(readTypedAmount(text, 'EUR')).toBeNull();
  });
});

describe('typedAmount', () => {
  it('reads back as what it was', () => {
    expect(typedAmount(-123450n, 'EUR', ',')).toBe('-1234,50');
    expect(readTypedAmount(typedAmount(-123450n, 'EUR', ','), 'EUR')).toBe('-1234.50');
  });
});

describe('outcomeOfEdit', () => {
  const typed = { date: row.date, amount: '-1234.50', description: row.description };

  it('puts back what equals the file, so that no edit is left', () => {
    expect(outcomeOfEdit(row, typed, 'EUR')).toEqual({
      kind: 'valid',
      changes: [{ field: 'date', value: null }, { field: 'amount', value: null }, { field: 'description', value: null }],
    });
  });

  it('changes only what was changed', () => {
    expect(outcomeOfEdit(row, { ...typed, amount: '-1234,60' }, 'EUR')).toMatchObject({
      changes: [{ field: 'date', value: null }, { field: 'amount', value: '-1234.60' }, { field: 'description', value: null }],
    });
  });

  it('names every field that is wrong', () => {
    expect(outcomeOfEdit(row, { date: '2025-02-30', amount: 'x', description: ' ' }, 'EUR')).toEqual({ kind: 'invalid', fields: ['date', 'amount', 'description'] });
  });
});

describe('editedRow', () => {
  it('shows the changes and tells which they are', () => {
    const edited = editedRow(row, [{ line: 2, field: 'amount', value: '-5.00' }, { line: 2, field: 'date', value: '2025-08-02' }], 'EUR');
    expect(edited).toMatchObject({ date: '2025-08-02', amount: -500n, description: row.description });
    expect([...edited.changed]).toEqual(['amount', 'date']);
  });
});
