import { randomUUID } from 'node:crypto';
import type { NewTransaction, Transaction } from '@cashflowsmart/sdk/contract';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, row, type TestLedger } from './testing/open-test-ledger.ts';

const euro = (amount: string) => ({ amount, currency: 'EUR' });

async function enter(test: TestLedger, accountId: string, rest: Partial<NewTransaction> = {}): Promise<Transaction> {
  return test.ledger.createTransaction(test.organisationId, test.personId, { accountId, date: '2024-01-15', amount: euro('-12.50'), description: 'Cash', ...rest });
}

async function list(test: TestLedger, accountId: string) {
  return (await test.ledger.list(test.organisationId, test.all, { accountId, limit: 500 })).items;
}

async function monthly(test: TestLedger, accountId: string) {
  const { buckets } = await test.ledger.series(test.organisationId, [accountId], { by: 'month' });
  return buckets.map(({ from, net, count, coverage, balance }) => [from, net.amount, count, coverage, balance?.amount ?? null]);
}

describeOnBothDatabases('a transaction', (open) => {
  it('is entered by hand, and counts without being a statement', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const entry = await enter(test, account);
    expect(entry).toMatchObject({ accountId: account, date: '2024-01-15', amount: euro('-12.50'), description: 'Cash', revision: 0, corrected: false, origin: { kind: 'hand', personId: test.personId } });
    const second = await enter(test, account, { transfer: true });
    expect(second.transfer).toBe(true);
    expect(second.id).not.toBe(entry.id);
    expect(await list(test, account)).toEqual([second, entry]);
    expect(await monthly(test, account)).toEqual([['2024-01-01', '-12.50', 2, 'none', null]]);
    expect(await test.ledger.readAccount(test.organisationId, account)).toMatchObject({ transactionCount: 2, dataTo: null });
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('is created in one transaction with what its caller writes', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await expect(test.ledger.createTransaction(test.organisationId, test.personId, { accountId: account, date: '2024-01-15', amount: euro('1'), description: 'x' }, async () => { throw new Error('No.'); })).rejects.toThrow('No.');
    expect(await list(test, account)).toEqual([]);
  });

  it('is corrected, and moves between months with its date', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [row('2024-01-31', 1_000, { balance: 1_000n }), row('2024-02-10', -300, { balance: 700n })], { from: '2024-01-01', to: '2024-02-29' });
    const [, january] = await list(test, account);
    const corrected = await test.ledger.correctTransaction(test.organisationId, january!.id, { revision: 0, date: '2024-02-02', amount: euro('11.00'), description: 'Refund' });
    expect(corrected).toMatchObject({ id: january!.id, date: '2024-02-02', amount: euro('11.00'), description: 'Refund', balance: euro('10.00'), corrected: true, revision: 1 });
    expect((await list(test, account)).map(({ date }) => date)).toEqual(['2024-02-10', '2024-02-02']);
    // The balance stays the bank's: what was moved in the books was booked there in January.
    expect(await monthly(test, account)).toEqual([['2024-01-01', '0.00', 0, 'covered', '10.00'], ['2024-02-01', '8.00', 2, 'covered', '7.00']]);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);

    const back = await test.ledger.correctTransaction(test.organisationId, january!.id, { revision: 1, date: '2024-01-31' });
    expect(back).toMatchObject({ date: '2024-01-31', amount: euro('11.00'), revision: 2 });
    expect(await monthly(test, account)).toMatchObject([['2024-01-01', '11.00', 1, 'covered', '10.00'], ['2024-02-01', '-3.00', 1, 'covered', '7.00']]);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('is entered beside one whose date was corrected to another month', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const first = await enter(test, account);
    await test.ledger.correctTransaction(test.organisationId, first.id, { revision: 0, date: '2023-06-01' });
    await enter(test, account);
    await enter(test, account, { date: '2023-06-02' });
    expect((await monthly(test, account)).filter(([, , count]) => count !== 0)).toEqual([['2023-06-01', '-25.00', 2, 'none', null], ['2024-01-01', '-12.50', 1, 'none', null]]);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('becomes a transfer by a correction, and none again', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const entry = await enter(test, account);
    expect(await test.ledger.correctTransaction(test.organisationId, entry.id, { revision: 0, transfer: true })).toMatchObject({ transfer: true });
    expect(await monthly(test, account)).toEqual([['2024-01-01', '0.00', 1, 'none', null]]);
    expect(await test.ledger.correctTransaction(test.organisationId, entry.id, { revision: 1, transfer: false })).toMatchObject({ transfer: false });
    expect(await monthly(test, account)).toEqual([['2024-01-01', '-12.50', 1, 'none', null]]);
  });

  it('is deleted once', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const entry = await enter(test, account);
    await test.ledger.deleteTransaction(test.organisationId, entry.id, 0);
    expect(await list(test, account)).toEqual([]);
    await expect(test.ledger.deleteTransaction(test.organisationId, entry.id, 1)).rejects.toMatchObject({ code: 'not-found' });
    await expect(test.ledger.correctTransaction(test.organisationId, entry.id, { revision: 1, description: 'x' })).rejects.toMatchObject({ code: 'not-found' });
    expect((await enter(test, account)).id).not.toBe(entry.id);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('is changed only by who has seen its last state', async () => {
    const test = await openTestLedger(await open());
    const entry = await enter(test, await test.account());
    await test.ledger.correctTransaction(test.organisationId, entry.id, { revision: 0, description: 'First' });
    await expect(test.ledger.correctTransaction(test.organisationId, entry.id, { revision: 0, description: 'Second' })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await expect(test.ledger.deleteTransaction(test.organisationId, entry.id, 0)).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });

  it('is in the currency of its account, to its last decimal', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await expect(enter(test, account, { amount: { amount: '1.00', currency: 'USD' } })).rejects.toMatchObject({ code: 'currency-mismatch' });
    await expect(enter(test, account, { amount: euro('1.005') })).rejects.toMatchObject({ code: 'invalid-request' });
    const entry = await enter(test, account);
    await expect(test.ledger.correctTransaction(test.organisationId, entry.id, { revision: 0, amount: { amount: '1.00', currency: 'USD' } })).rejects.toMatchObject({ code: 'currency-mismatch' });
  });

  it('is found by nobody outside its organisation', async () => {
    const test = await openTestLedger(await open());
    const other = await openTestLedger(test.database, test.vault);
    const entry = await enter(test, await test.account());
    const refused = { code: 'not-found' };
    await expect(other.ledger.correctTransaction(other.organisationId, entry.id, { revision: 0, description: 'x' })).rejects.toMatchObject(refused);
    await expect(other.ledger.deleteTransaction(other.organisationId, entry.id, 0)).rejects.toMatchObject(refused);
    await expect(other.ledger.deleteTransaction(other.organisationId, `${randomUUID()}.0`, 0)).rejects.toMatchObject(refused);
    await expect(enter(other, entry.accountId)).rejects.toMatchObject(refused);
    for (const id of [entry.id.replace('.0', '.7'), entry.id.replace('.0', '.00'), `${'-'.repeat(36)}.0`, 'x']) {
      await expect(test.ledger.deleteTransaction(test.organisationId, id, 0)).rejects.toMatchObject(refused);
    }
  });
});
