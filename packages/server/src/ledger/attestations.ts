import { encodeCbor } from '../vault/cbor.ts';
import { differences, narrow, sums, widen, type IntegerArray } from './integer-columns.ts';
import { packIds, readCbor, requireEqualLengths, unpackIds } from './packed.ts';

/** Version of what `encodeAttestation` and `encodeForward` write. */
export const ATTESTATION_VERSION = 1;
export const FORWARD_VERSION = 1;

/** Rows of one chunk that an import holds too, though another brought them in. */
export interface AttestedRows {
  readonly ordinal: Int32Array;
  /** The lines of the import's own file on which it holds them. */
  readonly line: Int32Array;
}

/** Everything that an import attests besides its own rows, by chunk. */
export type Attestation = ReadonlyMap<string, AttestedRows>;

interface EncodedAttestation {
  readonly chunks: Uint8Array;
  readonly rows: readonly { readonly ordinal: IntegerArray; readonly line: IntegerArray }[];
}

export function encodeAttestation(attestation: Attestation): Uint8Array {
  const body: EncodedAttestation = {
    chunks: packIds([...attestation.keys()]),
    rows: Array.from(attestation.values(), ({ ordinal, line }) => ({ ordinal: narrow(differences(ordinal)), line: narrow(differences(line)) })),
  };
  return encodeCbor(body);
}

/** @throws {LedgerIntegrityError} where the bytes are not an attestation of version 1. */
export function decodeAttestation(bytes: Uint8Array): Attestation {
  const { chunks, rows } = readCbor<EncodedAttestation>(bytes);
  const ids = unpackIds(chunks);
  requireEqualLengths([ids.length, rows.length]);
  return new Map(ids.map((id, index) => {
    const { ordinal, line } = rows[index]!;
    requireEqualLengths([ordinal.length, line.length]);
    return [id, { ordinal: sums(widen(ordinal)), line: sums(widen(line)) }];
  }));
}

/** Where rows of a chunk that is gone are now: the chunk that holds each ordinal, which stays the same. */
export type Forward = readonly { readonly chunkId: string; readonly ordinal: Int32Array }[];

interface EncodedForward {
  readonly chunks: Uint8Array;
  readonly ordinals: readonly IntegerArray[];
}

export function encodeForward(forward: Forward): Uint8Array {
  const body: EncodedForward = {
    chunks: packIds(forward.map(({ chunkId }) => chunkId)),
    ordinals: forward.map(({ ordinal }) => narrow(differences(ordinal))),
  };
  return encodeCbor(body);
}

/** @throws {LedgerIntegrityError} where the bytes are not a forward of version 1. */
export function decodeForward(bytes: Uint8Array): Forward {
  const { chunks, ordinals } = readCbor<EncodedForward>(bytes);
  const ids = unpackIds(chunks);
  requireEqualLengths([ids.length, ordinals.length]);
  return ids.map((chunkId, index) => ({ chunkId, ordinal: sums(widen(ordinals[index]!)) }));
}
