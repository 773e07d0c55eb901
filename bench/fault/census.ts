import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { normaliseEmail } from '../../packages/server/src/access/email.ts';
import { PLATFORM } from '../../packages/server/src/database/schema.ts';
import { sealedBodies } from '../../packages/server/src/sealed-bodies.ts';
import { SealedValueError, type OrganisationVault, type SealedTable } from '../../packages/server/src/vault/index.ts';
import { unpad } from '../../packages/server/src/vault/padding.ts';
import { rowIdOf, type RowKey } from '../../packages/server/src/vault/sealed-table.ts';
import type { FaultServer } from './fault-server.ts';

/** One sealed value as it stands in the database. */
export interface SealedEntry {
  readonly organisationId: string;
  readonly table: SealedTable;
  readonly rowId: string;
  readonly keyId: number;
  readonly sealVersion: number;
  /** Of the plaintext; null where the value does not open. */
  readonly digest: string | null;
}

/** Every sealed value of a deployment by its place, and what the keys are. */
export interface Census {
  readonly entries: ReadonlyMap<string, SealedEntry>;
  /** What does not fit of the keys themselves: versions beside the active ones, custody that tells something else. */
  readonly keyFaults: readonly string[];
  /** The active data key of each organisation. */
  readonly active: ReadonlyMap<string, number>;
}

export function placeOf({ organisationId, table, rowId }: Pick<SealedEntry, 'organisationId' | 'table' | 'rowId'>): string {
  return `${organisationId} ${table.table} ${rowId}`;
}

export function digestOf(plaintext: Uint8Array): string {
  return createHash('sha256').update(plaintext).digest('base64');
}

/** Opens every sealed value with keys that are loaded anew. */
export async function takeCensus(server: FaultServer): Promise<Census> {
  const entries = new Map<string, SealedEntry>();
  const keyFaults: string[] = [];
  const active = new Map<string, number>();
  for (const organisationId of await server.custody.organisations()) {
    server.vault.forget(organisationId);
    const vault = await server.vault.organisation(organisationId);
    for (const table of sealedBodies) {
      for (const entry of await entriesOf(server, vault, table)) entries.set(placeOf(entry), entry);
    }
    keyFaults.push(...await keyFaultsOf(server, organisationId, active));
    if (organisationId === PLATFORM) keyFaults.push(...await indexFaultsOf(server));
  }
  return { entries, keyFaults, active };
}

async function entriesOf({ data }: FaultServer, vault: OrganisationVault, table: SealedTable): Promise<readonly SealedEntry[]> {
  const { organisationId } = vault;
  const { rows } = await data.inOrganisation(organisationId, (transaction) => sql<RowKey & { seal_version: number; key_id: string; sealed: Uint8Array }>`
    select ${sql.join(table.key.map((column) => sql.ref(column)))}, seal_version, key_id, sealed from ${sql.table(table.table)}
    where organisation_id = ${organisationId}`.execute(transaction));
  return rows.map((row) => {
    const rowId = rowIdOf(table, row);
    return { organisationId, table, rowId, keyId: Number(row.key_id), sealVersion: row.seal_version, digest: digestOfRow(vault, table, rowId, row) };
  });
}

/** @returns null where the value does not open at its place. */
export function digestOfRow(vault: OrganisationVault, table: SealedTable, rowId: string, row: { readonly seal_version: number; readonly sealed: Uint8Array }): string | null {
  try {
    return openDigest(vault, table, rowId, row);
  } catch (error) {
    if (error instanceof SealedValueError) return null;
    throw error;
  }
}

/** @throws {SealedValueError} */
export function openDigest(vault: OrganisationVault, table: SealedTable, rowId: string, row: { readonly seal_version: number; readonly sealed: Uint8Array }): string {
  const place = { table: table.table, column: 'sealed', rowId, sealVersion: row.seal_version, codecVersion: table.codecVersion };
  return digestOf(unpad(vault.open(place, row.sealed)));
}

/** After a rotation has ended there is the active version of each purpose and nothing else. */
async function keyFaultsOf({ data, custody }: FaultServer, organisationId: string, active: Map<string, number>): Promise<readonly string[]> {
  const versions = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('key_versions').select(['key_id', 'purpose', 'state']).where('organisation_id', '=', organisationId).execute());
  const inCustody = new Map((await custody.keys(organisationId)).map((key) => [key.keyId, key]));
  const faults: string[] = [];
  for (const { key_id, purpose, state } of versions) {
    const keyId = Number(key_id);
    if (state !== 'active') faults.push(`${organisationId}: ${purpose} key ${String(keyId)} is still ${state}.`);
    const key = inCustody.get(keyId);
    if (!key?.wrapped || key.retiredAt !== null || key.purpose !== purpose) faults.push(`${organisationId}: custody does not hold ${purpose} key ${String(keyId)} as one in use.`);
    if (state === 'active' && purpose === 'data') active.set(organisationId, keyId);
  }
  for (const purpose of new Set(versions.map((version) => version.purpose))) {
    const current = versions.filter((version) => version.purpose === purpose && version.state === 'active').map(({ key_id }) => Number(key_id));
    if (current.length !== 1) faults.push(`${organisationId}: ${String(current.length)} ${purpose} keys are active.`);
    for (const key of inCustody.values()) {
      if (key.purpose === purpose && key.keyId < Math.max(...current) && key.retiredAt === null) faults.push(`${organisationId}: custody counts ${purpose} key ${String(key.keyId)} as one in use.`);
    }
  }
  return faults;
}

/** Everybody must be found by the index under the present key. */
async function indexFaultsOf({ access, vault, data }: FaultServer): Promise<readonly string[]> {
  const rows = await data.inPlatform((transaction) => transaction.selectFrom('people').select(['id', 'login_index']).where('organisation_id', '=', PLATFORM).execute());
  const people = new Map((await access.people.read(rows.map(({ id }) => id))).map((person) => [person.id, person]));
  const faults: string[] = [];
  for (const { id, login_index } of rows) {
    if (login_index === null) continue;
    const index = await vault.blindIndex('login', normaliseEmail(people.get(id)?.email ?? ''));
    if (Buffer.compare(index.current, login_index) !== 0) faults.push(`A person (${id}) is not found by the e-mail under the present index key.`);
  }
  return faults;
}
