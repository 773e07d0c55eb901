import { hash } from 'node:crypto';
import type { OrganisationVault } from '../vault/organisation-vault.ts';
import { openPadded, sealPadded } from '../vault/sealed-row.ts';
import type { SealedTable } from '../vault/sealed-table.ts';
import { ACCOUNT_VERSION } from './account-codec.ts';
import { ATTESTATION_VERSION, FORWARD_VERSION } from './attestations.ts';
import { CHUNK_VERSION } from './chunk-codec.ts';
import { MONTH_VERSION } from './month-codec.ts';

const codecVersions = {
  accounts: ACCOUNT_VERSION,
  ledger_months: MONTH_VERSION,
  ledger_chunks: CHUNK_VERSION,
  ledger_attestations: ATTESTATION_VERSION,
  ledger_forwards: FORWARD_VERSION,
} as const;

export type LedgerTable = keyof typeof codecVersions;

/** The columns that hold the id of a body's row. */
const idColumns: Readonly<Record<LedgerTable, string>> = {
  accounts: 'id', ledger_months: 'id', ledger_chunks: 'id', ledger_attestations: 'import_id', ledger_forwards: 'chunk_id',
};

export const ledgerBodies: readonly SealedTable[] = (Object.keys(codecVersions) as LedgerTable[]).map((table) => ({
  table, key: [idColumns[table]], codecVersion: codecVersions[table],
}));

/** Which row a body belongs to; the id is the account's, month's, chunk's, import's, or the lost chunk's. */
export interface RowPlace {
  readonly table: LedgerTable;
  readonly id: string;
  readonly sealVersion: number;
}

export function sealContent(vault: OrganisationVault, place: RowPlace, content: Uint8Array): Uint8Array {
  return sealPadded(vault, fullPlace(place), content);
}

/** @throws {SealedValueError} */
export function openContent(vault: OrganisationVault, place: RowPlace, sealed: Uint8Array): Uint8Array {
  return openPadded(vault, fullPlace(place), sealed);
}

function fullPlace({ table, id, sealVersion }: RowPlace): Parameters<typeof sealPadded>[1] {
  return { table, rowId: id, sealVersion, codecVersion: codecVersions[table] };
}

/** SHA-256 of a body before padding and sealing, so that a re-seal does not change it. */
export function digestOf(content: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', content, 'buffer'));
}

export function sameDigest(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
