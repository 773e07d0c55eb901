import { PLATFORM } from '../../database/schema.ts';
import type { KeyInventoryEntry } from '../../vault/index.ts';
import type { KeysStatus } from '../keys/key-actions.ts';
import { type Finding, ok, warning } from './finding.ts';

const DAY = 86_400_000;
/** A rotation that is not through after this long is stuck; it takes hours, most of them waiting. */
const ROTATION_DAYS = 7;
/** Where a rotation by schedule is late by less, the server has just not come to it. */
const GRACE = DAY;

/** Whether keys are younger than the policy has it, and rotations come to an end. */
export function keyFindings({ masterKey, organisations, policy }: KeysStatus, now: Date): readonly Finding[] {
  const keys = organisations.flatMap(({ organisationId, keys: ours }) => ours.map((key) => ({ organisationId, ...key })));
  const late = keys.filter(({ rotationDue }) => rotationDue !== null && isPast(rotationDue, GRACE, now));
  const stuck = keys.filter((key) => (key.state === 'pending' || (key.state === 'decrypt-only' && key.values > 0)) && isStuck(key, keys, now));
  const days = (time: number): string => String(Math.round(time / DAY));
  return [
    masterKeyFinding(masterKey, now),
    late.length === 0
      ? ok('data-keys-age', `All data keys are younger than ${days(policy.dataKeyAge)} days.`)
      : warning('data-keys-age', `Keys of ${who(late)} are older than ${days(policy.dataKeyAge)} days. A server that runs replaces them by itself; or call keys rotate.`),
    stuck.length === 0
      ? ok('rotations', 'No rotation has come to a halt.')
      : warning('rotations', `A rotation of ${who(stuck)} has not come to its end for ${String(ROTATION_DAYS)} days. Call keys rotate, and keys verify to see what does not open.`),
  ];
}

function masterKeyFinding({ provider, createdAt, rotationDue }: KeysStatus['masterKey'], now: Date): Finding {
  if (createdAt === null || rotationDue === null) return warning('master-key-age', `The key provider (${provider}) does not say how old the master key is. Look at it there.`);
  return isPast(rotationDue, 0, now)
    ? warning('master-key-age', `The master key is from ${createdAt.slice(0, 10)} and should have been replaced by ${rotationDue.slice(0, 10)}. Call keys rewrap --new-master-key.`)
    : ok('master-key-age', `The master key (${provider}) is from ${createdAt.slice(0, 10)}.`);
}

/** Since when a rotation goes on is when its new key was made. */
function isStuck(key: KeyInventoryEntry & { readonly organisationId: string }, all: readonly (KeyInventoryEntry & { readonly organisationId: string })[], now: Date): boolean {
  const newer = all.filter(({ organisationId, purpose, keyId }) => organisationId === key.organisationId && purpose === key.purpose && keyId >= key.keyId);
  const began = key.state === 'pending' ? key.createdAt : (newer.find(({ state }) => state === 'active')?.createdAt ?? key.createdAt);
  return isPast(began, ROTATION_DAYS * DAY, now);
}

function isPast(time: string, grace: number, now: Date): boolean {
  return now.getTime() - new Date(time).getTime() > grace;
}

function who(keys: readonly { readonly organisationId: string }[]): string {
  const ids = new Set(keys.map(({ organisationId }) => organisationId));
  const organisations = ids.size - (ids.has(PLATFORM) ? 1 : 0);
  const names = [
    ...(ids.has(PLATFORM) ? ['the platform'] : []),
    ...(organisations > 0 ? [`${String(organisations)} ${organisations === 1 ? 'organisation' : 'organisations'}`] : []),
  ];
  return names.join(' and ');
}
