// A process of `npm run fault -- rotation`: opens values at random, as requests do, and holds them against what they must say.
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { PLATFORM } from '../../packages/server/src/database/schema.ts';
import { sealedBodies } from '../../packages/server/src/sealed-bodies.ts';
import { openDigest } from './census.ts';
import { faultOf, inChild, type Fault } from './child-server.ts';
import { openFaultServer, type Deployment } from './fault-server.ts';
import type { SignIn } from './fill.ts';
import { seededRandom } from '../generate-statement.ts';

export interface ReaderSettings {
  readonly deployment: Deployment;
  readonly seed: number;
  /** A file with one value on a line that nobody changes: organisation, table, row id and digest. */
  readonly manifest: string;
  readonly signIns: readonly SignIn[];
}

export type ReaderMessage = { readonly kind: 'read'; readonly count: number } | { readonly kind: 'failed'; readonly fault: Fault };

/** Values of one organisation and table that are read at once. */
const BATCH = 8;
/** Between two readings the others get their turn, in ms. */
const REST = 10;
/** Every so manieth reading is a series of months, or a sign-in, which takes as long as a password check must. */
const SERIES_EACH = 10;
const SIGN_IN_EACH = 64;
/** Readings after which it says how far it is. */
const REPORT = 25;

const { settings, tell } = inChild<ReaderSettings, ReaderMessage, never>(() => undefined);
const random = seededRandom(settings.seed);
const server = await openFaultServer(settings.deployment);
const tables = new Map(sealedBodies.map((table) => [table.table as string, table]));
const manifest = (await readFile(settings.manifest, 'utf8')).trimEnd().split('\n').map((line) => {
  const [organisationId, table, rowId, digest] = line.split(' ') as [string, string, string, string];
  return { organisationId, table: tables.get(table)!, rowId, digest };
});
type Known = (typeof manifest)[number];
const groups = [...Map.groupBy(manifest, ({ organisationId, table }) => `${organisationId} ${table.table}`).values()];
const accounts = manifest.filter(({ table }) => table.table === 'accounts');

for (let reading = 0, count = 0; ; reading += 1) {
  const begunAt = Date.now();
  try {
    if (reading % SIGN_IN_EACH === SIGN_IN_EACH - 1) count += await signIn(pick(settings.signIns));
    else count += reading % SERIES_EACH === SERIES_EACH - 1 ? await readSeries(pick(accounts)) : await readValues(pick(groups));
  } catch (error) {
    await tell({ kind: 'failed', fault: faultOf(error, begunAt) });
  }
  if (reading % REPORT === REPORT - 1) {
    await tell({ kind: 'read', count });
    count = 0;
  }
  await delay(REST);
}

async function readValues(group: readonly Known[]): Promise<number> {
  const wanted = Array.from({ length: BATCH }, () => pick(group));
  const { organisationId, table } = wanted[0]!;
  await server.request(organisationId, async () => {
    const vault = await server.vault.organisation(organisationId);
    const rows = await server.data.inOrganisation(organisationId, async (transaction) => {
      const found = [];
      for (const { rowId } of wanted) {
        const { rows: [row] } = await sql<{ seal_version: number; sealed: Uint8Array }>`
          select seal_version, sealed from ${sql.table(table.table)} where organisation_id = ${organisationId} and ${keyIs(table.key, rowId)}`.execute(transaction);
        found.push(row);
      }
      return found;
    });
    for (const [index, { rowId, digest }] of wanted.entries()) {
      const row = rows[index];
      if (!row) throw new Error(`A value is lost: ${table.table} ${rowId}`);
      if (openDigest(vault, table, rowId, row) !== digest) throw new Error(`A value says something else: ${table.table} ${rowId}`);
    }
  });
  return BATCH;
}

/** Somebody who is there must be found by the e-mail, whichever index key is in use. */
async function signIn({ email, password }: SignIn): Promise<number> {
  const person = await server.request(PLATFORM, () => server.access.people.authenticate(email, password));
  if (person?.email !== email) throw new Error(`Somebody cannot sign in: ${email}`);
  return 1;
}

async function readSeries({ organisationId, rowId }: Known): Promise<number> {
  const series = await server.request(organisationId, () => server.ledger.series(organisationId, [rowId], { by: 'month' }));
  return series.buckets.length;
}

function keyIs(columns: readonly string[], rowId: string) {
  const parts = rowId.split('/');
  return sql.join(columns.map((column, index) => {
    const part = parts[index]!;
    return column === 'key_hash' ? sql`${sql.ref(column)} = ${Buffer.from(part, 'hex')}` : sql`${sql.ref(column)} = ${part}`;
  }), sql` and `);
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}
