import { DEFAULT_LIMITS } from '@cashflowsmart/sdk/statements';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RequestGoneError } from '../../http/request-gone.ts';
import type { FileReading, ReadingRequest } from './file-reading.ts';
import { ReadingPool, type ReadingPoolOptions } from './reading-pool.ts';
import { readStatementFile } from './statement-file.ts';

const REQUEST: ReadingRequest = { fileName: 'a.csv', decisions: null, clientDigest: null, password: null, account: { currency: 'EUR', number: null } };
const SMALL = 'Datum;Text;Empfänger;Betrag;Saldo\n02.01.2026;Café €;;-3,50;96,50\n03.01.2026;Gehalt;Bäckerei;1.000,00;1.096,50\n';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A file that takes some seconds, or a good part of one on a fast machine. */
function large(): Uint8Array<ArrayBuffer> {
  return utf8(`Datum;Text;Betrag\n${Array.from({ length: 200_000 }, (_, index) => `02.01.2026;"Zahlung ""Nummer ${String(index)}""";-3,50\n`).join('')}`);
}

function openPool(options: Partial<ReadingPoolOptions> = {}): ReadingPool {
  const pool = new ReadingPool({ threads: 2, memory: 1_024, reading: DEFAULT_LIMITS, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

/** The rows as plain values. */
function contentOf({ rows, ...reading }: FileReading) {
  const texts = Array.from(rows.day, (_, index) => [rows.description.at(index), rows.counterparty.at(index), rows.reference.at(index)]);
  const { day, valueDay, amount, balance, flags, line } = rows;
  return { ...reading, texts, day, valueDay, amount, balance, flags, line };
}

describe('the reading pool', () => {
  it('reads in a thread what would be read here, and takes the bytes with it', async () => {
    const pool = openPool();
    expect(pool.threadCount).toBe(0);
    const bytes = utf8(SMALL);
    const reading = await pool.read(bytes, REQUEST);
    expect(bytes.length).toBe(0);
    expect(contentOf(reading)).toEqual(contentOf(await readStatementFile(utf8(SMALL), REQUEST, DEFAULT_LIMITS)));
    expect(reading.rows.description.at(0)).toBe('Café €');
    expect(pool.threadCount).toBe(1);
  });

  it('says why a file cannot be read, and reads the next one in the same thread', async () => {
    const pool = openPool();
    for (const [content, code] of [['', 'file-empty'], ['nothing\n', 'no-table'], [`${SMALL}04.01.2026;${'x'.repeat(70_000)};;1,00;\n`, 'cell-too-long']] as const) {
      await expect(pool.read(utf8(content), REQUEST)).rejects.toMatchObject({ name: 'StatementProblemError', code });
    }
    expect((await pool.read(utf8(SMALL), REQUEST)).rows.day).toHaveLength(2);
    expect(pool.threadCount).toBe(1);
  });

  it('hands nothing to a thread but what is asked', async () => {
    // A function cannot cross to a thread: what carries one fails.
    const request = { ...REQUEST, fileKey: () => undefined, account: { ...REQUEST.account, name: () => undefined } };
    expect((await openPool().read(utf8(SMALL), request)).rows.day).toHaveLength(2);
  });

  it('reads a small file while a large one is read', async () => {
    const pool = openPool();
    const order: string[] = [];
    const slow = pool.read(large(), REQUEST).then(() => order.push('large'));
    const fast = pool.read(utf8(SMALL), REQUEST).then(() => order.push('small'));
    await Promise.all([slow, fast]);
    expect(order).toEqual(['small', 'large']);
  });

  it('ends a thread that is not done in time', async () => {
    const pool = openPool({ threads: 1, milliseconds: 500 });
    // Once the thread has started, a small file is read in time.
    await expect.poll(() => pool.read(utf8(SMALL), REQUEST).then(() => 'read', () => 'late'), { timeout: 60_000 }).toBe('read');
    await expect(pool.read(large(), REQUEST)).rejects.toMatchObject({ code: 'reading-timeout' });
    expect(pool.threadCount).toBe(0);
  });

  it('lets a reading end by itself at the limit of the reader, and keeps its thread', async () => {
    const pool = openPool({ threads: 1, reading: { ...DEFAULT_LIMITS, milliseconds: 5 }, milliseconds: 60_000 });
    await expect(pool.read(large(), REQUEST)).rejects.toMatchObject({ code: 'reading-timeout' });
    expect(pool.threadCount).toBe(1);
  });

  it('ends a thread that takes too much memory, and nothing else', async () => {
    const pool = openPool({ memory: 48 });
    const both = [pool.read(large(), REQUEST), pool.read(utf8(SMALL), REQUEST)] as const;
    await expect(both[0]).rejects.toMatchObject({ name: 'StatementProblemError', code: 'reading-too-large' });
    expect((await both[1]).rows.day).toHaveLength(2);
    expect((await pool.read(utf8(SMALL), REQUEST)).rows.day).toHaveLength(2);
  });

  it('ends the thread where the reading is given up', async () => {
    const pool = openPool({ threads: 1 });
    // With a thread that has yet to start, and with one that has.
    for (const threads of [0, 1]) {
      expect(pool.threadCount).toBe(threads);
      const gone = new AbortController();
      const reading = pool.read(large(), REQUEST, gone.signal);
      await expect(pool.read(utf8(SMALL), REQUEST)).rejects.toThrow('More readings than threads.');
      gone.abort();
      await expect(reading).rejects.toBeInstanceOf(RequestGoneError);
      expect(pool.threadCount).toBe(1 - threads);
      await expect(pool.read(utf8(SMALL), REQUEST, gone.signal)).rejects.toBeInstanceOf(RequestGoneError);
      expect((await pool.read(utf8(SMALL), REQUEST)).rows.day).toHaveLength(2);
    }
  });

  it('ends threads that have nothing to do', async () => {
    const pool = openPool({ idle: 1 });
    await pool.read(utf8(SMALL), REQUEST);
    await expect.poll(() => pool.threadCount).toBe(0);
    expect((await pool.read(utf8(SMALL), REQUEST)).rows.day).toHaveLength(2);
  });

  it('gives up what it reads when it is closed, and takes nothing more', async () => {
    const pool = openPool();
    const reading = pool.read(large(), REQUEST);
    const closed = pool.close();
    await expect(reading).rejects.toMatchObject({ code: 'unavailable' });
    await closed;
    expect(pool.threadCount).toBe(0);
    await expect(pool.read(utf8(SMALL), REQUEST)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
