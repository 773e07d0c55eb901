// The page on which a statement is read in a worker.
import { readInWorker } from '@cashflowsmart/sdk/statements';

export interface PageReading {
  readonly rows: number;
  readonly milliseconds: number;
  /** Milliseconds of the longest task of the page; null where none was over 50. */
  readonly longestTask: number | null;
  readonly longTasks: number;
}

const tasks: number[] = [];
const note = (list: PerformanceEntryList): void => list.forEach(({ duration }) => tasks.push(duration));
const observer = new PerformanceObserver((list) => note(list.getEntries()));

/** Lets the browser report the tasks that are over. */
const turn = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

const bytes = new Uint8Array(await (await fetch('/statement.csv')).arrayBuffer());
await turn();
observer.observe({ type: 'longtask' });
const worker = new Worker('/statement-worker.js', { type: 'module' });
const started = performance.now();
// The bytes move, as the uploader has it.
const handingOver: Parameters<typeof readInWorker>[0] = {
  postMessage: (message: unknown) => worker.postMessage(message, bytes.byteLength > 0 ? [bytes.buffer] : []),
  addEventListener: worker.addEventListener.bind(worker),
  removeEventListener: worker.removeEventListener.bind(worker),
};
const { transactions } = await readInWorker(handingOver, bytes, { fileName: 'statement.csv' });
const milliseconds = performance.now() - started;
await turn();
note(observer.takeRecords());
const reading: PageReading = { rows: transactions.length, milliseconds, longestTask: tasks.length === 0 ? null : Math.max(...tasks), longTasks: tasks.length };
(globalThis as { reading?: PageReading }).reading = reading;
