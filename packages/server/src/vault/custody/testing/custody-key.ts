import { randomBytes, randomUUID } from 'node:crypto';
import type { LivingKey } from '../custody.ts';

/** A key as custody keeps it, with random bytes. */
export function custodyKey(keyId: number): LivingKey {
  return {
    keyId, purpose: 'data', createdAt: new Date('2026-01-02T03:04:05.678Z'),
    wrapped: { blob: new Uint8Array(randomBytes(88)), masterKeyId: randomUUID(), masterKeyVersion: 1 },
    commitment: new Uint8Array(randomBytes(32)), retiredAt: null, destroyedAt: null, destruction: null,
  };
}
