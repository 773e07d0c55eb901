import { z } from 'zod';
import { KeysUnavailableError } from '../errors.ts';
import { type AuditCheckpoint, type CustodyKey, keyPurposes, type OrganisationKeys } from './custody.ts';
import { loadEntry, type RegisterEntry, storedEntry, storeEntry } from './register.ts';

const custodySchema = z.object({ format: z.literal('cash-flow/custody/1'), deploymentId: z.uuid() });

const keyFields = {
  keyId: z.int().min(1).max(0xffff_ffff),
  purpose: z.enum(keyPurposes),
  createdAt: z.iso.datetime(),
  wrapped: z.base64(),
  masterKeyId: z.string(),
  masterKeyVersion: z.int().positive(),
  commitment: z.base64(),
};

const keysSchema1 = z.object({
  format: z.literal('cash-flow/custody-keys/1'),
  organisationId: z.uuid(),
  keys: z.array(z.object(keyFields)),
});

const keysSchema2 = z.object({
  format: z.literal('cash-flow/custody-keys/2'),
  organisationId: z.uuid(),
  revision: z.int().positive(),
  keys: z.array(
    z.object({
      ...keyFields,
      wrapped: keyFields.wrapped.nullable(),
      masterKeyId: keyFields.masterKeyId.nullable(),
      masterKeyVersion: keyFields.masterKeyVersion.nullable(),
      retiredAt: z.iso.datetime().nullable(),
      destroyedAt: z.iso.datetime().nullable(),
      destruction: z.object({ requestedAt: z.iso.datetime(), requestedBy: z.string(), codeDigest: z.base64(), confirmedBy: z.string().nullable() }).nullable(),
    }),
  ),
});

const keysSchema = z.discriminatedUnion('format', [keysSchema1, keysSchema2]);
type StoredKey = z.infer<typeof keysSchema>['keys'][number];

export function writeCustodyFile(deploymentId: string): string {
  return toText({ format: 'cash-flow/custody/1', deploymentId } satisfies z.infer<typeof custodySchema>);
}

/** @returns the deployment's id. @throws {KeysUnavailableError} */
export function readCustodyFile(text: string): string {
  return parse(custodySchema, text).deploymentId;
}

export function writeKeysFile(organisationId: string, { revision, keys }: OrganisationKeys): string {
  return toText({
    format: 'cash-flow/custody-keys/2',
    organisationId,
    revision,
    keys: keys.map(({ keyId, purpose, createdAt, wrapped, commitment, retiredAt, destroyedAt, destruction }) => ({
      keyId,
      purpose,
      createdAt: createdAt.toISOString(),
      wrapped: wrapped && toBase64(wrapped.blob),
      masterKeyId: wrapped && wrapped.masterKeyId,
      masterKeyVersion: wrapped && wrapped.masterKeyVersion,
      commitment: toBase64(commitment),
      retiredAt: retiredAt && retiredAt.toISOString(),
      destroyedAt: destroyedAt && destroyedAt.toISOString(),
      destruction: destruction && {
        requestedAt: destruction.requestedAt.toISOString(),
        requestedBy: destruction.requestedBy,
        codeDigest: toBase64(destruction.codeDigest),
        confirmedBy: destruction.confirmedBy,
      },
    })),
  } satisfies z.infer<typeof keysSchema2>);
}

/** @throws {KeysUnavailableError} when it is not the key file of this organisation. */
export function readKeysFile(organisationId: string, text: string): OrganisationKeys {
  const file = parse(keysSchema, text);
  if (file.organisationId !== organisationId) throw new KeysUnavailableError('A file in custody bears the name of another organisation.');
  return { revision: 'revision' in file ? file.revision : file.keys.length, keys: file.keys.map(toKey) };
}

const registerSchema = z.object({ format: z.literal('cash-flow/custody-register/1'), entries: z.array(storedEntry) });

export function writeRegisterFile(entries: readonly RegisterEntry[]): string {
  return toText({ format: 'cash-flow/custody-register/1', entries: entries.map(storeEntry) } satisfies z.infer<typeof registerSchema>);
}

/** @throws {KeysUnavailableError} */
export function readRegisterFile(text: string): readonly RegisterEntry[] {
  return parse(registerSchema, text).entries.map(loadEntry);
}

const checkpointSchema = z.object({
  format: z.literal('cash-flow/custody-checkpoint/1'), organisationId: z.uuid(), epoch: z.int().positive(), size: z.int().positive(), note: z.string(),
});

export function writeCheckpointFile(organisationId: string, checkpoint: AuditCheckpoint): string {
  return toText({ format: 'cash-flow/custody-checkpoint/1', organisationId, ...checkpoint } satisfies z.infer<typeof checkpointSchema>);
}

/** @throws {KeysUnavailableError} when it is not the checkpoint of this organisation. */
export function readCheckpointFile(organisationId: string, text: string): AuditCheckpoint {
  const { organisationId: owner, epoch, size, note } = parse(checkpointSchema, text);
  if (owner !== organisationId) throw new KeysUnavailableError('A file in custody bears the name of another organisation.');
  return { epoch, size, note };
}

function toKey(stored: StoredKey): CustodyKey {
  const { wrapped, masterKeyId, masterKeyVersion } = stored;
  const destruction = 'destruction' in stored ? stored.destruction : null;
  return {
    keyId: stored.keyId,
    purpose: stored.purpose,
    createdAt: new Date(stored.createdAt),
    wrapped: wrapped !== null && masterKeyId !== null && masterKeyVersion !== null ? { blob: toBytes(wrapped), masterKeyId, masterKeyVersion } : null,
    commitment: toBytes(stored.commitment),
    retiredAt: 'retiredAt' in stored ? toDate(stored.retiredAt) : null,
    destroyedAt: 'destroyedAt' in stored ? toDate(stored.destroyedAt) : null,
    destruction: destruction && {
      requestedAt: new Date(destruction.requestedAt),
      requestedBy: destruction.requestedBy,
      codeDigest: toBytes(destruction.codeDigest),
      confirmedBy: destruction.confirmedBy,
    },
  };
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function parse<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new KeysUnavailableError('A file in custody is damaged or of an unknown format. Restore custody from its newest backup.');
  }
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
