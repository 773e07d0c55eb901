import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConcurrencyLimit } from './concurrency-limit.ts';

/** Cost of argon2id (RFC 9106). */
export interface PasswordCost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** ASVS 5.0 appendix C: at least 19 MiB with two passes and one lane. */
export const PASSWORD_COST: PasswordCost = { memory: 19_456, passes: 2, parallelism: 1 };

/** Characters of a new password, counted as code points. Long ones are welcome; the contract ends them at 256. */
export const PASSWORD_MIN_LENGTH = 12;

const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** A stored hash in its parts, as the PHC string format writes them. */
interface StoredHash {
  readonly cost: PasswordCost;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** What a sign-in learns from a password. */
export interface PasswordCheck {
  readonly matches: boolean;
  /** The hash was made at another cost and should be made again. */
  readonly outdated: boolean;
}

// argon2 takes its memory and a thread of the pool while it runs: two at once leave threads for everything else, and
// with 64 waiting the last one waits about two seconds.
const limit = new ConcurrencyLimit({ running: 2, waiting: 64 });

function derive(password: string, salt: Buffer, cost: PasswordCost, tagLength = TAG_BYTES): Promise<Buffer> {
  return limit.run(() => new Promise((resolve, reject) => {
    // NIST SP 800-63B: the same characters typed on another system are the same password.
    const message = Buffer.from(password.normalize('NFKC'), 'utf8');
    argon2('argon2id', { message, nonce: salt, tagLength, ...cost }, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  }));
}

function encode({ cost, salt, tag }: StoredHash): string {
  const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${String(cost.memory)},t=${String(cost.passes)},p=${String(cost.parallelism)}$${base64(salt)}$${base64(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parse(hash: string): StoredHash {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash) ?? [];
  if (salt === undefined || tag === undefined) throw new Error('A stored password hash is not an argon2id PHC string.');
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Whether a new password is long enough. */
export function isAcceptablePassword(password: string): boolean {
  return [...password.normalize('NFKC')].length >= PASSWORD_MIN_LENGTH;
}

/**
 * Hashes a new password with a fresh salt into a PHC string.
 * @throws {TooManyWaitingError}
 */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return encode({ cost, salt, tag: await derive(password, salt, cost) });
}

// Its tag belongs to no password; comparing with it costs what comparing with a real one costs.
const NOBODY: StoredHash = { cost: PASSWORD_COST, salt: randomBytes(SALT_BYTES), tag: randomBytes(TAG_BYTES) };

/**
 * Compares in constant time. Without a hash, for an e-mail that nobody has, it takes as long and answers no.
 * @throws {TooManyWaitingError}
 */
export async function verifyPassword(password: string, hash: string | undefined): Promise<PasswordCheck> {
  const { cost, salt, tag } = hash === undefined ? NOBODY : parse(hash);
  const matches = timingSafeEqual(await derive(password, salt, cost, tag.length), tag) && hash !== undefined;
  const outdated = cost.memory !== PASSWORD_COST.memory || cost.passes !== PASSWORD_COST.passes
    || cost.parallelism !== PASSWORD_COST.parallelism || tag.length !== TAG_BYTES;
  return { matches, outdated };
}
