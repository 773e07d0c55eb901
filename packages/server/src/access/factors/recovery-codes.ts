import { createHash, randomInt } from 'node:crypto';

/** Letters and digits that nobody takes for another one: 32 of them, five bits each. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
/** 24 characters are 120 bits: beyond guessing, so a plain hash keeps them (ASVS 5.0, 6.5.2: at least 112 bits). */
const LENGTH = 24;
const COUNT = 10;

/** Ten codes for people to keep, in groups of four characters. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: COUNT }, () =>
    Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('').replaceAll(/(.{4})(?=.)/g, '$1-'));
}

/** SHA-256 of a code, however it was typed: groups and capitals make no difference. */
export function recoveryCodeHash(code: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')).digest());
}

/** The hashes that are left when `code` is used; undefined where it is none of them. */
export function useRecoveryCode(hashes: readonly Uint8Array[], code: string): readonly Uint8Array[] | undefined {
  const used = Buffer.from(recoveryCodeHash(code));
  const left = hashes.filter((hash) => !used.equals(hash));
  return left.length < hashes.length ? left : undefined;
}
