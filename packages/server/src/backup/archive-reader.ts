import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { CopyText } from '../database/bulk.ts';
import { BackupError, type BackupRun } from './backup-error.ts';
import { countRows } from './archive-writer.ts';
import { type ArchivedTable, type Manifest, MANIFEST, type ManifestSeal, partName, readManifest, readSeal, SEAL } from './manifest.ts';
import { type ReadBytes, readTarHeader, readTarPadding, type TarEntry } from './tar.ts';

/** Bytes that are read at once. */
const PIECE = 256 * 1024;
/** What an archive says of itself fits into this many bytes. */
const LONGEST_JSON = 16 * 1024 * 1024;

/** An archive of which every byte was looked at. */
export interface CheckedArchive {
  readonly manifest: Manifest;
  readonly seal: ManifestSeal;
}

interface FoundTable {
  parts: number;
  rows: number;
  bytes: number;
  readonly hash: ReturnType<typeof createHash>;
}

/**
 * Reads an archive once from its first to its last byte.
 *
 * @throws {BackupError} when one of them is not what was written, or it is not an archive at all.
 */
export async function checkArchive(path: string, { signal, onProgress }: BackupRun = {}): Promise<CheckedArchive> {
  const found = new Map<string, FoundTable>();
  const texts = new Map<string, Uint8Array>();
  await withArchive(path, async (read, total) => {
    let done = 0;
    for (let entry = await readTarHeader(read); entry; entry = await readTarHeader(read)) {
      signal?.throwIfAborted();
      if (texts.has(SEAL) || (texts.has(MANIFEST) && entry.name !== SEAL)) throw damaged();
      if (entry.name === MANIFEST || entry.name === SEAL) texts.set(entry.name, await readWhole(read, entry));
      else await addPart(found, read, entry);
      await readTarPadding(read, entry.size);
      done += entry.size;
      onProgress?.({ phase: 'Checking the backup', done, total });
    }
  });
  const [manifestBytes, sealBytes] = [texts.get(MANIFEST), texts.get(SEAL)];
  if (!manifestBytes || !sealBytes) throw damaged();
  const [manifest, seal] = [readManifest(manifestBytes), readSeal(sealBytes)];
  if (createHash('sha256').update(manifestBytes).digest('hex') !== seal.sha256) throw damaged();
  compare(manifest.tables, found);
  return { manifest, seal };
}

/** The rows of one table after the other, in the order of the manifest; each must be read to its end. For an archive that was checked. */
export async function readTables(path: string, manifest: Manifest, take: (table: ArchivedTable, rows: CopyText) => Promise<void>): Promise<void> {
  await withArchive(path, async (read) => {
    for (const table of manifest.tables) await take(table, rowsOf(table, read));
  });
}

async function* rowsOf(table: ArchivedTable, read: ReadBytes): CopyText {
  for (let part = 1; part <= table.parts; part += 1) {
    const entry = await readTarHeader(read);
    if (entry?.name !== partName(table.table, part)) throw damaged();
    yield* contentOf(read, entry);
    await readTarPadding(read, entry.size);
  }
}

async function addPart(found: Map<string, FoundTable>, read: ReadBytes, entry: TarEntry): Promise<void> {
  const table = /^tables\/([a-z0-9_]+)\.\d{6}\.copy$/.exec(entry.name)?.[1];
  if (table === undefined) throw damaged();
  const known = found.get(table) ?? { parts: 0, rows: 0, bytes: 0, hash: createHash('sha256') };
  known.parts += 1;
  if (entry.name !== partName(table, known.parts)) throw damaged();
  for await (const piece of contentOf(read, entry)) {
    known.hash.update(piece);
    known.rows += countRows(piece);
  }
  known.bytes += entry.size;
  found.set(table, known);
}

/** Everything that the manifest names, in its order, and nothing else. */
function compare(tables: readonly ArchivedTable[], found: ReadonlyMap<string, FoundTable>): void {
  const named = tables.filter(({ parts }) => parts > 0);
  const names = [...found.keys()];
  if (names.length !== named.length) throw damaged();
  for (const [index, { table, parts, rows, bytes, sha256 }] of named.entries()) {
    const seen = found.get(table);
    if (names[index] !== table || !seen || seen.parts !== parts || seen.rows !== rows || seen.bytes !== bytes || seen.hash.digest('hex') !== sha256) throw damaged();
  }
}

async function* contentOf(read: ReadBytes, { size }: TarEntry): CopyText {
  for (let left = size; left > 0;) {
    const piece = await read(Math.min(left, PIECE));
    if (piece.length === 0) throw damaged();
    left -= piece.length;
    yield piece;
  }
}

async function readWhole(read: ReadBytes, entry: TarEntry): Promise<Uint8Array> {
  if (entry.size > LONGEST_JSON) throw damaged();
  const pieces: Uint8Array[] = [];
  for await (const piece of contentOf(read, entry)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function withArchive(path: string, run: (read: ReadBytes, size: number) => Promise<void>): Promise<void> {
  const file = await openArchive(path);
  try {
    const { size } = await file.stat();
    await run(readerOf(file), size);
  } catch (error) {
    throw error instanceof RangeError ? damaged(error) : error;
  } finally {
    await file.close();
  }
}

async function openArchive(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw new BackupError('The backup cannot be read: it is not there, or not ours to read.', { cause: error });
  }
}

function readerOf(file: FileHandle): ReadBytes {
  let position = 0;
  return async (length) => {
    const buffer = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.read(buffer, filled, length - filled, position);
      if (bytesRead === 0) break;
      filled += bytesRead;
      position += bytesRead;
    }
    return buffer.subarray(0, filled);
  };
}

function damaged(cause?: unknown): BackupError {
  return new BackupError('The backup is damaged, cut off, or no backup of this program. Take another one; nothing was changed.', { cause });
}
