import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pgliteDataFolder } from '../../database/open-database.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import type { KeyInventoryEntry } from '../../vault/index.ts';
import { defaultKeyPolicy } from '../../vault/index.ts';
import type { CommandIo } from '../command.ts';
import { serveControl } from '../control/control-server.ts';
import { openDeployment } from '../deployment.ts';
import type { KeysStatus } from '../keys/key-actions.ts';
import { run } from '../run.ts';
import { examine } from './doctor-action.ts';
import type { Finding } from './finding.ts';
import { keyFindings } from './key-findings.ts';
import { placeFindings } from './place-findings.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
const organisationId = '1f0b6f3e-2d1c-4a5e-9f2b-7c8d9e0f1a2b';

function key(state: KeyInventoryEntry['state'], days: number, values = 1): KeyInventoryEntry {
  return {
    keyId: state === 'active' || state === 'pending' ? 2 : 1, purpose: 'data', state, createdAt: ago(days), values, rotationDue: state === 'active' ? ago(days - 90) : null,
    retiredAt: null, destructibleFrom: null, destroyedAt: null, destructionRequestedBy: null, masterKeyVersion: 1,
  };
}

function levels(keys: readonly KeyInventoryEntry[], masterKeyDays = 10): readonly string[] {
  const status: KeysStatus = {
    masterKey: { provider: 'file', masterKeyId: 'm', version: 1, createdAt: ago(masterKeyDays), rotationDue: ago(masterKeyDays - 365) },
    custody: { kind: 'folder', folder: '/custody' }, policy: defaultKeyPolicy, organisations: [{ organisationId, keys }],
  };
  return keyFindings(status, now).map(({ code, level }) => `${code} ${level}`);
}

async function doctor(folder: string): Promise<{ readonly code: number; readonly findings: readonly Finding[] }> {
  let out = '';
  const io: CommandIo = {
    out: (text) => { out += text; }, error: () => undefined, interactive: false, input: async function* () { /* nothing */ }, env: {}, stopped: () => new Promise(() => undefined),
  };
  const code = await run(['doctor', '--folder', folder, '--json'], io);
  return { code, findings: JSON.parse(out) as readonly Finding[] };
}

describe('the doctor', () => {
  it('is content with young keys, also while they are being replaced', () => {
    const good = ['master-key-age ok', 'data-keys-age ok', 'rotations ok'];
    expect(levels([key('active', 90)])).toEqual(good);
    expect(levels([key('decrypt-only', 100), key('active', 1)])).toEqual(good);
    expect(levels([key('retired', 900, 0), key('active', 1)])).toEqual(good);
  });

  it('tells of old keys, of an old master key, and of a rotation that does not end', () => {
    expect(levels([key('active', 92)])).toContain('data-keys-age warning');
    expect(levels([key('active', 1)], 366)).toContain('master-key-age warning');
    expect(levels([key('decrypt-only', 100), key('active', 8)])).toContain('rotations warning');
    expect(levels([key('pending', 8)])).toContain('rotations warning');
  });

  it('looks into a folder that is served, and into one that is not', async () => {
    const { database, remove } = await createTestDatabase('pglite');
    onTestFinished(remove);
    if (database.options.kind !== 'pglite') throw new Error('This test needs PGlite.');
    const { folder } = database.options;
    const keyFile = join(folder, 'keys', 'master.key');
    const deployment = await openDeployment(database, {
      custody: { kind: 'folder', folder: join(folder, 'custody') }, keyProvider: { kind: 'file', path: keyFile, create: true }, dataFolders: [pgliteDataFolder(folder)],
    });
    const control = await serveControl(folder, deployment, [examine]);
    const served = await doctor(folder);
    expect([served.code, served.findings.map(({ code, level }) => `${code} ${level}`)]).toEqual([0, [
      'database warning', 'keys-available ok', 'custody-apart warning', 'master-key-apart warning', 'master-key-age ok', 'data-keys-age ok', 'rotations ok', 'restore-drill warning', 'audit-logs ok',
    ]]);
    await control.close();
    await deployment.close();
    await database.close();
    expect(await doctor(folder)).toEqual(served);

    await chmod(keyFile, 0o644);
    const { code, findings } = await doctor(folder);
    expect(code).toBe(1);
    expect(findings.at(-1)).toMatchObject({ code: 'opening', level: 'failure', message: expect.stringContaining('can be reached by other users') as string });
  });

  it('tells custody in the cluster of the data from one apart', async () => {
    const levelOf = async (cluster: string) => (await placeFindings({ keyFile: undefined, custody: { kind: 'postgres', cluster }, data: { kind: 'postgres', cluster: '1' } })).map(({ level }) => level);
    expect(await levelOf('1')).toEqual(['warning', 'ok']);
    expect(await levelOf('2')).toEqual(['ok', 'ok']);
    const sameDisk = await placeFindings({ keyFile: join(tmpdir(), 'key'), custody: { kind: 'folder', folder: tmpdir() }, data: { kind: 'postgres', cluster: '1' } });
    expect(sameDisk.map(({ level }) => level)).toEqual(['not-verified', 'warning']);
    const unseen = await placeFindings({ keyFile: join(tmpdir(), 'key'), custody: { kind: 'postgres', cluster: '2' }, data: { kind: 'postgres', cluster: '1' } });
    expect(unseen.map(({ level }) => level)).toEqual(['ok', 'not-verified']);
    expect(unseen[1]?.message).toMatch(/^The disks of the database server with custody and the data cannot be seen/);
  });
});
