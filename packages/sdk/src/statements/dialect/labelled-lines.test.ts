import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';
import { findLabels } from './labelled-lines.ts';

const booking = (date: string, text: string, amount: string, balance: string, end: string): string => [`Date:\u00a0${date}`, `Description:\u00a0${text}`, `Amount:\u00a0${amount}\u00a0`, `Balance:\u00a0${balance}`, ''].join(end);

function statement(end: string): string {
  return ['From:\u00a001/09/2025 to 30/09/2025', '', 'Account:\u00a0XXXX XXXX XXXX 9876', ''].join(end)
    + [booking('25/09/2025', 'DIRECT DEBIT TO GAS WORKS REF: 1234', '-60.00', '2940.00', end), booking('13/09/2025', 'CREDIT FROM ACME', '2000.00', '3000.00', end), booking(`01/09/2025`, `CARD PAYMENT${end}SECOND LINE`, '-12.34', '1000.00', end)].join(end);
}

describe('a text of labelled lines', () => {
  for (const end of ['\n', '\r\n']) {
    it(`is read as a table of its labels, with the line of each booking (${JSON.stringify(end)})`, async () => {
      const reading = await readText(statement(end));
      expect(rowsOf(reading)).toEqual(['2025-09-01 -12.34', '2025-09-13 2000.00', '2025-09-25 -60.00']);
      expect(reading.transactions.map(({ description, source }) => [description, source.line])).toEqual([['CARD PAYMENT SECOND LINE', 14], ['CREDIT FROM ACME', 9], ['DIRECT DEBIT TO GAS WORKS REF: 1234', 4]]);
      expect(reading).toMatchObject({ proof: 'verified', rejected: [], questions: [], accounts: [{ period: { from: '2025-09-01', to: '2025-09-30' } }] });
      const { transactions, header, markers, continuations, rejected, blank } = reading.source.lineCount;
      expect(transactions + header + markers + continuations + rejected + blank).toBe(reading.source.lines);
    });
  }

  it('is read again by its recipe', async () => {
    const first = await readText(statement('\n'));
    expect((await readText(statement('\n'), { recipe: first.recipe })).transactions).toEqual(first.transactions);
  });

  it('needs labels of days and of money that repeat, and little else', () => {
    expect(findLabels('Date: 1\nAmount: 2\nDate: 3\nAmount: 4\n')).toEqual(['Date', 'Amount']);
    expect(findLabels('Date: 1\nAmount: 2\n')).toBeNull();
    expect(findLabels('Name: a\nPhone: 2\nName: b\nPhone: 4\n')).toBeNull();
    expect(findLabels(`Date: 1\nAmount: 2\nDate: 3\nAmount: 4\n${'some words of a letter\n'.repeat(9)}`)).toBeNull();
  });
});
