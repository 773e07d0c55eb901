import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from './limits.ts';
import { StatementProblemError } from './problem.ts';
import { readStatement, readWholeStatement } from './read-statement.ts';
import { readText, utf8 } from './testing.ts';
import type { ReadStatementOptions } from './types.ts';

async function codeOf(text: string | Uint8Array, options: Partial<ReadStatementOptions> = {}): Promise<string> {
  try {
    await readWholeStatement(typeof text === 'string' ? utf8(text) : text, { fileName: 'statement.csv', ...options });
  } catch (error) {
    if (error instanceof StatementProblemError) return error.code;
    throw error;
  }
  return 'read';
}

const ROW = '2026-03-02,Rent,-850.00\n';
const HEADER = 'Date,Description,Amount\n';

describe('readStatement refuses', () => {
  it('what carries no dates, no amounts, or no table', async () => {
    expect(await codeOf('Name,Amount\nRent,-850.00\nSale,12.00\n')).toBe('no-dates');
    expect(await codeOf('Date,Name\n2026-03-02,Rent\n2026-03-03,Sale\n')).toBe('no-amounts');
    expect(await codeOf('Dear customer\nthis is a letter\n')).toBe('no-table');
    expect(await codeOf('{"a": 1}')).toBe('no-table');
  });

  it('files over the limits, each with its own code', async () => {
    expect(await codeOf(HEADER + ROW, { limits: { bytes: 10 } })).toBe('file-too-large');
    expect(await codeOf(HEADER + ROW.repeat(50), { limits: { rows: 20 } })).toBe('too-many-rows');
    expect(await codeOf(`${HEADER}${ROW.repeat(3)}${'x,'.repeat(300)}\n`)).toBe('too-many-columns');
    expect(await codeOf(`${HEADER}${ROW.repeat(3)}2026-03-02,${'x'.repeat(40_000)},1.00\n`)).toBe('cell-too-long');
    expect(await codeOf(HEADER + ROW.repeat(200_000), { limits: { milliseconds: 5 } })).toBe('reading-timeout');
  });

  it.each([['x'], ['1,'], ['"'], ['",'], ['""'], ['"a'], ['2026-01-01 '], ["'"], ['é;']])('a line of five megabytes of %s, quickly', async (unit) => {
    const started = performance.now();
    expect(await codeOf(unit.repeat(Math.ceil(5_000_000 / unit.length)))).toBe('cell-too-long');
    expect(await codeOf(HEADER + ROW + unit.repeat(Math.ceil(5_000_000 / unit.length)))).toBe('cell-too-long');
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each([['1'], ['-'], ['1 '], ['*']])('no long cell of %j where an amount is expected, quickly', async (unit) => {
    const started = performance.now();
    const text = `Date;Text;Amount;Balance\n2026-01-02;Coffee;-3,50;96,50\n2026-01-03;Salary;1000,00;1096,50\n2026-01-04;Tea;${unit.repeat(200_000)};1095,50\n`;
    expect(await codeOf(text, { limits: { cellLength: 1 << 30 } })).toBe('read');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('never says what stood in the file', async () => {
    const error = await readText('Name,Amount\nSecret,-850.00\n').catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('Secret');
  });
});

describe('readStatement while it reads', () => {
  const big = utf8(HEADER + Array.from({ length: 60_000 }, (_, row) => `2026-03-${String(1 + (row % 28)).padStart(2, '0')},Text ${row},-${row}.00\n`).join(''));

  it('tells its progress, never falling, from 0 to 1', async () => {
    const done: number[] = [];
    const reading = await readWholeStatement(big, { fileName: 'statement.csv' }, (progress) => done.push(progress.done));
    expect(reading.transactions).toHaveLength(60_000);
    expect(done[0]).toBe(0);
    expect(done[done.length - 1]).toBe(1);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('lets other work run in between', async () => {
    let turns = 0;
    let running = true;
    const other = (async () => {
      while (running) {
        await new Promise((resolve) => setImmediate(resolve));
        turns++;
      }
    })();
    await readWholeStatement(big, { fileName: 'statement.csv' });
    running = false;
    await other;
    expect(turns).toBeGreaterThan(2);
  });

  it('stops where its signal is aborted, with the reason', async () => {
    const controller = new AbortController();
    const reading = readStatement(big, { fileName: 'statement.csv', signal: controller.signal });
    await reading.next();
    const reason = new Error('enough');
    controller.abort(reason);
    await expect((async () => { for (;;) if ((await reading.next()).done) return; })()).rejects.toBe(reason);
    await expect(readWholeStatement(big, { fileName: 'x', signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('has limits that the documentation states', () => {
    expect(DEFAULT_LIMITS).toEqual({ bytes: 104_857_600, rows: 2_500_000, pages: 500, columns: 256, cellLength: 32_768, milliseconds: 60_000 });
  });
});
