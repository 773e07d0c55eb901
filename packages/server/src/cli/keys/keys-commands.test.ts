import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { pgliteDataFolder } from '../../database/open-database.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import type { CommandIo } from '../command.ts';
import type { ActionRun } from '../control/action.ts';
import { askServer } from '../control/control-client.ts';
import { controlPath } from '../control/control-path.ts';
import { serveControl } from '../control/control-server.ts';
import { openDeployment, type Deployment } from '../deployment.ts';
import { run } from '../run.ts';
import { type KeysStatus, keyActions, type RotatedKeys } from './key-actions.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Calls the program in this process. */
async function call(parameters: readonly string[], input = ''): Promise<Ended> {
  const written = { out: '', error: '' };
  const io: CommandIo = {
    out: (text) => { written.out += text; },
    error: (text) => { written.error += text; },
    interactive: false,
    input: async function* () { yield Buffer.from(input); },
    env: {},
    stopped: () => new Promise(() => undefined),
  };
  return { code: await run(parameters, io), ...written };
}

/** A data folder as the demo has it, held by a server that takes commands. */
async function openServed(): Promise<{ readonly folder: string; readonly deployment: Deployment; readonly organisationId: string; stop(): Promise<void> }> {
  const { database, remove } = await createTestDatabase('pglite');
  if (database.options.kind !== 'pglite') throw new Error('This test needs PGlite.');
  const { folder } = database.options;
  const deployment = await openDeployment(database, {
    custody: { kind: 'folder', folder: join(folder, 'custody') }, keyProvider: { kind: 'file', path: join(folder, 'keys', 'master.key'), create: true }, dataFolders: [pgliteDataFolder(folder)],
  });
  const organisationId = await deployment.access.organisations.create('Bakery');
  await deployment.ledger.createAccount(organisationId, { name: 'Giro', currency: 'EUR' });
  const control = await serveControl(folder, deployment, keyActions);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= control.close().then(() => deployment.close()).then(() => database.close()));
  onTestFinished(async () => { await stop(); await remove(); });
  return { folder, deployment, organisationId, stop };
}

async function status(folder: string): Promise<readonly string[]> {
  const { code, out } = await call(['keys', 'status', '--folder', folder, '--json']);
  expect(code).toBe(0);
  return (JSON.parse(out) as KeysStatus).organisations.flatMap(({ keys }) => keys.map(({ keyId, purpose, state, values }) => `${purpose} ${String(keyId)} ${state} ${String(values)}`));
}

describe('commands about keys', () => {
  it('reach the server that holds the data folder, and work without it as well', async () => {
    const { folder, organisationId, stop } = await openServed();
    const before = ['data 1 active 0', 'index 2 active 0', 'cookie 3 active 0', 'audit 4 active 0', 'data 1 active 2'];
    expect(await status(folder)).toEqual(before);
    expect(await call(['keys', 'rotate', '--folder', folder, '--dry-run'])).toMatchObject({
      code: 0, out: 'New keys would be made for the platform and 1 organisation, and 2 values would be sealed anew. Nothing was changed.\n',
    });
    expect(await status(folder)).toEqual(before);

    const rotated = await call(['keys', 'rotate', '--folder', folder, '--organisation', organisationId, '--now', '--json']);
    expect(JSON.parse(rotated.out) as RotatedKeys[]).toEqual([{ organisationId, steps: ['begin', 'activate', 'move', 'retire'], moved: 2, unreadable: 0, left: 0, waiting: [] }]);
    // What the audit log tells of the rotation is a third value.
    const after = [...before.slice(0, 4), 'data 1 retired 0', 'data 2 active 3'];
    expect(await status(folder)).toEqual(after);
    const verified = await call(['keys', 'verify', '--folder', folder]);
    expect(verified).toEqual({ code: 0, out: '3 values opened.\n', error: '' });

    await stop();
    expect(await status(folder)).toEqual(after);
    expect(await call(['keys', 'verify', '--folder', folder])).toEqual(verified);
    expect(await call(['keys', 'rewrap', '--folder', folder])).toMatchObject({ code: 0, out: '0 of 6 keys were wrapped anew under version 1 of the master key.\n' });
    expect(await call(['keys', 'rewrap', '--folder', folder, '--new-master-key'])).toMatchObject({ code: 0, out: '6 of 6 keys were wrapped anew under version 2 of the master key.\n' });
    // Each wrapping and the new master key are told by the audit log of the platform.
    expect(await call(['keys', 'verify', '--folder', folder])).toEqual({ ...verified, out: '6 values opened.\n' });
    expect((await call(['keys', 'status', '--folder', folder])).out).toContain(`organisation ${organisationId}\n  key 1  data  retired  0 values  made 2`);
  });

  it('take a retirement back, and refuse what the state of a key forbids', async () => {
    const { folder, organisationId } = await openServed();
    const about = ['--folder', folder, '--organisation', organisationId];
    const inUse = 'The key is still in use: it seals, or values stand under it. Rotate first, and let the rotation end.\n';
    expect(await call(['keys', 'retire', ...about, '--key', '1'])).toEqual({ code: 1, out: '', error: inUse });
    const dryRun = async (...more: readonly string[]): Promise<Ended> => call(['keys', 'retire', ...about, ...more, '--dry-run']);
    expect(await dryRun('--key', '1')).toEqual({ code: 1, out: '', error: inUse });
    expect(await dryRun('--key', '9')).toEqual({ code: 1, out: '', error: 'There is no such key.\n' });
    await call(['keys', 'rotate', ...about, '--now']);
    expect(await dryRun('--key', '2', '--undo')).toEqual({ code: 1, out: '', error: 'The key is not retired.\n' });
    const undone = await dryRun('--key', '1', '--undo');
    expect([undone.code, undone.out]).toEqual([0, expect.stringMatching(/key 1 {2}data {2}retired .*\nThe retirement can be taken back\. Nothing was changed\.\n$/)]);
    expect((await call(['keys', 'retire', ...about, '--key', '1', '--undo'])).out).toContain('key 1  data  decrypt-only  0 values');
    expect((await call(['keys', 'retire', ...about, '--key', '1'])).out).toContain('key 1  data  retired  0 values');
    for (const more of [[], ['--dry-run'], ['--confirm', '-']]) {
      expect(await call(['keys', 'destroy', ...about, '--key', '1', '--by', 'operations', ...more], 'CODE')).toMatchObject({ code: 1, error: 'Backups that need the key may still be kept. Wait until the last of them is gone.\n' });
    }
  });

  it.each([
    ['keys', 'rotate', '--organisation', 'x'], ['keys', 'retire', '--key', '1'], ['keys', 'retire', '--organisation', 'platform', '--key', '0'],
    ['keys', 'destroy', '--organisation', 'platform', '--key', '1'], ['keys'], ['keys', 'status', 'more'],
  ])('refuse %j with a sentence', async (...parameters) => {
    const { code, out, error } = await call(parameters);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(/^\S.*\n/);
  });

  it('say where a value does not open', async () => {
    const { folder, deployment, organisationId } = await openServed();
    const [account] = await deployment.ledger.listAccounts(organisationId);
    await deployment.parts.data.inOrganisation(organisationId, (transaction) =>
      transaction.updateTable('accounts').set({ seal_version: 7 }).where('organisation_id', '=', organisationId).execute());
    const verified = await call(['keys', 'verify', '--folder', folder]);
    expect(verified).toMatchObject({ code: 1, error: '' });
    expect(verified.out).toBe(`does not open: accounts ${account?.id ?? ''}, organisation ${organisationId}\n1 values opened.\n1 do not open and should. Restore them from a backup.\n`);
  });
});

describe('the socket of a server', () => {
  it.skipIf(process.platform === 'win32')('is its owner\'s alone, and gone with the server', async () => {
    const { folder, stop } = await openServed();
    expect((await stat(controlPath(folder))).mode & 0o777).toBe(0o600);
    await stop();
    await expect(stat(controlPath(folder))).rejects.toThrow('ENOENT');
  });

  it.each([
    ['no JSON', '{\n'], ['no request', '[]\n'], ['an unknown action', '{"action":"constructor","input":{}}\n'],
    ['input that does not fit', '{"action":"keys status","input":{"organisationId":"x"}}\n'], ['a line without an end', 'x'.repeat(100_000)],
  ])('answers %s without a word of what was sent, and goes on', async (_, line) => {
    const { folder } = await openServed();
    const socket = connect(controlPath(folder));
    socket.on('error', () => undefined);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => { answer += text; });
    socket.write(line);
    await once(socket, 'close');
    expect(['', '{"error":"The server could not do this. Its log may tell more."}\n']).toContain(answer);
    expect((await call(['keys', 'status', '--folder', folder])).code).toBe(0);
  });

  it('goes on for others when a command is stopped in the middle of its progress', async () => {
    const { folder, deployment } = await openServed();
    const other = join(folder, 'other');
    const ended = Promise.withResolvers<undefined>();
    const busy = {
      ...keyActions[0], name: 'busy',
      run: async (_: Deployment, __: never, { signal, progress }: ActionRun) => {
        // Writes into a socket whose other end is gone, for as long as it does not know.
        for (let done = 0; !signal.aborted; done += 1) {
          progress({ phase: 'Working', done, total: null });
          await new Promise((resolve) => { setImmediate(resolve); });
        }
        ended.resolve(undefined);
      },
    };
    const control = await serveControl(other, deployment, [busy]);
    const stop = new AbortController();
    const asked = askServer(other, busy, { organisationId: null }, { signal: stop.signal, progress: () => { stop.abort(new Error('stopped')); } });
    await expect(asked).rejects.toThrow('stopped');
    await ended.promise;
    const again = askServer(other, { name: 'nothing' }, {}, { signal: new AbortController().signal, progress: () => undefined });
    await expect(again).rejects.toThrow('The server could not do this.');
    await control.close();
  });

  it('makes no keys for an organisation that does not exist', async () => {
    const { folder } = await openServed();
    const before = await status(folder);
    for (const command of ['status', 'rotate', 'rewrap', 'verify']) {
      const unknown = await call(['keys', command, '--folder', folder, '--organisation', '4c5d6e7f-1a2b-4c3d-8e9f-0a1b2c3d4e5f']);
      expect([command, unknown]).toEqual([command, { code: 1, out: '', error: 'There is no such organisation.\n' }]);
    }
    expect(await status(folder)).toEqual(before);
  });

  it('stops what it does for somebody who has gone', async () => {
    const { folder, deployment } = await openServed();
    const began = Promise.withResolvers<AbortSignal>();
    const waiting = { ...keyActions[0], name: 'wait', run: async (_: Deployment, __: never, { signal }: { signal: AbortSignal }) => { began.resolve(signal); await once(signal, 'abort'); } };
    const other = join(folder, 'other');
    const control = await serveControl(other, deployment, [waiting]);
    const socket = connect(controlPath(other));
    socket.write('{"action":"wait","input":{"organisationId":null}}\n');
    const signal = await began.promise;
    const aborted = once(signal, 'abort');
    socket.destroy();
    await aborted;
    await control.close();
  });
});
