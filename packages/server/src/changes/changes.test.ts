import { randomUUID } from 'node:crypto';
import { isPendingChange, type CashFlowClient } from '@cashflowsmart/sdk/client';
import type { PendingChange, Transaction } from '@cashflowsmart/sdk/contract';
import { beforeAll, expect, it } from 'vitest';
import { openPortal, type Portal } from '../imports/testing/portal.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';

const euro = (amount: string) => ({ amount, currency: 'EUR' });

describeOnBothDatabases('changes by hand where a second person approves', (open) => {
  let portal: Portal;
  let operator: CashFlowClient;
  let admin: CashFlowClient;
  let dataEntry: CashFlowClient;

  beforeAll(async () => {
    portal = await openPortal(await open());
    [operator, admin, dataEntry] = [await portal.as('operator'), await portal.as('admin'), await portal.as('data-entry')];
    await setApproval('second-person');
  });

  const setApproval = async (approval: 'none' | 'second-person') => {
    const { revision } = await admin.organisations.read(portal.organisationId);
    await admin.organisations.update(portal.organisationId, { revision, approval });
  };
  const waiting = (answer: Transaction | PendingChange | undefined): PendingChange => {
    if (!isPendingChange(answer)) throw new Error('It does not wait.');
    return answer;
  };
  const enter = async (client: CashFlowClient, accountId: string, options: { readonly idempotencyKey?: string } = {}) =>
    waiting(await client.transactions.create(portal.organisationId, { accountId, date: '2026-01-15', amount: euro('-12.50'), description: 'Cash' }, options));
  const approve = (client: CashFlowClient, { id, revision }: PendingChange) => client.transactions.approve(portal.organisationId, id, { decision: 'approve', revision });
  const sumOf = async (accountId: string) => {
    const { buckets } = await operator.cashFlow.read(portal.organisationId, { accountIds: [accountId], by: 'year', from: '2026-01-01', to: '2026-12-31' });
    return buckets[0]?.moneyOut.amount;
  };

  it('are entered in no list and no sum until somebody else approves', async () => {
    const { account, rows } = await portal.newAccount();
    const idempotencyKey = randomUUID();
    const change = await enter(dataEntry, account.id, { idempotencyKey });
    expect(change).toMatchObject({ kind: 'create', state: 'awaiting', before: null, after: { description: 'Cash', amount: euro('-12.50') } });
    expect(await enter(dataEntry, account.id, { idempotencyKey })).toEqual(change);
    expect([await rows(), await sumOf(account.id)]).toEqual([[], '0.00']);

    expect(await approve(operator, change)).toMatchObject({ state: 'approved', decidedBy: { name: 'Person in operator' } });
    expect([await rows(), await sumOf(account.id)]).toEqual([['Cash -12.50'], '-12.50']);
    // It stays the entry of whoever made it.
    expect(await dataEntry.transactions.list(portal.organisationId, { accountId: account.id }).toArray()).toHaveLength(1);
    await expect(approve(admin, change)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are answered with 202, which is no 201', async () => {
    const { account } = await portal.newAccount();
    const session = await portal.server.signIn('operator');
    const json = { accountId: account.id, date: '2026-01-15', amount: euro('1.00'), description: 'Cash' };
    const answer = await session.send('POST', `${portal.server.path}/transactions`, { json, key: randomUUID() });
    expect([answer.status, await answer.json()]).toMatchObject([202, { state: 'awaiting' }]);
  });

  it('are approved by nobody who asked for them, nor by data-entry', async () => {
    const { account, rows } = await portal.newAccount();
    await expect(approve(operator, await enter(operator, account.id))).rejects.toMatchObject({ status: 403, code: 'second-person-required' });
    await expect(approve(dataEntry, await enter(operator, account.id))).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await rows()).toEqual([]);
  });

  it('correct and delete what two have approved by two only', async () => {
    const { account, rows } = await portal.newAccount();
    await approve(admin, await enter(operator, account.id));
    const [row] = await operator.transactions.list(portal.organisationId, { accountId: account.id }).toArray();
    const correct = async () => waiting(await operator.transactions.correct(portal.organisationId, row!.id, { revision: row!.revision, amount: euro('-99.00') }));
    const [first, second] = [await correct(), await correct()];
    expect(first).toMatchObject({ kind: 'correct', before: { amount: euro('-12.50') }, after: { amount: euro('-99.00') } });
    expect(await rows()).toEqual(['Cash -12.50']);
    await approve(admin, first);
    expect(await rows()).toEqual(['Cash -99.00']);
    // The row is another one by now than the second correction was asked for.
    await expect(approve(admin, second)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const deletion = waiting(await operator.transactions.delete(portal.organisationId, row!.id, row!.revision + 1));
    expect(deletion).toMatchObject({ kind: 'delete', after: null });
    expect(await rows()).toHaveLength(1);
    await approve(admin, deletion);
    expect(await rows()).toEqual([]);
  });

  it('are refused at once where they could never be carried out', async () => {
    const { account } = await portal.newAccount();
    const entry = { accountId: account.id, date: '2026-01-15', amount: { amount: '1.00', currency: 'USD' }, description: 'Cash' };
    await expect(operator.transactions.create(portal.organisationId, entry)).rejects.toMatchObject({ code: 'currency-mismatch' });
    await expect(operator.transactions.delete(portal.organisationId, `${randomUUID()}.0`, 0)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are sent back with a reason, and taken back by whoever asked for them', async () => {
    const { account } = await portal.newAccount();
    const change = await enter(dataEntry, account.id);
    const returned = await operator.transactions.approve(portal.organisationId, change.id, { decision: 'return', revision: change.revision, reason: 'No receipt' });
    expect(returned).toMatchObject({ state: 'returned', reason: 'No receipt' });
    await expect(approve(admin, returned)).rejects.toMatchObject({ code: 'not-awaiting-approval' });
    const listed = async (client: CashFlowClient) => (await client.transactions.pending(portal.organisationId).toArray()).map(({ id }) => id);
    expect(await listed(dataEntry)).toContain(change.id);
    await expect(operator.transactions.withdraw(portal.organisationId, change.id)).rejects.toMatchObject({ code: 'not-found' });
    await dataEntry.transactions.withdraw(portal.organisationId, change.id);
    expect(await listed(operator)).not.toContain(change.id);
  });

  it('of others are not listed for data-entry', async () => {
    const { account } = await portal.newAccount();
    const { id } = await enter(operator, account.id);
    expect((await dataEntry.transactions.pending(portal.organisationId).toArray()).map((change) => change.id)).not.toContain(id);
  });

  it('go on waiting where nobody asks for approval any more, while new ones do not', async () => {
    const { account, rows } = await portal.newAccount();
    const change = await enter(operator, account.id);
    await setApproval('none');
    await expect(approve(operator, change)).rejects.toMatchObject({ code: 'second-person-required' });
    const made = await operator.transactions.create(portal.organisationId, { accountId: account.id, date: '2026-03-01', amount: euro('7.00'), description: 'Till' });
    expect(isPendingChange(made)).toBe(false);
    expect(await rows()).toEqual(['Till 7.00']);
    await setApproval('second-person');
  });
});
