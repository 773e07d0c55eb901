import { randomBytes, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KeysUnavailableError, SealedValueError } from './errors.ts';
import { Keyring, type LoadedKey } from './keyring.ts';
import type { SealedPlace } from './organisation-vault.ts';
import { openBody, sealBody } from './sealed-row.ts';
import { createSegmentSealer } from './segments.ts';

const place: SealedPlace = { table: 'accounts', column: 'sealed', rowId: randomUUID(), sealVersion: 1, codecVersion: 1 };
const text = new TextEncoder().encode('rent');

function dataKey(keyId: number, active = true): LoadedKey {
  return { keyId, purpose: 'data', active, key: randomBytes(32) };
}

function keyring(keys: readonly LoadedKey[], owner: { deploymentId?: string; organisationId?: string; expired?: () => boolean } = {}): Keyring {
  return new Keyring({ deploymentId: 'deployment', organisationId: 'organisation', expired: () => false, ...owner, keys });
}

describe('a keyring', () => {
  it('opens what it sealed', () => {
    const keys = keyring([dataKey(1)]);
    expect(keys.open(place, keys.seal(place, text))).toEqual(text);
  });

  it('writes magic byte, suite and key id in front', () => {
    const sealed = keyring([dataKey(0x01020304)]).seal(place, text);
    expect([...sealed.subarray(0, 6)]).toEqual([0xc1, 1, 1, 2, 3, 4]);
    expect(sealed).toHaveLength(46 + text.length);
  });

  it.each<[string, Partial<SealedPlace>]>([
    ['row', { rowId: randomUUID() }], ['column', { column: 'other' }], ['table', { table: 'imports' }],
    ['seal version', { sealVersion: 2 }], ['codec version', { codecVersion: 2 }],
  ])('does not open a value that was moved to another %s', (_, elsewhere) => {
    const keys = keyring([dataKey(1)]);
    expect(() => keys.open({ ...place, ...elsewhere }, keys.seal(place, text))).toThrow(SealedValueError);
  });

  it.each([['organisation', { organisationId: 'other' }], ['deployment', { deploymentId: 'other' }]])(
    'does not open a value that was moved to another %s, even under the same key',
    (_, owner) => {
      const key = dataKey(1);
      expect(() => keyring([key], owner).open(place, keyring([key]).seal(place, text))).toThrow(SealedValueError);
    },
  );

  it('does not open under another key of the same id where everything else agrees', () => {
    expect(() => keyring([dataKey(1)]).open(place, keyring([dataKey(1)]).seal(place, text))).toThrow(SealedValueError);
  });

  it('does not open a value whose key id was changed to that of another key', () => {
    const key = dataKey(1);
    const keys = keyring([key, { ...key, keyId: 2, active: false }]);
    const sealed = keys.seal(place, text);
    sealed[5] = 2;
    expect(() => keys.open(place, sealed)).toThrow(SealedValueError);
  });

  it('refuses a body in which any byte was changed', () => {
    const keys = keyring([dataKey(1)]);
    const sealed = sealBody(keys, place, { name: 'Till' });
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.slice();
      changed[index] = (changed[index] ?? 0) ^ 0x40;
      expect(() => openBody(keys, place, changed)).toThrow(SealedValueError);
    }
  });

  it('gives one and the same error for every reason', () => {
    const keys = keyring([dataKey(1)]);
    const sealed = keys.seal(place, text);
    const wrongTag = sealed.slice();
    wrongTag[sealed.length - 1] = (wrongTag[sealed.length - 1] ?? 0) ^ 1;
    const unknownKey = sealed.slice();
    unknownKey[5] = 9;
    const errors = [wrongTag, unknownKey, sealed.subarray(0, 10), new Uint8Array(100), new Uint8Array(0)].map((bytes) => {
      try {
        keys.open(place, bytes);
        return undefined;
      } catch (error) {
        return error instanceof Error ? { ...error, name: error.name, message: error.message, cause: error.cause } : error;
      }
    });
    expect(new Set(errors.map((error) => JSON.stringify(error)))).toEqual(new Set([JSON.stringify({ name: 'SealedValueError', message: 'A sealed value does not open here.' })]));
  });

  it('seals under the active key and still opens under the one before', () => {
    const old = dataKey(1);
    const sealed = keyring([old]).seal(place, text);
    const keys = keyring([{ ...old, active: false }, dataKey(2)]);
    expect(keys.open(place, sealed)).toEqual(text);
    expect(keys.seal(place, text)[5]).toBe(2);
  });

  it('does nothing any more when its time is up', () => {
    let expired = false;
    const keys = keyring([dataKey(1)], { expired: () => expired });
    const sealed = keys.seal(place, text);
    expired = true;
    expect(() => keys.seal(place, text)).toThrow(KeysUnavailableError);
    expect(() => keys.open(place, sealed)).toThrow(KeysUnavailableError);
  });

  it('shows no key to anything that prints it', () => {
    const secrets = [dataKey(1), { ...dataKey(2), purpose: 'index' }, { ...dataKey(3), purpose: 'cookie' }] as const;
    const keys = keyring(secrets);
    keys.blindIndexes('login', 'a');
    const printed = inspect(keys, { showHidden: true, depth: Infinity, showProxy: true, getters: true }) + JSON.stringify(keys);
    for (const { key } of secrets) {
      expect(printed).not.toContain(Buffer.from(key).toString('hex').slice(0, 8));
      expect(printed).not.toContain(Buffer.from(key).toString('base64').slice(0, 8));
      expect(printed).not.toContain([...key.subarray(0, 4)].join(', '));
    }
  });
});

describe('file segments', () => {
  const owner = { deploymentId: 'deployment', organisationId: 'organisation' };
  const importId = randomUUID();
  const fileKey = randomBytes(32);
  const sealer = createSegmentSealer(owner, importId, fileKey);
  const first = { position: 0, last: false };

  it('open where they were sealed', () => {
    const bytes = randomBytes(65_536);
    const sealed = sealer.seal(first, bytes);
    expect([...sealed.subarray(0, 2)]).toEqual([0xc1, 2]);
    expect(sealed).toHaveLength(65_578);
    expect(Buffer.compare(sealer.open(first, sealed), bytes)).toBe(0);
  });

  it.each([
    ['at another position', sealer, { position: 1, last: false }],
    ['as the end of the file', sealer, { position: 0, last: true }],
    ['in another file', createSegmentSealer(owner, randomUUID(), fileKey), first],
    ['in another organisation', createSegmentSealer({ ...owner, organisationId: 'other' }, importId, fileKey), first],
    ['in another deployment', createSegmentSealer({ ...owner, deploymentId: 'other' }, importId, fileKey), first],
    ['under another key', createSegmentSealer(owner, importId, randomBytes(32)), first],
  ])('do not open %s', (_, other, place) => {
    expect(() => other.open(place, sealer.seal(first, text))).toThrow(SealedValueError);
  });

  it('refuse any changed byte', () => {
    const sealed = sealer.seal(first, text);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = sealed.slice();
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => sealer.open(first, changed)).toThrow(SealedValueError);
    }
    expect(() => sealer.open(first, sealed.subarray(0, 41))).toThrow(SealedValueError);
    expect(() => sealer.open(first, new Uint8Array(0))).toThrow(SealedValueError);
  });

  it('take 64 KiB at most', () => {
    expect(() => sealer.seal(first, new Uint8Array(65_537))).toThrow(RangeError);
  });
});
