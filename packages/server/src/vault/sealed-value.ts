import { tagLength } from './aes-256-gcm.ts';
import { SealedValueError } from './errors.ts';
import { nonceLength } from './xaes-256-gcm.ts';

/** First byte of everything that the vault seals. */
export const magic = 0xc1;
/** Suite of a body under a data key; its header names the key. */
const bodySuite = 0x01;
/** Suite of a file segment under the key of its file; its header names none. */
export const segmentSuite = 0x02;

export const headerLength = 6;

/** What a sealed value adds to its padded plaintext: header, nonce and tag. */
const sealedOverhead = headerLength + nonceLength + tagLength;

/** `0xC1 | 0x01 | key id u32be`. @param keyId 1 to 2^32 - 1. */
export function sealedHeader(keyId: number): Uint8Array {
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(magic, 0);
  header.writeUInt8(bodySuite, 1);
  header.writeUInt32BE(keyId, 2);
  return header;
}

/** @returns the id of the key that the header names. @throws {SealedValueError} when the bytes are not a sealed value of the body suite. */
export function keyIdOf(sealed: Uint8Array): number {
  if (sealed.length < sealedOverhead || sealed[0] !== magic || sealed[1] !== bodySuite) throw new SealedValueError();
  return sealed[2]! * 0x1000000 + ((sealed[3]! << 16) | (sealed[4]! << 8) | sealed[5]!);
}
