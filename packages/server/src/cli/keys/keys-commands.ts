import { CommandError, EXIT, text, type Command, type CommandIo, type ExitCode, type OptionValues } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { keysDestroy, keysRetire, keysRewrap, keysRotate, keysStatus, keysVerify } from './key-actions.ts';
import { describeDestruction, describeRetirement, describeRewrap, describeRotation, describeStatus, describeVerification, statusForPrograms } from './key-reports.ts';
import { DRY_RUN_HELP, oneKey, organisation, PLACE_HELP, PLACE_OPTIONS, SCOPE_HELP } from './keys-options.ts';

const scope = { organisation: { type: 'string' } } as const;
const dryRun = { 'dry-run': { type: 'boolean' } } as const;
const key = { organisation: { type: 'string' }, key: { type: 'string' } } as const;

export const keysStatusCommand: Command = {
  help: `Lists the keys: what they are for, how old they are, how many values stand under each, and when the next ones are due.

${SCOPE_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...scope, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const result = await runAction(keysStatus, { organisationId: organisation(values) }, values, io);
    return print(io, values, statusForPrograms(result), describeStatus(result));
  },
};

export const keysRotateCommand: Command = {
  help: `Makes new keys and seals everything under them while the server goes on. The old ones are retired when nothing is left under them.
Stop it at any time: the server, or the next call, goes on where it was.

${SCOPE_HELP}  --now               Do not wait until every server has loaded the new keys: they load them when they meet them.
                      For incidents, and where there is one server only.
${DRY_RUN_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...scope, ...dryRun, now: { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const dry = values['dry-run'] === true;
    const input = { organisationId: organisation(values), askedAt: new Date().toISOString(), once: values['now'] === true, dryRun: dry };
    const result = await runAction(keysRotate, input, values, io);
    return print(io, values, result, describeRotation(result, dry), result.every(({ unreadable }) => unreadable === 0));
  },
};

export const keysRewrapCommand: Command = {
  help: `Wraps the data keys under the newest version of the master key. Nothing is sealed anew; afterwards the older versions can go.

${SCOPE_HELP}  --new-master-key    Make a new version of the master key first.
${DRY_RUN_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...scope, ...dryRun, 'new-master-key': { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const dry = values['dry-run'] === true;
    const result = await runAction(keysRewrap, { organisationId: organisation(values), newMasterKey: values['new-master-key'] === true, dryRun: dry }, values, io);
    return print(io, values, result, describeRewrap(result, dry));
  },
};

export const keysRetireCommand: Command = {
  help: `Takes a key that nothing stands under out of use, or takes that back. A rotation does this by itself at its end.

  --organisation ID   Whose key; "platform" for people and sign-in.
  --key NUMBER        Which one, as keys status shows it.
  --undo              Let it open values again.
${DRY_RUN_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...key, ...dryRun, undo: { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const input = { ...oneKey(values), undo: values['undo'] === true, dryRun: values['dry-run'] === true };
    const result = await runAction(keysRetire, input, values, io);
    return print(io, values, result, describeRetirement(result, input));
  },
};

export const keysDestroyCommand: Command = {
  help: `Destroys a retired key for ever, once no backup of the database needs it. One person asks, another one confirms.

  --organisation ID   Whose key; "platform" for people and sign-in.
  --key NUMBER        Which one, as keys status shows it.
  --by NAME           Who asks, or confirms.
  --confirm CODE      The code that the first person got; - reads it from standard input.
${DRY_RUN_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...key, ...dryRun, by: { type: 'string' }, confirm: { type: 'string' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const by = text(values, 'by')?.trim();
    if (!by || by.length > 200) throw new CommandError('Say who asks, with --by.', EXIT.unusable);
    const dry = values['dry-run'] === true;
    const result = await runAction(keysDestroy, { ...oneKey(values), by, code: await confirmation(values, io), dryRun: dry }, values, io);
    return print(io, values, result, describeDestruction(result, dry));
  },
};

export const keysVerifyCommand: Command = {
  help: `Unwraps every key and opens every sealed value. Exit code 1 where one does not open that should.

${SCOPE_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...scope, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const result = await runAction(keysVerify, { organisationId: organisation(values) }, values, io);
    return print(io, values, result, describeVerification(result), result.every(({ tables }) => tables.every(({ unreadable }) => unreadable.length === 0)));
  },
};

function print(io: CommandIo, values: OptionValues, result: unknown, description: string, good = true): ExitCode {
  io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : description);
  return good ? EXIT.done : EXIT.failed;
}

async function confirmation(values: OptionValues, io: CommandIo): Promise<string | null> {
  const code = text(values, 'confirm');
  if (code !== '-') return code ?? null;
  const parts: Uint8Array[] = [];
  for await (const part of io.input()) parts.push(part);
  return Buffer.concat(parts).toString('utf8').trim();
}
