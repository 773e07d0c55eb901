import { z } from 'zod';
import { KeysUnavailableError } from '../errors.ts';
import { type CustodyKey, keyPurposes } from './custody.ts';

const custodySchema = z.object({ format: z.literal('cash-flow/custody/1'), deploymentId: z.uuid() });

const keysSchema = z.object({
  format: z.literal('cash-flow/custody-keys/1'),
  organisationId: z.uuid(),
  keys: z.array(
    z.object({
      keyId: z.int().min(1).max(0xffff_ffff),
      purpose: z.enum(keyPurposes),
      createdAt: z.iso.datetime(),
      wrapped: z.base64(),
      masterKeyId: z.string(),
      masterKeyVersion: z.int().positive(),
      commitment: z.base64(),
    }),
  ),
});

export function writeCustodyFile(deploymentId: string): string {
  return toText({ format: 'cash-flow/custody/1', deploymentId } satisfies z.infer<typeof custodySchema>);
}

/** @returns the deployment's id. @throws {KeysUnavailableError} */
export function readCustodyFile(text: string): string {
  return parse(custodySchema, text).deploymentId;
}

export function writeKeysFile(organisationId: string, keys: readonly CustodyKey[]): string {
  return toText({
    format: 'cash-flow/custody-keys/1',
    organisationId,
    keys: keys.map(({ keyId, purpose, createdAt, wrapped, commitment }) => ({
      keyId,
      purpose,
      createdAt: createdAt.toISOString(),
      wrapped: Buffer.from(wrapped.blob).toString('base64'),
      masterKeyId: wrapped.masterKeyId,
      masterKeyVersion: wrapped.masterKeyVersion,
      commitment: Buffer.from(commitment).toString('base64'),
    })),
  } satisfies z.infer<typeof keysSchema>);
}

/** @throws {KeysUnavailableError} when it is not the key file of this organisation. */
export function readKeysFile(organisationId: string, text: string): readonly CustodyKey[] {
  const file = parse(keysSchema, text);
  if (file.organisationId !== organisationId) throw new KeysUnavailableError('A file in the custody folder bears the name of another organisation.');
  return file.keys.map((key) => ({
    keyId: key.keyId,
    purpose: key.purpose,
    createdAt: new Date(key.createdAt),
    wrapped: { blob: bytes(key.wrapped), masterKeyId: key.masterKeyId, masterKeyVersion: key.masterKeyVersion },
    commitment: bytes(key.commitment),
  }));
}

function toText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function parse<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new KeysUnavailableError('A file in the custody folder is damaged or of an unknown format. Restore the folder from its newest backup.');
  }
}

function bytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
