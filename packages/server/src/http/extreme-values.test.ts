import { randomUUID } from 'node:crypto';
import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import { beforeAll, expect, it } from 'vitest';
import { bareStatement, openPortal, type Portal, type Row } from '../imports/testing/portal.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';

/** The largest amount that a ledger holds: 2^63 - 1 minor units. */
const LARGEST = '92233720368547758.07';

describeOnBothDatabases('values at the limits of what can be stored', (open) => {
  let portal: Portal;
  let operator: CashFlowClient;
  let dataEntry: CashFlowClient;

  beforeAll(async () => {
    portal = await openPortal(await open());
    [operator, dataEntry] = [await portal.as('operator'), await portal.as('data-entry')];
  });

  it('add up to sums beyond them that can be read, in a review as well as in a series', async () => {
    const { account, upload } = await portal.newAccount();
    const rows = Array.from({ length: 20 }, (_, index): Row => [`${String(index + 1).padStart(2, '0')}.01.2026`, `Row ${String(index)}`, LARGEST.replace('.', ',')]);
    const { id, review } = await upload(dataEntry, bareStatement(rows));
    expect(review?.proof.moneyIn).toEqual({ amount: '1844674407370955161.40', currency: 'EUR' });
    expect(await operator.imports.list(portal.organisationId, { accountId: account.id }).toArray()).toHaveLength(1);
    await dataEntry.imports.commit(portal.organisationId, id);
    const series = await operator.cashFlow.read(portal.organisationId, { accountIds: [account.id], by: 'month' });
    expect(series.buckets.map(({ net }) => net.amount)).toEqual(['1844674407370955161.40']);
  });

  it('can be listed in a currency without decimals', async () => {
    const { account, bring } = await portal.newAccount({ currency: 'JPY' });
    await bring(dataEntry, bareStatement([['01.01.2026', 'A', '9223372036854775807'], ['02.01.2026', 'B', '-100'], ['03.01.2026', 'C', '-200']]));
    const listed = await operator.transactions.list(portal.organisationId, { accountId: account.id }).toArray();
    expect(listed.map(({ amount }) => amount.amount)).toEqual(['-200', '-100', '9223372036854775807']);
  });

  it('are refused one step beyond', async () => {
    const { account } = await portal.newAccount();
    const entry = { accountId: account.id, date: '2026-01-01', description: 'A' };
    const enter = (amount: string) => dataEntry.transactions.create(portal.organisationId, { ...entry, amount: { amount, currency: 'EUR' } });
    await expect(enter('92233720368547758.08')).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(enter('999999999999999999999999999999')).rejects.toMatchObject({ code: 'invalid-request' });
    await enter(LARGEST);
    await expect(enter('0.01')).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it.each(['0001-01-01', '0202-05-05', '1899-12-31', '2200-01-01', '9999-12-31'])('are refused as the day of an entry, whose chart nobody could open: %s', async (date) => {
    const { account } = await portal.newAccount();
    const entry = { accountId: account.id, amount: { amount: '1.00', currency: 'EUR' }, description: 'A' };
    await expect(dataEntry.transactions.create(portal.organisationId, { ...entry, date })).rejects.toMatchObject({ code: 'invalid-request' });
    const { id, revision } = await dataEntry.transactions.create(portal.organisationId, { ...entry, date: '2026-01-01' });
    await expect(operator.transactions.correct(portal.organisationId, id, { revision, date })).rejects.toMatchObject({ code: 'invalid-request' });
    expect((await operator.cashFlow.read(portal.organisationId, { accountIds: [account.id], by: 'month' })).buckets).toHaveLength(1);
  });

  it('are refused as ids', async () => {
    const shapeless = '-'.repeat(36);
    await expect(operator.cashFlow.read(portal.organisationId, { accountIds: [shapeless] })).rejects.toMatchObject({ code: expect.stringMatching(/^(?:not-found|invalid-request)$/) as unknown });
    await expect(operator.transactions.delete(portal.organisationId, `${shapeless}.1`, 0)).rejects.toMatchObject({ code: expect.stringMatching(/^(?:not-found|invalid-request)$/) as unknown });
    await expect(operator.transactions.delete(portal.organisationId, `${randomUUID()}.999999`, 0)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('have left nothing in the log', () => {
    expect(portal.server.logged).toEqual([]);
  });
});
