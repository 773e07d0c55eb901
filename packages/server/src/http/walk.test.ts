import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import type { Role } from '@cashflowsmart/sdk/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const EXAMPLES = join(import.meta.dirname, '../../../../examples/statements');

interface Example {
  readonly file: string;
  readonly name: string;
  readonly number: string | null;
  readonly currency: string;
}

describeOnBothDatabases('from a statement to a chart, with the client', (open) => {
  let server: TestServer;
  let examples: readonly Example[];

  beforeAll(async () => {
    const database = await open();
    server = await startTestServer(database, await openTestVault(database));
    examples = JSON.parse(await readFile(join(EXAMPLES, 'accounts.json'), 'utf8')) as readonly Example[];
  });

  const signedIn = async (role: Role): Promise<CashFlowClient> => {
    const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch(), retry: { retries: 0 } });
    const { email, password } = server.people[role];
    await client.session.signIn({ email, password });
    return client;
  };

  it('goes all the way with every example: upload, review, import, chart, undo, sign out', async () => {
    const [entry, operator] = await Promise.all([signedIn('data-entry'), signedIn('operator')]);
    const { organisationId } = server;
    expect(examples.length).toBeGreaterThanOrEqual(8);
    for (const { file, name, number, currency } of examples) {
      const account = await operator.accounts.create(organisationId, { name, currency, ...(number !== null && { number }) });
      const bytes = new Uint8Array(await readFile(join(EXAMPLES, file)));
      const uploaded = await entry.imports.upload(organisationId, { accountId: account.id, fileName: file, bytes });
      expect(uploaded, file).toMatchObject({ state: 'review', refusal: null, review: { openQuestions: [], duplicates: 0, rejected: 0 } });
      const committed = await entry.imports.commit(organisationId, uploaded.id);
      expect(committed.state, file).toBe('committed');
      expect(committed.review?.newTransactions, file).toBeGreaterThan(0);

      const series = await operator.cashFlow.read(organisationId, { accountIds: [account.id], by: 'month' });
      expect(series.buckets.reduce((count, bucket) => count + bucket.count, 0), file).toBe(committed.review?.transactions);

      await operator.imports.undo(organisationId, uploaded.id);
      const empty = await operator.cashFlow.read(organisationId, { accountIds: [account.id], by: 'month' });
      expect(empty.buckets.reduce((count, bucket) => count + bucket.count, 0), file).toBe(0);
    }
    await entry.session.signOut();
    await expect(entry.session.current()).rejects.toMatchObject({ code: 'not-authenticated' });
    expect(server.logged).toEqual([]);
  }, 300_000);
});
