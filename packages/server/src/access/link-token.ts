import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The secret of a link that is sent by mail: which row it stands for, and 256 random bits that prove it. It stands in the fragment of
 * the address, which no browser sends to a server, and the database keeps its hash alone.
 */
export interface LinkToken {
  /** UUIDs, in the order in which they were given. */
  readonly ids: readonly string[];
  /** 32 bytes. */
  readonly secret: Buffer;
}

export interface NewLinkToken {
  readonly text: string;
  /** SHA-256 of the secret: it has 256 random bits, so nothing slower is needed. */
  readonly hash: Buffer;
}

const ID_BYTES = 16;
const SECRET_BYTES = 32;

function bytesOf(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== ID_BYTES) throw new TypeError('A link names rows by their ids.');
  return bytes;
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A new token for the row that these ids name. */
export function newLinkToken(...ids: readonly string[]): NewLinkToken {
  const secret = randomBytes(SECRET_BYTES);
  return { text: Buffer.concat([...ids.map(bytesOf), secret]).toString('base64url'), hash: hashOf(secret) };
}

/** @returns undefined for whatever is not `count` ids and a secret in canonical base64url. */
export function readLinkToken(text: string, count: number): LinkToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== count * ID_BYTES + SECRET_BYTES || bytes.toString('base64url') !== text) return undefined;
  return {
    ids: Array.from({ length: count }, (_, index) => idOf(bytes.subarray(index * ID_BYTES, (index + 1) * ID_BYTES))),
    secret: bytes.subarray(count * ID_BYTES),
  };
}

/** Whether the row was made for this token; in constant time. */
export function isTokenOf({ secret }: LinkToken, hash: Uint8Array): boolean {
  const own = hashOf(secret);
  return hash.length === own.length && timingSafeEqual(own, hash);
}
