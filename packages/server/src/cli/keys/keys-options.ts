import { z } from 'zod';
import { PLATFORM } from '../../database/schema.ts';
import { CommandError, EXIT, text, type OptionValues } from '../command.ts';
import { DATABASE_HELP, KEYS_HELP } from '../database-options.ts';

export const PLACE_OPTIONS = { folder: { type: 'string' }, 'key-file': { type: 'string' }, custody: { type: 'string' }, json: { type: 'boolean' } } as const;

/** What every command about keys has in its help. */
export const PLACE_HELP = `${DATABASE_HELP}${KEYS_HELP}  --json              Print the result as JSON.
`;

export const SCOPE_HELP = `  --organisation ID   Only this one; "platform" for people and sign-in. Else all of them.
`;

export const DRY_RUN_HELP = `  --dry-run           Say what would be done, and do nothing.
`;

/** The organisation that was named; null for all of them. */
export function organisation(values: OptionValues): string | null {
  const value = text(values, 'organisation');
  if (value === undefined) return null;
  if (value === 'platform') return PLATFORM;
  if (!z.uuid().safeParse(value).success || value !== value.toLowerCase()) throw new CommandError('--organisation takes the id of an organisation, or "platform".', EXIT.unusable);
  return value;
}

/** The one key that a command is about. */
export function oneKey(values: OptionValues): { readonly organisationId: string; readonly keyId: number } {
  const organisationId = organisation(values);
  const key = text(values, 'key');
  if (organisationId === null || key === undefined) throw new CommandError('Name the key, with --organisation and --key.', EXIT.unusable);
  if (!/^[1-9]\d{0,9}$/.test(key)) throw new CommandError('--key takes the number of a key, as keys status shows it.', EXIT.unusable);
  return { organisationId, keyId: Number(key) };
}
