import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStatement } from './open-statement.ts';
import { StatementProblemError } from './problem.ts';
import { readWholeStatement } from './read-statement.ts';
import { layout, ledger } from './testing-arbitraries.ts';
import { writeLedger } from './testing-ledger.ts';
import { utf8 } from './testing.ts';
import type { OpenedStatement, StatementTransaction } from './types.ts';

const OPTIONS = { fileName: 'statement.csv' };
const two = (number: number): string => String(number).padStart(2, '0');

function longStatement(rows: number): Uint8Array {
  const lines = ['Date;Description;Amount;Balance'];
  for (let row = 0; row < rows; row++) lines.push(`${two(1 + Math.floor((row * 28) / rows))}.03.2026;"Order ""${row}""${row % 5 === 0 ? '\nsecond line' : ''}";1,00;${row + 1},00`);
  return utf8(lines.join('\r\n') + '\r\n');
}

async function rowsIn(opened: OpenedStatement): Promise<readonly (readonly StatementTransaction[])[]> {
  const batches: (readonly StatementTransaction[])[] = [];
  for await (const batch of opened.batches()) batches.push(batch);
  return batches;
}

/** What comes of reading, or the code of the problem. */
async function outcomeOf<T>(reading: Promise<T>): Promise<T | string> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StatementProblemError) return error.code;
    throw error;
  }
}

describe('openStatement', () => {
  it('gives what readStatement gives, for any ledger in any dialect', async () => {
    let read = 0;
    await fc.assert(fc.asyncProperty(ledger, layout, async (what, how) => {
      const bytes = utf8(writeLedger(what, how));
      const whole = await outcomeOf(readWholeStatement(bytes, OPTIONS));
      const opened = await outcomeOf(openStatement(bytes, OPTIONS));
      if (typeof whole === 'string' || typeof opened === 'string') {
        expect(opened).toBe(whole);
        return;
      }
      read++;
      const { transactions, ...summary } = whole;
      expect(opened.summary).toEqual(summary);
      expect(opened.rows).toBe(transactions.length);
      expect((await rowsIn(opened)).flat()).toEqual(transactions);
    }), { numRuns: 40 });
    expect(read).toBeGreaterThan(30);
  });

  it('makes the rows of a long file batch by batch, from the first one on each time', async () => {
    const bytes = longStatement(20_500);
    const { transactions } = await readWholeStatement(bytes, OPTIONS);
    const opened = await openStatement(bytes, OPTIONS);
    expect(opened.summary.proof).toBe('verified');
    const batches = await rowsIn(opened);
    expect(batches.map(({ length }) => length)).toEqual([...new Array<number>(82).fill(250)]);
    expect(batches.flat()).toEqual(transactions);
    expect(transactions[5]).toMatchObject({ date: '2026-03-01', amount: 100n, balance: 600n, description: 'Order "5" second line', source: { line: 8 } });
    for await (const batch of opened.batches()) {
      expect(batch).toEqual(batches[0]);
      break;
    }
  });

  it('stops where it is aborted, also while the rows are taken', async () => {
    const bytes = longStatement(20_500);
    const reason = new Error('closed');
    await expect(openStatement(bytes, { ...OPTIONS, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const opened = await openStatement(bytes, { ...OPTIONS, signal: controller.signal });
    const taking = opened.batches();
    expect((await taking.next()).done).toBe(false);
    controller.abort(reason);
    await expect(taking.next()).rejects.toBe(reason);
  });

  it('says what is wrong before any row is taken', async () => {
    await expect(openStatement(utf8(''), OPTIONS)).rejects.toMatchObject({ code: 'file-empty' });
    await expect(openStatement(longStatement(50), { ...OPTIONS, limits: { rows: 20 } })).rejects.toMatchObject({ code: 'too-many-rows' });
  });
});
