import type { Decisions, ImportReview, ProblemCode } from '@cashflowsmart/sdk/contract';
import { openBody, type OrganisationVault, sealBody, type SealedTable } from '../vault/index.ts';
import type { StoredApproval } from './approval.ts';

/** What stands sealed in a row of `imports`. */
export interface ImportBody {
  readonly fileName: string;
  readonly byteLength: number;
  readonly sha256: string;
  /** 32 random bytes under which the segments of this file are sealed. Whoever forgets it has erased the file. */
  readonly fileKey: Uint8Array;
  readonly decisions: Decisions | null;
  /** What the client said it read with these decisions. */
  readonly clientDigest: string | null;
  /** Opens an encrypted file. Forgotten once the file is in the ledger, or where it is wrong. */
  readonly password: string | null;
  readonly review: ImportReview | null;
  readonly refusal: ProblemCode | null;
  /** Ids of people, besides who announced the file, who sent its bytes, decided about it, or asked for its commit. */
  readonly preparedBy: readonly string[];
  readonly approval: StoredApproval | null;
  readonly undoApproval: StoredApproval | null;
  /** RFC 3339, like `undoneAt`. */
  readonly committedAt: string | null;
  readonly undoneAt: string | null;
}

/** Raised with every change of `ImportBody` that an older server could not read. */
const CODEC_VERSION = 1;
export const importBodies: SealedTable = { table: 'imports', key: ['id'], codecVersion: CODEC_VERSION };

export function sealImportBody(vault: OrganisationVault, row: { readonly id: string; readonly seal_version: number }, body: ImportBody): Uint8Array {
  return sealBody(vault, placeOf(row), body);
}

/** @throws {SealedValueError} where the body belongs to another row, version or organisation. */
export function openImportBody(vault: OrganisationVault, row: { readonly id: string; readonly seal_version: number; readonly sealed: Uint8Array }): ImportBody {
  // Only `sealImportBody` can have written what opens at this place. The first bodies had less in them.
  const added = { password: null, preparedBy: [], approval: null, undoApproval: null };
  return { ...added, ...(openBody(vault, placeOf(row), row.sealed) as Omit<ImportBody, keyof typeof added>) };
}

function placeOf(row: { readonly id: string; readonly seal_version: number }) {
  return { table: 'imports', rowId: row.id, sealVersion: row.seal_version, codecVersion: CODEC_VERSION };
}
