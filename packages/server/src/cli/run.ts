import { parseArgs } from 'node:util';
import { CommandError, EXIT, type Command, type CommandIo, type ExitCode } from './command.ts';
import { spokenMessage } from './spoken-errors.ts';

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

const PROGRAM = 'cashflowsmart';

/** Each module is imported when its command is called: reading a file must not wait for a database. */
const COMMANDS: readonly CommandEntry[] = [
  { name: 'demo', summary: 'Try it: portal, API and database in one process.', load: async () => (await import('./demo-command.ts')).demoCommand },
  { name: 'serve', summary: 'Serve the API over PostgreSQL.', load: async () => (await import('./serve-command.ts')).serveCommand },
  { name: 'migrate', summary: 'Bring the tables of a database up to date.', load: async () => (await import('./migrate-command.ts')).migrateCommand },
  { name: 'admin create', summary: 'Make an organisation and its first admin.', load: async () => (await import('./admin-create-command.ts')).adminCreateCommand },
  { name: 'identity-provider add', summary: 'Let people sign in by an identity provider.', load: async () => (await import('./identity-providers/identity-provider-commands.ts')).identityProviderAddCommand },
  { name: 'identity-provider list', summary: 'List the identity providers.', load: async () => (await import('./identity-providers/identity-provider-commands.ts')).identityProviderListCommand },
  { name: 'identity-provider remove', summary: 'Remove an identity provider.', load: async () => (await import('./identity-providers/identity-provider-commands.ts')).identityProviderRemoveCommand },
  { name: 'platform create', summary: 'Make a platform: a partner that embeds the elements.', load: async () => (await import('./platform/platform-commands.ts')).platformCreateCommand },
  { name: 'platform list', summary: 'List the platforms and their pages.', load: async () => (await import('./platform/platform-commands.ts')).platformListCommand },
  { name: 'platform origins', summary: 'Show or change the pages of a platform.', load: async () => (await import('./platform/platform-commands.ts')).platformOriginsCommand },
  { name: 'platform disable', summary: 'Shut a platform out, or let it in again.', load: async () => (await import('./platform/platform-commands.ts')).platformDisableCommand },
  { name: 'platform keys create', summary: 'Make an API key for a platform.', load: async () => (await import('./platform/platform-commands.ts')).platformKeysCreateCommand },
  { name: 'platform keys list', summary: 'List the API keys of a platform.', load: async () => (await import('./platform/platform-commands.ts')).platformKeysListCommand },
  { name: 'platform keys rotate', summary: 'Replace an API key of a platform.', load: async () => (await import('./platform/platform-commands.ts')).platformKeysRotateCommand },
  { name: 'platform keys revoke', summary: 'End an API key of a platform at once.', load: async () => (await import('./platform/platform-commands.ts')).platformKeysRevokeCommand },
  { name: 'doctor', summary: 'See whether keys and data are where they should be, and how old the keys are.', load: async () => (await import('./doctor/doctor-command.ts')).doctorCommand },
  { name: 'ledger verify', summary: 'Recompute every sum and digest of the ledgers.', load: async () => (await import('./ledger/ledger-commands.ts')).ledgerVerifyCommand },
  { name: 'keys status', summary: 'List the keys, their age and what stands under them.', load: async () => (await import('./keys/keys-commands.ts')).keysStatusCommand },
  { name: 'keys rotate', summary: 'Make new keys and seal everything under them.', load: async () => (await import('./keys/keys-commands.ts')).keysRotateCommand },
  { name: 'keys rewrap', summary: 'Wrap the data keys under the newest master key.', load: async () => (await import('./keys/keys-commands.ts')).keysRewrapCommand },
  { name: 'keys retire', summary: 'Take an unused key out of use, or take that back.', load: async () => (await import('./keys/keys-commands.ts')).keysRetireCommand },
  { name: 'keys destroy', summary: 'Destroy a retired key for ever, with two people.', load: async () => (await import('./keys/keys-commands.ts')).keysDestroyCommand },
  { name: 'keys verify', summary: 'Open every sealed value.', load: async () => (await import('./keys/keys-commands.ts')).keysVerifyCommand },
  { name: 'audit export', summary: 'Write a whole audit log into a file.', load: async () => (await import('./audit/audit-commands.ts')).auditExportCommand },
  { name: 'audit verify', summary: 'Check an exported audit log with the public key alone.', load: async () => (await import('./audit/audit-commands.ts')).auditVerifyCommand },
  { name: 'audit public-key', summary: 'Print the keys by which audit logs are checked.', load: async () => (await import('./audit/audit-commands.ts')).auditPublicKeyCommand },
  { name: 'audit continue', summary: 'Decide that a log goes on after an older backup was restored.', load: async () => (await import('./audit/audit-commands.ts')).auditContinueCommand },
  { name: 'jobs list', summary: 'List background work that is waiting, running or failed.', load: async () => (await import('./jobs/jobs-commands.ts')).jobsListCommand },
  { name: 'jobs replay', summary: 'Enqueue failed background work anew.', load: async () => (await import('./jobs/jobs-commands.ts')).jobsReplayCommand },
  { name: 'backup', summary: 'Write all data into one file, and the keys into another.', load: async () => (await import('./backup/backup-commands.ts')).backupCommand },
  { name: 'restore drill', summary: 'Try a backup out, and keep the result.', load: async () => (await import('./backup/backup-commands.ts')).restoreDrillCommand },
  { name: 'restore custody', summary: 'Put a backup of the keys into custody.', load: async () => (await import('./backup/backup-commands.ts')).restoreCustodyCommand },
  { name: 'restore', summary: 'Put a backup into an empty database.', load: async () => (await import('./backup/backup-commands.ts')).restoreCommand },
  { name: 'inspect', summary: 'Show how a statement file is read, with its proof.', load: async () => (await import('./inspect-command.ts')).inspectCommand },
  { name: 'openapi', summary: 'Print the description of the API.', load: async () => (await import('./openapi-command.ts')).openapiCommand },
];

const OVERVIEW = `Usage: ${PROGRAM} COMMAND [OPTIONS]

${listOf(COMMANDS)}

${PROGRAM} COMMAND --help tells more about one of them.
Exit codes: 0 done, 1 failed or something was found, 2 wrong usage or a file that cannot be read.
`;

/** Runs the command that `parameters` name. Never throws: what goes wrong is a sentence on stderr and an exit code. */
export async function run(parameters: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    return await runCommand(parameters, io);
  } catch (error) {
    const spoken = spokenMessage(error);
    io.error(spoken !== undefined ? `${spoken}\n` : `Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return error instanceof CommandError ? error.exitCode : EXIT.failed;
  }
}

async function runCommand(parameters: readonly string[], io: CommandIo): Promise<ExitCode> {
  const [first] = parameters;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    (first === undefined ? io.error : io.out)(OVERVIEW);
    return first === undefined ? EXIT.unusable : EXIT.done;
  }
  const entry = COMMANDS.find(({ name }) => name === parameters.slice(0, name.split(' ').length).join(' '));
  if (!entry) return noSuchCommand(parameters, io);
  const command = await entry.load();
  const usage = [PROGRAM, entry.name, ...command.positionals, '[OPTIONS]'].join(' ');
  const { values, positionals } = parse(command, parameters.slice(entry.name.split(' ').length), usage);
  if (values['help'] === true) {
    io.out(`Usage: ${usage}\n\n${command.help}`);
    return EXIT.done;
  }
  const least = command.positionals.filter((name) => !name.startsWith('[')).length;
  if (positionals.length < least || positionals.length > command.positionals.length) throw new CommandError(`Usage: ${usage}`, EXIT.unusable);
  return command.run(values, positionals, io);
}

/** A word that begins several commands is answered with those. */
function noSuchCommand([first = '', second]: readonly string[], io: CommandIo): ExitCode {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length === 0) throw new CommandError(`There is no such command. See ${PROGRAM} --help.`, EXIT.unusable);
  const help = second === '--help' || second === '-h';
  const head = help || second === undefined ? `Usage: ${PROGRAM} ${first} COMMAND [OPTIONS]` : `There is no such command among those of ${first}.`;
  (help ? io.out : io.error)(`${head}\n\n${listOf(group)}\n\n${PROGRAM} ${first} COMMAND --help tells more about one of them.\n`);
  return help ? EXIT.done : EXIT.unusable;
}

function listOf(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n');
}

function parse(command: Command, args: readonly string[], usage: string): Pick<ReturnType<typeof parseArgs>, 'values' | 'positionals'> {
  try {
    return parseArgs({ args: [...args], options: { ...command.options, help: { type: 'boolean', short: 'h' } }, strict: true, allowPositionals: true });
  } catch (error) {
    // Of node's own message only the first sentence: the rest is advice about quoting.
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
    throw new CommandError(`${reason}.\nUsage: ${usage}`, EXIT.unusable);
  }
}
