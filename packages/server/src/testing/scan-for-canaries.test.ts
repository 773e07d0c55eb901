import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { scanDatabaseForCanaries, scanForCanaries } from './scan-for-canaries.ts';
import { describeOnBothDatabases } from './test-database.ts';

const canary = 'Käthe Zwölfmüller >?>?';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cash-flow-canary-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

describe('the canary scan', () => {
  const forms: readonly (readonly [string, string, Buffer])[] = [
    ['utf-8', 'utf-8', Buffer.from(canary)],
    ['utf-16le', 'utf-16le', Buffer.from(canary, 'utf16le')],
    ['lower-case hex', 'hex', Buffer.from(Buffer.from(canary).toString('hex'))],
    ['upper-case hex', 'hex', Buffer.from(Buffer.from(canary).toString('hex').toUpperCase())],
    ...[0, 1, 2].flatMap((before) => (['base64', 'base64url'] as const).map((alphabet): readonly [string, string, Buffer] => [
      `${alphabet} after ${String(before)} bytes`, 'base64', Buffer.from(Buffer.from(`${'x'.repeat(before)}${canary} and more`).toString(alphabet)),
    ])),
  ];

  it.each(forms)('finds a string in %s', async (_, form, bytes) => {
    await writeFile(join(folder, 'heap'), Buffer.concat([randomBytes(1000), bytes, randomBytes(1000)]));
    expect((await scanForCanaries(folder, [canary])).map((sighting) => [sighting.canary, sighting.form, sighting.file])).toEqual([[canary, form, 'heap']]);
  });

  it('finds it wherever it lies across the pieces in which a file is read, and only once', async () => {
    const chunkSize = 64;
    for (let offset = 0; offset < 2 * chunkSize; offset += 1) {
      await writeFile(join(folder, 'heap'), Buffer.concat([Buffer.alloc(offset), Buffer.from(canary), Buffer.alloc(100)]));
      expect(await scanForCanaries(folder, [canary], chunkSize)).toEqual([{ canary, form: 'utf-8', file: 'heap', offset }]);
    }
  });

  it('finds it in pieces that are shorter than itself', async () => {
    await writeFile(join(folder, 'heap'), `..${canary}..${canary}..`);
    expect(await scanForCanaries(folder, [canary], 5)).toHaveLength(2);
  });

  it('looks into every file of every folder, for every string', async () => {
    await mkdir(join(folder, 'a', 'b'), { recursive: true });
    await writeFile(join(folder, 'a', 'one'), canary);
    await writeFile(join(folder, 'a', 'b', 'two'), `${canary} another canary`);
    await writeFile(join(folder, 'nothing'), '');
    const found = await scanForCanaries(folder, [canary, 'another canary', 'never written']);
    expect(found.map(({ canary: text, file }) => `${file}: ${text}`).toSorted()).toEqual([`a/b/two: ${canary}`, 'a/b/two: another canary', `a/one: ${canary}`]);
  });

  it('takes no string so short that it may be there by chance', async () => {
    await expect(scanForCanaries(folder, ['short'])).rejects.toThrow(RangeError);
  });
});

describeOnBothDatabases('the canary scan of a database', (open) => {
  it('finds what was written in clear, also after it was deleted', async () => {
    const database = await open();
    await database.owner.kysely.schema.createTable('planted').addColumn('text', 'text').execute();
    await sql`insert into planted values (${canary})`.execute(database.owner.kysely);
    await sql`delete from planted`.execute(database.owner.kysely);
    const sightings = await scanDatabaseForCanaries(database, [canary]);
    expect(sightings.length).toBeGreaterThan(0);
    expect(sightings.some(({ file }) => file.includes('pg_wal'))).toBe(true);
    await database.owner.kysely.schema.dropTable('planted').execute();
    // Not to be used again: its log holds the canary.
    await database.close();
  });
});
