import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { custodyKinds, type CustodyPlace, openTestCustody } from '../../testing/test-custody.ts';
import { makeTestKeys } from '../../testing/test-vault.ts';
import { KeysUnavailableError } from '../errors.ts';
import type { Custody } from './custody.ts';
import { custodyKey } from './testing/custody-key.ts';

const organisationId = randomUUID();

describe.each(custodyKinds)('custody (%s)', (kind) => {
  let place: CustodyPlace;

  beforeEach(async () => {
    place = await makeTestKeys({ onRemove: onTestFinished }, kind);
  });

  const open = async (lockTimeout = 5000): Promise<Custody> => {
    const custody = await openTestCustody(place, { lockTimeout });
    onTestFinished(() => custody.close());
    return custody;
  };

  it('gives back the keys that were added, also after a restart', async () => {
    const keys = [custodyKey(1), custodyKey(2)];
    const custody = await open();
    for (const each of keys) await custody.exclusively(organisationId, (writer) => writer.put(each));
    expect(await (await open()).keys(organisationId)).toStrictEqual(keys);
    expect(await custody.keys(randomUUID())).toEqual([]);
  });

  it('replaces keys by their id, all of one call at once, and counts how often it was written', async () => {
    const custody = await open();
    const [first, second, third] = [custodyKey(1), custodyKey(2), custodyKey(3)];
    const retired = { ...first, retiredAt: new Date('2026-04-01T00:00:00.000Z') };
    const destroyed = {
      ...second, wrapped: null, destroyedAt: new Date('2026-05-01T00:00:00.000Z'),
      destruction: { requestedAt: new Date('2026-04-30T00:00:00.000Z'), requestedBy: 'operations', codeDigest: new Uint8Array(randomBytes(32)), confirmedBy: 'security' },
    };
    expect(await custody.revision(organisationId)).toBe(0);
    await custody.exclusively(organisationId, async (writer) => {
      await writer.put(second, first);
      await writer.put(destroyed, retired, third);
      expect(writer.keys).toStrictEqual([retired, destroyed, third]);
    });
    expect(await (await open()).keys(organisationId)).toStrictEqual([retired, destroyed, third]);
    expect(await custody.revision(organisationId)).toBe(2);
    expect(await custody.organisations()).toEqual([organisationId]);
  });

  it('names the organisations that have keys, in order', async () => {
    const custody = await open();
    const ids = Array.from({ length: 5 }, () => randomUUID());
    for (const id of ids) await custody.exclusively(id, (writer) => writer.put(custodyKey(1)));
    expect(await (await open()).organisations()).toEqual(ids.toSorted());
  });

  it('lets one writer at a time read and add, over several servers', async () => {
    const custodies = await Promise.all([open(), open(), open()]);
    const addOne = (custody: Custody): Promise<void> => custody.exclusively(organisationId, (writer) => writer.put(custodyKey(writer.keys.length + 1)));
    await Promise.all(Array.from({ length: 4 }, () => custodies.map(addOne)).flat());
    const ids = (await (await open()).keys(organisationId)).map(({ keyId }) => keyId);
    expect(ids).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('lets the next writer in when one fails', async () => {
    const custody = await open();
    await expect(custody.exclusively(organisationId, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    expect(await custody.keys(organisationId)).toHaveLength(1);
  });

  it('keeps what was put, also when the writer fails afterwards', async () => {
    const custody = await open();
    await expect(custody.exclusively(organisationId, async (writer) => {
      await writer.put(custodyKey(1));
      throw new Error('failed');
    })).rejects.toThrow('failed');
    expect(await (await open()).keys(organisationId)).toHaveLength(1);
  });

  it('gives up when another process writes for too long', async () => {
    const impatient = await open(0);
    await (await open()).exclusively(organisationId, async () => {
      await expect(impatient.exclusively(organisationId, () => Promise.resolve())).rejects.toThrow(KeysUnavailableError);
    });
  });

  it('belongs to one deployment for ever', async () => {
    const custody = await open();
    expect(await custody.deployment()).toBeUndefined();
    const ids = await Promise.all([custody.establish(randomUUID()), (await open()).establish(randomUUID())]);
    expect(ids[0]).toBe(ids[1]);
    expect(await custody.establish(randomUUID())).toBe(ids[0]);
    expect(await (await open()).deployment()).toBe(ids[0]);
  });

  it('takes over a backup of itself that is newer, and none that is not', async () => {
    const custody = await open();
    const [first, second] = [custodyKey(1), custodyKey(2)];
    expect(await custody.adopt(organisationId, { revision: 7, keys: [first] })).toBe(true);
    expect(await custody.adopt(organisationId, { revision: 7, keys: [first, second] })).toBe(false);
    expect(await custody.adopt(organisationId, { revision: 6, keys: [] })).toBe(false);
    expect(await custody.keys(organisationId)).toStrictEqual([first]);
    await custody.exclusively(organisationId, (writer) => writer.put(second));
    expect(await (await open()).revision(organisationId)).toBe(8);
    expect(await custody.adopt(organisationId, { revision: 9, keys: [{ ...first, wrapped: null, destroyedAt: new Date() }, second] })).toBe(true);
    expect((await custody.keys(organisationId))[0]?.wrapped).toBeNull();
  });

  it('takes over none that lacks a key, holds another one, or brings a destroyed one back', async () => {
    const custody = await open();
    const [first, second] = [custodyKey(1), custodyKey(2)];
    const destroyed = { ...first, wrapped: null, destroyedAt: new Date() };
    await custody.exclusively(organisationId, (writer) => writer.put(destroyed, second));
    for (const keys of [[destroyed], [destroyed, custodyKey(2)], [first, second]]) {
      await expect(custody.adopt(organisationId, { revision: 9, keys })).rejects.toThrow(KeysUnavailableError);
    }
    expect(await custody.keys(organisationId)).toStrictEqual([destroyed, second]);
  });

  it('keeps a register in the order of time, each entry once', async () => {
    const custody = await open();
    expect(await custody.registered()).toEqual([]);
    const erasure = { kind: 'erasure', id: randomUUID(), at: new Date('2026-03-01T00:00:00.250Z'), organisationId, personId: null } as const;
    const drill = {
      kind: 'restore-drill', id: randomUUID(), at: new Date('2026-02-01T00:00:00.000Z'), backupAt: new Date('2026-01-31T00:00:00.000Z'),
      succeeded: true, opened: 3, destroyed: 2, unreadable: 0, findings: 0, milliseconds: 1_000,
    } as const;
    await custody.register(erasure);
    await Promise.all([custody.register(drill), (await open()).register({ ...erasure, personId: randomUUID() }), custody.register(drill)]);
    expect(await (await open()).registered()).toStrictEqual([drill, erasure]);
  });

  it('takes nothing for an organisation but the id of one', async () => {
    const custody = await open();
    for (const id of ['../custody', '', 'a/b', organisationId.toUpperCase()]) {
      await expect(custody.keys(id)).rejects.toThrow(TypeError);
      await expect(custody.exclusively(id, (writer) => writer.put(custodyKey(1)))).rejects.toThrow(TypeError);
    }
  });

  it('works once it belongs to a deployment', async () => {
    const custody = await open();
    await expect(custody.health()).rejects.toThrow(KeysUnavailableError);
    await custody.establish(randomUUID());
    await expect(custody.health()).resolves.toBeUndefined();
  });
});
