import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tagLength } from './aes-256-gcm.ts';
import { SealedValueError } from './errors.ts';
import { createXaes256Gcm, nonceLength, sealKnownAnswer } from './xaes-256-gcm.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const nonce = utf8('ABCDEFGHIJKLMNOPQRSTUVWX');

describe('XAES-256-GCM', () => {
  // c2sp.org/XAES-256-GCM, test vectors.
  it.each([
    { key: 0x01, associatedData: '', expected: 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271' },
    { key: 0x03, associatedData: 'c2sp.org/XAES-256-GCM', expected: '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d' },
  ])('gives the known answer for a key of $key repeated', ({ key, associatedData, expected }) => {
    const bytes = new Uint8Array(32).fill(key);
    const sealed = sealKnownAnswer(bytes, { nonce, plaintext: utf8('XAES-256-GCM'), associatedData: utf8(associatedData) });
    expect(Buffer.from(sealed.subarray(nonceLength)).toString('hex')).toBe(expected);
    expect(createXaes256Gcm(bytes).open(sealed, utf8(associatedData))).toEqual(utf8('XAES-256-GCM'));
  });

  it('gives the known answer accumulated over 10,000 random messages', () => {
    const next = shakeStream(10_000 * (32 + nonceLength + 2 + 2 * 255));
    const answers = createHash('shake128', { outputLength: 32 });
    for (let round = 0; round < 10_000; round += 1) {
      const key = next(32);
      const message = { nonce: next(nonceLength), plaintext: next(next(1)[0] ?? 0), associatedData: next(next(1)[0] ?? 0) };
      answers.update(sealKnownAnswer(key, message).subarray(nonceLength));
    }
    expect(answers.digest('hex')).toBe('e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939');
  });

  it('refuses a message in which any bit was changed', () => {
    const cipher = createXaes256Gcm(randomBytes(32));
    const associatedData = utf8('here');
    const sealed = cipher.seal(utf8('rent, 1200.00'), associatedData);
    for (let index = 0; index < sealed.length * 8; index += 1) {
      const changed = sealed.slice();
      changed[index >> 3] = (changed[index >> 3] ?? 0) ^ (1 << (index & 7));
      expect(() => cipher.open(changed, associatedData)).toThrow(SealedValueError);
    }
  });

  it('refuses a message of any other length', () => {
    const cipher = createXaes256Gcm(randomBytes(32));
    const sealed = cipher.seal(utf8('rent'), utf8('here'));
    for (let length = 0; length < sealed.length; length += 1) expect(() => cipher.open(sealed.subarray(0, length), utf8('here'))).toThrow(SealedValueError);
    expect(() => cipher.open(Buffer.concat([sealed, new Uint8Array(1)]), utf8('here'))).toThrow(SealedValueError);
  });

  it('refuses other associated data and another key', () => {
    const cipher = createXaes256Gcm(randomBytes(32));
    const sealed = cipher.seal(utf8('rent'), utf8('here'));
    expect(() => cipher.open(sealed, utf8('there'))).toThrow(SealedValueError);
    expect(() => createXaes256Gcm(randomBytes(32)).open(sealed, utf8('here'))).toThrow(SealedValueError);
  });

  it('makes a new nonce for every message', () => {
    const cipher = createXaes256Gcm(randomBytes(32));
    const nonces = new Set(Array.from({ length: 1000 }, () => Buffer.from(cipher.seal(utf8('same'), utf8('same')).subarray(0, nonceLength)).toString('hex')));
    expect(nonces.size).toBe(1000);
  });

  it('seals nothing at all as nonce and tag', () => {
    const cipher = createXaes256Gcm(randomBytes(32));
    const sealed = cipher.seal(new Uint8Array(0), new Uint8Array(0));
    expect(sealed).toHaveLength(nonceLength + tagLength);
    expect(cipher.open(sealed, new Uint8Array(0))).toHaveLength(0);
  });

  it('takes keys of 32 bytes only', () => {
    for (const length of [0, 16, 31, 33]) expect(() => createXaes256Gcm(new Uint8Array(length))).toThrow(RangeError);
  });
});

/** Reads from the output of SHAKE-128 over nothing. @param limit bytes that may be read at most. */
function shakeStream(limit: number): (length: number) => Uint8Array {
  const stream = createHash('shake128', { outputLength: limit }).digest();
  let offset = 0;
  return (length) => stream.subarray(offset, (offset += length));
}
