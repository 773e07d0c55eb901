import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import { Turns } from '../ledger/turns.ts';
import { createSegmentSealer, type OrganisationVault, type SegmentSealer, segmentSize } from '../vault/index.ts';
import type { StoredImport } from './import-store.ts';

/** Segments in one statement: 4 MiB, so that neither side holds much at once. */
const BATCH = 64;

/** Bytes: some milliseconds. */
const HASHED_AT_ONCE = 1024 * 1024;

export interface SealedSegment {
  readonly position: number;
  readonly sealed: Uint8Array;
}

/** Seals `bytes`, which begin at `offset` of the file, in segments. The offset is a multiple of the segment size. */
export function sealSegments(vault: OrganisationVault, stored: StoredImport, offset: number, bytes: Uint8Array): readonly SealedSegment[] {
  const sealer = sealerOf(vault, stored);
  const segments: SealedSegment[] = [];
  for (let start = 0; start < bytes.length; start += segmentSize) {
    const position = (offset + start) / segmentSize;
    const last = offset + start + segmentSize >= stored.body.byteLength;
    segments.push({ position, sealed: sealer.seal({ position, last }, bytes.subarray(start, start + segmentSize)) });
  }
  return segments;
}

export async function insertSegments(trx: Transaction<Database>, vault: OrganisationVault, importId: string, segments: readonly SealedSegment[]): Promise<void> {
  for (let start = 0; start < segments.length; start += BATCH) {
    const rows = segments.slice(start, start + BATCH).map((segment) => ({ ...segment, organisation_id: vault.organisationId, import_id: importId }));
    await trx.insertInto('import_segments').values(rows).execute();
  }
}

export async function deleteSegments(trx: Transaction<Database>, vault: OrganisationVault, importId: string): Promise<void> {
  await trx.deleteFrom('import_segments').where('organisation_id', '=', vault.organisationId).where('import_id', '=', importId).execute();
}

/**
 * Opens what has arrived of a file into memory; nothing of it is ever written anywhere in clear. Others get at the database
 * between the batches: segments do not change, and each opens at its own position only.
 *
 * @param length of the memory, where more is to follow.
 * @throws {SealedValueError} where a segment is missing, moved or changed.
 */
export async function openContent(
  data: DataAccess, vault: OrganisationVault, stored: StoredImport, length: number = stored.receivedBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(length);
  const sealer = sealerOf(vault, stored);
  const turns = new Turns();
  const count = Math.ceil(stored.receivedBytes / segmentSize);
  for (let from = 0; from < count; from += BATCH) {
    const rows = await data.inOrganisation(vault.organisationId, (trx) =>
      trx.selectFrom('import_segments')
        .select(['position', 'sealed'])
        .where('organisation_id', '=', vault.organisationId)
        .where('import_id', '=', stored.id)
        .where('position', '>=', from)
        .where('position', '<', from + BATCH)
        .orderBy('position')
        .execute());
    // A database within the process answers without ever letting other work in.
    await turns.give();
    openBatch(sealer, stored.body.byteLength, rows, { content: content.subarray(0, stored.receivedBytes), from });
  }
  return content;
}

/** The SHA-256 of a file in hexadecimal. In steps: one of 100 MiB at once would hold up everybody for a quarter of a second. */
export async function digestOfContent(content: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  const turns = new Turns();
  for (let start = 0; start < content.length; start += HASHED_AT_ONCE) {
    hash.update(content.subarray(start, start + HASHED_AT_ONCE));
    await turns.give();
  }
  return hash.digest('hex');
}

/** The segments are opened at the positions where they must stand, whatever their rows say. */
function openBatch(
  sealer: SegmentSealer,
  byteLength: number,
  rows: readonly SealedSegment[],
  into: { readonly content: Uint8Array; readonly from: number },
): void {
  const expected = Math.min(BATCH, Math.ceil(into.content.length / segmentSize) - into.from);
  for (let index = 0; index < expected; index += 1) {
    const position = into.from + index;
    const last = (position + 1) * segmentSize >= byteLength;
    into.content.set(sealer.open({ position, last }, rows[index]?.sealed ?? new Uint8Array()), position * segmentSize);
  }
}

function sealerOf(vault: OrganisationVault, stored: StoredImport): SegmentSealer {
  return createSegmentSealer(vault, stored.id, stored.body.fileKey);
}
