import { createHash } from 'node:crypto';
import type { AnyCaller } from './handler.ts';

/** Within what an Idempotency-Key names one request. */
export interface IdempotencyScope {
  /** Where the answer is kept: in the transaction that creates. */
  readonly organisationId: string;
  /** Whose key it is. */
  readonly personId: string;
}

/**
 * A member's requests are kept in their organisation. A platform creates organisations: the answer is kept in the new one, whose id comes from
 * platform and key, so that a repeated request finds it there.
 */
export function idempotencyScope(caller: AnyCaller, key: string | undefined): IdempotencyScope | undefined {
  if (caller.kind === 'platform') return { organisationId: idFrom(caller.platformId, key ?? ''), personId: caller.platformId };
  return 'organisationId' in caller ? { organisationId: caller.organisationId, personId: caller.personId } : undefined;
}

/** A UUID (RFC 9562, version 8: of our own making) that nobody else's key can give. */
function idFrom(platformId: string, key: string): string {
  const bytes = createHash('sha256').update('created-by-platform/v1\0').update(platformId).update('\0').update(key).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
