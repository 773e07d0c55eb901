import { randomBytes } from 'node:crypto';
import { type Owner, segmentAssociatedData, type SegmentPlace } from './associated-data.ts';
import { SealedValueError } from './errors.ts';
import { magic, segmentSuite } from './sealed-value.ts';
import { createXaes256Gcm } from './xaes-256-gcm.ts';

/** Bytes of a file in one segment; only the last one may have fewer. */
export const segmentSize = 65_536;

const segmentHeader = Uint8Array.of(magic, segmentSuite);

/** The key of one file: 32 random bytes, to be kept in the sealed body of its import. */
export function createFileKey(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}

/** Seals and opens the segments of one file. */
export interface SegmentSealer {
  seal(place: Omit<SegmentPlace, 'importId'>, bytes: Uint8Array): Uint8Array;
  /** @throws {SealedValueError} when it is not this segment of this file. */
  open(place: Omit<SegmentPlace, 'importId'>, sealed: Uint8Array): Uint8Array;
}

/** @param owner an `OrganisationVault` is one. @param fileKey from `createFileKey`. */
export function createSegmentSealer(owner: Owner, importId: string, fileKey: Uint8Array): SegmentSealer {
  const cipher = createXaes256Gcm(fileKey);
  return {
    seal(place, bytes) {
      if (bytes.length > segmentSize) throw new RangeError('A segment has 65536 bytes at most.');
      return cipher.seal(bytes, segmentAssociatedData(owner, { ...place, importId }), segmentHeader);
    },
    open(place, sealed) {
      if (sealed[0] !== magic || sealed[1] !== segmentSuite) throw new SealedValueError();
      return cipher.open(sealed, segmentAssociatedData(owner, { ...place, importId }), segmentHeader.length);
    },
  };
}
