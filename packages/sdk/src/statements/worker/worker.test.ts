import { describe, expect, it, vi } from 'vitest';
import { StatementProblemError } from '../problem.ts';
import { readWholeStatement } from '../read-statement.ts';
import { utf8 } from '../testing.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { readInWorker, type StatementWorker } from './read-in-worker.ts';
import { serveReadings } from './serve-readings.ts';

const ROWS = 'Date,Description,Amount\n2026-03-02,Rent,-850.00\n';

/** Both ends of a real message channel: what crosses is cloned as between a page and its worker. */
function connect(): { readonly worker: StatementWorker; readonly seen: FromWorker[]; readonly close: () => void } {
  const { port1, port2 } = new MessageChannel();
  const seen: FromWorker[] = [];
  port1.addEventListener('message', (event) => seen.push((event as MessageEvent<FromWorker>).data));
  serveReadings({
    addEventListener: (_, listener) => port2.addEventListener('message', (event) => listener(event as MessageEvent<ToWorker>)),
    postMessage: (message) => port2.postMessage(message),
  });
  port1.start();
  port2.start();
  return { worker: port1 as unknown as StatementWorker, seen, close: () => port1.close() };
}

describe('readInWorker', () => {
  it('brings back the reading and its progress, and leaves the bytes with the page', async () => {
    const { worker, close } = connect();
    const bytes = utf8(ROWS);
    const done: number[] = [];
    const reading = await readInWorker(worker, bytes, { fileName: 'a.csv' }, (progress) => done.push(progress.done));
    expect(reading.transactions[0]).toMatchObject({ date: '2026-03-02', amount: -85_000n });
    expect(done[done.length - 1]).toBe(1);
    expect(bytes.length).toBe(ROWS.length);
    close();
  });

  it('brings a problem back as a typed error', async () => {
    const { worker, close } = connect();
    const error = await readInWorker(worker, utf8('%PDF-1.7'), { fileName: 'a.csv' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StatementProblemError);
    expect(error).toMatchObject({ code: 'pdf-damaged' });
    close();
  });

  it('brings the rows of a long statement in batches, and in their order', async () => {
    const { worker, seen, close } = connect();
    const bytes = utf8(ROWS + Array.from({ length: 3_500 }, (_, row) => `2026-03-03,Sale ${row},1.00\n`).join(''));
    const reading = await readInWorker(worker, bytes, { fileName: 'a.csv' });
    expect(reading).toEqual(await readWholeStatement(bytes, { fileName: 'a.csv' }));
    expect(seen.flatMap((message) => (message.type === 'rows' ? [message.rows.length] : []))).toEqual([...new Array<number>(14).fill(250), 1]);
    close();
  });

  it('reads several statements at once', async () => {
    const { worker, close } = connect();
    const readings = await Promise.all([1, 2, 3].map((count) => readInWorker(worker, utf8(ROWS + '2026-03-03,Sale,1.00\n'.repeat(count)), { fileName: 'a.csv' })));
    expect(readings.map((reading) => reading.transactions.length)).toEqual([2, 3, 4]);
    close();
  });

  it('really stops where it is cancelled', async () => {
    const { worker, seen, close } = connect();
    const controller = new AbortController();
    const reason = new Error('closed');
    const reading = readInWorker(worker, utf8(ROWS + '2026-03-03,Sale,1.00\n'.repeat(200_000)), { fileName: 'a.csv', signal: controller.signal }, () => controller.abort(reason));
    await expect(reading).rejects.toBe(reason);
    // The worker answers the next reading, and says of the first that it was cancelled, not that it is done.
    await readInWorker(worker, utf8(ROWS), { fileName: 'a.csv' });
    await vi.waitFor(() => expect(seen.filter((message) => message.type === 'cancelled')).toHaveLength(1));
    expect(seen.filter((message) => message.type === 'result')).toHaveLength(1);
    expect(() => readInWorker(worker, utf8(ROWS), { fileName: 'a.csv', signal: AbortSignal.abort(reason) })).toThrow(reason);
    close();
  });

  it('ignores what is no message of its protocol', async () => {
    const { worker, close } = connect();
    (worker as unknown as MessagePort).postMessage('hello');
    (worker as unknown as MessagePort).postMessage({ type: 'cancel', id: 999 });
    expect((await readInWorker(worker, utf8(ROWS), { fileName: 'a.csv' })).transactions).toHaveLength(1);
    close();
  });
});
