import { describe, expect, it } from 'vitest';
import { readWholeStatement } from './index.ts';

const read = (text: string) => readWholeStatement(new TextEncoder().encode(text), { fileName: 'statement.csv' });

describe('a header', () => {
  it('alone is a statement of a month without bookings', async () => {
    expect((await read('Date;Text;Amount\n')).transactions).toEqual([]);
    expect((await read('Date;Text;Amount\nTotal;;0,00\n')).transactions).toEqual([]);
  });

  it('above rows of words alone is refused', async () => {
    await expect(read('Date;Text;Amount\nnever;Rent;much\nnever;Card;little\n')).rejects.toMatchObject({ code: 'no-dates' });
  });

  it('above rows with amounts but nothing like a day is refused', async () => {
    await expect(read('Date;Text;Amount\nnever;Rent;12,00\nnever;Card;9,00\n')).rejects.toMatchObject({ code: 'no-dates' });
  });

  it('above rows whose days cannot be read has them rejected, however their amounts are written', async () => {
    for (const [first, second] of [['02~03~26', '13~03~26'], ['week 7', 'week 8'], ['0000012', '0000013']]) {
      const { transactions, rejected } = await read(`Datum;Text;Betrag;Saldo\n${first};Shop;-1,00;99,00\n${second};Shop;-2,00;97,00\n`);
      expect([transactions.length, rejected.map(({ reason }) => reason)]).toEqual([0, ['date-unreadable', 'date-unreadable']]);
    }
  });

  it('above rows without an amount that can be read is refused', async () => {
    await expect(read('Date;Text;Amount\n01.04.2026;Rent;much\n02.04.2026;Card;little\n')).rejects.toMatchObject({ code: 'no-amounts' });
  });
});

describe('single letters under a header that calls them a text', () => {
  it('are no flags of money in and out', async () => {
    const reading = await read('Date,Text,Amount,Balance\n2025-01-01,a,(1.00),99.00\n2025-01-02,b,2.00,101.00\n');
    expect(reading.transactions.map(({ amount }) => amount)).toEqual([-100n, 200n]);
    expect(reading.proof).not.toBe('contradicted');
  });
});

describe('a row with an amount and its balance but no day', () => {
  it('is rejected, also where it is the first one of a proof that holds without it', async () => {
    const reading = await read('Date;Text;Amount;Balance\n;Sale;100,00;400,00\n03.04.2026;Rent;-50,00;300,00\n02.04.2026;Sale;150,00;350,00\n01.04.2026;Card;-20,00;200,00\n');
    expect(reading.transactions).toHaveLength(3);
    expect(reading.rejected).toMatchObject([{ line: 2, reason: 'date-missing' }]);
    expect(reading.proof).not.toBe('verified');
  });
});

describe('a row whose day is no day', () => {
  const rejectedIn = async (text: string) => {
    const { rejected, proof } = await read(text);
    return [...rejected.map(({ line, reason }) => `${line} ${reason}`), proof];
  };

  it('is rejected as the first and as the last one, so that nothing is verified without it', async () => {
    const rows = ['02.03.2026;Shop;-1,00;99,00', '13.03.2026;Rent;-20,00;79,00', '14.03.2026;Sale;10,00;89,00'];
    expect(await rejectedIn(['Datum;Text;Betrag;Saldo', '??;Gift;5,00;100,00', ...rows, ''].join('\n'))).toEqual(['2 date-unreadable', 'consistent']);
    expect(await rejectedIn(['Datum;Text;Betrag;Saldo', ...rows, '??;Card;-9,00;80,00', ''].join('\n'))).toEqual(['5 date-unreadable', 'consistent']);
  });

  it('is rejected as the first one without a header, and without balances', async () => {
    const rows = '03/28/2024,2500.00,Payroll\n03/29/2024,-120.00,Check\n';
    expect(await rejectedIn(`,-45.20,Purchase\n${rows}`)).toEqual(['1 date-missing', 'unverifiable']);
    expect(await rejectedIn(`Date,Amount,Text\n,-45.20,Purchase\n${rows}`)).toEqual(['2 date-missing', 'unverifiable']);
  });

  it('leaves totals alone, which have no text or are called so', async () => {
    const rows = 'Datum;Text;Betrag\n02.03.2026;Shop;-1,00\n13.03.2026;Rent;-20,00\n';
    for (const total of ['Zusammen;;-21,00', ';Summe;-21,00']) expect((await read(`${rows}${total}\n`)).rejected).toEqual([]);
  });
});

describe('rows without a day below one with a day', () => {
  const header = 'Date;Text;Amount;Balance\n';

  it('are of that day where no day is printed twice', async () => {
    const reading = await read(`${header}02.03.2026;Shop;-1,00;99,00\n;Tea;-2,00;97,00\n13.03.2026;Rent;-20,00;77,00\n;Card;-7,00;70,00\n`);
    expect(reading.transactions.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-02', '2026-03-13', '2026-03-13']);
  });

  it('have lost their day where days are printed twice', async () => {
    const reading = await read(`${header}02.03.2026;Shop;-1,00;99,00\n02.03.2026;Tea;-2,00;97,00\n;Rent;-20,00;77,00\n13.03.2026;Card;-7,00;70,00\n`);
    expect(reading.rejected).toMatchObject([{ line: 4, reason: 'date-missing' }]);
    expect(reading.proof).toBe('contradicted');
  });

  it('have lost their day where they are the first below another header', async () => {
    const reading = await read(`${header}02.03.2026;Shop;-1,00;99,00\n03.03.2026;Tea;-2,00;97,00\n\n${header};Rent;-20,00;77,00\n13.03.2026;Card;-7,00;70,00\n`);
    expect(reading.rejected).toMatchObject([{ line: 6, reason: 'date-missing' }]);
  });
});

describe('short lines with money and without a date', () => {
  it('are rejected between rows, and no part of the table below them', async () => {
    const reading = await read('Datum;Text;Betrag\n02.03.2026;Miete;-500,00\nGebühr;-5,00\n15.03.2026;X;100,00\nDanke für Ihr Vertrauen\nIhre Karte;12,00\n');
    expect(reading.rejected.map(({ line, reason }) => [line, reason])).toEqual([[3, 'too-few-columns']]);
    expect(reading.source.lineCount).toMatchObject({ transactions: 2, markers: 2, rejected: 1 });
  });

  it('are no rows where they repeat the balance, or a header follows', async () => {
    const carried = await read('Datum;Text;Betrag;Saldo\n02.03.2026;Miete;-500,00;1.500,00\nWeiter;1.500,00\n15.03.2026;X;100,00;1.600,00\n');
    expect(carried.rejected).toEqual([]);
    const twice = await read('Datum;Text;Betrag\n02.03.2026;Miete;-500,00\nKarte;12,00\nDatum;Text;Betrag\n15.03.2026;X;100,00\n');
    expect(twice.rejected).toEqual([]);
  });
});

describe('amounts without signs beside balances that fall', () => {
  const rows = '03.03.2026;Shop;33,00;10577,22\n02.03.2026;Shop;77,00;10610,22\n';

  it('leave open which way the oldest of them goes, as long as no opening balance tells', async () => {
    const text = `Datum;Text;Betrag;Saldo\n${rows}01.03.2026;X;7000,00;10687,22\n`;
    const reading = await read(text);
    expect(reading.questions).toMatchObject([{ field: 'sign' }]);
    expect(reading.questions[0]!.choices[0]!.rows.map(({ line }) => line)).toEqual([4]);
    expect(reading.proof).not.toBe('verified');
    const opened = await read(`Anfangssaldo;3687,22\n\n${text}`);
    expect([opened.transactions.map(({ amount }) => amount), opened.questions, opened.proof]).toEqual([[700000n, -7700n, -3300n], [], 'verified']);
  });
});

describe('a column with one day in all rows', () => {
  it('is not the day of the bookings beside another date that differs', async () => {
    const reading = await read('Created;Date;Text;Amount\n15.06.2026;28.03.2026;Shop;-1,00\n15.06.2026;30.03.2026;Rent;-20,00\n');
    expect(reading.transactions.map(({ date }) => date)).toEqual(['2026-03-28', '2026-03-30']);
  });

  it('is one where a header calls it the day of the booking, or the other one of the value', async () => {
    for (const header of ['Posting date;Date', 'Date;Value date']) {
      const reading = await read(`${header};Text;Amount\n15.06.2026;12.06.2026;Shop;-1,00\n15.06.2026;14.06.2026;Rent;-20,00\n`);
      expect(reading.transactions.map(({ date }) => date)).toEqual(['2026-06-15', '2026-06-15']);
    }
  });
});

describe('the sign of the only row', () => {
  it('is asked for where its words say the opposite', async () => {
    const reading = await read('date,title,amount\n2025-12-05,Payment received,-4558.53\n');
    expect(reading.questions.map(({ field }) => field)).toContain('sign');
  });
});
