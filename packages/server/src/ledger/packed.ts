import { LedgerIntegrityError } from './integrity-error.ts';
import { idFromBytes, idToBytes } from './ids.ts';
import { decodeCbor } from '../vault/cbor.ts';

/** Bytes of a SHA-256. */
export const DIGEST_BYTES = 32;

/** Byte strings of one length, one after the other. */
export function packBytes(values: readonly Uint8Array[], width: number): Uint8Array {
  const packed = new Uint8Array(values.length * width);
  values.forEach((value, index) => {
    packed.set(value, index * width);
  });
  return packed;
}

/** The inverse of `packBytes`. @throws {LedgerIntegrityError} where the length does not fit. */
export function unpackBytes(packed: Uint8Array, width: number): Uint8Array[] {
  if (packed.length % width !== 0) throw new LedgerIntegrityError('A column of bytes is damaged.');
  return Array.from({ length: packed.length / width }, (_, index) => packed.slice(index * width, (index + 1) * width));
}

export function packIds(ids: readonly string[]): Uint8Array {
  return packBytes(ids.map(idToBytes), 16);
}

export function unpackIds(packed: Uint8Array): string[] {
  return unpackBytes(packed, 16).map(idFromBytes);
}

/** A body in CBOR, as the type that its table and version say. @throws {LedgerIntegrityError} where it is no CBOR. */
export function readCbor<T>(bytes: Uint8Array): T {
  try {
    return decodeCbor(bytes) as T;
  } catch (error) {
    throw new LedgerIntegrityError('A body is not CBOR.', { cause: error });
  }
}

/** @throws {LedgerIntegrityError} where columns of one table differ in length. */
export function requireEqualLengths(lengths: readonly number[]): void {
  if (new Set(lengths).size > 1) throw new LedgerIntegrityError('The columns of a body differ in length.');
}
