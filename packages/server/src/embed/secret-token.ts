import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * What somebody holds to prove that something was given to them: an id that finds the row, and a secret of which the database keeps
 * only a hash. `prefix_id_secret`, both in base64url, so that it stands in a header as it is and secret scanners know it by its prefix.
 */
export interface SecretToken {
  /** A UUID. */
  readonly id: string;
  /** SHA-256 of the secret. */
  readonly secretHash: Buffer;
}

/** `cfk`: an API key of a platform; `cfl`: a launch token; `cfb`: a bearer of a session. */
export type TokenPrefix = 'cfk' | 'cfl' | 'cfb';

const PARTS = /^(cf[klb])_([\w-]{22})_([\w-]{43})$/;
const ID_BYTES = 16;
const SECRET_BYTES = 32;

/** A new one with 256 random bits. `text` is shown to its owner and kept nowhere. */
export function createSecretToken(prefix: TokenPrefix): SecretToken & { readonly text: string } {
  const [id, secret] = [randomBytes(ID_BYTES), randomBytes(SECRET_BYTES)];
  // A random UUID (RFC 9562, version 4), like every other id.
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x40;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return { id: uuidOf(id), secretHash: hashOf(secret), text: `${prefix}_${id.toString('base64url')}_${secret.toString('base64url')}` };
}

/** What a text claims; undefined for everything that is no token of this kind, in its one spelling. */
export function readSecretToken(prefix: TokenPrefix, text: string | undefined): SecretToken | undefined {
  const [, kind, idText, secretText] = PARTS.exec(text ?? '') ?? [];
  if (kind !== prefix || idText === undefined || secretText === undefined) return undefined;
  const [id, secret] = [decode(idText), decode(secretText)];
  return id && secret ? { id: uuidOf(id), secretHash: hashOf(secret) } : undefined;
}

/** Whether a token proves what a row keeps, in the same time whatever it holds. */
export function proves(token: SecretToken, secretHash: Uint8Array): boolean {
  return token.secretHash.length === secretHash.length && timingSafeEqual(token.secretHash, secretHash);
}

/** The token of `Authorization: Bearer ...` (RFC 6750, section 2.1); the scheme is written in either case. */
export function bearerIn(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function decode(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

function uuidOf(id: Buffer): string {
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
