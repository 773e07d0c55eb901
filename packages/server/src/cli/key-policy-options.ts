import type { KeyPolicy } from '../vault/index.ts';
import { CommandError, EXIT, type CommandIo } from './command.ts';

const DAY = 86_400_000;

/** What may be set, each in days. */
const VARIABLES = {
  dataKeyAge: { name: 'CASH_FLOW_DATA_KEY_DAYS', most: 366 },
  masterKeyAge: { name: 'CASH_FLOW_MASTER_KEY_DAYS', most: 1_098 },
  backupHorizon: { name: 'CASH_FLOW_BACKUP_DAYS', most: 3_660 },
} as const satisfies Readonly<Partial<Record<keyof KeyPolicy, { readonly name: string; readonly most: number }>>>;

/**
 * How old keys may become and how long backups are kept, where variables say so.
 *
 * @throws {CommandError} for anything but whole days, or more of them than could be called regular.
 */
export function keyPolicy(env: CommandIo['env']): Partial<KeyPolicy> {
  const entries = Object.entries(VARIABLES).flatMap(([field, { name, most }]) => {
    const value = env[name];
    if (!value) return [];
    const days = Number(value);
    if (!/^\d{1,4}$/.test(value) || days < 1 || days > most) throw new CommandError(`${name} takes whole days, from 1 to ${String(most)}.`, EXIT.unusable);
    return [[field, days * DAY] as const];
  });
  return Object.fromEntries(entries);
}
