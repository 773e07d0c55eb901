import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { KeysUnavailableError } from '../errors.ts';
import type { LocalMasterKey } from './local-key-provider.ts';

const keyFileSchema = z.object({
  format: z.literal('cash-flow/master-key/1'),
  masterKeyId: z.uuid(),
  versions: z.array(z.object({ version: z.int().positive(), createdAt: z.iso.datetime(), key: z.base64() })).nonempty(),
});

type KeyFile = z.infer<typeof keyFileSchema>;

/** A new file with one random master key, as text. Format: `docs/formats.md`. */
export function newKeyFile(now: Date): string {
  return toText({ format: 'cash-flow/master-key/1', masterKeyId: randomUUID(), versions: [newVersion(1, now)] });
}

/** The same file with one more version, which is random. @throws {KeysUnavailableError} */
export function withNewVersion(text: string, now: Date): string {
  const file = parse(text);
  const newest = Math.max(...file.versions.map(({ version }) => version));
  return toText({ ...file, versions: [...file.versions, newVersion(newest + 1, now)] });
}

/** @throws {KeysUnavailableError} when it is not such a file. */
export function readKeyFile(text: string): readonly LocalMasterKey[] {
  const { masterKeyId, versions } = parse(text);
  return versions.map(({ version, createdAt, key }) => ({
    provider: 'file', masterKeyId, masterKeyVersion: version, createdAt: new Date(createdAt), key: Buffer.from(key, 'base64'),
  }));
}

function parse(text: string): KeyFile {
  const parsed = keyFileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new KeysUnavailableError('The key file is damaged or of an unknown format. Restore it from its backup.');
  const { versions } = parsed.data;
  if (versions.some(({ key }) => Buffer.byteLength(key, 'base64') !== 32)) throw new KeysUnavailableError('The key file holds a key that has not 32 bytes.');
  if (new Set(versions.map(({ version }) => version)).size !== versions.length) {
    throw new KeysUnavailableError('The key file holds two keys with the same version. Restore it from its backup.');
  }
  return parsed.data;
}

function newVersion(version: number, now: Date): KeyFile['versions'][number] {
  return { version, createdAt: now.toISOString(), key: randomBytes(32).toString('base64') };
}

function toText(file: KeyFile): string {
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
