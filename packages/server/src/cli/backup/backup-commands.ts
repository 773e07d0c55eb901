import { resolve } from 'node:path';
import { AuditTrail, HOST } from '../../audit/audit-trail.ts';
import { readCustodyArchive } from '../../backup/custody-archive.ts';
import { drill } from '../../backup/drill.ts';
import { restore } from '../../backup/restore.ts';
import { adoptCustody } from '../../backup/restore-custody.ts';
import { succeeded, verifyAll } from '../../backup/verify.ts';
import type { BackupRun } from '../../backup/backup-error.ts';
import { openDatabase } from '../../database/open-database.ts';
import { PLATFORM } from '../../database/schema.ts';
import { createVault, type Custody, type KeyProvider, openCustody, openKeyProvider } from '../../vault/index.ts';
import { CommandError, EXIT, text, type Command, type CommandIo, type ExitCode, type OptionValues } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { databaseAddress } from '../database-address.ts';
import { keyPlaces, KEYS_HELP, OWNER_HELP, ownerDatabaseOptions, ownerEnvironment } from '../database-options.ts';
import type { DeploymentOptions } from '../deployment.ts';
import { deploymentOptions } from '../deployment-options.ts';
import { PLACE_HELP, PLACE_OPTIONS } from '../keys/keys-options.ts';
import { progressDisplay } from '../progress.ts';
import { backupAction } from './backup-action.ts';
import { describeBackup, describeCustody, describeDrill, describeRestore } from './backup-reports.ts';

const RESTORE_HELP = `  --custody-from FILE A backup of custody: for a custody that is empty, or older than that. What is as new here stays.
  --unauthenticated   Take a backup of which nobody can tell any more who made it, because the key for that was destroyed.
`;
const OWNER_PLACE_HELP = `${OWNER_HELP}${KEYS_HELP}  --json              Print the result as JSON.
`;
const restoreOptions = { 'custody-from': { type: 'string' }, unauthenticated: { type: 'boolean' } } as const;

const STOPPED_RESTORE = 'Stopped. The database is still empty; run it again to restore.';
const STOPPED_VERIFYING = 'Stopped. Restored, but not verified: run keys verify and ledger verify.';
const STOPPED_DRILL = 'Stopped. Data and keys are as they were, and no result is kept.';
const STOPPED_DRILL_THERE = `${STOPPED_DRILL} The database at CASH_FLOW_DRILL_URL may hold rows of the trial: empty it before the next one.`;

export const backupCommand: Command = {
  help: `Writes everything that the database holds, as one moment shows it, into a new file, and the keys into another one afterwards. The
server goes on meanwhile on PostgreSQL; on PGlite it answers nobody else until the data is copied. Sessions and background work are left out.

  --custody-to FILE   A new file for the keys, in another folder: whoever has both has everything but the master key.
  --without-custody   Leave the keys out, because they are backed up by other means: after this, never before.
${OWNER_PLACE_HELP}`,
  positionals: ['ARCHIVE'],
  options: { 'custody-to': { type: 'string' }, 'without-custody': { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, [archive = ''], io) => {
    const custodyTo = text(values, 'custody-to');
    if ((custodyTo === undefined) !== (values['without-custody'] === true)) {
      throw new CommandError('Say where the keys go, with --custody-to, or leave them out, with --without-custody.', EXIT.unusable);
    }
    const input = { archive: resolve(archive), custodyArchive: custodyTo === undefined ? null : resolve(custodyTo) };
    const result = await runAction(backupAction, input, values, { ...io, env: ownerEnvironment(io.env) });
    return print(io, values, result, describeBackup(result), true);
  },
};

export const restoreCommand: Command = {
  help: `Puts a backup into an empty database, of either kind, and opens every value of it. Stop the server first. The database is empty or
whole afterwards, whatever happens. Run migrate afterwards, which gives the servers their rights. Exit code 1 where a value does not open that should, or a ledger does not add up.

${RESTORE_HELP}${OWNER_PLACE_HELP}`,
  positionals: ['ARCHIVE'],
  options: { ...restoreOptions, ...PLACE_OPTIONS },
  run: async (values, [archive = ''], io) => {
    const options = ownerDatabaseOptions(values, io.env);
    const database = await openDatabase(options);
    try {
      return await withKeys(deploymentOptions(options, values, io.env), (keys) => shown(io, async (run, stoppedNow) => {
        const common = { database, ...keys, ...run };
        stoppedNow(STOPPED_RESTORE);
        const restored = await restore({ ...common, ...filesOf(archive, values) });
        const { data } = database;
        await new AuditTrail({ data, vault: await createVault({ ...keys, data }) }).append(PLATFORM, { action: 'backup.restore', actor: HOST, details: { backupAt: restored.at } });
        stoppedNow(STOPPED_VERIFYING);
        const verified = await verifyAll(common);
        return print(io, values, { restored, verified }, describeRestore(restored, verified), succeeded(verified));
      }));
    } finally {
      await database.close();
    }
  },
};

export const restoreDrillCommand: Command = {
  help: `Restores a backup on trial, opens every value of it, recomputes the ledgers, and keeps the dated result in custody. Uses a database of
its own that is gone afterwards, or the empty PostgreSQL database at CASH_FLOW_DRILL_URL. Touches neither the data nor the keys.

${RESTORE_HELP}                      In a drill that file is all there is, so it is tried out as well.
${PLACE_HELP}`,
  positionals: ['ARCHIVE'],
  options: { ...restoreOptions, ...PLACE_OPTIONS },
  run: async (values, [archive = ''], io) => {
    const connectionString = io.env['CASH_FLOW_DRILL_URL'];
    const database = connectionString ? await openDatabase({ kind: 'postgres', connectionString: databaseAddress('CASH_FLOW_DRILL_URL', connectionString, io.env) }) : undefined;
    try {
      return await withKeys(drillPlaces(values, io.env), (keys) => shown(io, async (run, stoppedNow) => {
        stoppedNow(database ? STOPPED_DRILL_THERE : STOPPED_DRILL);
        const result = await drill({ database, ...keys, ...run, ...filesOf(archive, values) });
        return print(io, values, result, describeDrill(result), result.succeeded);
      }));
    } finally {
      await database?.close();
    }
  },
};

export const restoreCustodyCommand: Command = {
  help: `Puts a backup of custody into a custody that was lost, or that is older. What is as new here stays. For a database that is still there:
restore brings custody along.

${PLACE_HELP}`,
  positionals: ['FILE'],
  options: PLACE_OPTIONS,
  run: async (values, [file = ''], io) => withKeys(drillPlaces(values, io.env), async ({ custody }) => {
    const archive = await readCustodyArchive(resolve(file));
    const result = await adoptCustody(custody, archive, archive.deploymentId);
    return print(io, values, result, describeCustody(result), true);
  }),
};

function filesOf(archive: string, values: OptionValues): { readonly archive: string; readonly custodyArchive: string | undefined; readonly unauthenticated: boolean } {
  return { archive: resolve(archive), custodyArchive: text(values, 'custody-from'), unauthenticated: values['unauthenticated'] === true };
}

/** The keys of a deployment; its database is not asked for. */
function drillPlaces(values: OptionValues, env: CommandIo['env']): DeploymentOptions {
  const folder = text(values, 'folder');
  return folder === undefined ? { ...keyPlaces(values, env), dataFolders: [] } : deploymentOptions({ kind: 'pglite', folder: resolve(folder) }, values, env);
}

async function withKeys<T>(options: DeploymentOptions, run: (keys: { readonly custody: Custody; readonly provider: KeyProvider }) => Promise<T>): Promise<T> {
  const { dataFolders } = options;
  const provider = await openKeyProvider(options.keyProvider, { dataFolders });
  try {
    const custody = await openCustody(options.custody, { dataFolders });
    try {
      return await run({ custody, provider });
    } finally {
      await custody.close();
    }
  } finally {
    await provider.close?.();
  }
}

/**
 * With its progress on stderr, until it is done or the process is asked to stop.
 *
 * @param run tells `stoppedNow` what to say from there on if it is stopped.
 */
async function shown<T>(io: CommandIo, run: (run: BackupRun, stoppedNow: (message: string) => void) => Promise<T>): Promise<T> {
  const display = progressDisplay(io);
  const controller = new AbortController();
  let message = 'Stopped.';
  void io.stopped().then(() => { controller.abort(); });
  try {
    return await run({ signal: controller.signal, onProgress: (progress) => { display.show(progress); } }, (now) => { message = now; });
  } catch (error) {
    // Whatever else went wrong after the request to stop is told as what it is.
    if (controller.signal.aborted && error === controller.signal.reason) throw new CommandError(message);
    throw error;
  } finally {
    display.end();
  }
}

function print(io: CommandIo, values: OptionValues, result: unknown, description: string, good: boolean): ExitCode {
  io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : description);
  return good ? EXIT.done : EXIT.failed;
}

