import type { Worker } from 'node:worker_threads';

/** Milliseconds between two looks. */
const INTERVAL = 100;

const MIB = 1024 * 1024;

/**
 * Looks at the memory of a thread from outside, also while it does nothing but compute. The engine itself bounds the heap
 * of a thread, but not its buffers, into which compressed parts of a file unfold.
 *
 * @param thread the thread to look at, once there is one.
 * @param limit MiB of heap and buffers together.
 * @param exceed called once where they are more.
 * @returns what ends it.
 */
export function watchMemory(thread: () => Worker | undefined, limit: number, exceed: () => void): () => void {
  const look = async (): Promise<void> => {
    const memory = await thread()?.getHeapStatistics().catch(() => undefined);
    if (!memory || memory.total_heap_size + memory.external_memory <= limit * MIB) return;
    clearInterval(timer);
    exceed();
  };
  const timer = setInterval(() => { void look(); }, INTERVAL).unref();
  return () => { clearInterval(timer); };
}
