import { decodeCbor, encodeCbor } from './cbor.ts';
import { SealedValueError } from './errors.ts';
import type { OrganisationVault, SealedPlace } from './organisation-vault.ts';
import { pad, unpad } from './padding.ts';

/** The row to which a sealed body belongs; the column is always `sealed`. */
export type SealedRow = Omit<SealedPlace, 'column'>;

/** Encodes (CBOR), pads and seals the body of a row. */
export function sealBody(vault: OrganisationVault, row: SealedRow, value: unknown): Uint8Array {
  return sealPadded(vault, row, encodeCbor(value));
}

/**
 * Opens the body of a row. What it holds is known by the row's codec version; the caller gives it its type.
 *
 * @throws {SealedValueError}
 */
export function openBody(vault: OrganisationVault, row: SealedRow, sealed: Uint8Array): unknown {
  const content = openPadded(vault, row, sealed);
  try {
    return decodeCbor(content);
  } catch {
    throw new SealedValueError();
  }
}

/** Pads and seals a body in an encoding of the caller's own, such as compressed columns. */
export function sealPadded(vault: OrganisationVault, row: SealedRow, content: Uint8Array): Uint8Array {
  return vault.seal({ ...row, column: 'sealed' }, pad(content));
}

/** @throws {SealedValueError} */
export function openPadded(vault: OrganisationVault, row: SealedRow, sealed: Uint8Array): Uint8Array {
  return unpad(vault.open({ ...row, column: 'sealed' }, sealed));
}
