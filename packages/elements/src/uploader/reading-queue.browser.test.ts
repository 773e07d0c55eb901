import { expect } from '../foundation/testing/expect.ts';
import { createWorker } from '../foundation/trusted-worker.ts';
import { defaultWorkerUrl } from '../worker-url.ts';
import { ReadingQueue, type ReadingJob } from './reading-queue.ts';
import { fileOf, sampleStatement } from './testing/sample-statements.ts';

/** A queue over real workers, with what became of each; the first ones from `broken` addresses. */
function queue(broken: readonly URL[] = []): { readonly reads: ReadingQueue; readonly workers: { ended: boolean }[] } {
  const workers: { ended: boolean }[] = [];
  const reads = new ReadingQueue(() => {
    const worker = createWorker(broken[workers.length] ?? defaultWorkerUrl);
    const fate = { ended: false };
    workers.push(fate);
    const terminate = worker.terminate.bind(worker);
    worker.terminate = () => {
      fate.ended = true;
      terminate();
    };
    return worker;
  });
  return { reads, workers };
}

function job(change: Partial<ReadingJob> = {}): ReadingJob {
  return { file: fileOf(sampleStatement()), recipe: null, answers: {}, signal: new AbortController().signal, onProgress: () => undefined, ...change };
}

describe('ReadingQueue', () => {
  it('reads one file after the other in one worker, and ends it with the last', async () => {
    const { reads, workers } = queue();
    const order: string[] = [];
    const read = async (name: string): Promise<void> => {
      await reads.read(job({ onStart: () => order.push(`${name} begins`) }));
      order.push(`${name} ends`);
    };
    await Promise.all([read('first'), read('second')]);
    expect(order).to.deep.equal(['first begins', 'first ends', 'second begins', 'second ends']);
    await Promise.resolve();
    expect(workers).to.deep.equal([{ ended: true }]);
  });

  it('moves the bytes to the worker instead of copying them', async () => {
    const { reads } = queue();
    let kept: Uint8Array | undefined;
    await reads.read(job({
      onBytes: (bytes) => {
        kept = bytes;
        return Promise.resolve();
      },
    }));
    expect(kept?.byteLength).to.equal(0);
  });

  it('ends the worker of a cancelled reading and reads the next file in another', async () => {
    const { reads, workers } = queue();
    const cancelled = new AbortController();
    const first = reads.read(job({ file: fileOf(sampleStatement({ rows: 50_000 })), signal: cancelled.signal, onProgress: () => cancelled.abort() }));
    const second = reads.read(job());
    const failure = await first.then(() => null, (error: unknown) => error);
    expect((failure as DOMException).name).to.equal('AbortError');
    expect((await second).proof).to.equal('verified');
    expect(workers[0]?.ended).to.equal(true);
    expect(workers).to.have.lengthOf(2);
  });

  it('reads the next file in another worker where the first one could not be loaded', async () => {
    const { reads, workers } = queue([new URL('/no-such-worker.js', location.href)]);
    const [first, second] = await Promise.allSettled([reads.read(job()), reads.read(job())]);
    expect(first.status).to.equal('rejected');
    expect(second.status).to.equal('fulfilled');
    expect(workers).to.have.lengthOf(2);
  });

  it('goes on in the same worker after a file that cannot be read', async () => {
    const { reads, workers } = queue();
    const [first, second] = await Promise.allSettled([reads.read(job({ file: fileOf('no table here') })), reads.read(job())]);
    expect([first.status, second.status]).to.deep.equal(['rejected', 'fulfilled']);
    expect(workers).to.have.lengthOf(1);
  });
});
