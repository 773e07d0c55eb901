import { describe, expect, it } from 'vitest';
import type { KeyState } from '../../database/schema.ts';
import type { KeyPurpose } from '../custody/custody.ts';
import type { KeyVersion } from '../key-store.ts';
import { dueSteps } from './key-lifecycle.ts';
import { defaultKeyPolicy } from './key-policy.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const now = new Date('2026-06-01T12:00:00Z');
const ago = (ms: number): Date => new Date(now.getTime() - ms);

function version(keyId: number, state: KeyState, age: number, purpose: KeyPurpose = 'data', activeFor = age): KeyVersion {
  return { keyId, purpose, state, createdAt: ago(age), activatedAt: state === 'pending' ? null : ago(activeFor) };
}

function due(versions: readonly KeyVersion[], references: Readonly<Record<number, number>> = {}) {
  return dueSteps({
    versions, references: new Map(Object.entries(references).map(([keyId, count]) => [Number(keyId), count])),
    policy: defaultKeyPolicy, spread: () => defaultKeyPolicy.spread, now,
  });
}

describe('what a rotation does next', () => {
  it('is nothing while the key is young', () => {
    expect(due([version(1, 'active', 89 * DAY)], { 1: 5 })).toEqual([]);
  });

  it('is a new key when the active one is as old as it may be', () => {
    expect(due([version(1, 'active', 90 * DAY)])).toEqual([{ kind: 'begin', purpose: 'data', after: 1 }]);
  });

  it('is nothing more while a new one waits, and its turn after that', () => {
    const old = version(1, 'active', 91 * DAY);
    expect(due([old, version(2, 'pending', 19 * MINUTE)])).toEqual([]);
    expect(due([old, version(2, 'pending', 20 * MINUTE)])).toEqual([{ kind: 'activate', purpose: 'data', keyId: 2 }]);
  });

  it('is to move what stands under older keys, of several rotations in one', () => {
    const versions = [version(1, 'decrypt-only', 200 * DAY), version(2, 'decrypt-only', 100 * DAY), version(3, 'active', MINUTE)];
    expect(due(versions, { 1: 1, 2: 7, 3: 9 })).toEqual([{ kind: 'move', purpose: 'data', keyIds: [1, 2] }]);
  });

  it('is to retire a key once nothing stands under it and every server has let go of it', () => {
    const old = version(1, 'decrypt-only', 100 * DAY);
    expect(due([old, version(2, 'active', DAY, 'data', 19 * MINUTE)])).toEqual([]);
    expect(due([old, version(2, 'active', DAY, 'data', 20 * MINUTE)])).toEqual([{ kind: 'retire', purpose: 'data', keyId: 1 }]);
    expect(due([old, version(2, 'active', DAY, 'data', 20 * MINUTE)], { 1: 1 })).toEqual([{ kind: 'move', purpose: 'data', keyIds: [1] }]);
  });

  it('lets a key that signed cookies live as long as they do', () => {
    const old = version(1, 'decrypt-only', 100 * DAY, 'cookie');
    expect(due([old, version(2, 'active', DAY, 'cookie', 12 * 60 * MINUTE)])).toEqual([]);
    expect(due([old, version(2, 'active', DAY, 'cookie', 12 * 60 * MINUTE + 20 * MINUTE)])).toEqual([{ kind: 'retire', purpose: 'cookie', keyId: 1 }]);
  });

  it('leaves a key in peace for a day whose retirement was taken back', () => {
    const active = version(2, 'active', 10 * DAY);
    expect(due([version(1, 'decrypt-only', 100 * DAY, 'data', DAY - 1), active])).toEqual([]);
    expect(due([version(1, 'decrypt-only', 100 * DAY, 'data', DAY), active])).toEqual([{ kind: 'retire', purpose: 'data', keyId: 1 }]);
  });

  it('has nothing to do with keys that are destroyed, and each purpose for itself', () => {
    expect(due([version(1, 'destroyed', 400 * DAY), version(2, 'active', DAY), version(3, 'active', 90 * DAY, 'index')], { 1: 4 })).toEqual([
      { kind: 'begin', purpose: 'index', after: 3 },
    ]);
  });
});
