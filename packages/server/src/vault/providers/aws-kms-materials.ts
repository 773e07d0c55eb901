import type { RotationsListEntry } from '@aws-sdk/client-kms';

/** One version of the bytes behind an AWS KMS key. */
export interface KeyMaterial {
  readonly id: string;
  /** Since when; undefined of the first one, which is as old as the key. */
  readonly rotatedAt: Date | undefined;
  readonly current: boolean;
}

/**
 * The materials of a key from the oldest to the newest. A key of AWS KMS has no version numbers, and its ciphertext does not show
 * under which material it stands; the place in this order is the version here: it never changes, as materials are only added.
 */
export function materialsInOrder(entries: readonly RotationsListEntry[]): readonly KeyMaterial[] {
  return entries
    .filter(({ KeyMaterialState: state }) => state === undefined || state === 'CURRENT' || state === 'NON_CURRENT')
    .map(({ KeyMaterialId: id = '', RotationDate: rotatedAt, KeyMaterialState: state }) => ({ id, rotatedAt, current: state === 'CURRENT' }))
    .toSorted((a, b) => (a.rotatedAt?.getTime() ?? 0) - (b.rotatedAt?.getTime() ?? 0));
}

/**
 * The version that a key gets that was wrapped under `materialId`. Where the list does not show that material yet, it is the newest one that
 * the list shows: a rewrap then finds it older than it is and does it once more, which harms nothing.
 */
export function versionOfMaterial(materials: readonly KeyMaterial[], materialId: string | undefined): number {
  const index = materials.findIndex(({ id }) => id === materialId);
  return index === -1 ? Math.max(materials.length, 1) : index + 1;
}
