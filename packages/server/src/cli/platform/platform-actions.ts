import { platformScopes, type AuditAction, type AuditDetailsOf } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { AuditObject } from '../../audit/audit-entry.ts';
import { HOST } from '../../audit/audit-trail.ts';
import { type Database, PLATFORM } from '../../database/schema.ts';
import { isPageOrigin } from '../../embed/origin.ts';
import { OriginTakenError, type Platform } from '../../embed/platforms.ts';
import { TooManyPlatformKeysError, type NewPlatformKey, type PlatformKey } from '../../embed/platform-keys.ts';
import { CommandError } from '../command.ts';
import { defineAction } from '../control/action.ts';
import type { Deployment } from '../deployment.ts';

/** A key, with times as text. */
export interface KeyListing extends Omit<PlatformKey, 'createdAt' | 'expiresAt'> {
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface MadeKey {
  readonly key: KeyListing;
  /** Shown once. */
  readonly apiKey: string;
}

const name = z.string().trim().min(1).max(120);
const origins = z.array(z.string().refine(isPageOrigin)).max(100);
const platformId = z.uuid();

export const platformCreate = defineAction({
  name: 'platform create',
  input: z.object({ name, origins, signInDomain: z.string().max(253).nullable() }),
  run: async ({ access, audit }: Deployment, settings): Promise<Platform> => {
    const record = await recorder(audit);
    const { platforms } = access.embedding;
    const id = await platforms.create(settings, (transaction, made) => record(transaction, 'platform.create', { kind: 'platform', id: made })).catch(spoken);
    access.embedding.origins.forget();
    return { id, state: 'active', ...settings };
  },
});

export const platformList = defineAction({
  name: 'platform list',
  input: z.object({}),
  run: ({ access }: Deployment): Promise<readonly Platform[]> => access.embedding.platforms.list(),
});

export const platformOrigins = defineAction({
  name: 'platform origins',
  input: z.object({ platformId, add: origins, remove: z.array(z.string()).max(100) }),
  run: async ({ access, audit }: Deployment, { platformId: id, add, remove }): Promise<Platform> => {
    const record = await recorder(audit);
    const { platforms } = access.embedding;
    const change = add.length + remove.length > 0;
    const platform = change
      ? await platforms.change(id, (settings) => ({ ...settings, origins: [...new Set([...settings.origins, ...add])].filter((origin) => !remove.includes(origin)) }),
        (transaction) => record(transaction, 'platform.change', { kind: 'platform', id }, { fields: ['origins'] })).catch(spoken)
      : await platforms.read(id);
    access.embedding.origins.forget();
    return platform ?? unknownPlatform();
  },
});

export const platformState = defineAction({
  name: 'platform state',
  input: z.object({ platformId, state: z.enum(['active', 'disabled']) }),
  run: async ({ access, audit }: Deployment, { platformId: id, state }): Promise<Platform> => {
    const record = await recorder(audit);
    const { platforms } = access.embedding;
    const known = await platforms.setState(id, state, (transaction) => record(transaction, 'platform.change', { kind: 'platform', id }, { fields: ['state'] }));
    access.embedding.origins.forget();
    return (known ? await platforms.read(id) : undefined) ?? unknownPlatform();
  },
});

export const platformKeysCreate = defineAction({
  name: 'platform keys create',
  input: z.object({ platformId, scopes: z.array(z.enum(platformScopes)).min(1), days: z.int().min(1).max(730) }),
  run: async ({ access, audit }: Deployment, { platformId: id, scopes, days }): Promise<MadeKey> => {
    const record = await recorder(audit);
    const made = await access.embedding.keys.create(id, {
      scopes, days, inTransaction: (transaction, keyId) => record(transaction, 'platform-key.create', { kind: 'platform-key', id: keyId }, { platformId: id, scopes, days }),
    }).catch(spoken);
    return made ? madeKey(made) : unknownPlatform();
  },
});

export const platformKeysList = defineAction({
  name: 'platform keys list',
  input: z.object({ platformId }),
  run: async ({ access }: Deployment, { platformId: id }): Promise<readonly KeyListing[]> => {
    if (!(await access.embedding.platforms.read(id))) unknownPlatform();
    return (await access.embedding.keys.list(id)).map(listing);
  },
});

export const platformKeysRotate = defineAction({
  name: 'platform keys rotate',
  input: z.object({ platformId, keyId: z.uuid(), overlapHours: z.int().min(0).max(720) }),
  run: async ({ access, audit }: Deployment, { platformId: id, keyId, overlapHours }): Promise<MadeKey> => {
    const record = await recorder(audit);
    const made = await access.embedding.keys.rotate(id, keyId, overlapHours, (transaction, newKeyId) =>
      record(transaction, 'platform-key.rotate', { kind: 'platform-key', id: keyId }, { newKeyId, overlapHours })).catch(spoken);
    return made ? madeKey(made) : unknownKey();
  },
});

export const platformKeysRevoke = defineAction({
  name: 'platform keys revoke',
  input: z.object({ platformId, keyId: z.uuid() }),
  run: async ({ access, audit }: Deployment, { platformId: id, keyId }): Promise<{ readonly keyId: string }> => {
    const record = await recorder(audit);
    const known = await access.embedding.keys.revoke(id, keyId, (transaction) => record(transaction, 'platform-key.revoke', { kind: 'platform-key', id: keyId }));
    return known ? { keyId } : unknownKey();
  },
});

export const platformActions = [
  platformCreate, platformList, platformOrigins, platformState, platformKeysCreate, platformKeysList, platformKeysRotate, platformKeysRevoke,
] as const;

/** What the host does at the command line stands in the log of the platform. */
async function recorder(audit: Deployment['audit']) {
  const log = await audit.log(PLATFORM);
  return <A extends AuditAction>(transaction: Transaction<Database>, action: A, object: AuditObject, details?: AuditDetailsOf<A>): Promise<void> =>
    log.record(transaction, { action, object, actor: HOST, details });
}

function spoken(error: unknown): never {
  throw error instanceof OriginTakenError || error instanceof TooManyPlatformKeysError ? new CommandError(error.message) : error;
}

function unknownPlatform(): never {
  throw new CommandError('There is no platform with this id. platform list shows all of them.');
}

function unknownKey(): never {
  throw new CommandError('The platform has no living key with this id. platform keys list shows its keys.');
}

function madeKey({ key, text }: NewPlatformKey): MadeKey {
  return { key: listing(key), apiKey: text };
}

function listing({ createdAt, expiresAt, ...key }: PlatformKey): KeyListing {
  return { ...key, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
