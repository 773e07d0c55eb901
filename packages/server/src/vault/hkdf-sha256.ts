import { hkdfSync, type KeyObject } from 'node:crypto';

export interface HkdfInput {
  readonly key: KeyObject | Uint8Array;
  readonly salt: Uint8Array;
  readonly info: Uint8Array;
  /** Bytes, at most 8,160. */
  readonly length: number;
}

/** HKDF with SHA-256 (RFC 5869), extract and expand. @throws {RangeError} when more is asked for than it can give. */
export function hkdfSha256({ key, salt, info, length }: HkdfInput): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, info, length));
}
