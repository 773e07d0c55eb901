import type { Attestation, AttestedRows } from './attestations.ts';
import { indexOfOrdinal, isDeleted, type Chunk } from './chunk.ts';
import type { DuplicateCount, Holders } from './duplicates.ts';
import type { RowColumns } from './rows.ts';

interface KnownChunk {
  readonly id: string;
  readonly chunk: Chunk;
}

/** The rows of the ledger that a statement holds too, by chunk, with the lines on which it holds them. */
export function attestationOf(rows: RowColumns, chunks: readonly KnownChunk[], duplicates: DuplicateCount): Attestation {
  // Of a large statement most rows are new: nothing is made of those.
  const known: number[] = [];
  for (let index = 0; index < duplicates.chunk.length; index++) if (duplicates.chunk[index] !== -1) known.push(index);
  const byChunk = Map.groupBy(known, (index) => duplicates.chunk[index]!);
  return new Map(Array.from(byChunk, ([position, indexes]): [string, AttestedRows] => {
    const { id, chunk } = chunks[position]!;
    const sorted = indexes.sort((a, b) => duplicates.row[a]! - duplicates.row[b]!);
    return [id, {
      ordinal: Int32Array.from(sorted, (index) => chunk.rows.ordinal[duplicates.row[index]!]!),
      line: Int32Array.from(sorted, (index) => rows.line[index]!),
    }];
  }));
}

/** Counts who holds the rows of a chunk, when the first of them is asked for. */
export function holdersOf(chunks: readonly KnownChunk[], attestations: readonly Attestation[]): Holders {
  const counted = new Map<number, Int32Array>();
  return (position, row) => {
    const { id, chunk } = chunks[position]!;
    if (chunk.owner.importId === null) return isDeleted(chunk, row) ? 0 : Infinity;
    let counts = counted.get(position);
    if (!counts) {
      counts = new Int32Array(chunk.rows.day.length).fill(1);
      for (const attestation of attestations) {
        for (const ordinal of attestation.get(id)?.ordinal ?? []) counts[indexOfOrdinal(chunk, ordinal)]! += 1;
      }
      counted.set(position, counts);
    }
    return counts[row]!;
  };
}
