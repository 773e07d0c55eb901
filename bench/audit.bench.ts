import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AuditLogs } from '../packages/server/src/audit/audit-logs.ts';
import { AuditTrail, HOST } from '../packages/server/src/audit/audit-trail.ts';
import { partsOf } from '../packages/server/src/testing/test-vault.ts';
import { timed, type Benchmark } from './benchmark.ts';
import { openLedgerDatabase } from './ledger-database.ts';

const ENTRIES = 10_000;
const CLIENTS = 64;

/**
 * Entries of one organisation, each client waiting for the entry before to be durable, as reads and refusals are recorded; with their places
 * in the order and the signed checkpoint over all of them. The baseline inserts as many rows, one after the other, in a transaction each.
 */
export const audit: Benchmark = {
  name: 'audit',
  summary: `${ENTRIES.toLocaleString('en')} entries of one organisation by ${String(CLIENTS)} clients on PostgreSQL, put in order and signed, against as many plain inserts.`,
  unit: 'ms',
  runs: 3,
  prepare: async () => {
    const database = await openLedgerDatabase();
    const { data } = database.ledger.database;
    const { vault, organisationId } = database.ledger;
    const trail = new AuditTrail({ data, vault });
    const logs = new AuditLogs({ data, vault, custody: partsOf(vault).custody, trail });
    await database.plaintext.query('create table plain_audit (organisation_id uuid, id uuid primary key, at timestamptz, actor uuid, action text, object text, details text)');
    const spread = (one: () => Promise<unknown>): Promise<unknown> => Promise.all(Array.from({ length: CLIENTS }, async () => {
      for (let done = 0; done < ENTRIES / CLIENTS; done += 1) await one();
    }));
    let last = 0;
    return {
      ours: async () => {
        last = await timed(async () => {
          await spread(() => trail.append(organisationId, {
            action: 'transaction.list', actor: HOST, object: { kind: 'account', id: randomUUID() }, details: { count: 100, accountIds: [randomUUID()] }, requestId: randomUUID(), address: '192.0.2.1',
          }));
          await logs.run(organisationId);
        });
        return last;
      },
      baseline: async () => timed(() => spread(() => data.inOrganisation(organisationId, async (transaction) => {
        await sql`insert into plain_audit values (${organisationId}::uuid, ${randomUUID()}::uuid, now(), ${randomUUID()}::uuid, 'transaction.list', ${randomUUID()}, 'count 100')`.execute(transaction);
      }))),
      notes: () => Promise.resolve([`${Math.round(ENTRIES / last * 1_000).toLocaleString('en')} entries a second in the last run, ordered and signed`]),
      close: () => database.close(),
    };
  },
};
