/**
 * The formats of `docs/formats.md` written down once more from that page alone, over other libraries for ciphers and hashes
 * (noble), with no thought of speed. It shares no line with the vault, which the tests hold against it, both ways.
 */
import { aeskwp, cmac, gcm } from '@noble/ciphers/aes.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384 } from '@noble/hashes/sha2.js';
import { slowDecode, slowEncode } from './slow-cbor.ts';

type Part = string | number | Uint8Array;

/** `LP(a, b, ...)`. */
function lengthPrefixed(...parts: readonly Part[]): Uint8Array {
  return join(...parts.flatMap((part) => {
    const bytes = part instanceof Uint8Array ? part : utf8(String(part));
    return [unsigned(bytes.length, 2), bytes];
  }));
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function unsigned(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, index) => Math.floor(value / 256 ** (width - 1 - index)) % 256);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function requireEqual(a: Uint8Array, b: Uint8Array, what: string): void {
  if (!equal(a, b)) throw new Error(`${what} is not what it should be.`);
}

/** AES-256-GCM under the key that XAES-256-GCM derives for a nonce of 24 bytes. */
export function xaes(key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array): ReturnType<typeof gcm> {
  const derived = [1, 2].map((counter) => cmac(join(Uint8Array.of(0x00, counter, 0x58, 0x00), nonce.slice(0, 12)), key));
  return gcm(join(...derived), nonce.slice(12), associatedData);
}

/** Everything that a body is bound to. */
export interface BodyPlace {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly keyId: number;
  readonly table: string;
  readonly rowId: string;
  readonly sealVersion: number;
  readonly codecVersion: number;
}

function bodyHeader(keyId: number): Uint8Array {
  return join(Uint8Array.of(0xc1, 0x01), unsigned(keyId, 4));
}

function bodyAssociatedData({ deploymentId, organisationId, keyId, table, rowId, sealVersion, codecVersion }: BodyPlace): Uint8Array {
  return lengthPrefixed('cash-flow/body/1', deploymentId, bodyHeader(keyId), organisationId, table, 'sealed', rowId, sealVersion, codecVersion);
}

/** @param content before padding. */
export function sealBody(key: Uint8Array, place: BodyPlace, nonce: Uint8Array, content: Uint8Array): Uint8Array {
  return join(bodyHeader(place.keyId), nonce, xaes(key, nonce, bodyAssociatedData(place)).encrypt(pad(content)));
}

/** @returns the content without its padding. */
export function openBody(key: Uint8Array, place: BodyPlace, sealed: Uint8Array): Uint8Array {
  requireEqual(sealed.slice(0, 6), bodyHeader(place.keyId), 'The header');
  return unpad(xaes(key, sealed.slice(6, 30), bodyAssociatedData(place)).decrypt(sealed.slice(30)));
}

export const sealCbor = (key: Uint8Array, place: BodyPlace, nonce: Uint8Array, value: unknown): Uint8Array => sealBody(key, place, nonce, slowEncode(value));
export const openCbor = (key: Uint8Array, place: BodyPlace, sealed: Uint8Array): unknown => slowDecode(openBody(key, place, sealed));

/** The id of the key under which a body is sealed. */
export function keyIdOf(sealed: Uint8Array): number {
  return sealed.slice(2, 6).reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Number of binary digits, less one. */
function floorLog2(value: number): number {
  return value.toString(2).length - 1;
}

function padme(length: number): number {
  const e = floorLog2(length);
  const s = floorLog2(e) + 1;
  let step = 1;
  for (let doubled = 0; doubled < e - s; doubled += 1) step *= 2;
  let padded = length;
  while (padded % step !== 0) padded += 1;
  return padded;
}

function pad(content: Uint8Array): Uint8Array {
  const total = Math.max(64, padme(4 + content.length));
  return join(unsigned(content.length, 4), content, new Uint8Array(total - 4 - content.length));
}

function unpad(padded: Uint8Array): Uint8Array {
  const length = padded.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
  const content = padded.slice(4, 4 + length);
  requireEqual(pad(content), padded, 'The padding');
  return content;
}

export interface SegmentPlace {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly importId: string;
  readonly position: number;
  readonly last: boolean;
}

function segmentAssociatedData({ deploymentId, organisationId, importId, position, last }: SegmentPlace): Uint8Array {
  return lengthPrefixed('cash-flow/segment/1', deploymentId, organisationId, importId, position, last ? 'last' : 'more');
}

export function sealSegment(fileKey: Uint8Array, place: SegmentPlace, nonce: Uint8Array, bytes: Uint8Array): Uint8Array {
  return join(Uint8Array.of(0xc1, 0x02), nonce, xaes(fileKey, nonce, segmentAssociatedData(place)).encrypt(bytes));
}

export function openSegment(fileKey: Uint8Array, place: SegmentPlace, sealed: Uint8Array): Uint8Array {
  requireEqual(sealed.slice(0, 2), Uint8Array.of(0xc1, 0x02), 'The header');
  return xaes(fileKey, sealed.slice(2, 26), segmentAssociatedData(place)).decrypt(sealed.slice(26));
}

export function blindIndex(indexKey: Uint8Array, keyId: number, kind: string, value: string): Uint8Array {
  const key = hkdf(sha256, indexKey, new Uint8Array(0), lengthPrefixed('cash-flow/index/1', kind), 32);
  return join(unsigned(keyId, 4), hmac(sha256, key, utf8(value)));
}

export interface KeyPlace {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly purpose: string;
  readonly keyId: number;
}

export function commitment(key: Uint8Array, { deploymentId, organisationId, purpose, keyId }: KeyPlace): Uint8Array {
  return hmac(sha256, key, lengthPrefixed('cash-flow/commitment/1', deploymentId, organisationId, purpose, keyId));
}

function keyDigest({ deploymentId, organisationId, purpose, keyId }: KeyPlace): Uint8Array {
  return sha384(lengthPrefixed('cash-flow/key/1', deploymentId, organisationId, purpose, keyId));
}

export function wrapKey(masterKey: Uint8Array, place: KeyPlace, key: Uint8Array): Uint8Array {
  return aeskwp(masterKey).encrypt(join(keyDigest(place), key));
}

export function unwrapKey(masterKey: Uint8Array, place: KeyPlace, wrapped: Uint8Array): Uint8Array {
  const content = aeskwp(masterKey).decrypt(wrapped);
  requireEqual(content.slice(0, 48), keyDigest(place), 'The place of the key');
  return content.slice(48);
}

export function sessionCookie(cookieKey: Uint8Array, keyId: number, sessionId: Uint8Array, secret: Uint8Array): string {
  const front = `${String(keyId)}.${base64url(sessionId)}.${base64url(secret)}`;
  return `${front}.${base64url(hmac(sha256, cookieKey, join(utf8('cookie/v1'), lengthPrefixed('__Host-cash-flow', front))))}`;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
