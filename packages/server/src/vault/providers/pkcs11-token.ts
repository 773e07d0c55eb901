import { createHash, randomBytes } from 'node:crypto';
import { KeysUnavailableError } from '../errors.ts';
import { readPrivateFile } from '../private-file.ts';
import { CK, CKR, Pkcs11Error } from './pkcs11-constants.ts';
import { type Attribute, type Handle, Pkcs11Module } from './pkcs11-module.ts';
import { within } from './time-limit.ts';

export interface Pkcs11TokenOptions {
  /** The shared library that comes with the token. */
  readonly module: string;
  readonly tokenLabel: string;
  /** The label that all versions of the master key have. Their CKA_ID tells the version. */
  readonly keyLabel: string;
  /** A file with the PIN of the user, read for each call. */
  readonly pinFile: string;
  /** How long a call may take, in ms. Default 10,000. */
  readonly timeout?: number | undefined;
}

/** A version of the master key, as the token keeps it. Two rotations at once may give two keys one version. */
export interface TokenKey {
  readonly handle: Handle;
  readonly version: number;
  /** null where it was not made here. */
  readonly createdAt: Date | null;
}

/** A session of a user who is logged in, and what it finds. */
export interface TokenSession {
  readonly module: Pkcs11Module;
  readonly session: Handle;
  /** At least one. */
  readonly keys: readonly TokenKey[];
}

export const tokenSubject = 'The PKCS #11 token';
const pinSubject = 'The file with the PIN of the PKCS #11 token';

/**
 * The AES keys of one label on a token. Each use opens a session of its own and logs in, so nothing stays open, and a PIN
 * that was refused is not tried again, which would lock the token. Login state belongs to the process, so uses take turns.
 */
export class Pkcs11Token {
  readonly #module: Pkcs11Module;
  readonly #options: Pkcs11TokenOptions;
  /** The uses before. */
  #turn: Promise<unknown> = Promise.resolve();
  #refusedPin: Buffer | undefined;
  #closed: Promise<void> | undefined;

  private constructor(module: Pkcs11Module, options: Pkcs11TokenOptions) {
    this.#module = module;
    this.#options = options;
  }

  /** @throws {KeysUnavailableError} when the module cannot be used. */
  static async open(options: Pkcs11TokenOptions): Promise<Pkcs11Token> {
    return new Pkcs11Token(await useModule(options.module), options);
  }

  /** What the keys have in common. */
  attributes(): readonly Attribute[] {
    return [
      [CK.CKA_CLASS, this.#module.ulong(CK.CKO_SECRET_KEY)], [CK.CKA_KEY_TYPE, this.#module.ulong(CK.CKK_AES)], [CK.CKA_LABEL, Buffer.from(this.#options.keyLabel)],
    ];
  }

  /** @throws {KeysUnavailableError} also when it takes too long. */
  async use<T>(use: (token: TokenSession) => Promise<T>, mode: { readonly write: boolean } = { write: false }): Promise<T> {
    if (this.#closed) throw new KeysUnavailableError(`${tokenSubject} was let go of.`);
    const work = this.#turn.then(() => this.#inSession(use, mode));
    this.#turn = work.catch(() => undefined);
    try {
      return await within(this.#options.timeout ?? 10_000, `${tokenSubject} did not answer in time. Check that it is connected and not busy.`, work);
    } catch (error) {
      throw spoken(error, this.#options.tokenLabel);
    }
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return (this.#closed ??= this.#turn.then(() => releaseModule(this.#options.module)));
  }

  async #inSession<T>(use: (token: TokenSession) => Promise<T>, mode: { readonly write: boolean }): Promise<T> {
    const [slot, ...more] = await this.#module.slotsOf(this.#options.tokenLabel);
    if (slot === undefined) throw new KeysUnavailableError(`There is no PKCS #11 token with the label ${this.#options.tokenLabel}. Check that it is connected.`);
    if (more.length > 0) throw new KeysUnavailableError(`There are several PKCS #11 tokens with the label ${this.#options.tokenLabel}. Give them labels of their own.`);
    const session = await this.#module.openSession(slot, mode);
    try {
      await this.#login(session);
      const keys: TokenKey[] = [];
      for (const handle of await this.#module.find(session, this.attributes())) {
        const id = await this.#module.attribute(session, handle, CK.CKA_ID);
        const known = readTokenKeyId(id);
        if (known) keys.push({ handle, ...known });
      }
      if (keys.length === 0) throw new KeysUnavailableError(`${tokenSubject} has no AES key with the label ${this.#options.keyLabel} and a version as its id. Make it first (docs/key-providers.md).`);
      return await use({ module: this.#module, session, keys });
    } finally {
      await this.#module.closeSession(session).catch(() => undefined);
    }
  }

  async #login(session: Handle): Promise<void> {
    const pin = Buffer.from((await readPrivateFile(pinSubject, this.#options.pinFile, { groupMayRead: true })).replace(/\r?\n$/, ''));
    const digest = createHash('sha256').update(salt).update(pin).digest();
    if (this.#refusedPin?.equals(digest) === true) throw new KeysUnavailableError(pinRefused);
    try {
      await this.#module.login(session, pin);
      this.#refusedPin = undefined;
    } catch (error) {
      if (error instanceof Pkcs11Error && error.code === CKR.PIN_INCORRECT) this.#refusedPin = digest;
      throw error;
    } finally {
      pin.fill(0);
    }
  }
}

/**
 * The CKA_ID of a key that is made here: version and time in seconds since 1970, each u32, big endian. There are attributes for dates, but not
 * on all tokens.
 */
export function tokenKeyId({ version, createdAt }: { readonly version: number; readonly createdAt: Date }): Uint8Array {
  const id = Buffer.alloc(8);
  id.writeUInt32BE(version);
  id.writeUInt32BE(Math.floor(createdAt.getTime() / 1000), 4);
  return id;
}

/** @param id as above, or of a key that was made by hand: one to four bytes with the version. @returns undefined where it is neither. */
function readTokenKeyId(id: Buffer): Pick<TokenKey, 'version' | 'createdAt'> | undefined {
  const version = id.length === 8 ? id.readUInt32BE() : id.length >= 1 && id.length <= 4 ? id.readUIntBE(0, id.length) : 0;
  return version === 0 ? undefined : { version, createdAt: id.length === 8 ? new Date(id.readUInt32BE(4) * 1000) : null };
}

/** A PIN is short: what is remembered of a refused one says nothing outside of this process. */
const salt = randomBytes(32);
const pinRefused = `${tokenSubject} refused the PIN, which is not tried again, for that would lock the token. Correct the file with the PIN.`;

function spoken(error: unknown, label: string): unknown {
  if (!(error instanceof Pkcs11Error)) return error;
  if (error.code === CKR.PIN_INCORRECT) return new KeysUnavailableError(pinRefused);
  if (error.code === CKR.PIN_LOCKED || error.code === CKR.PIN_EXPIRED) return new KeysUnavailableError('The PIN of the PKCS #11 token is locked or has run out. Its security officer has to set a new one.');
  if (error.code === CKR.MECHANISM_INVALID) return new KeysUnavailableError(`${tokenSubject} has no AES-GCM. Choose another token.`);
  return new KeysUnavailableError(`The PKCS #11 token ${label} cannot be used (${error.message}). Check that it is connected and that its module can reach it.`);
}

/** Initialising a module counts for the process, so all providers that use it share it, and the last one to go finalises it. */
const modules = new Map<string, { readonly loaded: Promise<Pkcs11Module>; users: number }>();

async function useModule(path: string): Promise<Pkcs11Module> {
  const entry = modules.get(path) ?? { loaded: Pkcs11Module.load(path), users: 0 };
  entry.users += 1;
  modules.set(path, entry);
  try {
    return await entry.loaded;
  } catch (error) {
    modules.delete(path);
    if (error instanceof KeysUnavailableError) throw error;
    const detail = error instanceof Pkcs11Error ? error.message : 'it cannot be loaded';
    throw new KeysUnavailableError(`The PKCS #11 module ${path} cannot be used: ${detail}. Check the path and the configuration of the module.`, { cause: error });
  }
}

async function releaseModule(path: string): Promise<void> {
  const entry = modules.get(path);
  if (!entry) return;
  entry.users -= 1;
  if (entry.users > 0) return;
  modules.delete(path);
  await (await entry.loaded).finalize().catch(() => undefined);
}
