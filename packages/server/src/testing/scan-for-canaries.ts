import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sql } from 'kysely';
import { isFileError } from '../vault/durable-file.ts';
import type { TestDatabase } from './test-database.ts';

/** A canary that was found where it must not be. */
export interface Sighting {
  readonly canary: string;
  /** In which form: `utf-8`, `utf-16le`, `hex`, `base64`. */
  readonly form: string;
  /** Relative to the folder. */
  readonly file: string;
  /** Byte at which it begins. */
  readonly offset: number;
}

interface Needle {
  readonly canary: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/**
 * Reads every byte of every file below `folder` and reports each place where one of the strings stands in UTF-8,
 * UTF-16LE, hexadecimal (either case) or base64 (standard or URL alphabet, at any of its three alignments).
 *
 * @param canaries strings of 12 characters or more, so that none of their forms turns up by chance.
 */
export async function scanForCanaries(folder: string, canaries: readonly string[], chunkSize = 1 << 20): Promise<readonly Sighting[]> {
  const needles = canaries.flatMap(needlesOf);
  const overlap = Math.max(...needles.map(({ bytes }) => bytes.length)) - 1;
  const sightings: Sighting[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    try {
      for await (const { needle, offset } of findIn(path, needles, overlap, chunkSize)) {
        sightings.push({ canary: needle.canary, form: needle.form, file: relative(folder, path), offset });
      }
    } catch (error) {
      // A running database takes files away between the listing and the reading.
      if (!isFileError(error, 'ENOENT')) throw error;
    }
  }
  return sightings;
}

/** The same over everything that a database has written, after it was made to write everything. */
export async function scanDatabaseForCanaries({ owner: { kysely }, dataFolder }: TestDatabase, canaries: readonly string[]): Promise<readonly Sighting[]> {
  await sql`checkpoint`.execute(kysely);
  return scanForCanaries(dataFolder, canaries);
}

async function* findIn(path: string, needles: readonly Needle[], overlap: number, chunkSize: number): AsyncGenerator<{ needle: Needle; offset: number }> {
  let carried: Buffer = Buffer.alloc(0);
  let start = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkSize }) as AsyncIterable<Buffer>) {
    const window = Buffer.concat([carried, chunk]);
    for (const needle of needles) {
      // What lies wholly in the carried bytes was reported with the window before.
      const from = Math.max(0, carried.length - needle.bytes.length + 1);
      for (let index = window.indexOf(needle.bytes, from); index !== -1; index = window.indexOf(needle.bytes, index + 1)) {
        yield { needle, offset: start + index };
      }
    }
    carried = window.subarray(Math.max(0, window.length - overlap));
    start += window.length - carried.length;
  }
}

function needlesOf(canary: string): readonly Needle[] {
  if (canary.length < 12) throw new RangeError('A canary must have 12 characters at least.');
  const utf8 = Buffer.from(canary, 'utf8');
  const hex = utf8.toString('hex');
  const base64 = [0, 1, 2].flatMap((before) => {
    const text = insideBase64(utf8, before);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const forms: readonly (readonly [string, Buffer])[] = [
    ['utf-8', utf8],
    ['utf-16le', Buffer.from(canary, 'utf16le')],
    ...[...new Set([hex, hex.toUpperCase()])].map((text) => ['hex', Buffer.from(text)] as const),
    ...[...new Set(base64)].map((text) => ['base64', Buffer.from(text)] as const),
  ];
  return forms.map(([form, bytes]) => ({ canary, form, bytes }));
}

/** The characters of base64 that do not depend on what stands before (that many bytes, modulo 3) or behind. */
function insideBase64(bytes: Buffer, before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replaceAll('=', '');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  return encoded.slice(first, last);
}
