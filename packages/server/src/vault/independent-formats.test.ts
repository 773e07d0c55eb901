/** The vault against a second implementation of its formats, which was written from `docs/formats.md`: each opens what the other sealed. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readToken, signToken } from '../access/session-cookie.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { keyCommitment, Keyring } from './keyring.ts';
import { openFileKeyProvider } from './providers/file-key-provider.ts';
import { openBody, openPadded, sealBody, sealPadded } from './sealed-row.ts';
import { createSegmentSealer } from './segments.ts';
import { anyCborValue } from './testing/any-cbor-value.ts';
import { slowDecode, slowEncode } from './testing/slow-cbor.ts';
import * as slow from './testing/slow-formats.ts';

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const text = fc.string({ unit: 'binary', maxLength: 40 }).map((each) => each.toWellFormed());
const keyId = fc.integer({ min: 1, max: 0xffff_ffff });
const version = fc.integer({ min: 1, max: 0x7fff_ffff });
const owner = fc.record({ deploymentId: fc.uuid(), organisationId: fc.uuid() });
const plain = (array: Uint8Array): Uint8Array => Uint8Array.from(array);

describe('a second implementation of the formats', () => {
  it('writes CBOR in the same bytes, and reads what ours wrote', () => {
    fc.assert(fc.property(anyCborValue, (value) => {
      expect(Buffer.compare(slowEncode(value), encodeCbor(value))).toBe(0);
      expect(slowDecode(encodeCbor(value))).toEqual(decodeCbor(slowEncode(value)));
    }));
  });

  it('opens and seals bodies', () => {
    const place = fc.record({ deploymentId: fc.uuid(), organisationId: fc.uuid(), keyId, table: text, rowId: text, sealVersion: version, codecVersion: version });
    fc.assert(fc.property(place, bytes(32), bytes(24), fc.uint8Array({ maxLength: 600 }), anyCborValue, (where, key, nonce, content, value) => {
      const keyring = new Keyring({ ...where, expired: () => false, keys: [{ keyId: where.keyId, purpose: 'data', active: true, key }] });
      expect(slow.openBody(key, where, sealPadded(keyring, where, content))).toEqual(content);
      expect(plain(openPadded(keyring, where, slow.sealBody(key, where, nonce, content)))).toEqual(content);
      expect(slow.keyIdOf(sealPadded(keyring, where, content))).toBe(where.keyId);
      expect(openBody(keyring, where, slow.sealCbor(key, where, nonce, value))).toEqual(slow.openCbor(key, where, sealBody(keyring, where, value)));
    }), { numRuns: 60 });
  });

  it('opens and seals file segments', () => {
    fc.assert(fc.property(owner, fc.uuid(), bytes(32), bytes(24), fc.nat(), fc.boolean(), fc.uint8Array({ maxLength: 600 }), (of, importId, key, nonce, position, last, content) => {
      const [sealer, where] = [createSegmentSealer(of, importId, key), { ...of, importId, position, last }];
      expect(slow.openSegment(key, where, sealer.seal(where, content))).toEqual(content);
      expect(plain(sealer.open(where, slow.sealSegment(key, where, nonce, content)))).toEqual(content);
    }), { numRuns: 60 });
  });

  it('finds the same blind index and the same commitment', () => {
    fc.assert(fc.property(owner, keyId, bytes(32), text, text, (of, id, key, kind, value) => {
      const keyring = new Keyring({ ...of, expired: () => false, keys: [{ keyId: id, purpose: 'index', active: true, key }] });
      expect(keyring.blindIndexes(kind, value)).toEqual([slow.blindIndex(key, id, kind, value)]);
      const context = { ...of, purpose: 'index', keyId: id };
      expect(plain(keyCommitment(key, context))).toEqual(slow.commitment(key, context));
    }), { numRuns: 60 });
  });

  it('signs the same session cookies', () => {
    fc.assert(fc.property(keyId, bytes(32), bytes(16), bytes(32), (id, key, sessionId, secret) => {
      const [token, keys] = [{ id: Buffer.from(sessionId), secret: Buffer.from(secret) }, [{ id, key }]];
      expect(signToken(token, keys)).toBe(slow.sessionCookie(key, id, sessionId, secret));
      expect(readToken(slow.sessionCookie(key, id, sessionId, secret), keys)).toEqual(token);
    }), { numRuns: 60 });
  });

  it('wraps and unwraps keys under a master key file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cash-flow-independent-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const path = join(folder, 'master.key');
    const provider = await openFileKeyProvider({ path, dataFolders: [], create: true });
    const { masterKeyId, versions: [first] } = JSON.parse(await readFile(path, 'utf8')) as { masterKeyId: string; versions: [{ version: number; key: string }] };
    const masterKey = plain(Buffer.from(first.key, 'base64'));
    await fc.assert(fc.asyncProperty(owner, fc.constantFrom('data', 'index', 'cookie'), keyId, bytes(32), async (of, purpose, id, key) => {
      const context = { ...of, purpose, keyId: id };
      const wrapped = await provider.wrap(key, context);
      expect(slow.unwrapKey(masterKey, context, plain(wrapped.blob))).toEqual(key);
      expect(slow.wrapKey(masterKey, context, key)).toEqual(plain(wrapped.blob));
      expect(plain(await provider.unwrap({ blob: slow.wrapKey(masterKey, context, key), masterKeyId, masterKeyVersion: first.version }, context))).toEqual(key);
    }), { numRuns: 20 });
  });

  it('opens what the first version wrote', async () => {
    const frozen = JSON.parse(await readFile(new URL('./formats-1.frozen.json', import.meta.url), 'utf8')) as Frozen;
    const [dataKey, indexKey, fileKey] = [frozen.dataKey, frozen.indexKey, frozen.fileKey].map(fromHex) as [Uint8Array, Uint8Array, Uint8Array];
    const sealed = fromHex(frozen.body.sealed);
    const place = { ...frozen.owner, ...frozen.body.place, keyId: slow.keyIdOf(sealed) };
    expect(slow.openCbor(dataKey, place, sealed)).toEqual(frozen.body.value);
    expect(new TextDecoder().decode(slow.openSegment(fileKey, { ...frozen.owner, ...frozen.segment.place }, fromHex(frozen.segment.sealed)))).toBe(frozen.segment.text);
    const { kind, value, index } = frozen.blindIndex;
    expect(slow.blindIndex(indexKey, slow.keyIdOf(fromHex(`c101${index}`)), kind, value)).toEqual(fromHex(index));
    const [key] = frozen.keysFile.keys;
    const context = { ...frozen.owner, purpose: key.purpose, keyId: key.keyId };
    const masterKey = frozen.masterKeyFile.versions.find(({ version: each }) => each === key.masterKeyVersion)!;
    expect(slow.unwrapKey(plain(Buffer.from(masterKey.key, 'base64')), context, plain(Buffer.from(key.wrapped, 'base64')))).toEqual(dataKey);
    expect(slow.commitment(dataKey, context)).toEqual(plain(Buffer.from(key.commitment, 'base64')));
  });
});

interface Frozen {
  readonly owner: { readonly deploymentId: string; readonly organisationId: string };
  readonly dataKey: string;
  readonly indexKey: string;
  readonly fileKey: string;
  readonly body: { readonly place: Omit<slow.BodyPlace, 'deploymentId' | 'organisationId' | 'keyId'>; readonly value: unknown; readonly sealed: string };
  readonly segment: { readonly place: Omit<slow.SegmentPlace, 'deploymentId' | 'organisationId'>; readonly text: string; readonly sealed: string };
  readonly blindIndex: { readonly kind: string; readonly value: string; readonly index: string };
  readonly masterKeyFile: { readonly versions: readonly { readonly version: number; readonly key: string }[] };
  readonly keysFile: { readonly keys: readonly [{ readonly keyId: number; readonly purpose: string; readonly wrapped: string; readonly masterKeyVersion: number; readonly commitment: string }] };
}

function fromHex(digits: string): Uint8Array {
  return plain(Buffer.from(digits, 'hex'));
}
