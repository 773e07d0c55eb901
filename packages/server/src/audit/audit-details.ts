import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable } from '../vault/index.ts';
import { type AuditDetails, detailsHashOf } from './audit-entry.ts';
import { canonicalJson } from './canonical-json.ts';

const CODEC_VERSION = 1;
export const auditDetailBodies: SealedTable = { table: 'audit_details', key: ['id'], codecVersion: CODEC_VERSION };
const SALT_LENGTH = 32;
const detailsBody = z.object({ salt: z.instanceof(Uint8Array), details: z.string() });

/** Details with the salt of their digest. */
export interface SaltedDetails {
  readonly salt: Uint8Array;
  /** Canonical JSON. */
  readonly details: string;
}

function placeOf(entryId: string, sealVersion: number): SealedRow {
  return { table: 'audit_details', rowId: entryId, sealVersion, codecVersion: CODEC_VERSION };
}

/** Salts and seals the details of an entry. */
export function sealDetails(vault: OrganisationVault, entryId: string, details: AuditDetails): { readonly hash: Uint8Array; readonly sealed: Uint8Array } {
  const body: SaltedDetails = { salt: new Uint8Array(randomBytes(SALT_LENGTH)), details: canonicalJson(details) };
  return { hash: detailsHashOf(body.salt, body.details), sealed: sealBody(vault, placeOf(entryId, 1), body) };
}

/** @throws {SealedValueError} {@link KeyDestroyedError} */
export function openDetails(vault: OrganisationVault, row: { readonly id: string; readonly seal_version: number; readonly sealed: Uint8Array }): SaltedDetails {
  return detailsBody.parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed));
}
