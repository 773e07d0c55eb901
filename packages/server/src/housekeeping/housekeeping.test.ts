import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createAccess } from '../access/access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { LogEntry } from '../http/log.ts';
import { Jobs } from '../jobs/index.ts';
import { insertFixture } from '../testing/fixtures.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { sealBody } from '../vault/index.ts';
import { housekeeping, housekeepingHandlers, housekeepingJobs } from './housekeeping-jobs.ts';

const HOUR = 3_600_000;

describeOnBothDatabases('housekeeping', (open) => {
  it('removes what has had its time, in every organisation, and nothing else', async () => {
    const database = await open();
    const { data } = database;
    const vault = await openTestVault(database);
    const access = createAccess({ data, vault });
    const organisations = [await insertFixture(data, vault), await insertFixture(data, vault)];
    const ago = (hours: number): Date => new Date(Date.now() - hours * HOUR);
    for (const { organisationId, personId, accountId } of organisations) {
      const keys = await vault.organisation(organisationId);
      const body = (table: string, rowId: string) => ({ seal_version: 1, sealed: sealBody(keys, { table, rowId, sealVersion: 1, codecVersion: 1 }, {}) });
      await data.inOrganisation(organisationId, async (transaction) => {
        for (const hours of [23, 25]) {
          await transaction.insertInto('idempotency_records').values({
            organisation_id: organisationId, person_id: personId, operation: `made ${String(hours)} h ago`, key_hash: randomBytes(32), created_at: ago(hours), ...body('idempotency_records', 'a'),
          }).execute();
        }
        for (const hours of [-1, 1]) {
          await transaction.insertInto('launch_tokens').values({
            organisation_id: organisationId, id: randomUUID(), secret_hash: randomBytes(32), platform_id: randomUUID(), person_id: personId, role_cap: 'operator', components: ['chart'],
            origin: 'a digest', expires_at: ago(hours),
          }).execute();
        }
        for (const [state, days] of [['receiving', 6], ['receiving', 8], ['review', 8]] as const) {
          const id = randomUUID();
          await transaction.insertInto('imports').values({
            organisation_id: organisationId, id, account_id: accountId, person_id: personId, state, received_bytes: 64, created_at: ago(days * 24), revision: days, ...body('imports', id),
          }).execute();
          await transaction.insertInto('import_segments').values({ organisation_id: organisationId, import_id: id, position: 0, sealed: Buffer.concat([Uint8Array.of(0xc1, 2), randomBytes(64)]) }).execute();
        }
      });
    }
    const personId = organisations[0]?.personId ?? '';
    await data.inPlatform((transaction) => transaction.insertInto('sessions').values([23, 25].map((hours) => ({
      organisation_id: PLATFORM, id: randomUUID(), person_id: personId, secret_hash: randomBytes(32), created_at: ago(hours + 12), last_seen_at: ago(hours), expires_at: ago(hours),
      authenticated_at: ago(hours + 12), factors: ['password'],
    }))).execute());

    const logged: LogEntry[] = [];
    const jobs = new Jobs({ database, jobs: housekeepingJobs, log: (entry) => logged.push(entry) });
    onTestFinished(() => jobs.stop());
    await jobs.start(housekeepingHandlers({ data, access, jobs }));
    await data.inPlatform((transaction) => jobs.enqueue(transaction, housekeeping, {}));
    await vi.waitUntil(() => logged.length === 3, 60_000);
    expect(logged.map(({ event, job }) => `${job ?? ''} ${event}`)).toEqual(['housekeeping job-completed', 'housekeeping-organisation job-completed', 'housekeeping-organisation job-completed']);

    for (const { organisationId } of organisations) {
      const left = await data.inOrganisation(organisationId, async (transaction) => ({
        answers: await transaction.selectFrom('idempotency_records').select('operation').where('organisation_id', '=', organisationId).execute(),
        imports: await transaction.selectFrom('imports').select(['state', 'revision']).where('organisation_id', '=', organisationId).orderBy('revision').execute(),
        launches: await transaction.selectFrom('launch_tokens').select('origin').where('organisation_id', '=', organisationId).where('expires_at', '>', new Date()).execute(),
        expiredLaunches: await transaction.selectFrom('launch_tokens').select('origin').where('organisation_id', '=', organisationId).where('expires_at', '<=', new Date()).execute(),
        segments: await transaction.selectFrom('import_segments').select('position').where('organisation_id', '=', organisationId).execute(),
      }));
      expect(left).toEqual({ answers: [{ operation: 'made 23 h ago' }], launches: [{ origin: 'a digest' }], expiredLaunches: [], imports: [{ state: 'receiving', revision: 6 }, { state: 'review', revision: 8 }], segments: [{ position: 0 }, { position: 0 }] });
    }
    expect(await data.inPlatform((transaction) => transaction.selectFrom('sessions').select('id').execute())).toHaveLength(1);
  });
});
