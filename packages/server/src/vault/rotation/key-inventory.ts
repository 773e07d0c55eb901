import type { KeyState } from '../../database/schema.ts';
import type { CustodyKey, KeyPurpose } from '../custody/custody.ts';
import type { KeyVersion } from '../key-store.ts';
import type { KeyPolicy } from './key-policy.ts';
import type { KeyReference } from './key-references.ts';

/** What is known of one version of a key; nothing of it is secret. Times are RFC 3339. */
export interface KeyInventoryEntry {
  readonly keyId: number;
  readonly purpose: KeyPurpose;
  readonly state: KeyState | 'retired' | 'unused';
  readonly createdAt: string;
  /** How many values stand under it. */
  readonly values: number;
  /** When a new one takes its place, for the one that seals; null for all others. */
  readonly rotationDue: string | null;
  readonly retiredAt: string | null;
  /** From when on it may be destroyed. */
  readonly destructibleFrom: string | null;
  readonly destroyedAt: string | null;
  readonly destructionRequestedBy: string | null;
  /** Version of the master key that wraps it; null once it is destroyed. */
  readonly masterKeyVersion: number | null;
}

export interface InventoryParts {
  readonly versions: readonly KeyVersion[];
  readonly custodyKeys: readonly CustodyKey[];
  readonly references: readonly KeyReference[];
  readonly policy: KeyPolicy;
}

/** The keys of one organisation, by id, from what database and custody know of them. */
export function keyInventory({ versions, custodyKeys, references, policy }: InventoryParts): readonly KeyInventoryEntry[] {
  return custodyKeys.map((key) => {
    const version = versions.find(({ keyId }) => keyId === key.keyId);
    const after = (since: Date | null, time: number): string | null => since && new Date(since.getTime() + time).toISOString();
    return {
      keyId: key.keyId,
      purpose: key.purpose,
      state: stateOf(key, version),
      createdAt: key.createdAt.toISOString(),
      values: references.reduce((sum, { keyId, count }) => sum + (keyId === key.keyId ? count : 0), 0),
      rotationDue: version?.state === 'active' ? after(version.createdAt, policy.dataKeyAge) : null,
      retiredAt: key.retiredAt && key.retiredAt.toISOString(),
      destructibleFrom: key.destroyedAt === null && !version ? after(key.retiredAt, policy.backupHorizon) : null,
      destroyedAt: key.destroyedAt && key.destroyedAt.toISOString(),
      destructionRequestedBy: key.destroyedAt === null ? (key.destruction?.requestedBy ?? null) : null,
      masterKeyVersion: key.wrapped && key.wrapped.masterKeyVersion,
    };
  });
}

function stateOf(key: CustodyKey, version: KeyVersion | undefined): KeyInventoryEntry['state'] {
  if (key.destroyedAt !== null) return 'destroyed';
  // A row in the database counts: a retirement that is being taken back has it first.
  if (version) return version.state;
  return key.retiredAt === null ? 'unused' : 'retired';
}
