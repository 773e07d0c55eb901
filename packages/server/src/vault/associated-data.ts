import { lengthPrefixed } from './length-prefixed.ts';
import type { SealedPlace } from './organisation-vault.ts';

export interface Owner {
  readonly deploymentId: string;
  readonly organisationId: string;
}

/** The front of what bodies are bound to, the same for all that have this header: made once for a key. */
export function bodyOwner(owner: Owner, header: Uint8Array): Uint8Array {
  return lengthPrefixed(['cash-flow/body/1', owner.deploymentId, header, owner.organisationId]);
}

/** What a sealed body is bound to: `docs/formats.md`, associated data. @param front from `bodyOwner`. */
export function bodyAssociatedData(front: Uint8Array, place: SealedPlace): Uint8Array {
  return lengthPrefixed([place.table, place.column, place.rowId, String(place.sealVersion), String(place.codecVersion)], front);
}

export interface SegmentPlace {
  readonly importId: string;
  /** Counts from 0. */
  readonly position: number;
  /** Whether the file ends with this segment; without it a file could be cut short unseen. */
  readonly last: boolean;
}

/** What a file segment is bound to: `docs/formats.md`, associated data. */
export function segmentAssociatedData(owner: Owner, place: SegmentPlace): Uint8Array {
  return lengthPrefixed([
    'cash-flow/segment/1',
    owner.deploymentId,
    owner.organisationId,
    place.importId,
    String(place.position),
    place.last ? 'last' : 'more',
  ]);
}
