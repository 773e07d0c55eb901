import { CommandError, EXIT, type Command, type CommandIo, type OptionValues } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { DATABASE_HELP, databaseOptions, KEYS_HELP } from '../database-options.ts';
import { deploymentOptions } from '../deployment-options.ts';
import { PLACE_OPTIONS } from '../keys/keys-options.ts';
import { spokenMessage } from '../spoken-errors.ts';
import { type Examination, examine } from './doctor-action.ts';
import { failure, type Finding, ok, warning } from './finding.ts';
import { keyFindings } from './key-findings.ts';
import { placeFindings } from './place-findings.ts';
import { roleFinding } from './role-finding.ts';

const DRILL_DAYS = 90;
const DAY = 86_400_000;

export const doctorCommand: Command = {
  help: `Looks whether keys, custody and data are where they should be, how old the keys are, and what could be lost. Changes nothing.
Exit code 1 where something fails; warnings are told and do not count.

${DATABASE_HELP}${KEYS_HELP}  --json              Print the findings as JSON.
`,
  positionals: [],
  options: PLACE_OPTIONS,
  run: async (values, _positionals, io) => {
    const findings = await examineAll(values, io);
    io.out(values['json'] === true ? `${JSON.stringify(findings, undefined, 2)}\n` : findings.map(describe).join(''));
    return findings.some(({ level }) => level === 'failure') ? EXIT.failed : EXIT.done;
  },
};

async function examineAll(values: OptionValues, io: CommandIo): Promise<readonly Finding[]> {
  const database = databaseOptions(values, io.env);
  const deployment = deploymentOptions(database, values, io.env);
  const found: Finding[] = [
    database.kind === 'pglite'
      ? warning('database', 'The database runs in the process of the server and does not wait for the disk: what was saved last can be lost at a power failure. Use PostgreSQL for anything real.')
      : ok('database', 'The database is PostgreSQL.'),
  ];
  if (deployment.keyProvider.kind === 'env') found.push(warning('key-provider', 'The master key is in a variable, which is for development only. Choose another key provider (docs/key-providers.md).'));
  let examination: Examination;
  try {
    examination = await runAction(examine, {}, values, io);
  } catch (error) {
    // What keeps the server from starting is what people call the doctor for.
    const message = spokenMessage(error);
    if (message === undefined || (error instanceof CommandError && error.exitCode === EXIT.unusable)) throw error;
    return [...found, failure('opening', message)];
  }
  const { status, cluster, lastDrill, refusedLogs, unhealthy } = examination;
  return [
    ...found,
    ...(database.kind === 'postgres' ? [await roleFinding(database)] : []),
    ...(unhealthy.length === 0 ? [ok('keys-available', 'Custody and key provider answer.')] : unhealthy.map((sentence) => failure('keys-available', sentence))),
    ...(await placeFindings({
      keyFile: deployment.keyProvider.kind === 'file' ? deployment.keyProvider.path : undefined,
      custody: status.custody,
      data: database.kind === 'pglite' ? { kind: 'pglite', folder: database.folder } : { kind: 'postgres', cluster },
    })),
    ...keyFindings(status, new Date()),
    drillFinding(lastDrill),
    logsFinding(refusedLogs),
  ];
}

function logsFinding(refused: Examination['refusedLogs']): Finding {
  if (refused.length === 0) return ok('audit-logs', 'Every audit log grows out of what was signed last.');
  const logs = refused.map(({ organisationId, reason }) => `${organisationId} (${reason})`).join(', ');
  return failure('audit-logs', `These audit logs are not signed any more: ${logs}. Restore the newest database, or decide with audit continue.`);
}

function drillFinding(drill: Examination['lastDrill']): Finding {
  if (!drill) return warning('restore-drill', 'No backup has been restored on trial yet. Call restore drill with the newest one.');
  if (!drill.succeeded) return failure('restore-drill', `The restore drill of ${drill.at.slice(0, 10)} did not succeed. Make a new backup and try that.`);
  return Date.now() - new Date(drill.at).getTime() > DRILL_DAYS * DAY
    ? warning('restore-drill', `The last restore drill was on ${drill.at.slice(0, 10)}. Do one at least every ${String(DRILL_DAYS)} days.`)
    : ok('restore-drill', `The restore drill of ${drill.at.slice(0, 10)} could read everything.`);
}

const marks = { ok: 'ok      ', warning: 'warning ', failure: 'FAILURE ', 'not-verified': 'unknown ' } as const;

function describe({ level, message }: Finding): string {
  return `${marks[level]} ${message}\n`;
}
