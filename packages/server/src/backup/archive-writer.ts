import { createHash } from 'node:crypto';
import { type CopyText, wholeRows } from '../database/bulk.ts';
import type { DurableOutput } from './durable-output.ts';
import { type ArchivedTable, type Manifest, MANIFEST, type ManifestSeal, partName, SEAL, writeJson } from './manifest.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

/** A part of a table is kept in memory while it is written, because its length stands before it. */
const PART = 4 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** Writes an archive in one pass: tables in parts, then what they are, then the seal over that. */
export class ArchiveWriter {
  readonly #output: Pick<DurableOutput, 'write'>;
  readonly #seconds: number;

  constructor(output: Pick<DurableOutput, 'write'>, at: Date) {
    this.#output = output;
    this.#seconds = Math.floor(at.getTime() / 1000);
  }

  /** @param onRows called with how many rows were written since the last call. */
  async table(table: string, columns: readonly string[], text: CopyText, onRows: (rows: number) => void): Promise<ArchivedTable> {
    const hash = createHash('sha256');
    let [rows, bytes, parts] = [0, 0, 0];
    for await (const part of wholeRows(text, PART)) {
      parts += 1;
      await this.#file(partName(table, parts), part);
      hash.update(part);
      bytes += part.length;
      const count = countRows(part);
      rows += count;
      onRows(count);
    }
    return { table, columns: [...columns], rows, parts, bytes, sha256: hash.digest('hex') };
  }

  /** @param seal over the SHA-256 of the manifest. */
  async finish(manifest: Manifest, seal: (digest: Uint8Array) => Uint8Array): Promise<void> {
    const bytes = writeJson(manifest);
    await this.#file(MANIFEST, bytes);
    const digest = createHash('sha256').update(bytes).digest();
    const sealed: ManifestSeal = { format: 'cash-flow/backup-seal/1', sha256: digest.toString('hex'), sealed: Buffer.from(seal(digest)).toString('base64') };
    await this.#file(SEAL, writeJson(sealed));
    await this.#output.write(tarEnd);
  }

  async #file(name: string, bytes: Uint8Array): Promise<void> {
    await this.#output.write(tarHeader({ name, size: bytes.length, seconds: this.#seconds }));
    await this.#output.write(bytes);
    await this.#output.write(tarPadding(bytes.length));
  }
}

/** In the text format a line feed stands at the end of a row and nowhere else. */
export function countRows(text: Uint8Array): number {
  let count = 0;
  for (let at = text.indexOf(LINE_FEED); at !== -1; at = text.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
