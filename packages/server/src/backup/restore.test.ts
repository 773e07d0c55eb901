import { fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import { openTestLedger, variedRows } from '../ledger/testing/open-test-ledger.ts';
import { insertFixture } from '../testing/fixtures.ts';
import { createTestDatabase, databaseKinds, describeOnBothDatabases } from '../testing/test-database.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { checkArchive, readTables } from './archive-reader.ts';
import { BackupError } from './backup-error.ts';
import { readCustodyArchive } from './custody-archive.ts';
import type { Manifest } from './manifest.ts';
import { restore } from './restore.ts';
import { contentOf, countRows, emptyCustody, emptyDatabase, openEmptyDatabase, openTestHost, temporaryFolder } from './testing/test-host.ts';

/** `run` on a changed copy of a file. */
async function changed(path: string, change: (bytes: Buffer<ArrayBuffer>) => Uint8Array, run: (path: string) => Promise<unknown>): Promise<void> {
  const copy = join(await temporaryFolder(), 'changed');
  await writeFile(copy, change(await readFile(path)));
  await run(copy);
}

/** The same archive with other rows in one table, every digest made anew, and the seal of the original. */
async function forge(archive: string, table: string, change: (text: string) => string): Promise<string> {
  const { manifest, seal } = await checkArchive(archive);
  const pieces: Uint8Array[] = [];
  const writer = new ArchiveWriter({ write: (bytes) => { pieces.push(Uint8Array.from(bytes)); return Promise.resolve(); } }, new Date(manifest.at));
  const tables: Manifest['tables'] = [];
  await readTables(archive, manifest, async (entry, rows) => {
    const text: Uint8Array[] = [];
    for await (const piece of rows) text.push(Uint8Array.from(piece));
    const whole = Buffer.concat(text).toString('latin1');
    const forged = Buffer.from(entry.table === table ? change(whole) : whole, 'latin1');
    tables.push(await writer.table(entry.table, entry.columns, (async function* () { yield await Promise.resolve(forged); })(), () => undefined));
  });
  await writer.finish({ ...manifest, tables }, () => Buffer.from(seal.sealed, 'base64'));
  const path = join(await temporaryFolder(), 'forged');
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

describeOnBothDatabases('a damaged backup', (open) => {
  it('is refused wherever a byte is changed, cut off or added, before anything is touched', async () => {
    const host = await openTestHost(await open());
    await insertFixture(host.database.data, host.vault);
    const { archive, custodyArchive } = await host.backUp();
    await checkArchive(archive);
    const written = await readFile(archive);
    const { length } = written;
    // Whether this is the text that was sealed, only the key tells: the restore refuses it, as the next test shows.
    const sealed = written.indexOf('"sealed": "') + 11;
    const afterSealed = written.indexOf('"', sealed);
    const refused = (path: string) => expect(checkArchive(path)).rejects.toThrow(BackupError);
    // A prime step meets headers, names, text, padding and the end.
    for (let position = 0; position < length; position += 251) {
      if (position >= sealed && position < afterSealed) continue;
      await changed(archive, (bytes) => { bytes[position] = (bytes[position] ?? 0) ^ 1; return bytes; }, refused);
    }
    for (let end = 0; end < length; end += 2_003) await changed(archive, (bytes) => bytes.subarray(0, end), refused);
    for (const more of [1, 512, 10_240]) await changed(archive, (bytes) => Buffer.concat([bytes, Buffer.alloc(more)]), refused);
    const custody = await readFile(custodyArchive);
    for (let position = 0; position < custody.length; position += 37) {
      await changed(custodyArchive, (bytes) => { bytes[position] = (bytes[position] ?? 0) ^ 1; return bytes; }, (path) => expect(readCustodyArchive(path)).rejects.toThrow(BackupError));
    }
    await changed(custodyArchive, (bytes) => bytes.subarray(0, bytes.lastIndexOf(10, -2) + 1), (path) => expect(readCustodyArchive(path)).rejects.toThrow(BackupError));

    const database = await openEmptyDatabase('postgres');
    const untouched = await emptyCustody();
    await changed(archive, (bytes) => bytes.subarray(0, -512), (path) =>
      expect(restore({ database, custody: untouched, provider: host.provider, archive: path, custodyArchive })).rejects.toThrow('The backup is damaged'));
    expect(await countRows(database)).toBeUndefined();
    expect(await untouched.deployment()).toBeUndefined();
  }, 300_000);

  it('is refused where somebody made every digest anew: what stands in clear is sealed, too', async () => {
    const host = await openTestHost(await open());
    await insertFixture(host.database.data, host.vault);
    const { archive } = await host.backUp();
    const forged = await forge(archive, 'members', (text) => text.replace('\tadmin\t', '\toperator\t'));
    await checkArchive(forged);
    const same = await forge(archive, 'members', (text) => text);
    const options = { custody: host.custody, provider: host.provider, custodyArchive: undefined };
    const database = await openEmptyDatabase('postgres');
    await expect(restore({ ...options, database, archive: forged })).rejects.toThrow('The backup was changed after it was made');
    expect(await countRows(database)).toBeUndefined();
    await restore({ ...options, database, archive: same });
  });
});

describe.each(databaseKinds)('a restore that is killed (%s)', (kind) => {
  it('leaves the database empty, and can be done again', async () => {
    const { database: original, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    const host = await openTestHost(original);
    const ledger = await openTestLedger(host.database, host.vault);
    await ledger.import(await ledger.account(), variedRows(20_000));
    const { archive, custodyArchive } = await host.backUp();
    const options = await emptyDatabase(kind);
    const started = JSON.stringify({ database: options, keys: host.keys, archive });
    const child = fork(new URL('./restore.server.ts', import.meta.url), [started], { execArgv: [] });
    const signal = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, reason) => { resolve(reason ?? code); });
    });
    expect(signal).toBe('SIGKILL');
    const database = await openDatabase(options);
    onTestFinished(() => database.close());
    expect(await countRows(database)).toBe(0);
    await restore({ database, custody: host.custody, provider: host.provider, archive, custodyArchive });
    expect(await contentOf(database)).toEqual(await contentOf(host.database));
  }, 300_000);
});
