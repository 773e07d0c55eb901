import { expect, it } from 'vitest';
import { rowsOf, readText } from '../testing.ts';
import { signInHeader } from './sign-in-header.ts';

it.each([
  ['Amount (in + / out -)', 'as-printed'], ['Betrag (Haben +, Soll -)', 'as-printed'], ['Amount (+credit / −debit)', 'as-printed'], ['Montant (débit + / crédit -)', 'inverted'],
  ['Amount', null], ['Amount (+/-)', null], ['Amount (in +)', null], ['Debit - Credit', null], ['In/Out', null], ['Amount (in + / credit -)', null], ['', null],
])('the header %j says %j', (header, sign) => {
  expect(signInHeader(header)).toBe(sign);
});

it.each([['in + / out -', ['2026-01-02 3.00', '2026-01-03 4.00', '2026-01-04 -5.00']], ['debit + / credit -', ['2026-01-02 -3.00', '2026-01-03 -4.00', '2026-01-04 5.00']]])('an amount under "%s" is read so, without a question', async (signs, rows) => {
  const reading = await readText(`Date,Text,Amount (${signs}),Currency\n2026-01-02,One,3.00,EUR\n2026-01-03,Two,4.00,EUR\n2026-01-04,Three,-5.00,EUR\n`);
  expect(rowsOf(reading)).toEqual(rows);
  expect(reading.questions).toEqual([]);
});
