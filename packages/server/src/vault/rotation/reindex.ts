import type { IndexedColumn } from './key-references.ts';
import type { ResealResult } from './reseal.ts';

export interface ReindexOptions {
  readonly index: IndexedColumn;
  /** The index keys to move away from. */
  readonly keyIds: readonly number[];
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch with how many values were moved since the last call. */
  readonly onProgress?: ((moved: number) => void) | undefined;
}

/** Rows whose index is made anew at once. */
const BATCH = 64;

/** Walks once through what is looked up by old index keys, as `reseal` does through bodies. @throws {AbortError} when `signal` aborts, between two batches. */
export async function reindex({ index, keyIds, signal, onProgress }: ReindexOptions): Promise<ResealResult> {
  const total = { moved: 0, unreadable: 0 };
  let after: string | undefined;
  do {
    signal?.throwIfAborted();
    const batch = await index.reindex(keyIds, { after, limit: BATCH });
    total.moved += batch.moved;
    total.unreadable += batch.unreadable;
    if (batch.moved > 0) onProgress?.(batch.moved);
    after = batch.last;
  } while (after !== undefined);
  return total;
}
