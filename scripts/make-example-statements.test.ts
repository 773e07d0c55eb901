/// <reference types="node" />
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWholeStatement } from '@cashflowsmart/sdk/statements';

interface ExampleAccount {
  readonly file: string;
  readonly number: string | null;
  readonly currency: string;
}

const examples = fileURLToPath(new URL('../examples/statements/', import.meta.url));
const accounts = JSON.parse(readFileSync(join(examples, 'accounts.json'), 'utf8')) as readonly ExampleAccount[];
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(join(examples, file)));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'example-statements-'));
  execFileSync(process.execPath, [fileURLToPath(new URL('./make-example-statements.mjs', import.meta.url)), folder]);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the example statements', () => {
  it('come out of their script as they are committed', () => {
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(accounts.length + 1);
    for (const name of names) expect(readFileSync(join(folder, name)).equals(readFileSync(join(examples, name)))).toBe(true);
  });

  it.each(accounts.map((account) => [account.file, account] as const))('%s reads without a question, and proves itself where it carries balances', async (file, account) => {
    const reading = await readWholeStatement(bytesOf(file), { fileName: file });
    expect(reading.accounts.map(({ number, currency }) => ({ number, currency }))).toEqual([{ number: account.number, currency: account.currency }]);
    expect(reading.questions).toEqual([]);
    expect(reading.rejected).toEqual([]);
    expect(reading.transactions.length).toBeGreaterThanOrEqual(60);
    expect(reading.transactions.length).toBeLessThanOrEqual(400);
    expect(reading.transactions[reading.transactions.length - 1]?.date.slice(0, 7)).toBe('2026-10');
    expect(reading.proof).toBe(reading.recipe.columns.includes('balance') ? 'verified' : 'unverifiable');
  });

  it('hold transfers between two accounts of one currency, each naming the other', async () => {
    const [giro, reserve] = await Promise.all([accounts[0]!, accounts[1]!].map(({ file }) => readWholeStatement(bytesOf(file), { fileName: file })));
    const naming = (reading: typeof giro, number: string | null): readonly string[] =>
      reading!.transactions.filter((row) => row.description.includes(number!)).map((row) => `${row.date} ${row.amount < 0n ? -row.amount : row.amount}`);
    expect(naming(giro, accounts[1]!.number)).toHaveLength(9);
    expect(naming(giro, accounts[1]!.number)).toEqual(naming(reserve, accounts[0]!.number));
  });
});
