import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { createDurably, isFileError } from '../durable-file.ts';
import { KeysUnavailableError } from '../errors.ts';
import { keyContextDigest } from '../key-context.ts';
import type { KeyContext, KeyProvider, MasterKeyDescription, WrappedKey } from '../key-provider.ts';
import { unwrapPadded, wrapPadded } from '../key-wrap.ts';
import { refuseInside, refuseShared } from '../safe-place.ts';

export interface FileKeyProviderOptions {
  /** The key file. */
  readonly path: string;
  /** Where the data lies; the key file must lie elsewhere. */
  readonly dataFolders: readonly string[];
  /** Whether to make the file, with a new random master key, when there is none. */
  readonly create?: boolean;
}

const subject = 'The key file';
const keyFileSchema = z.object({
  format: z.literal('cash-flow/master-key/1'),
  masterKeyId: z.uuid(),
  versions: z.array(z.object({ version: z.int().positive(), createdAt: z.iso.datetime(), key: z.base64() })).nonempty(),
});

interface MasterKey extends MasterKeyDescription {
  readonly key: Uint8Array;
}

/**
 * A master key in a file of its own, readable by its owner only. The file is read for each call: nothing of it stays in
 * memory, and taking it away counts as soon as the unwrapped keys have run out. Format: `docs/formats.md`.
 *
 * @throws {UnsafeKeyPlaceError} when the file lies with the data or others can read it.
 * @throws {KeysUnavailableError} when there is no usable file.
 */
export async function openFileKeyProvider(options: FileKeyProviderOptions): Promise<KeyProvider> {
  await refuseInside(subject, options.path, options.dataFolders);
  if (options.create === true) await createDurably(options.path, newKeyFile());
  const provider = new FileKeyProvider(options.path);
  await provider.health();
  return provider;
}

class FileKeyProvider implements KeyProvider {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    const master = newest(await this.#read());
    // The digest binds the key to its context, for which key wrapping has no field.
    const blob = wrapPadded(master.key, Buffer.concat([keyContextDigest(context), key]));
    return { blob, masterKeyId: master.masterKeyId, masterKeyVersion: master.masterKeyVersion };
  }

  async unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    const master = (await this.#read()).find(
      (candidate) => candidate.masterKeyId === wrapped.masterKeyId && candidate.masterKeyVersion === wrapped.masterKeyVersion,
    );
    if (!master) throw new KeysUnavailableError('The key file does not hold the master key under which this data was kept.');
    const digest = keyContextDigest(context);
    const content = unwrapPadded(master.key, wrapped.blob);
    if (!content || content.length <= digest.length || !timingSafeEqual(content.subarray(0, digest.length), digest)) {
      throw new KeysUnavailableError(notWrapped);
    }
    return content.subarray(digest.length);
  }

  async describe(): Promise<MasterKeyDescription> {
    const { provider, masterKeyId, masterKeyVersion, createdAt } = newest(await this.#read());
    return { provider, masterKeyId, masterKeyVersion, createdAt };
  }

  async health(): Promise<void> {
    const key = randomBytes(32);
    const context = { deploymentId: randomUUID(), organisationId: randomUUID(), purpose: 'health', keyId: 1 };
    const unwrapped = await this.unwrap(await this.wrap(key, context), context);
    if (!timingSafeEqual(key, unwrapped)) throw new KeysUnavailableError('The key file did not give back what it wrapped.');
  }

  async #read(): Promise<readonly MasterKey[]> {
    const text = await readPrivately(this.#path);
    const parsed = keyFileSchema.safeParse(parseJson(text));
    if (!parsed.success) throw new KeysUnavailableError('The key file is damaged or of an unknown format. Restore it from its backup.');
    const { masterKeyId, versions } = parsed.data;
    return versions.map(({ version, createdAt, key }) => {
      const bytes = Buffer.from(key, 'base64');
      if (bytes.length !== 32) throw new KeysUnavailableError('The key file holds a key that has not 32 bytes.');
      return { provider: 'file', masterKeyId, masterKeyVersion: version, createdAt: new Date(createdAt), key: bytes };
    });
  }
}

const notWrapped = 'A data key does not unwrap: it was wrapped under another master key, or for another place.';

function newest(keys: readonly MasterKey[]): MasterKey {
  return keys.reduce((best, key) => (key.masterKeyVersion > best.masterKeyVersion ? key : best));
}

function newKeyFile(): string {
  const content: z.infer<typeof keyFileSchema> = {
    format: 'cash-flow/master-key/1',
    masterKeyId: randomUUID(),
    versions: [{ version: 1, createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') }],
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/** Looks at the rights of the file that was opened, not of one that may have taken its name since. */
async function readPrivately(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      refuseShared(subject, await file.stat());
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isFileError(error, 'ENOENT')) throw new KeysUnavailableError('The key file is not there.');
    if (isFileError(error, 'EACCES')) throw new KeysUnavailableError('The key file cannot be read by the user that runs the server.');
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
