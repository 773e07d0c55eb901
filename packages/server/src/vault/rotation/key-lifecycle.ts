import type { KeyPurpose } from '../custody/custody.ts';
import type { KeyVersion } from '../key-store.ts';
import type { KeyPolicy } from './key-policy.ts';

/** What a rotation does next. Each step is done once however often it is begun, and none depends on how the one before ended. */
export type KeyStep =
  | { readonly kind: 'begin'; readonly purpose: KeyPurpose; readonly after: number }
  | { readonly kind: 'activate'; readonly purpose: KeyPurpose; readonly keyId: number }
  | { readonly kind: 'move'; readonly purpose: KeyPurpose; readonly keyIds: readonly number[] }
  | { readonly kind: 'retire'; readonly purpose: KeyPurpose; readonly keyId: number };

export interface LifecycleView {
  readonly versions: readonly KeyVersion[];
  /** How many values still stand under a version. */
  readonly references: ReadonlyMap<number, number>;
  readonly policy: Omit<KeyPolicy, 'spread'>;
  /** `KeyPolicy.spread`, or 0 for purposes where nothing is waited for. */
  readonly spread: (purpose: KeyPurpose) => number;
  readonly now: Date;
}

/** The steps that are due, from the states of the versions alone: whoever stops anywhere goes on from there. */
export function dueSteps(view: LifecycleView): readonly KeyStep[] {
  const purposes = [...new Set(view.versions.map(({ purpose }) => purpose))];
  return purposes.flatMap((purpose) => stepsOf(purpose, view));
}

function stepsOf(purpose: KeyPurpose, { versions, references, policy, spread, now }: LifecycleView): KeyStep[] {
  const ours = versions.filter((version) => version.purpose === purpose);
  const active = ours.find(({ state }) => state === 'active');
  // Whoever loads the keys makes the first one.
  if (!active) return [];
  const pending = ours.find(({ state }) => state === 'pending');
  const old = ours.filter(({ state }) => state === 'decrypt-only');
  const steps: KeyStep[] = [];

  if (!pending && age(active.createdAt, now) >= (purpose === 'audit' ? policy.auditKeyAge : policy.dataKeyAge)) steps.push({ kind: 'begin', purpose, after: active.keyId });
  if (pending && age(pending.createdAt, now) >= spread(purpose)) steps.push({ kind: 'activate', purpose, keyId: pending.keyId });

  const used = old.filter(({ keyId }) => (references.get(keyId) ?? 0) > 0).map(({ keyId }) => keyId);
  if (used.length > 0) steps.push({ kind: 'move', purpose, keyIds: used });

  const hold = spread(purpose) + (purpose === 'cookie' ? policy.cookieLifetime : 0);
  const replacedAt = active.activatedAt ?? active.createdAt;
  for (const { keyId, activatedAt } of old) {
    // Older than the one that replaced it, unless its retirement was taken back.
    const restored = activatedAt !== null && activatedAt > replacedAt;
    const rested = restored ? age(activatedAt, now) >= policy.restoredHold : age(replacedAt, now) >= hold;
    if (rested && !used.includes(keyId)) steps.push({ kind: 'retire', purpose, keyId });
  }
  return steps;
}

/**
 * Whether a time of the version is yet to come, by more than the clocks of servers differ: the clock was wrong that wrote it,
 * and a rotation would wait until then.
 */
export function isAhead({ createdAt, activatedAt }: KeyVersion, now: Date, tolerance: number): boolean {
  return [createdAt, activatedAt].some((time) => time !== null && age(time, now) < -tolerance);
}

function age(since: Date, now: Date): number {
  return now.getTime() - since.getTime();
}
