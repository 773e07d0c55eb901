import { createHash } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';
import { decodeCbor, encodeCbor } from '../vault/cbor.ts';
import { SealedValueError } from '../vault/errors.ts';
import type { OrganisationVault } from '../vault/organisation-vault.ts';

/** A place in a listing: newest day first; within it the accounts in the order asked for; then from the last row to the first. */
export interface Position {
  readonly day: number;
  readonly account: number;
  readonly sequence: number;
  readonly ordinal: number;
}

/** A cursor is no row; this place is its own, so that nothing from a row can be passed off as one. */
const place = { table: 'cursor', column: 'cursor', rowId: '', sealVersion: 1, codecVersion: 1 };
/** Wide enough for every position, so that the length says nothing. */
const WIDTH = 64;

/** What a listing was asked for, as 16 bytes: a cursor continues only the listing that it came from. */
export function queryDigest(query: unknown): Uint8Array {
  return new Uint8Array(createHash('sha256').update(encodeCbor(query)).digest().subarray(0, 16));
}

/** Seals a position into an opaque text for an address or a body. */
export function sealCursor(vault: OrganisationVault, query: Uint8Array, { day, account, sequence, ordinal }: Position): string {
  const content = encodeCbor([query, day, account, sequence, ordinal]);
  const padded = new Uint8Array(WIDTH);
  padded[0] = content.length;
  padded.set(content, 1);
  return Buffer.from(vault.seal(place, padded)).toString('base64url');
}

/** @throws {ProblemError} `invalid-request` where the text is no cursor of this organisation and listing. */
export function openCursor(vault: OrganisationVault, query: Uint8Array, cursor: string): Position {
  const refused = new ProblemError('invalid-request', { errors: [{ path: 'cursor', rule: 'cursor' }] });
  const [of, day, account, sequence, ordinal] = readCursor(vault, cursor) ?? [];
  if (of === undefined || day === undefined || account === undefined || sequence === undefined || ordinal === undefined || Buffer.compare(of, query) !== 0) throw refused;
  return { day, account, sequence, ordinal };
}

type Content = readonly [query: Uint8Array, day: number, account: number, sequence: number, ordinal: number];

function readCursor(vault: OrganisationVault, cursor: string): Content | undefined {
  try {
    const padded = vault.open(place, new Uint8Array(Buffer.from(cursor, 'base64url')));
    return decodeCbor(padded.subarray(1, 1 + padded[0]!)) as Content;
  } catch (error) {
    if (error instanceof SealedValueError) return undefined;
    throw error;
  }
}
