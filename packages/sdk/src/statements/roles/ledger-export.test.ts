import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const HEADER = 'Date,Source,Description,Debit,Credit';
const ROWS = ['02 Mar 2026,Receive Money,Sale,500.00,', '14 Mar 2026,Spend Money,Rent,,200.00', '20 Mar 2026,Spend Money,Fee,,5.00'];
const BALANCES = ['1500.00', '1300.00', '1295.00'];
const IN_AND_OUT = ['2026-03-02 500.00', '2026-03-14 -200.00', '2026-03-20 -5.00'];
const OUT_AND_IN = ['2026-03-02 -500.00', '2026-03-14 200.00', '2026-03-20 5.00'];

describe('debit and credit of an account in a ledger', () => {
  it('are read as its running balance says, also from a recipe', async () => {
    const text = `${HEADER},Running Balance\n${ROWS.map((row, index) => `${row},${BALANCES[index]}`).join('\n')}\n`;
    const reading = await readText(text);
    expect([rowsOf(reading), reading.proof, reading.questions]).toEqual([IN_AND_OUT, 'verified', []]);
    const again = await readText(text, { recipe: reading.recipe });
    expect([rowsOf(again), again.proof]).toEqual([IN_AND_OUT, 'verified']);
  });

  it('are asked about where no balance says it', async () => {
    const text = `${HEADER}\n${ROWS.join('\n')}\n`;
    const reading = await readText(text);
    expect(reading.questions.map(({ field, choices }) => [field, choices.map(({ value }) => value)])).toEqual([['sign', ['inverted', 'as-printed']]]);
    expect(rowsOf(await readText(text, { answers: { sign: 'inverted' } }))).toEqual(IN_AND_OUT);
    expect(rowsOf(await readText(text, { answers: { sign: 'as-printed' } }))).toEqual(OUT_AND_IN);
  });

  it('are asked about where a single link or a single day of the balance tells too little', async () => {
    const oneLink = await readText('Date,Text,Debit,Credit,Balance\n2026-03-02,Sale,500.00,,1500.00\n2026-03-03,Rent,,200.00,1300.00\n');
    expect(oneLink.questions[0]).toMatchObject({ field: 'sign', choices: [{ value: 'inverted' }, { value: 'as-printed' }] });
    const oneDay = await readText('Date,Text,Debit,Credit,Balance\n2026-03-02,Sale,500.00,,1500.00\n2026-03-02,Rent,,200.00,1300.00\n2026-03-02,Fee,,5.00,1295.00\n');
    expect(oneDay.questions.map(({ field }) => field)).toEqual(['sign']);
  });

  it('are asked about where the balance may be what is owed on a card', async () => {
    const reading = await readText('Date,Text,Debit,Credit,Balance\n2026-03-02,Shop,50.00,,150.00\n2026-03-03,Shop,20.00,,170.00\n2026-03-09,Payment,,100.00,70.00\n');
    expect([reading.questions.map(({ field }) => field), reading.proof]).toEqual([['sign'], 'consistent']);
  });

  it('are asked about in a batch of postings with flags, whose days lie in the year of the record above', async () => {
    const text = '"EXTF";700;21;"Buchungsstapel";13;;;"RE";"";"";1001;10001;20260101;4;20260301;20260331\nUmsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel);Belegdatum;Belegfeld 1;Buchungstext\n1190,00;"S";"EUR";1200;8400;0203;"RE-1";"Rechnung"\n50,00;"H";"EUR";1200;4930;503;"RE-2";"Büro"\n';
    const reading = await readText(text);
    expect(reading.questions.map(({ field, choices }) => [field, choices.map(({ value }) => value)])).toEqual([['sign', ['inverted', 'as-printed']]]);
    expect(rowsOf(await readText(text, { answers: { sign: 'inverted' } }))).toEqual(['2026-03-02 1190.00', '2026-03-05 -50.00']);
    const answered = await readText(text, { answers: { sign: 'as-printed' } });
    expect(rowsOf(answered)).toEqual(['2026-03-02 -1190.00', '2026-03-05 50.00']);
    expect(rowsOf(await readText(text, { recipe: answered.recipe }))).toEqual(rowsOf(answered));
  });

  it('are those of a bank elsewhere', async () => {
    const reading = await readText('Date,Text,Debit,Credit,Balance\n2026-03-02,Sale,,500.00,1500.00\n2026-03-02,Rent,200.00,,1300.00\n2026-03-02,Fee,5.00,,1295.00\n');
    expect([rowsOf(reading), reading.proof, reading.questions]).toEqual([['2026-03-02 500.00', '2026-03-02 -200.00', '2026-03-02 -5.00'], 'verified', []]);
    expect((await readText('Date,Text,Debit,Credit\n2026-03-02,Sale,,500.00\n2026-03-02,Rent,200.00,\n')).questions).toEqual([]);
  });
});
