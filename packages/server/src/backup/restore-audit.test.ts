/** Audit logs through backups: what an erasure leaves of them, and what an older database is told by. */
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { AuditLogs } from '../audit/audit-logs.ts';
import { AuditTrail, HOST } from '../audit/audit-trail.ts';
import { verifyExport } from '../audit/verify-export.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { openTestLedger } from '../ledger/testing/open-test-ledger.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { createVault, type Custody, type KeyProvider, type Vault } from '../vault/index.ts';
import { restore } from './restore.ts';
import { emptyCustody, openEmptyDatabase, openTestHost } from './testing/test-host.ts';

interface Logs {
  readonly logs: AuditLogs;
  write(organisationId: string, count: number): Promise<unknown>;
  exported(organisationId: string): Promise<readonly string[]>;
}

function logsOf({ data }: Pick<OpenDatabase, 'data'>, vault: Vault, custody: Custody): Logs {
  const trail = new AuditTrail({ data, vault });
  const logs = new AuditLogs({ data, vault, custody, trail });
  return {
    logs,
    write: (organisationId, count) => Promise.all(Array.from({ length: count }, () => trail.append(organisationId, { action: 'account.create', actor: HOST, details: { name: 'Giro', currency: 'EUR' } }))),
    exported: async (organisationId) => {
      const lines: string[] = [];
      for await (const line of logs.export(organisationId)) lines.push(line.slice(0, -1));
      return lines;
    },
  };
}

async function logsThere(database: OpenDatabase, custody: Custody, provider: KeyProvider): Promise<Logs> {
  return logsOf(database, await createVault({ custody, provider, data: database.data }), custody);
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

describeOnBothDatabases('a restore', (open) => {
  it('of data and keys of one backup goes on with each log; of older data it is noticed, and an erased log keeps its entries', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const { provider } = host;
    const [erased, kept] = [(await openTestLedger(database, host.vault)).organisationId, (await openTestLedger(database, host.vault)).organisationId];
    const here = logsOf(database, host.vault, host.custody);
    for (const id of [erased, kept]) {
      await here.write(id, 3);
      await here.logs.run(id);
    }
    const first = await host.backUp();
    for (const id of [erased, kept]) {
      await here.write(id, 2);
      await here.logs.run(id);
    }
    const checkpoint = (await host.custody.checkpoint(kept))!.note;
    const keys = (await here.logs.publicKeys()).map(({ publicKey }) => publicKey);
    await host.custody.register({ kind: 'erasure', id: crypto.randomUUID(), at: new Date(), organisationId: erased, personId: null });
    const second = await host.backUp();

    const pair = { database: await openEmptyDatabase('postgres'), custody: await emptyCustody() };
    await restore({ ...pair, provider, archive: first.archive, custodyArchive: first.custodyArchive });
    const { logs, write, exported } = await logsThere(pair.database, pair.custody, provider);
    await write(kept, 1);
    expect(await logs.run(kept)).toMatchObject({ size: 4, log: { epoch: 1 } });
    expect(await verifyExport(each(await exported(kept)), { keys })).toMatchObject({ findings: [], entries: 4, last: { size: 4 } });

    const older = { database: await openEmptyDatabase('postgres'), custody: await emptyCustody() };
    const restored = await restore({ ...older, provider, archive: first.archive, custodyArchive: second.custodyArchive });
    expect(restored.erased).toMatchObject([{ organisationId: erased }]);
    const { rows } = await older.database.data.inOrganisation(erased, (transaction) => sql<{ entries: number; details: number }>`select count(*)::int as entries, count(d.id)::int as details
      from audit_entries e left join audit_details d on d.organisation_id = e.organisation_id and d.id = e.id where e.organisation_id = ${erased}`.execute(transaction));
    expect(rows).toEqual([{ entries: 3, details: 0 }]);
    const there = await logsThere(older.database, older.custody, provider);
    for (const id of [erased, kept]) await expect(there.logs.run(id)).rejects.toMatchObject({ reason: 'rolled-back' });
    expect(await there.logs.continueLog(kept, 'Ops')).toEqual({ epoch: 2, lost: 2 });
    expect(await verifyExport(each(await there.exported(kept)), { keys, older: [checkpoint] })).toMatchObject({ findings: [], entries: 4, lost: 2, epochs: 2 });
  }, 120_000);
});
