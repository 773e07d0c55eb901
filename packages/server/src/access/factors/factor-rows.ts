import type { Transaction } from 'kysely';
import { z } from 'zod';
import { type Database, type FactorKind, PLATFORM } from '../../database/schema.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable } from '../../vault/index.ts';

const CODEC_VERSION = 1;
export const factorBodies: SealedTable = { table: 'factors', key: ['id'], codecVersion: CODEC_VERSION };

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the sealed body of each kind holds. */
export const bodies = {
  totp: z.object({ secret: bytes, lastStep: z.number().nullable() }),
  'recovery-codes': z.object({ hashes: z.array(bytes) }),
  passkey: z.object({
    credentialId: z.string(), publicKey: bytes, counter: z.number(), transports: z.array(z.string()), name: z.string(), lastUsedAt: z.number().nullable(),
  }),
} as const satisfies Readonly<Record<FactorKind, z.ZodType>>;
export type FactorBody<Kind extends FactorKind> = z.infer<(typeof bodies)[Kind]>;

export interface FactorRow {
  readonly id: string;
  readonly person_id: string;
  readonly kind: FactorKind;
  readonly state: 'pending' | 'active';
  readonly created_at: Date;
  readonly revision: number;
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

const COLUMNS = ['id', 'person_id', 'kind', 'state', 'created_at', 'revision', 'seal_version', 'sealed'] as const;

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'factors', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

export function openFactor<Kind extends FactorKind>(vault: OrganisationVault, kind: Kind, row: FactorRow): FactorBody<Kind> {
  // The schema is that of the kind; a table of generics cannot say so in types.
  return bodies[kind].parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed)) as FactorBody<Kind>;
}

/** All factors of a person, the oldest first. */
export function factorsOf(transaction: Transaction<Database>, personId: string): Promise<readonly FactorRow[]> {
  return transaction.selectFrom('factors').select(COLUMNS)
    .where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).orderBy('created_at').orderBy('id').execute();
}

export function factorByIndex(transaction: Transaction<Database>, indexes: readonly Uint8Array[]): Promise<FactorRow | undefined> {
  return transaction.selectFrom('factors').select(COLUMNS)
    .where('organisation_id', '=', PLATFORM).where('lookup_index', 'in', [...indexes]).executeTakeFirst();
}

export interface NewFactor<Kind extends FactorKind> {
  readonly id: string;
  readonly personId: string;
  readonly kind: Kind;
  readonly state: FactorRow['state'];
  readonly createdAt: Date;
  readonly body: FactorBody<Kind>;
  readonly lookupIndex?: Uint8Array;
}

export async function insertFactor<Kind extends FactorKind>(transaction: Transaction<Database>, vault: OrganisationVault, factor: NewFactor<Kind>): Promise<void> {
  await transaction.insertInto('factors').values({
    organisation_id: PLATFORM, id: factor.id, person_id: factor.personId, kind: factor.kind, state: factor.state, created_at: factor.createdAt,
    lookup_index: factor.lookupIndex ?? null, revision: 1, seal_version: 1, sealed: sealBody(vault, placeOf(factor.id, 1), factor.body),
  }).execute();
}

/** Writes a body that was made from exactly this row. @returns false where somebody else was faster. */
export async function replaceFactor<Kind extends FactorKind>(
  transaction: Transaction<Database>, vault: OrganisationVault, row: FactorRow, body: FactorBody<Kind>, state = row.state,
): Promise<boolean> {
  const sealVersion = row.seal_version + 1;
  const { numUpdatedRows } = await transaction.updateTable('factors')
    .set({ sealed: sealBody(vault, placeOf(row.id, sealVersion), body), seal_version: sealVersion, revision: row.revision + 1, state })
    .where('organisation_id', '=', PLATFORM).where('id', '=', row.id).where('revision', '=', row.revision).executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteFactors(transaction: Transaction<Database>, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await transaction.deleteFrom('factors').where('organisation_id', '=', PLATFORM).where('id', 'in', [...ids]).execute();
}
