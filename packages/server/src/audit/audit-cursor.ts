import { createHash } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';
import { SealedValueError } from '../vault/errors.ts';
import type { OrganisationVault } from '../vault/index.ts';

/** A place in a list of entries: everything before it, in time and then by id, is still to come. */
export interface AuditPosition {
  readonly at: Date;
  readonly id: string;
}

/** What a list was asked for beside its length. */
export interface AuditFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
}

/** A cursor is no row; this place is its own, so that no other cursor can be passed off as one. */
const place = { table: 'cursor', column: 'audit', rowId: '', sealVersion: 1, codecVersion: 1 };
const DIGEST_LENGTH = 16;
const LENGTH = DIGEST_LENGTH + 8 + 16;

/** Digest of the filter, 16 bytes; time in ms as a signed integer, 8 bytes; id, 16 bytes: sealed, so that it tells nothing and cannot be made. */
export function sealAuditCursor(vault: OrganisationVault, filter: AuditFilter, { at, id }: AuditPosition): string {
  const content = Buffer.alloc(LENGTH);
  content.set(digestOf(filter));
  content.writeBigInt64BE(BigInt(at.getTime()), DIGEST_LENGTH);
  content.set(Buffer.from(id.replaceAll('-', ''), 'hex'), DIGEST_LENGTH + 8);
  return Buffer.from(vault.seal(place, content)).toString('base64url');
}

/** @throws {ProblemError} `invalid-request` where the text is no cursor of this log and filter. */
export function openAuditCursor(vault: OrganisationVault, filter: AuditFilter, cursor: string): AuditPosition {
  const content = opened(vault, cursor);
  if (content?.length !== LENGTH || !content.subarray(0, DIGEST_LENGTH).equals(digestOf(filter))) {
    throw new ProblemError('invalid-request', { errors: [{ path: 'cursor', rule: 'cursor' }] });
  }
  const hex = content.subarray(DIGEST_LENGTH + 8).toString('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { at: new Date(Number(content.readBigInt64BE(DIGEST_LENGTH))), id };
}

function opened(vault: OrganisationVault, cursor: string): Buffer | undefined {
  try {
    return Buffer.from(vault.open(place, new Uint8Array(Buffer.from(cursor, 'base64url'))));
  } catch (error) {
    if (error instanceof SealedValueError) return undefined;
    throw error;
  }
}

function digestOf({ from, to, actorId, action }: AuditFilter): Buffer {
  return createHash('sha256').update(JSON.stringify([from ?? null, to ?? null, actorId ?? null, action ?? null])).digest().subarray(0, DIGEST_LENGTH);
}
