import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcmOpen, gcmSeal } from './aes-256-gcm.ts';
import { unwrapPadded, wrapPadded } from './key-wrap.ts';

/**
 * The vectors of C2SP/wycheproof (testvectors_v1, Apache-2.0) are not part of this repository: name a folder that holds
 * them as `wycheproof-aes_gcm.json` and so on.
 */
const folder = process.env['CASH_FLOW_VECTORS'];

interface Vector {
  readonly tcId: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly [field: string]: string | number | readonly string[];
}

interface Group {
  readonly tests: readonly Vector[];
  readonly keySize?: number;
  readonly ivSize?: number;
  readonly tagSize?: number;
}

function describeVectors(algorithm: string, define: (groups: readonly Group[]) => void): void {
  const path = folder === undefined ? undefined : join(folder, `wycheproof-${algorithm}.json`);
  if (path !== undefined && existsSync(path)) {
    const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as { readonly testGroups: readonly Group[] };
    describe(`Wycheproof ${algorithm}`, () => { define(testGroups); });
  } else {
    console.info(`Skipped: the Wycheproof vectors of ${algorithm}. Name the folder that holds them in CASH_FLOW_VECTORS.`);
    describe.skip(`Wycheproof ${algorithm} (CASH_FLOW_VECTORS names no folder with its vectors)`, () => { define([]); });
  }
}

const hex = (vector: Vector, field: string): Uint8Array => Buffer.from(String(vector[field]), 'hex');

describeVectors('aes_gcm', (groups) => {
  const vectors = groups.filter((group) => group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128).flatMap(({ tests }) => tests);

  it('opens what is valid, refuses the rest, and seals the same', () => {
    expect(vectors.length).toBeGreaterThan(50);
    for (const vector of vectors) {
      const input = { key: Buffer.from(hex(vector, 'key')).toString('latin1'), nonce: hex(vector, 'iv'), associatedData: hex(vector, 'aad') };
      const sealed = Buffer.concat([hex(vector, 'ct'), hex(vector, 'tag')]);
      if (vector.result === 'valid') {
        expect(Buffer.from(gcmOpen(input, hex(vector, 'ct'), hex(vector, 'tag'))).toString('hex'), `case ${String(vector.tcId)}`).toBe(vector['msg']);
        expect(Buffer.concat(gcmSeal(input, hex(vector, 'msg'))).toString('hex')).toBe(sealed.toString('hex'));
      } else {
        expect(() => gcmOpen(input, hex(vector, 'ct'), hex(vector, 'tag')), `case ${String(vector.tcId)}`).toThrow();
      }
    }
  });
});

describeVectors('aes_kwp', (groups) => {
  const vectors = groups.filter((group) => group.keySize === 256).flatMap(({ tests }) => tests);

  it('unwraps what is valid, refuses the rest, and wraps the same', () => {
    expect(vectors.length).toBeGreaterThan(50);
    for (const vector of vectors) {
      const unwrapped = unwrapPadded(hex(vector, 'key'), hex(vector, 'ct'));
      if (vector.result === 'invalid') expect(unwrapped, `case ${String(vector.tcId)}`).toBeUndefined();
      if (vector.result !== 'valid') continue;
      expect(Buffer.from(unwrapped ?? []).toString('hex'), `case ${String(vector.tcId)}`).toBe(vector['msg']);
      expect(Buffer.from(wrapPadded(hex(vector, 'key'), hex(vector, 'msg'))).toString('hex')).toBe(vector['ct']);
    }
  });
});

describeVectors('hmac_sha256', (groups) => {
  it('agrees on every tag', () => {
    for (const { tests, tagSize = 256 } of groups) {
      for (const vector of tests) {
        const tag = createHmac('sha256', hex(vector, 'key')).update(hex(vector, 'msg')).digest().subarray(0, tagSize / 8);
        expect(timingSafeEqual(tag, hex(vector, 'tag')), `case ${String(vector.tcId)}`).toBe(vector.result === 'valid');
      }
    }
  });
});

describeVectors('hkdf_sha256', (groups) => {
  it('derives every key', () => {
    for (const vector of groups.flatMap(({ tests }) => tests)) {
      const derive = (): string => Buffer.from(hkdfSync('sha256', hex(vector, 'ikm'), hex(vector, 'salt'), hex(vector, 'info'), Number(vector['size']))).toString('hex');
      if (vector.result === 'valid') expect(derive(), `case ${String(vector.tcId)}`).toBe(vector['okm']);
      else expect(derive, `case ${String(vector.tcId)}`).toThrow();
    }
  });
});
