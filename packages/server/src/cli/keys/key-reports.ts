import { PLATFORM } from '../../database/schema.ts';
import type { KeyInventoryEntry, OrganisationKeyStatus } from '../../vault/index.ts';
import type { DestructionAnswer, KeysStatus, RewrappedKeys, RotatedKeys, VerifiedOrganisation } from './key-actions.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** What the commands print for people. */
export function describeStatus({ masterKey, custody, organisations }: KeysStatus): string {
  const place = custody.kind === 'folder' ? `folder ${custody.folder}` : `PostgreSQL cluster ${custody.cluster}`;
  return [
    `Master key: ${masterKey.provider}, version ${String(masterKey.version)}${age(masterKey)}`,
    `Custody:    ${place}`,
    ...organisations.map(describeOrganisation),
    '',
  ].join('\n');
}

function describeOrganisation({ organisationId, keys }: OrganisationKeyStatus): string {
  const rows = keys.map(describeKey);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `  ${row.map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  ')}`.trimEnd());
  return ['', nameOf(organisationId), ...lines].join('\n');
}

function describeKey(key: KeyInventoryEntry): readonly string[] {
  return [
    `key ${String(key.keyId)}`, key.purpose, key.state, `${count(key.values)} ${key.values === 1 ? 'value' : 'values'}`,
    [
      `made ${day(key.createdAt)}`,
      key.masterKeyVersion === null ? '' : `under version ${String(key.masterKeyVersion)} of the master key`,
      key.rotationDue === null ? '' : `next one due ${day(key.rotationDue)}`,
      key.retiredAt === null ? '' : `retired ${day(key.retiredAt)}`,
      key.destructibleFrom === null ? '' : `may be destroyed from ${day(key.destructibleFrom)}`,
      key.destructionRequestedBy === null ? '' : `destruction asked for by ${key.destructionRequestedBy}`,
      key.destroyedAt === null ? '' : `destroyed ${day(key.destroyedAt)}`,
    ].filter((text) => text !== '').join(', '),
  ];
}

/** The status for programs: times of the policy have their unit in their name. */
export function statusForPrograms({ policy, ...status }: KeysStatus): object {
  return {
    ...status,
    policy: {
      dataKeyAgeDays: policy.dataKeyAge / DAY, masterKeyAgeDays: policy.masterKeyAge / DAY, backupHorizonDays: policy.backupHorizon / DAY,
      restoredHoldDays: policy.restoredHold / DAY, cookieLifetimeHours: policy.cookieLifetime / HOUR, spreadMinutes: policy.spread / MINUTE,
    },
  };
}

export function describeRotation(outcomes: readonly RotatedKeys[], dryRun: boolean): string {
  const values = (field: 'moved' | 'unreadable' | 'left'): number => outcomes.reduce((sum, outcome) => sum + outcome[field], 0);
  if (dryRun) return `New keys would be made for ${whoOf(outcomes)}, and ${count(values('left'))} values would be sealed anew. Nothing was changed.\n`;
  const waiting = outcomes.filter(({ waiting: purposes }) => purposes.length > 0);
  const purposes = [...new Set(waiting.flatMap((outcome) => outcome.waiting))].join(', ');
  return [
    `${count(values('moved'))} values of ${whoOf(outcomes)} were sealed anew.`,
    ...(waiting.length > 0
      ? [`Not through yet: ${whoOf(waiting)} (keys for ${purposes}). Every server has to load the new keys and let go of the old ones first; the server goes on by itself, or run this again.`]
      : []),
    ...(values('unreadable') > 0 ? [`${count(values('unreadable'))} values do not open and stay under the old keys. keys verify names them.`] : []),
    '',
  ].join('\n');
}

export function describeRewrap({ masterKey, organisations }: RewrappedKeys, dryRun: boolean): string {
  const sum = (field: 'rewrapped' | 'keys'): string => count(organisations.reduce((total, organisation) => total + organisation[field], 0));
  const done = dryRun ? 'would be wrapped anew under the newest master key. Nothing was changed.' : `were wrapped anew under version ${String(masterKey.version)} of the master key.`;
  return `${sum('rewrapped')} of ${sum('keys')} keys ${done}\n`;
}

export function describeRetirement(status: OrganisationKeyStatus, { undo, dryRun }: { readonly undo: boolean; readonly dryRun: boolean }): string {
  const sentence = undo ? 'The retirement can be taken back.' : 'The key can be retired.';
  return `${describeOrganisation(status).trimStart()}\n${dryRun ? `${sentence} Nothing was changed.\n` : ''}`;
}

export function describeDestruction({ code, status }: DestructionAnswer, dryRun: boolean): string {
  const key = status.keys[0];
  if (dryRun) return 'The key may be destroyed. Nothing was changed.\n';
  if (code === null) return `Key ${String(key?.keyId)} is destroyed. What is still sealed under it in old backups cannot be read any more.\n`;
  const organisation = status.organisationId === PLATFORM ? 'platform' : status.organisationId;
  return `Another person has to confirm this within seven days, with the same options for database and keys:

  cashflowsmart keys destroy --organisation ${organisation} --key ${String(key?.keyId)} --by NAME --confirm -

and give this code on standard input; it is shown only now:

  ${code}
`;
}

export function describeVerification(results: readonly VerifiedOrganisation[]): string {
  const tables = results.flatMap(({ organisationId, tables: each }) => each.map((table) => ({ organisationId, ...table })));
  const unreadable = tables.flatMap(({ organisationId, table, unreadable: ids }) => ids.map((id) => `does not open: ${table} ${id}, ${nameOf(organisationId)}`));
  const sum = (field: 'opened' | 'destroyed'): number => tables.reduce((total, table) => total + table[field], 0);
  return [
    ...unreadable,
    `${count(sum('opened'))} values opened.`,
    ...(sum('destroyed') > 0 ? [`${count(sum('destroyed'))} cannot be read by design: their keys were destroyed.`] : []),
    ...(unreadable.length > 0 ? [`${count(unreadable.length)} do not open and should. Restore them from a backup.`] : []),
    '',
  ].join('\n');
}

function age({ createdAt, rotationDue }: KeysStatus['masterKey']): string {
  return createdAt === null || rotationDue === null ? ' (its provider does not say since when)' : ` since ${day(createdAt)}, next one due ${day(rotationDue)}`;
}

/** The organisations that something is about, in numbers; one alone by its name. */
function whoOf(about: readonly { readonly organisationId: string }[]): string {
  const [only] = about;
  if (only && about.length === 1) return only.organisationId === PLATFORM ? 'the platform' : nameOf(only.organisationId);
  const platform = about.some(({ organisationId }) => organisationId === PLATFORM);
  const organisations = about.length - (platform ? 1 : 0);
  return `${platform ? 'the platform and ' : ''}${count(organisations)} ${organisations === 1 ? 'organisation' : 'organisations'}`;
}

function nameOf(organisationId: string): string {
  return organisationId === PLATFORM ? 'platform' : `organisation ${organisationId}`;
}

function day(time: string): string {
  return time.slice(0, 10);
}

function count(value: number): string {
  return value.toLocaleString('en');
}
