import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, type Ended } from './testing/command-process.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'inspect-')); });
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Uint8Array, ending = 'csv'): Promise<string> {
  const file = join(folder, `${randomUUID()}.${ending}`);
  await writeFile(file, content);
  return file;
}

const inspect = (parameters: readonly string[], input?: string): Promise<Ended> => run(['inspect', ...parameters], {}, input);

interface Printed {
  readonly transactions: readonly { readonly date: string; readonly amount: string; readonly source: { readonly line: number; readonly page?: number; readonly box?: readonly number[] } }[];
  readonly questions: readonly { readonly field: string }[];
  readonly proof: { readonly status: string };
}

function printed({ code, out, error }: Ended): Printed {
  expect([code, error]).toEqual([0, '']);
  return JSON.parse(out) as Printed;
}

const statement = 'Date;Text;Amount;Balance\n02.01.2026;Coffee;-3,50;96,50\n03.01.2026;"Sal\u001b[31mary";1.000,00;1.096,50\n';
/** Neither the dates nor the figures tell which of the two numbers is the day. */
const ambiguous = 'Date,Text,Amount\n02/01/2026,Coffee,-3.50\n05/03/2026,Salary,1000.00\n03/04/2026,Rent,-500.00\n';

describe('inspect of a CSV', () => {
  it('prints the reading as JSON with signed decimal strings', async () => {
    const reading = printed(await inspect([await fileOf(statement), '--json']));
    expect(Object.keys(reading)).toEqual(['accounts', 'transactions', 'proof', 'questions', 'rejected', 'recipe', 'source']);
    expect(reading).toMatchObject({
      accounts: [{ currency: null, opening: '100.00', closing: '1096.50' }],
      transactions: [
        { date: '2026-01-02', amount: '-3.50', balance: '96.50', description: 'Coffee', account: 0, source: { line: 2 } },
        { date: '2026-01-03', amount: '1000.00', balance: '1096.50', account: 0, source: { line: 3 } },
      ],
      proof: { status: 'verified', detail: 'balance-chain' }, questions: [], rejected: [], source: { kind: 'csv' },
    });
  });

  it('prints JSON also where there are no transactions', async () => {
    expect(printed(await inspect([await fileOf('Date;Text;Amount;Balance\n'), '--json'])).transactions).toEqual([]);
  });

  it('prints a table and the proof, and nothing that steers a terminal', async () => {
    const { code, out } = await inspect([await fileOf(statement)]);
    expect(code).toBe(0);
    expect(out).toContain('Proof: verified (balance-chain).');
    expect(out).toMatch(/^ +2 {2}2026-01-02 +-3\.50 +96\.50 {2}Coffee$/m);
    expect(out).not.toContain('\u001b');
  });

  it('prints CSV that reads back as it was, and that no spreadsheet runs', async () => {
    const { code, out } = await inspect([await fileOf('Buchungstag;Verwendungszweck;Betrag EUR;Saldo\n02.01.2026;=1+1, Café;-3,50;96,50\n03.01.2026;Gehalt;1.000,00;1.096,50\n'), '--csv']);
    expect([code, out]).toEqual([0, 'Date,Description,Amount (in + / out -),Currency,Balance\r\n2026-01-02,"\'=1+1, Café",-3.50,EUR,96.50\r\n2026-01-03,Gehalt,1000.00,EUR,1096.50\r\n']);
    const again = printed(await inspect([await fileOf(out), '--json']));
    expect(again).toMatchObject({ transactions: [{ date: '2026-01-02', amount: '-3.50', balance: '96.50', description: '=1+1, Café' }, { date: '2026-01-03', amount: '1000.00', balance: '1096.50', description: 'Gehalt' }], proof: { status: 'verified' } });
  });

  it('says how a question is answered, takes the answer, and takes its recipe for the next file', async () => {
    const file = await fileOf(ambiguous);
    expect((await inspect([file])).out).toMatch(/^Question: date-order\. .*\n {2}day-month-year {2}line 2 is 2026-01-02, -3\.50\n {2}month-day-year {2}line 2 is 2026-02-01, -3\.50$/m);
    const answered = await inspect([file, '--json', '--answer', 'date-order=month-day-year']);
    const reading = printed(answered);
    expect(reading.questions.map(({ field }) => field)).not.toContain('date-order');
    expect(reading.transactions.map(({ date }) => date)).toEqual(['2026-02-01', '2026-03-04', '2026-05-03']);
    const recipe = await fileOf(answered.out, 'json');
    const next = printed(await inspect([await fileOf(ambiguous.replaceAll('2026', '2027')), '--json', '--recipe', recipe]));
    expect(next.transactions.map(({ date }) => date)).toEqual(['2027-02-01', '2027-03-04', '2027-05-03']);
  });

  it.each([['', 'file-empty'], ['%PDF-1.7\n', 'pdf-damaged'], ['no table here\n', 'no-']])('ends with 2 and the problem for the file %j', async (content, problem) => {
    const { code, out, error } = await inspect([await fileOf(content)]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(problem);
  });

  it.each([
    [['--json', '--csv'], 'Either --json or --csv'],
    [['--answer', 'date-order'], '--answer takes FIELD=VALUE'],
    [['--answer', '__proto__=x'], '--answer takes FIELD=VALUE'],
    [['--answer', 'date-order=tomorrow'], 'recipe-mismatch: '],
    [['--recipe', 'absent.json'], 'The file of the recipe cannot be opened.'],
    [['--recipe', import.meta.filename], 'The file given with --recipe holds no recipe.'],
    [['--password-file', 'absent.txt'], 'The file of the password cannot be opened.'],
  ])('ends with 2 and a sentence for %j', async (parameters, sentence) => {
    const { code, out, error } = await inspect([await fileOf(ambiguous), ...parameters]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(sentence);
  });

  it('ends with 2 where there is no such file', async () => {
    expect(await inspect([join(folder, 'absent.csv')])).toMatchObject({ code: 2, error: 'The file cannot be opened.\n' });
  });
});

/** A statement of three rows as a PDF, encrypted where a password is given; further pages say that nothing follows. */
async function pdf(password?: string, pages = 1): Promise<Uint8Array> {
  const document = new PDFDocument({ size: 'A4', ...(password !== undefined && { userPassword: password, ownerPassword: randomUUID(), pdfVersion: '1.7' as const }) });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.once('end', resolve));
  const rows = [['Date', 'Description', 'Amount', 'Balance'], ['02.01.2026', 'Coffee', '-3.50', '96.50'], ['03.01.2026', 'Salary', '1,000.00', '1,096.50'], ['15.01.2026', 'Rent', '-500.00', '596.50']];
  document.fontSize(10);
  rows.forEach((cells, row) => cells.forEach((cell, column) => {
    const left = [50, 130, 330, 430][column] ?? 0;
    document.text(cell, left, 100 + row * 20, { lineBreak: false, ...(column > 1 && { width: 80, align: 'right' }) });
  }));
  for (let page = 1; page < pages; page += 1) document.addPage().text('This page is left blank.');
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

describe('inspect of a PDF', () => {
  it('says on which page and where on it each row stands', async () => {
    const file = await fileOf(await pdf(), 'pdf');
    const { transactions, proof } = printed(await inspect([file, '--json']));
    expect(transactions.map(({ date, amount }) => `${date} ${amount}`)).toEqual(['2026-01-02 -3.50', '2026-01-03 1000.00', '2026-01-15 -500.00']);
    expect(proof.status).toBe('verified');
    for (const { source } of transactions) expect(source).toMatchObject({ page: 1, line: expect.any(Number) as number, box: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)] });
    expect((await inspect([file])).out).toMatch(/^Page +Line +Date .*\n +1 +\d+ +2026-01-02 +-3\.50 +96\.50 +Coffee$/m);
  });

  it('asks for the password of an encrypted one, and never repeats a wrong one', async () => {
    const file = await fileOf(await pdf('Straße 7'), 'pdf');
    const absent = await inspect([file]);
    expect([absent.code, absent.out]).toEqual([2, '']);
    expect(absent.error).toMatch(/^pdf-password-required: .*--password-file\.\n$/);
    const wrong = await inspect([file, '--password-file', '-'], 'strasse 7');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.error).toMatch(/^pdf-password-wrong: /);
    expect(wrong.error).not.toContain('strasse');
  });

  it.each(['Straße 7', 'Straße 7\r\n', 'Straße 7\nanother line'])('opens an encrypted one with the first line of standard input: %j', async (input) => {
    const file = await fileOf(await pdf('Straße 7'), 'pdf');
    expect(printed(await inspect([file, '--json', '--password-file', '-'], input)).transactions).toHaveLength(3);
  });

  it('opens an encrypted one with the first line of a file', async () => {
    const file = await fileOf(await pdf('Straße 7'), 'pdf');
    expect(printed(await inspect([file, '--json', '--password-file', await fileOf('Straße 7\n', 'txt')])).transactions).toHaveLength(3);
  });

  it('is read where the places of its pages are wrong, which pdfjs finds out of turn', async () => {
    const whole = Buffer.from(await pdf(undefined, 2)).toString('latin1');
    const [, first = '', second = ''] = /\/Kids \[(\d+) 0 R (\d+) 0 R\]/.exec(whole) ?? [];
    const table = whole.lastIndexOf('xref\n', whole.lastIndexOf('startxref') - 1);
    const lines = whole.slice(table).split('\n');
    // Below the word and the range, entry 0 is the third line.
    for (const page of [first, second]) lines[2 + Number(page)] = '0000000017 00000 n ';
    const { transactions } = printed(await inspect([await fileOf(Buffer.from(whole.slice(0, table) + lines.join('\n'), 'latin1'), 'pdf'), '--json']));
    expect(transactions).toHaveLength(3);
  });

  it('takes an empty password for none', async () => {
    expect(printed(await inspect([await fileOf(statement), '--json', '--password-file', '-'], '')).transactions).toHaveLength(2);
  });
});
