import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginCookie, cookieValue, END_COOKIE, readToken, SESSION_COOKIE, signToken, type CookieKeys, type SessionToken } from './session-cookie.ts';

const cookieKey = (id: number): CookieKeys[number] => ({ id, key: randomBytes(32) });
const newToken = (): SessionToken => ({ id: randomBytes(16), secret: randomBytes(32) });

const keys = [cookieKey(7)];
const bytes = (length: number): fc.Arbitrary<Buffer> => fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));

describe('the session cookie', () => {
  it('gives back every token that it signed', () => {
    fc.assert(fc.property(bytes(16), bytes(32), (id, secret) => {
      expect(readToken(signToken({ id, secret }, keys), keys)).toEqual({ id, secret });
    }));
  });

  it('refuses every value with one character changed', () => {
    const value = signToken(newToken(), keys);
    fc.assert(fc.property(fc.nat(value.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
      fc.pre(value[at] !== other);
      expect(readToken(value.slice(0, at) + other + value.slice(at + 1), keys)).toBeUndefined();
    }), { numRuns: 2_000 });
  });

  it('refuses every value that it did not sign, without throwing', () => {
    const shaped = fc.tuple(fc.nat(9), bytes(16), bytes(32), bytes(32))
      .map(([key, ...parts]) => [String(key), ...parts.map((part) => part.toString('base64url'))].join('.'));
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), shaped), (value) => {
      expect(readToken(value, keys)).toBeUndefined();
    }), { numRuns: 1_000 });
  });

  it('refuses another spelling of the same bytes', () => {
    const value = signToken(newToken(), keys);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(value.at(-1) ?? '');
    // The last digit of 32 bytes holds four bits: its lowest two are free.
    const sibling = value.slice(0, -1) + (alphabet[last ^ 1] ?? '');
    expect(Buffer.from(sibling.split('.')[3] ?? '', 'base64url')).toEqual(Buffer.from(value.split('.')[3] ?? '', 'base64url'));
    expect(readToken(sibling, keys)).toBeUndefined();
  });

  it('accepts an older key while it is in the keyring, and not afterwards', () => {
    const old = cookieKey(1);
    const value = signToken(newToken(), [old]);
    expect(readToken(value, [cookieKey(2), old])).toBeDefined();
    expect(readToken(value, [cookieKey(2)])).toBeUndefined();
  });

  it('is bound to its key id: the same key under another id verifies nothing', () => {
    const { key } = cookieKey(1);
    const value = signToken(newToken(), [{ id: 1, key }]);
    expect(readToken(value.replace(/^1\./, '2.'), [{ id: 2, key }])).toBeUndefined();
  });

  it('carries the flags that keep it from scripts, other hosts and cross-site requests', () => {
    const cookie = beginCookie(newToken(), keys);
    expect(cookie.startsWith('__Host-')).toBe(true);
    expect(cookie.split('; ').slice(1)).toEqual(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']);
    expect(END_COOKIE).toBe(`${SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`);
  });
});

describe('the value in a Cookie header', () => {
  it('is found among others', () => {
    expect(cookieValue(`a=1; ${SESSION_COOKIE}=x.y; b=2`)).toBe('x.y');
    expect(cookieValue('a=1')).toBeUndefined();
    expect(cookieValue(undefined)).toBeUndefined();
  });

  it('is not taken where the name stands twice', () => {
    expect(cookieValue(`${SESSION_COOKIE}=x; ${SESSION_COOKIE}=y`)).toBeUndefined();
  });
});
