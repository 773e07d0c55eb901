import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Custody, CustodyKey } from '../custody/custody.ts';
import type { KeyStore } from '../key-store.ts';
import type { KeyPolicy } from './key-policy.ts';
import { KeyStateError } from './key-state-error.ts';

export interface KeyDestructionOptions {
  readonly custody: Custody;
  readonly store: Pick<KeyStore, 'versions'>;
  readonly policy: Pick<KeyPolicy, 'backupHorizon'>;
  readonly now?: () => Date;
}

/** How long a request waits for the second person, in ms. */
const REQUEST_LIFETIME = 7 * 86_400_000;
/** Letters and digits that are not taken for one another. */
const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** 128 bits: what custody keeps of it could else be guessed by whoever reads it there. */
const CODE_LENGTH = 26;

/**
 * Destroys keys, which nothing undoes: one person asks, another one confirms with the code that the first got. A key must have
 * been retired for as long as backups of the database are kept, so that none is made unreadable by it.
 */
export class KeyDestruction {
  readonly #options: KeyDestructionOptions;
  readonly #now: () => Date;

  constructor(options: KeyDestructionOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws {KeyStateError} when the key may not be destroyed now. */
  async check(organisationId: string, keyId: number): Promise<void> {
    await this.#destroyable(organisationId, keyId, await this.#options.custody.keys(organisationId));
  }

  /** @returns the code for the second person; it is kept as a digest only. A request that waits already is replaced. @throws {KeyStateError} */
  async request(organisationId: string, keyId: number, requestedBy: string): Promise<string> {
    return this.#options.custody.exclusively(organisationId, async (writer) => {
      const key = await this.#destroyable(organisationId, keyId, writer.keys);
      const code = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');
      await writer.put({ ...key, destruction: { requestedAt: this.#now(), requestedBy, codeDigest: digestOf(code), confirmedBy: null } });
      return code;
    });
  }

  /** Returns when the key is gone from custody for good. @throws {KeyStateError} */
  async confirm(organisationId: string, keyId: number, code: string, confirmedBy: string): Promise<void> {
    await this.#options.custody.exclusively(organisationId, async (writer) => {
      const key = await this.#destroyable(organisationId, keyId, writer.keys);
      const request = key.destruction;
      if (!request || this.#now().getTime() - request.requestedAt.getTime() > REQUEST_LIFETIME) throw new KeyStateError('not-requested', keyId);
      if (personOf(confirmedBy) === personOf(request.requestedBy)) throw new KeyStateError('same-person', keyId);
      if (!timingSafeEqual(digestOf(code.trim().toUpperCase()), request.codeDigest)) throw new KeyStateError('wrong-code', keyId);
      await writer.put({ ...key, wrapped: null, destroyedAt: this.#now(), destruction: { ...request, confirmedBy } });
    });
  }

  /** @throws {KeyStateError} when the key may not go yet. */
  async #destroyable(organisationId: string, keyId: number, keys: readonly CustodyKey[]): Promise<CustodyKey> {
    const key = keys.find((candidate) => candidate.keyId === keyId);
    if (!key) throw new KeyStateError('unknown', keyId);
    if (key.destroyedAt !== null) throw new KeyStateError('destroyed', keyId);
    // Custody's word alone would not do: a retirement that was being taken back has put the row there first.
    if ((await this.#options.store.versions(organisationId)).some((version) => version.keyId === keyId)) throw new KeyStateError('in-use', keyId);
    if (key.retiredAt === null) throw new KeyStateError('not-retired', keyId);
    // A clock that was behind would make the time seem longer than it was.
    if (key.retiredAt < key.createdAt || this.#now().getTime() - key.retiredAt.getTime() < this.#options.policy.backupHorizon) throw new KeyStateError('backup-horizon', keyId);
    return key;
  }
}

function digestOf(code: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(`cash-flow/destruction/1 ${code}`, 'utf8').digest());
}

function personOf(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
