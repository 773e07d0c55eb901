import { beforeAll, describe, expect, it } from 'vitest';
import type { DataAccess } from '../database/data-access.ts';
import { createAccess } from '../access/access.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import type { Embedding } from './embedding.ts';
import { isPageOrigin } from './origin.ts';
import { MOST_KEYS, TooManyPlatformKeysError } from './platform-keys.ts';
import { OriginTakenError } from './platforms.ts';
import { PlatformOrigins } from './platform-origins.ts';
import { readSecretToken } from './secret-token.ts';

const DAY = 86_400_000;
const ORIGIN = 'https://portal.example';

describeOnBothDatabases('a platform', (open) => {
  let time = Date.parse('2026-03-01T08:00:00Z');
  let embedding: Embedding;
  let other: Embedding;
  let platformId: string;
  let data: DataAccess;

  beforeAll(async () => {
    const database = await open();
    const vault = await openTestVault(database);
    data = database.data;
    const options = { data, vault, now: () => new Date(time) };
    [embedding, other] = [createAccess(options).embedding, createAccess(options).embedding];
    platformId = await embedding.platforms.create({ name: 'Harbour', origins: [ORIGIN], signInDomain: null });
  });

  const answerTo = (text: string): Promise<unknown> =>
    other.keys.authenticatePlatform(`Bearer ${text}`).then((caller) => caller.scopes, (error: { readonly code: string }) => error.code);

  it('is known by a living key, with the scopes of that key, and by nothing else', async () => {
    const made = await embedding.keys.create(platformId, { scopes: ['embed-sessions:create'], days: 30 });
    const text = made?.text ?? '';
    expect(text).toMatch(/^cfk_[\w-]{22}_[\w-]{43}$/);
    expect(await other.keys.authenticatePlatform(`bearer ${text}`)).toEqual({ kind: 'platform', platformId, keyId: made?.key.id, scopes: ['embed-sessions:create'] });
    const changed = (at: number): string => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    for (const wrong of ['', `${text}A`, text.replace('cfk', 'cfl'), changed(6), changed(40), `${text} x`]) expect(await answerTo(wrong)).toBe('not-authenticated');
    expect(await embedding.keys.authenticatePlatform(undefined).catch((error: unknown) => error)).toMatchObject({ code: 'not-authenticated' });
    expect(await embedding.keys.authenticatePlatform(text).catch((error: unknown) => error)).toMatchObject({ code: 'not-authenticated' });
    time += 30 * DAY;
    expect(await answerTo(text)).toBe('not-authenticated');
    expect(await embedding.keys.list(platformId)).toMatchObject([{ id: made?.key.id, state: 'expired' }]);
  });

  it('has a new key while the old one lives on for the chosen time; both can be rotated again', async () => {
    const old = (await embedding.keys.create(platformId, { scopes: ['keys:rotate', 'organisations:create'], days: 90 }))!;
    const next = (await embedding.keys.rotate(platformId, old.key.id, 24))!;
    expect(next.key).toMatchObject({ scopes: ['keys:rotate', 'organisations:create'], expiresAt: new Date(time + 90 * DAY) });
    expect(await Promise.all([answerTo(old.text), answerTo(next.text)])).toEqual([next.key.scopes, next.key.scopes]);
    time += DAY / 2;
    const again = (await embedding.keys.rotate(platformId, old.key.id, 24))!;
    expect(again.key.expiresAt).toEqual(new Date(time + 90 * DAY));
    time += DAY / 2;
    // The second rotation did not lengthen what the first one had shortened.
    expect(await Promise.all([answerTo(old.text), answerTo(next.text), answerTo(again.text)])).toEqual(['not-authenticated', next.key.scopes, next.key.scopes]);
    expect(await embedding.keys.rotate(platformId, old.key.id, 0)).toBeUndefined();
    expect(await embedding.keys.revoke(platformId, next.key.id)).toBe(true);
    expect(await answerTo(next.text)).toBe('not-authenticated');
  });

  it('shares none of its pages with another one', async () => {
    const made = (origin: string) => embedding.platforms.create({ name: 'Twin', origins: [origin], signInDomain: null });
    await expect(made(ORIGIN)).rejects.toThrow(OriginTakenError);
    const both = await Promise.allSettled([made('https://twin.example'), made('https://twin.example')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const third = await made('https://third.example');
    await expect(embedding.platforms.change(third, (settings) => ({ ...settings, origins: [...settings.origins, ORIGIN] }))).rejects.toThrow(OriginTakenError);
  });

  it('cannot rotate or revoke the key of another one', async () => {
    const stranger = await embedding.platforms.create({ name: 'Quay', origins: [], signInDomain: null });
    const key = (await embedding.keys.create(platformId, { scopes: ['keys:rotate'], days: 1 }))!;
    expect(await embedding.keys.rotate(stranger, key.key.id, 0)).toBeUndefined();
    expect(await embedding.keys.revoke(stranger, key.key.id)).toBe(false);
    expect(await answerTo(key.text)).toEqual(['keys:rotate']);
  });

  it('has so many living keys at most', async () => {
    const id = await embedding.platforms.create({ name: 'Many', origins: [], signInDomain: null });
    for (let index = 0; index < MOST_KEYS; index += 1) await embedding.keys.create(id, { scopes: ['keys:rotate'], days: 1 });
    await expect(embedding.keys.create(id, { scopes: ['keys:rotate'], days: 1 })).rejects.toThrow(TooManyPlatformKeysError);
  });

  it('is off at once where it is disabled, keys and pages', async () => {
    const id = await embedding.platforms.create({ name: 'Off', origins: ['https://off.example'], signInDomain: null });
    const key = (await embedding.keys.create(id, { scopes: ['keys:rotate'], days: 1 }))!;
    embedding.origins.forget();
    expect(await embedding.origins.platformsOf('https://off.example')).toEqual(new Set([id]));
    await embedding.platforms.setState(id, 'disabled');
    embedding.origins.forget();
    expect(await answerTo(key.text)).toBe('not-authenticated');
    expect(await embedding.origins.platformsOf('https://off.example')).toEqual(new Set());
  });

  it('has pages that count everywhere some seconds after a change, without opening them each time', async () => {
    let [now, opened] = [0, 0];
    const list = async () => {
      opened += 1;
      return other.platforms.list();
    };
    const origins = new PlatformOrigins({ data, platforms: { list }, now: () => now });
    for (const asked of [ORIGIN, ORIGIN, 'https://new.example', `${ORIGIN}.evil.example`, 'null']) {
      expect((await origins.platformsOf(asked)).has(platformId)).toBe(asked === ORIGIN);
    }
    await embedding.platforms.change(platformId, (settings) => ({ ...settings, origins: ['https://new.example'] }));
    now += 3_000;
    expect([await origins.platformsOf(ORIGIN), await origins.platformsOf('https://new.example')]).toEqual([new Set(), new Set([platformId])]);
    now += 3_000;
    await origins.platformsOf(ORIGIN);
    expect(opened).toBe(2);
  });
});

describe('an origin of a page', () => {
  it('is written as browsers send it', () => {
    for (const good of [ORIGIN, 'https://portal.example:8443', 'http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:80'.replace(':80', '')]) expect(isPageOrigin(good), good).toBe(true);
    for (const bad of ['https://portal.example/', 'https://Portal.example', 'https://portal.example:443', 'http://portal.example', 'portal.example', 'null', '*', 'https://*.example', 'https://a@portal.example', 'file://']) {
      expect(isPageOrigin(bad), bad).toBe(false);
    }
  });
});

describe('a secret token', () => {
  it('has one spelling', () => {
    const text = `cfk_${'A'.repeat(22)}_${'A'.repeat(43)}`;
    expect(readSecretToken('cfk', text)).toMatchObject({ id: '00000000-0000-0000-0000-000000000000' });
    // The last character holds bits that no byte takes.
    expect(readSecretToken('cfk', `cfk_${'A'.repeat(21)}B_${'A'.repeat(43)}`)).toBeUndefined();
    expect(readSecretToken('cfk', `cfk_${'A'.repeat(22)}_${'A'.repeat(42)}B`)).toBeUndefined();
  });
});
