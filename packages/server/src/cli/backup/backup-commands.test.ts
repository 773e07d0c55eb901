import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countRows, openEmptyDatabase, temporaryFolder } from '../../backup/testing/test-host.ts';
import { openTestLedger, variedRows } from '../../ledger/testing/open-test-ledger.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { makeTestKeys, openTestVault } from '../../testing/test-vault.ts';
import { openDeployment } from '../deployment.ts';
import { serveControl } from '../control/control-server.ts';
import { run } from '../testing/command-process.ts';
import { run as runHere } from '../run.ts';
import { backupAction } from './backup-action.ts';

/** A PostgreSQL with a ledger, and the variables by which commands find it. */
async function openLedger() {
  const { database, remove } = await createTestDatabase('postgres');
  onTestFinished(remove);
  const keys = await makeTestKeys(database);
  const ledger = await openTestLedger(database, await openTestVault(database, keys));
  await ledger.import(await ledger.account(), variedRows(200));
  const [server, owner] = [database.options, database.ownerOptions].map((options) => (options.kind === 'postgres' ? options.connectionString : ''));
  const env = { DATABASE_URL: server ?? '', CASH_FLOW_OWNER_URL: owner ?? '', CASH_FLOW_KEY_FILE: keys.keyFile, CASH_FLOW_CUSTODY: keys.custodyFolder };
  return { database, keys, env };
}

async function files(): Promise<{ readonly archive: string; readonly custodyTo: string }> {
  return { archive: join(await temporaryFolder(), 'data'), custodyTo: join(await temporaryFolder(), 'custody') };
}

/** Runs a command in this process and asks it to stop as soon as it shows that phase; `said` is the last thing on stderr. */
async function stoppedAt(phase: string, parameters: readonly string[], env: Readonly<Record<string, string>>) {
  const stop = Promise.withResolvers<undefined>();
  let [out, said] = ['', ''];
  const code = await runHere(parameters, {
    out: (text) => { out += text; },
    error: (text) => {
      said = text;
      if (text.includes(phase)) stop.resolve(undefined);
    },
    interactive: true, input: () => { throw new Error('Nothing is asked for.'); }, env, stopped: () => stop.promise,
  });
  return { code, out, said };
}

describe('backup and restore by command', () => {
  it('bring a PostgreSQL host into a data folder, and try a backup out', async () => {
    const { keys, env } = await openLedger();
    const { archive, custodyTo } = await files();
    const made = await run(['backup', archive, '--custody-to', custodyTo, '--json'], env);
    expect(made.code, made.error).toBe(0);
    const backup = JSON.parse(made.out) as { at: string; custody: unknown };
    expect(backup.custody).toEqual({ organisations: 2 });

    const lost = { ...env, CASH_FLOW_CUSTODY: join(await temporaryFolder(), 'custody') };
    const [none, again] = [await run(['keys', 'verify'], lost), await run(['restore', 'custody', custodyTo], lost)];
    expect(none).toMatchObject({ code: 1, error: expect.stringContaining('This custody holds no keys') as string });
    expect(again).toMatchObject({ code: 0, out: 'Custody: the keys of 2 organisations came from the backup; those of 0 were as new here and stayed.\n' });
    expect((await run(['keys', 'verify'], lost)).code).toBe(0);

    const folder = await temporaryFolder();
    const restored = await run(['restore', archive, '--custody-from', custodyTo, '--folder', folder, '--key-file', keys.keyFile], env);
    expect(restored.code, restored.error).toBe(0);
    expect(restored.out).toMatch(new RegExp(`^Restored as of ${backup.at}: \\d+ rows\\. Everybody is signed out\\.\\nCustody: the keys of 2 organisations came from its backup\\.\\n`));
    expect(restored.out).toMatch(/Everything that can be read is whole, and the ledgers add up\.\n$/);
    expect(await run(['ledger', 'verify', '--folder', folder, '--key-file', keys.keyFile], env)).toMatchObject({ code: 0, out: 'The ledgers of 1 organisation add up.\n' });
    expect(await run(['restore', archive, '--folder', folder, '--key-file', keys.keyFile], env))
      .toMatchObject({ code: 1, out: '', error: expect.stringContaining('The database is not empty. Restore into a new one; nothing was changed.\n') as string });

    const drill = await run(['restore', 'drill', archive, '--custody-from', custodyTo, '--json'], env);
    expect(drill.code, drill.error).toBe(0);
    expect(JSON.parse(drill.out)).toMatchObject({ succeeded: true, restored: { at: backup.at, authenticated: true }, verified: { organisations: 1, unreadable: [] } });
    const told = await run(['restore', 'drill', archive, '--custody-from', custodyTo], env);
    expect(told.out).toMatch(/^On trial: Restored as of .*\nOn trial: Custody: the keys of 2 organisations came from its backup\.\n(?:On trial: .*\n)*Opened /);
  }, 300_000);

  it.each(['pglite', 'postgres'] as const)('say what there is in a restore to %s that was stopped', async (kind) => {
    const { keys, env } = await openLedger();
    const { archive } = await files();
    expect((await run(['backup', archive, '--without-custody'], env)).code).toBe(0);
    const { options, ...there } = await openEmptyDatabase(kind);
    if (options.kind === 'pglite') await there.close();
    const place = options.kind === 'pglite' ? ['--folder', options.folder, '--key-file', keys.keyFile, '--custody', keys.custodyFolder] : [];
    const variables = options.kind === 'pglite' ? env : { ...env, DATABASE_URL: options.connectionString, CASH_FLOW_OWNER_URL: '' };

    expect(await stoppedAt('Restoring', ['restore', archive, ...place], variables)).toEqual({ code: 1, out: '', said: 'Stopped. The database is still empty; run it again to restore.\n' });
    if (options.kind === 'postgres') expect(await countRows(there)).toBe(0);
    expect(await stoppedAt('Opening every value', ['restore', archive, ...place], variables))
      .toEqual({ code: 1, out: '', said: 'Stopped. Restored, but not verified: run keys verify and ledger verify.\n' });
    expect(await run(['ledger', 'verify', ...place], variables)).toMatchObject({ code: 0, out: 'The ledgers of 1 organisation add up.\n' });
  }, 300_000);

  it('say what is wrong', async () => {
    const { env } = await openLedger();
    const { archive, custodyTo } = await files();
    expect(await run(['backup', archive, '--without-custody'], { ...env, CASH_FLOW_OWNER_URL: '' }))
      .toMatchObject({ code: 1, error: expect.stringContaining('Give the address of the owner of the tables, in CASH_FLOW_OWNER_URL.') as string });
    expect(await run(['backup', archive], env)).toMatchObject({ code: 2, error: expect.stringContaining('--custody-to') as string });
    expect(await run(['backup', archive, '--custody-to', `${archive}.custody`], env)).toMatchObject({ code: 1, error: expect.stringContaining('in one folder') as string });
    const without = await run(['backup', archive, '--without-custody'], env);
    expect(without).toMatchObject({ code: 0, out: expect.stringContaining('Custody was left out.') as string });
    expect(await run(['backup', archive, '--without-custody'], env)).toMatchObject({ code: 1, error: expect.stringContaining('The backup of the data cannot be written: there is a file of that name already.') as string });
    await writeFile(custodyTo, 'nothing');
    expect(await run(['restore', 'drill', custodyTo], env)).toMatchObject({ code: 1, error: expect.stringContaining('The backup is damaged, cut off, or no backup') as string });
    expect(await run(['restore', 'drill', archive, '--custody-from', custodyTo], env)).toMatchObject({ code: 1, error: expect.stringContaining('The backup of custody cannot be read') as string });
  }, 300_000);

  it('reach the server that holds a data folder', async () => {
    const { database, remove } = await createTestDatabase('pglite');
    onTestFinished(remove);
    if (database.options.kind !== 'pglite') throw new Error('This test needs PGlite.');
    const { folder } = database.options;
    const deployment = await openDeployment(database, {
      custody: { kind: 'folder', folder: join(folder, 'custody') }, keyProvider: { kind: 'file', path: join(folder, 'keys', 'master.key'), create: true }, dataFolders: [join(folder, 'database')],
    });
    const control = await serveControl(folder, deployment, [backupAction]);
    onTestFinished(async () => {
      await control.close();
      await deployment.close();
    });
    const { archive, custodyTo } = await files();
    const made = await run(['backup', archive, '--custody-to', custodyTo, '--folder', folder, '--json']);
    expect(made.code, made.error).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ custody: { organisations: 1 } });
    expect(await run(['restore', archive, '--folder', folder])).toMatchObject({ code: 1, error: expect.stringContaining('is using this data folder') as string });
  }, 300_000);
});
