import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, row, type TestLedger } from './testing/open-test-ledger.ts';
import type { LedgerTransaction } from './types.ts';

const rows = [row('2024-01-01', 1, { balance: 1n }), row('2024-02-01', 2, { balance: 3n })];

async function tamper(test: TestLedger, run: (trx: LedgerTransaction) => Promise<unknown>): Promise<void> {
  await test.database.data.inOrganisation(test.organisationId, run);
}

/** The rows of a table as they are now, to be put back later. */
async function remember(test: TestLedger, table: 'ledger_months' | 'ledger_chunks') {
  return test.database.data.inOrganisation(test.organisationId, (trx) =>
    trx.selectFrom(table).select(['id', 'seal_version', 'sealed']).where('organisation_id', '=', test.organisationId).execute());
}

async function putBack(test: TestLedger, table: 'ledger_months' | 'ledger_chunks', old: Awaited<ReturnType<typeof remember>>): Promise<void> {
  await tamper(test, async (trx) => {
    for (const { id, seal_version, sealed } of old) await trx.updateTable(table).set({ seal_version, sealed }).where('organisation_id', '=', test.organisationId).where('id', '=', id).execute();
  });
}

async function correctNewest(test: TestLedger, accountId: string): Promise<void> {
  const [newest] = (await test.ledger.list(test.organisationId, test.all, { accountId, limit: 1 })).items;
  await test.ledger.correctTransaction(test.organisationId, newest!.id, { revision: 0, amount: { amount: '9.99', currency: 'EUR' } });
}

describeOnBothDatabases('a ledger that was tampered with', (open) => {
  it('shows an old month that was put back, and does not read it', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, rows);
    const old = await remember(test, 'ledger_months');
    await correctNewest(test, account);
    await putBack(test, 'ledger_months', old);
    await expect(test.ledger.series(test.organisationId, [account], { by: 'month' })).rejects.toMatchObject({ name: 'LedgerIntegrityError', code: 'ledger-integrity' });
    expect((await test.ledger.verify(test.organisationId)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['month-digest', 'chunk-digest', 'month-sums']));
  });

  it('shows an old chunk that was put back, and does not read it', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, rows);
    const old = await remember(test, 'ledger_chunks');
    await correctNewest(test, account);
    await putBack(test, 'ledger_chunks', old);
    await expect(test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 1 })).rejects.toMatchObject({ code: 'ledger-integrity' });
    await expect(correctNewest(test, account)).rejects.toMatchObject({ code: 'ledger-integrity' });
    expect(await test.ledger.verify(test.organisationId)).toEqual(expect.arrayContaining([
      { accountId: account, kind: 'chunk-digest', about: old[0]!.id },
      { accountId: account, kind: 'month-sums', about: '2024-02' },
    ]));
  });

  it('shows what is missing', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.import(account, rows);
    await tamper(test, (trx) => trx.deleteFrom('ledger_chunks').where('organisation_id', '=', test.organisationId).execute());
    await tamper(test, (trx) => trx.deleteFrom('ledger_attestations').where('organisation_id', '=', test.organisationId).execute());
    expect((await test.ledger.verify(test.organisationId)).map(({ kind, about }) => `${kind} ${about}`)).toEqual(expect.arrayContaining([
      'month-sums 2024-01', 'month-sums 2024-02', `attestation-missing ${importId}`, expect.stringMatching(/^chunk-missing /),
    ]));
    await tamper(test, (trx) => trx.deleteFrom('ledger_months').where('organisation_id', '=', test.organisationId).execute());
    expect((await test.ledger.verify(test.organisationId)).map(({ kind, about }) => `${kind} ${about}`)).toEqual(expect.arrayContaining(['month-missing 2024-01', 'month-missing 2024-02']));
  });

  it('shows rows that do not open where they were moved', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, rows);
    const [chunk] = await remember(test, 'ledger_chunks');
    const copy = randomUUID();
    await tamper(test, (trx) => trx.insertInto('ledger_chunks').values({ organisation_id: test.organisationId, account_id: account, id: copy, import_id: null, seal_version: chunk!.seal_version, sealed: chunk!.sealed }).execute());
    expect(await test.ledger.verify(test.organisationId)).toEqual([{ accountId: account, kind: 'chunk-orphan', about: copy }]);
    await putBack(test, 'ledger_chunks', [{ ...chunk!, seal_version: 7 }]);
    expect((await test.ledger.verify(test.organisationId)).map(({ kind }) => kind)).toContain('unreadable');
  });

  it('shows a chunk that was given to another import', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, rows);
    await tamper(test, (trx) => trx.deleteFrom('ledger_chunks').where('organisation_id', '=', test.organisationId).returningAll().execute().then(async ([chunk]) => {
      await trx.insertInto('ledger_chunks').values({ organisation_id: test.organisationId, account_id: account, id: chunk!.id, import_id: null, seal_version: chunk!.seal_version, sealed: chunk!.sealed }).execute();
    }));
    expect((await test.ledger.verify(test.organisationId)).map(({ kind }) => kind)).toEqual(['chunk-owner']);
    // Who may see rows is told by what is sealed, so the change gives nobody anything.
    const stranger = await test.person();
    expect((await test.ledger.list(test.organisationId, { personId: stranger, reach: 'own' }, { accountId: account, limit: 10 })).items).toEqual([]);
  });

  it('is found again in each account, and nowhere else', async () => {
    const test = await openTestLedger(await open());
    const [account, other] = [await test.account(), await test.account()];
    await test.import(account, rows);
    await test.import(other, rows);
    await tamper(test, (trx) => trx.deleteFrom('ledger_months').where('organisation_id', '=', test.organisationId).where('account_id', '=', account).execute());
    expect(new Set((await test.ledger.verify(test.organisationId)).map(({ accountId }) => accountId))).toEqual(new Set([account]));
  });
});
