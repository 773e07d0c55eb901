import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from './index.ts';

afterEach(() => vi.unstubAllGlobals());

describe('SHA-256', () => {
  it('gives the digest of FIPS 180-4 for "abc"', async () => {
    expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is the same where the environment has no Web Crypto of its own', async () => {
    const bytes = new Uint8Array(randomBytes(1_000));
    const expected = createHash('sha256').update(bytes).digest('hex');
    vi.stubGlobal('crypto', {});
    expect(await sha256Hex(bytes)).toBe(expected);
  });
});
