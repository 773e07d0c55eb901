import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type GcmInput, gcmOpen, gcmSeal } from './aes-256-gcm.ts';
import { verifyEd25519 } from './ed25519.ts';
import { SealedValueError } from './errors.ts';
import { hkdfSha256 } from './hkdf-sha256.ts';
import { hmacSha256, isHmacSha256 } from './hmac-sha256.ts';
import { unwrapPadded, wrapPadded } from './key-wrap.ts';

/**
 * The vectors of C2SP/wycheproof (testvectors_v1, Apache-2.0) are not part of this repository: they are looked for as
 * `wycheproof-aes_gcm.json` and so on in the folder that CASH_FLOW_VECTORS names, or in `shared/vectors` beside the repository.
 */
const folder = process.env['CASH_FLOW_VECTORS'] ?? fileURLToPath(new URL('../../../../../shared/vectors/', import.meta.url));

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
  readonly publicKey?: { readonly pk: string };
}

function describeVectors(algorithm: string, define: (groups: readonly Group[]) => void): void {
  const path = join(folder, `wycheproof-${algorithm}.json`);
  if (existsSync(path)) {
    const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as { readonly testGroups: readonly Group[] };
    describe(`Wycheproof ${algorithm}`, () => { define(testGroups); });
  } else {
    console.info(`Skipped: the Wycheproof vectors of ${algorithm}. Name the folder that holds them in CASH_FLOW_VECTORS.`);
    describe.skip(`Wycheproof ${algorithm} (its vectors are not there; CASH_FLOW_VECTORS can name their folder)`, () => { define([]); });
  }
}

const hex = (vector: Vector, field: string): Uint8Array => new Uint8Array(Buffer.from(String(vector[field]), 'hex'));
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const nameOf = (vector: Vector): string => `case ${String(vector.tcId)}`;

/** What a primitive gives, or `refused`. */
function outcome(run: () => Uint8Array | undefined): string {
  try {
    const result = run();
    return result === undefined ? 'refused' : toHex(result);
  } catch {
    return 'refused';
  }
}

describeVectors('aes_gcm', (groups) => {
  it('opens what is valid, refuses the rest with one error, and seals the same, in the sizes that are used', () => {
    const used = groups.filter((group) => group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128).flatMap(({ tests }) => tests);
    expect(used.length).toBeGreaterThan(50);
    for (const vector of used) {
      if (vector.result === 'valid') {
        expect(toHex(gcmOpen(gcmInput(vector), hex(vector, 'ct'), hex(vector, 'tag'))), nameOf(vector)).toBe(vector['msg']);
        expect(Buffer.concat(gcmSeal(gcmInput(vector), hex(vector, 'msg'))).toString('hex'), nameOf(vector)).toBe(`${String(vector['ct'])}${String(vector['tag'])}`);
      } else {
        expect(() => gcmOpen(gcmInput(vector), hex(vector, 'ct'), hex(vector, 'tag')), nameOf(vector)).toThrow(SealedValueError);
      }
    }
  });

  it('accepts no invalid case and no key of another size, and gives no wrong plaintext', () => {
    for (const { tests, keySize } of groups) {
      for (const vector of tests) {
        const opened = outcome(() => gcmOpen(gcmInput(vector), hex(vector, 'ct'), hex(vector, 'tag')));
        const may = vector.result === 'valid' && keySize === 256 ? ['refused', vector['msg']] : ['refused'];
        expect(may, nameOf(vector)).toContain(opened);
      }
    }
  });
});

function gcmInput(vector: Vector): GcmInput {
  return { key: Buffer.from(hex(vector, 'key')).toString('latin1'), nonce: hex(vector, 'iv'), associatedData: hex(vector, 'aad') };
}

describeVectors('aes_kwp', (groups) => {
  it('unwraps what is valid, refuses the rest and keys of another size, and wraps the same', () => {
    for (const { tests, keySize } of groups) {
      for (const vector of tests) {
        const valid = vector.result === 'valid' && keySize === 256;
        expect(outcome(() => unwrapPadded(hex(vector, 'key'), hex(vector, 'ct'))), nameOf(vector)).toBe(valid ? vector['msg'] : 'refused');
        if (valid) expect(toHex(wrapPadded(hex(vector, 'key'), hex(vector, 'msg'))), nameOf(vector)).toBe(vector['ct']);
      }
    }
  });
});

describeVectors('hmac_sha256', (groups) => {
  it('accepts valid tags, and no others, nor any that was cut short', () => {
    for (const { tests, tagSize = 256 } of groups) {
      for (const vector of tests) {
        const [key, message, tag] = [hex(vector, 'key'), hex(vector, 'msg'), hex(vector, 'tag')];
        expect(isHmacSha256(key, message, tag), nameOf(vector)).toBe(vector.result === 'valid' && tagSize === 256);
        expect(toHex(hmacSha256(key, message).subarray(0, tagSize / 8)) === vector['tag'], nameOf(vector)).toBe(vector.result === 'valid');
      }
    }
  });
});

describeVectors('hkdf_sha256', (groups) => {
  it('derives every key, and refuses to give more than there is', () => {
    for (const vector of groups.flatMap(({ tests }) => tests)) {
      const input = { key: hex(vector, 'ikm'), salt: hex(vector, 'salt'), info: hex(vector, 'info'), length: Number(vector['size']) };
      expect(outcome(() => hkdfSha256(input)), nameOf(vector)).toBe(vector.result === 'valid' ? vector['okm'] : 'refused');
    }
  });
});

describeVectors('ed25519', (groups) => {
  it('holds what is valid, and nothing else', () => {
    let seen = 0;
    for (const { publicKey, tests } of groups) {
      for (const vector of tests) {
        const key = new Uint8Array(Buffer.from(publicKey?.pk ?? '', 'hex'));
        expect(verifyEd25519(key, hex(vector, 'msg'), hex(vector, 'sig')), nameOf(vector)).toBe(vector.result === 'valid');
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(100);
  });
});
