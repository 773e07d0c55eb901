import { isPlatformScope, platformScopes } from '@cashflowsmart/sdk/contract';
import { z } from 'zod';
import { isPageOrigin } from '../../embed/origin.ts';
import { CommandError, EXIT, text, texts, type Command, type CommandIo, type ExitCode, type OptionValues } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { PLACE_HELP, PLACE_OPTIONS } from '../keys/keys-options.ts';
import {
  platformCreate, platformKeysCreate, platformKeysList, platformKeysRevoke, platformKeysRotate, platformList, platformOrigins, platformState,
} from './platform-actions.ts';
import { describeKeys, describeMadeKey, describePlatform, describePlatforms } from './platform-reports.ts';

const DEFAULT_DAYS = 365;
const DEFAULT_OVERLAP = 24;
const ORIGIN_RULE = 'an origin such as https://portal.example, as browsers send it: without a path or a slash at its end';
const PLATFORM_HELP = `  --platform ID       Which one, as platform list shows it.
`;
const platform = { platform: { type: 'string' } } as const;

export const platformCreateCommand: Command = {
  help: `Makes a platform: a partner that builds the elements into its own portal.

  --name NAME         What it is called here.
  --origin ORIGIN     A page of its portal, such as https://portal.example; may be given several times.
  --sign-in-domain D  Where its people sign in themselves. Left out, they come in by its back end alone.
${PLACE_HELP}`,
  positionals: [],
  options: { name: { type: 'string' }, origin: { type: 'string', multiple: true }, 'sign-in-domain': { type: 'string' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const name = z.string().trim().min(1).max(120).safeParse(text(values, 'name'));
    if (!name.success) throw new CommandError('--name takes a name of 1 to 120 characters.', EXIT.unusable);
    const made = await runAction(platformCreate, { name: name.data, origins: origins(values, 'origin'), signInDomain: text(values, 'sign-in-domain') ?? null }, values, io);
    return print(io, values, made, `${describePlatform(made)}Next: platform keys create --platform ${made.id}\n`);
  },
};

export const platformListCommand: Command = {
  help: `Lists the platforms and their pages.

${PLACE_HELP}`,
  positionals: [],
  options: PLACE_OPTIONS,
  run: async (values, _positionals, io) => {
    const platforms = await runAction(platformList, {}, values, io);
    return print(io, values, platforms, describePlatforms(platforms));
  },
};

export const platformOriginsCommand: Command = {
  help: `Shows or changes the pages of a platform. Every server goes by them some seconds later.

${PLATFORM_HELP}  --add ORIGIN        A page more; may be given several times. Takes ${ORIGIN_RULE}.
  --remove ORIGIN     A page less: sessions that began there end with it.
${PLACE_HELP}`,
  positionals: [],
  options: { ...platform, add: { type: 'string', multiple: true }, remove: { type: 'string', multiple: true }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const changed = await runAction(platformOrigins, { platformId: id(values, 'platform'), add: origins(values, 'add'), remove: [...texts(values, 'remove')] }, values, io);
    return print(io, values, changed, describePlatform(changed));
  },
};

export const platformDisableCommand: Command = {
  help: `Shuts a platform out: its keys, launches and sessions are refused at once, on every server.

${PLATFORM_HELP}  --undo              Let it in again.
${PLACE_HELP}`,
  positionals: [],
  options: { ...platform, undo: { type: 'boolean' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const changed = await runAction(platformState, { platformId: id(values, 'platform'), state: values['undo'] === true ? 'active' : 'disabled' }, values, io);
    return print(io, values, changed, describePlatform(changed));
  },
};

export const platformKeysCreateCommand: Command = {
  help: `Makes an API key for the back end of a platform, and shows it this once.

${PLATFORM_HELP}  --scope SCOPE       What it may do; may be given several times: ${platformScopes.join(', ')}.
  --days DAYS         How long it lives, 1 to 730. Default ${String(DEFAULT_DAYS)}
${PLACE_HELP}`,
  positionals: [],
  options: { ...platform, scope: { type: 'string', multiple: true }, days: { type: 'string' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const scopes = texts(values, 'scope');
    if (scopes.length === 0 || !scopes.every(isPlatformScope)) throw new CommandError(`--scope takes one of ${platformScopes.join(', ')}.`, EXIT.unusable);
    const made = await runAction(platformKeysCreate, { platformId: id(values, 'platform'), scopes: scopes.filter(isPlatformScope), days: whole(values, 'days', 1, 730, DEFAULT_DAYS) }, values, io);
    return print(io, values, made, describeMadeKey(made));
  },
};

export const platformKeysListCommand: Command = {
  help: `Lists the API keys of a platform, newest first; never the keys themselves.

${PLATFORM_HELP}${PLACE_HELP}`,
  positionals: [],
  options: { ...platform, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const keys = await runAction(platformKeysList, { platformId: id(values, 'platform') }, values, io);
    return print(io, values, keys, describeKeys(keys));
  },
};

export const platformKeysRotateCommand: Command = {
  help: `Makes a new API key in place of another one, with its scopes, and shows it this once. The old one lives on for a while.

${PLATFORM_HELP}  --key ID            Which one, as platform keys list shows it.
  --overlap-hours H   How long the old one lives on, 0 to 720. Default ${String(DEFAULT_OVERLAP)}
${PLACE_HELP}`,
  positionals: [],
  options: { ...platform, key: { type: 'string' }, 'overlap-hours': { type: 'string' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const input = { platformId: id(values, 'platform'), keyId: id(values, 'key'), overlapHours: whole(values, 'overlap-hours', 0, 720, DEFAULT_OVERLAP) };
    const made = await runAction(platformKeysRotate, input, values, io);
    return print(io, values, made, describeMadeKey(made));
  },
};

export const platformKeysRevokeCommand: Command = {
  help: `Ends an API key at once, on every server.

${PLATFORM_HELP}  --key ID            Which one, as platform keys list shows it.
${PLACE_HELP}`,
  positionals: [],
  options: { ...platform, key: { type: 'string' }, ...PLACE_OPTIONS },
  run: async (values, _positionals, io) => {
    const revoked = await runAction(platformKeysRevoke, { platformId: id(values, 'platform'), keyId: id(values, 'key') }, values, io);
    return print(io, values, revoked, `Revoked: ${revoked.keyId}\n`);
  },
};

function print(io: CommandIo, values: OptionValues, result: unknown, report: string): ExitCode {
  io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : report);
  return EXIT.done;
}

function id(values: OptionValues, option: string): string {
  const value = text(values, option);
  if (value === undefined || !z.uuid().safeParse(value).success) throw new CommandError(`--${option} takes an id, as the lists show it.`, EXIT.unusable);
  return value;
}

function origins(values: OptionValues, option: string): string[] {
  const given = texts(values, option);
  if (!given.every(isPageOrigin)) throw new CommandError(`--${option} takes ${ORIGIN_RULE}. Plain HTTP is for this machine only.`, EXIT.unusable);
  return [...given];
}

function whole(values: OptionValues, option: string, least: number, most: number, fallback: number): number {
  const value = text(values, option);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!/^\d{1,4}$/.test(value) || number < least || number > most) throw new CommandError(`--${option} takes a number from ${String(least)} to ${String(most)}.`, EXIT.unusable);
  return number;
}
