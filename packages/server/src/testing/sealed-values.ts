import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { PLATFORM } from '../database/schema.ts';
import { Jobs } from '../jobs/index.ts';
import { mailJobs } from '../mail/mail-jobs.ts';
import { openImportBody } from '../imports/import-body.ts';
import { openPortal, type Portal, type Row, statement } from '../imports/testing/portal.ts';
import { sealedBodies } from '../sealed-bodies.ts';
import { openPadded } from '../vault/sealed-row.ts';
import { rowIdOf, type RowKey, type SealedTable } from '../vault/sealed-table.ts';
import { createSegmentSealer, segmentSize } from '../vault/segments.ts';
import type { TestDatabase } from './test-database.ts';

/** A row of a sealed table as it is stored. */
export interface StoredRow {
  readonly table: SealedTable;
  readonly key: RowKey;
  readonly rowId: string;
  readonly sealVersion: number;
  readonly sealed: Uint8Array;
}

const accounts = 2;

/**
 * Uses a server as people do until each sealed table holds rows, several where it can: two accounts, imports with rows in
 * common of which one is undone, corrections, entries by hand, an invitation whose mail waits, an identity provider.
 */
export async function fillPortal(database: TestDatabase): Promise<Portal> {
  const jobs = new Jobs({ database, jobs: mailJobs, log: () => undefined });
  await jobs.connect();
  database.onRemove(() => jobs.stop());
  const portal = await openPortal(database, { jobs });
  await (await portal.as('admin')).invitations.create(portal.organisationId, { email: 'new@bakery.example', role: 'operator' });
  await portal.server.access.identityProviders.add({
    name: 'Bakery', issuer: 'https://id.bakery.example', clientId: 'portal', clientSecret: 'a secret', apiBase: 'https://portal.example', domains: [], acr: [], amr: [],
  });
  const { access } = portal.server;
  const issuer = await access.embedding.platforms.create({ name: 'Harbour', origins: ['https://portal.example'], signInDomain: null });
  await access.identities.findOrCreate({ kind: 'platform', issuer, subject: 'user-1' }, 'Ida');
  const client = await portal.as('admin');
  await portal.server.access.factors.startTotp(portal.server.people.admin.id, { issuer: 'portal.example', account: 'admin' });
  for (let index = 0; index < accounts; index += 1) {
    const { account, bring } = await portal.newAccount({ name: `Account ${String(index)}` });
    const shared: readonly Row[] = [['05.01.2026', 'Rent', '-900,00'], ['09.02.2026', 'Sale', '1200,00']];
    const first = await bring(client, statement(shared));
    await bring(client, longStatement([...shared, ['10.02.2026', `Only here ${String(index)}`, '-12,50']]));
    await client.imports.undo(portal.organisationId, first.id);
    const entry = await client.transactions.create(portal.organisationId, {
      accountId: account.id, date: '2026-02-11', amount: { amount: '5.00', currency: 'EUR' }, description: 'Cash',
    });
    await client.transactions.correct(portal.organisationId, entry.id, { revision: entry.revision, description: 'Cash box' });
  }
  const { organisationId } = portal;
  const { revision } = await client.organisations.read(organisationId);
  const asking = await client.organisations.update(organisationId, { revision, approval: 'second-person' });
  const { account } = await portal.newAccount();
  for (const description of ['Waits', 'Waits too']) {
    await client.transactions.create(organisationId, { accountId: account.id, date: '2026-02-12', amount: { amount: '1.00', currency: 'EUR' }, description });
  }
  await client.organisations.update(organisationId, { revision: asking.revision, approval: 'none' });
  return portal;
}

/** Rows enough for the file to be longer than one segment. */
function longStatement(rows: readonly Row[]): string {
  // Texts that compress well but for their end, so that a chunk of them is neither small nor slow to try in all its bytes.
  const filler = Array.from({ length: 220 }, (_, index): Row => ['11.02.2026', `${'x'.repeat(270)} ${createHash('sha256').update(String(index)).digest('base64url')}`, '-0,01']);
  const text = statement([...rows, ...filler]);
  if (text.length <= segmentSize) throw new Error('The file has only one segment.');
  return text;
}

/** All rows of a sealed table in one organisation, the smallest body first. */
export async function storedRows({ owner: { kysely } }: Pick<TestDatabase, 'owner'>, organisationId: string, table: SealedTable): Promise<readonly StoredRow[]> {
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  const { rows } = await sql<RowKey & { seal_version: number; sealed: Uint8Array }>`
    select ${key}, seal_version, sealed from ${sql.table(table.table)} where organisation_id = ${organisationId} order by octet_length(sealed), ${key}`.execute(kysely);
  return rows.map(({ seal_version: sealVersion, sealed, ...rest }) => ({ table, key: rest, rowId: rowIdOf(table, rest), sealVersion, sealed }));
}

const platformTables: ReadonlySet<string> = new Set(['people', 'identities', 'platforms', 'identity_providers', 'session_details', 'factors']);

/** The organisation to which the rows of a table belong. */
export function ownerOf({ table }: SealedTable, organisationId: string): string {
  return platformTables.has(table) ? PLATFORM : organisationId;
}

/** All rows of all sealed tables of the portal's organisation, and of the platform. */
export async function allRows({ database, organisationId }: Portal): Promise<readonly StoredRow[]> {
  const rows = await Promise.all(sealedBodies.map((table) => storedRows(database, ownerOf(table, organisationId), table)));
  if (rows.some(({ length }) => length === 0)) throw new Error('A sealed table has no row.');
  return rows.flat();
}

/** Something sealed, and what opens it where it belongs. */
export interface SealedThing {
  readonly name: string;
  readonly sealed: Uint8Array;
  open(bytes: Uint8Array): unknown;
}

/** A body of each table (the smallest one, and the largest chunk), and the last segment of a file. */
export async function oneOfEachKind(portal: Portal): Promise<readonly SealedThing[]> {
  const { database, organisationId, server } = portal;
  const rows = await allRows(portal);
  const smallest = sealedBodies.map((table) => rows.find((row) => row.table === table)!);
  const largestChunk = rows.findLast((row) => row.table.table === 'ledger_chunks')!;
  const bodies = await Promise.all([...smallest, largestChunk].map(async (row): Promise<SealedThing> => {
    const vault = await server.vault.organisation(ownerOf(row.table, organisationId));
    const { table, codecVersion } = row.table;
    return {
      name: `${table}, ${String(row.sealed.length)} bytes`, sealed: row.sealed,
      open: (bytes) => openPadded(vault, { table, rowId: row.rowId, sealVersion: row.sealVersion, codecVersion }, bytes),
    };
  }));
  const { rows: [segment] } = await sql<{ import_id: string; position: number; sealed: Uint8Array }>`
    select import_id, position, sealed from import_segments where position = 1 order by import_id limit 1`.execute(database.owner.kysely);
  const row = rows.find(({ table, rowId }) => table.table === 'imports' && rowId === segment!.import_id)!;
  const vault = await server.vault.organisation(organisationId);
  const { fileKey } = openImportBody(vault, { id: row.rowId, seal_version: row.sealVersion, sealed: row.sealed });
  const sealer = createSegmentSealer(vault, row.rowId, fileKey);
  return [...bodies, { name: 'a file segment', sealed: segment!.sealed, open: (bytes) => sealer.open({ position: 1, last: true }, bytes) }];
}
