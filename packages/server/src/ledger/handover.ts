import type { Attestation, AttestedRows, Forward } from './attestations.ts';
import { handedOver, indexOfOrdinal, type Chunk } from './chunk.ts';

/** What undoing an import does to the rows that it brought in. */
export interface Handover {
  /** New chunks of living imports. */
  readonly chunks: readonly { readonly id: string; readonly chunk: Chunk }[];
  /** By chunk that goes, where its rows are now; nothing for a chunk that goes as a whole. */
  readonly forwards: ReadonlyMap<string, Forward>;
  /** Attestations that are different afterwards, by import. */
  readonly attestations: ReadonlyMap<string, Attestation>;
}

/**
 * Hands the rows of an import that is undone to the living imports that attest them: each row to the one that came in first, with
 * its corrections, its ordinal and its place in the day. The other imports that attest it do so in its new chunk. What nobody
 * attests goes.
 *
 * @param chunks of the import that is undone.
 * @param living attestations of the imports that stay, in the order in which they came in.
 */
export function handOver(chunks: readonly { readonly id: string; readonly chunk: Chunk }[], living: ReadonlyMap<string, Attestation>, newId: () => string): Handover {
  const result: { id: string; chunk: Chunk }[] = [];
  const forwards = new Map<string, Forward>();
  const attestations = new Map<string, Map<string, AttestedRows>>();
  for (const { id, chunk } of chunks) {
    const attesting = Array.from(living, ([importId, attestation]) => ({ importId, rows: attestation.get(id) })).filter(
      (entry): entry is { importId: string; rows: AttestedRows } => entry.rows !== undefined,
    );
    if (attesting.length === 0) continue;
    const heirs = heirsOf(attesting);
    const idOfHeir = new Map<string, string>();
    const forward: { chunkId: string; ordinal: Int32Array }[] = [];
    for (const [importId, taken] of Map.groupBy(heirs, ([, heir]) => heir.importId)) {
      const rows = taken.map(([ordinal, { line }]) => ({ index: indexOfOrdinal(chunk, ordinal), line })).sort((a, b) => a.index - b.index);
      const moved = { id: newId(), chunk: handedOver(chunk, importId, rows) };
      idOfHeir.set(importId, moved.id);
      result.push(moved);
      forward.push({ chunkId: moved.id, ordinal: moved.chunk.rows.ordinal });
    }
    forwards.set(id, forward);
    for (const { importId, rows } of attesting) {
      let changed = attestations.get(importId);
      if (!changed) attestations.set(importId, (changed = new Map(living.get(importId))));
      changed.delete(id);
      for (const [heir, part] of attestedElsewhere(importId, rows, heirs)) changed.set(idOfHeir.get(heir)!, part);
    }
  }
  return { chunks: result, forwards, attestations };
}

/** By ordinal: who gets the row, and on which line its file holds it. */
type Heirs = ReadonlyMap<number, { readonly importId: string; readonly line: number }>;

function heirsOf(attesting: readonly { readonly importId: string; readonly rows: AttestedRows }[]): Heirs {
  const heirs = new Map<number, { importId: string; line: number }>();
  for (const { importId, rows } of attesting) {
    rows.ordinal.forEach((ordinal, index) => {
      if (!heirs.has(ordinal)) heirs.set(ordinal, { importId, line: rows.line[index]! });
    });
  }
  return heirs;
}

/** What an import still attests of a chunk's rows, by the import that now has them; its own are no attestation any more. */
function attestedElsewhere(importId: string, rows: AttestedRows, heirs: Heirs): [string, AttestedRows][] {
  const indexes = Array.from(rows.ordinal.keys());
  const byHeir = Map.groupBy(indexes, (index) => heirs.get(rows.ordinal[index]!)!.importId);
  byHeir.delete(importId);
  return Array.from(byHeir, ([heir, part]) => [heir, {
    ordinal: Int32Array.from(part, (index) => rows.ordinal[index]!),
    line: Int32Array.from(part, (index) => rows.line[index]!),
  }]);
}
