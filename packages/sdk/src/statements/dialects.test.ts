import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWholeStatement } from './read-statement.ts';
import { ledger } from './testing-arbitraries.ts';
import { dialect } from './testing-dialect.ts';
import { readInDialect } from './testing-dialect-check.ts';
import { readText, rowsOf } from './testing.ts';

const RUNS = Number(process.env['STATEMENT_RUNS'] ?? 250);

describe('any ledger in any dialect of any bank', () => {
  it('comes back, or the reading says where it is unsure', async () => {
    const outcomes: string[] = [];
    await fc.assert(
      fc.asyncProperty(ledger, dialect, async (written, how) => {
        const { outcome, reason } = await readInDialect(written, how);
        outcomes.push(outcome);
        expect(outcome === 'wrong' ? reason : '').toBe('');
      }),
      { numRuns: RUNS, seed: 20264, endOnFailure: true },
    );
    // A reader that always asks would hold the property as well.
    expect(outcomes.filter((outcome) => outcome === 'right').length).toBeGreaterThan(0.85 * RUNS);
  });
});

describe('what random dialects have taught', () => {
  it('is asked where a fee stands only beside rows whose balance follows from no other', async () => {
    const rows = 'Date,Text,Amount,Fee,Balance\n2026-01-02,Card,-50.00,1.50,948.50\n2026-01-03,Rent,-100.00,0.00,848.50\n2026-01-04,Salary,500.00,0.00,1348.50\n';
    const reading = await readText(rows);
    expect(reading.questions.map(({ field }) => field)).toContain('columns');
    expect(reading.proof).not.toBe('verified');
    const told = await readText(rows.replace('500.00,0.00,1348.50', '500.00,2.00,1346.50'));
    expect(rowsOf(told)).toEqual(['2026-01-02 -51.50', '2026-01-03 -100.00', '2026-01-04 498.00']);
    expect(told.questions.map(({ field }) => field)).not.toContain('columns');
  });

  it('reads quotes behind a backslash where a delimiter follows them', async () => {
    const rows = ['12345;20', '"Caf\\"e\\";x";30', '"Caf\\"e\\"";-40', '"A; B";50', 'Rent;-60'].map((cells, index) => `0${index + 1}.02.2026;${cells}.00 EUR`);
    const reading = await readText(`Date;Text;Amount\n${rows.join('\n')}\n`);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['12345', 'Caf"e";x', 'Caf"e"', 'A; B', 'Rent']);
  });

  it('asks for the order of one day whose year may come first', async () => {
    const reading = await readText('Date,Text,Amount\n22-03-08,Rent,-224.83\n22-03-08,Salary,500.00\n');
    expect(reading.questions.find(({ field }) => field === 'date-order')?.choices.map(({ value }) => value)).toContain('year-month-day');
  });

  it('takes what stands between digits for a mark of groups and not for a letter', async () => {
    for (const group of [0xa0, 0x92]) {
      const text = 'Fecha,Concepto,Importe,Saldo\n15.03.2026,Alquiler,-4_746.00,11_250.00\n16.03.2026,Recibo,1_000.00,12_250.00\n';
      const reading = await readWholeStatement(Uint8Array.from(text, (char) => (char === '_' ? group : char.charCodeAt(0))), { fileName: 'statement.csv' });
      expect(rowsOf(reading)).toEqual(['2026-03-15 -4746.00', '2026-03-16 1000.00']);
    }
  });

  it('knows debit and credit of Czech accounts and of Hebrew ones', async () => {
    expect(rowsOf(await readText('Datum;Popis;Má dáti;Dal\n24.06.2026;Nájem;0,55;\n25.06.2026;Mzda;;7,00\n'))).toEqual(['2026-06-24 -0.55', '2026-06-25 7.00']);
    expect(rowsOf(await readText('תאריך;תיאור;סכום;סוג\n24.06.2026;שכר דירה;0.55;חובה\n25.06.2026;מאפייה;7.00;זכות\n'))).toEqual(['2026-06-24 -0.55', '2026-06-25 7.00']);
  });

  it('keeps long amounts apart from numbers of another kind, though short dates look like decimals', async () => {
    const reading = await readText('15.12.19|Faktura|753285|Výdaj|-3275085|JPY\n09.12.19|Nájem|625350|Výdaj|-2521800|JPY\n05.12.19|Faktura|279344|Výdaj|-1896450|JPY\n');
    expect(rowsOf(reading)).toEqual(['2019-12-05 -279344', '2019-12-09 -625350', '2019-12-15 -753285']);
  });

  it('takes letters that are flags in one language alone for classes, unless their header calls them flags', async () => {
    const rows = (header: string): string => `Date;Text;Amount;${header}\n2026-03-02;Rent;500,00;B\n2026-03-15;Sale;100,00;A\n`;
    const classes = await readText(rows('Note'));
    expect(classes.questions.map(({ field }) => field)).toEqual(['sign']);
    const beside = await readText('Date;Text;Amount;Balance;Note\n2026-03-02;Rent;-500,00;1500,00;A\n2026-03-09;Fee;-5,00;1495,00;B\n2026-03-15;Sale;100,00;1595,00;B\n');
    expect([beside.proof, beside.transactions.map(({ balance }) => balance)]).toEqual(['verified', [150_000n, 149_500n, 159_500n]]);
    expect(rowsOf(await readText(rows('Borç/Alacak')))).toEqual(['2026-03-02 -500.00', '2026-03-15 100.00']);
  });

  it('takes one word on all rows for their text where they have no other', async () => {
    const reading = await readText('01/05/2026,Sale,100.00\n14/05/2026,Sale,200.00\n24/05/2026,,300.00\n');
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Sale', 'Sale', '']);
    expect(reading.questions.map(({ field }) => field)).toEqual(['sign']);
  });

  it('asks for the sign of amounts of one day that close from either end', async () => {
    const rows = '08/13/20,Shop,22 729,,-193 013\n08/13/20,Bakery,17 963,,-170 284\n08/13/20,Invoice,152 342,,-152 321\n';
    const reading = await readText(rows);
    expect(reading.questions.map(({ field }) => field)).toEqual(['sign']);
    expect(reading.proof).not.toBe('verified');
    const answered = await readText(rows, { answers: { sign: 'inverted' } });
    expect(rowsOf(answered)).toEqual(['2020-08-13 -152342.00', '2020-08-13 -17963.00', '2020-08-13 -22729.00']);
    expect(answered.proof).toBe('consistent');
    const again = await readText(rows, { recipe: answered.recipe });
    expect([rowsOf(again), again.proof]).toEqual([rowsOf(answered), 'consistent']);
  });
});
