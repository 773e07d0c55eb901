import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, row, variedRows, type TestLedger } from './testing/open-test-ledger.ts';

const salary = row('2024-01-31', 250_000, { description: 'Salary', line: 2, valueDay: '2024-02-01', counterparty: 'Employer', reference: 'R1', balance: 300_000n });
const coffee = row('2024-02-01', -350, { description: 'Coffee', line: 3 });

async function list(test: TestLedger, accountId: string) {
  return (await test.ledger.list(test.organisationId, test.all, { accountId, limit: 500 })).items;
}

describeOnBothDatabases('an import', (open) => {
  it('puts every row into the ledger as the statement says it', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.import(account, [salary, coffee], { from: '2024-01-01', to: '2024-02-29' });
    expect(await list(test, account)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}\.1$/), accountId: account, date: '2024-02-01', valueDate: null, amount: { amount: '-3.50', currency: 'EUR' }, balance: null,
        description: 'Coffee', counterparty: null, reference: null, transfer: false, corrected: false, revision: 0, origin: { kind: 'import', importId, line: 3 },
      },
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}\.0$/), accountId: account, date: '2024-01-31', valueDate: '2024-02-01', amount: { amount: '2500.00', currency: 'EUR' }, balance: { amount: '3000.00', currency: 'EUR' },
        description: 'Salary', counterparty: 'Employer', reference: 'R1', transfer: false, corrected: false, revision: 0, origin: { kind: 'import', importId, line: 2 },
      },
    ]);
    expect(await test.ledger.readAccount(test.organisationId, account)).toMatchObject({ transactionCount: 2, dataFrom: '2024-01-01', dataTo: '2024-02-29' });
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('counts duplicates before it is committed, and writes the same counts', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [coffee, coffee]);
    const importId = await test.announce(account);
    const { plan, ...counts } = await test.ledger.prepareAppend(test.organisationId, { importId, accountId: account, rows: [coffee, coffee, coffee, salary], coverage: null });
    expect(counts).toEqual({ newCount: 2, duplicateCount: 2, deletedBefore: 0 });
    expect(await test.ledger.append(plan, async (_, written) => expect(written).toEqual(counts))).toEqual(counts);
    expect(await list(test, account)).toHaveLength(4);
  });

  it('does not bring back what was deleted, and says that it was', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [coffee, salary]);
    const [newest] = await list(test, account);
    await test.ledger.deleteTransaction(test.organisationId, newest!.id, 0);
    const importId = await test.announce(account);
    const { plan, ...counts } = await test.ledger.prepareAppend(test.organisationId, { importId, accountId: account, rows: [coffee, salary], coverage: null });
    expect(counts).toEqual({ newCount: 0, duplicateCount: 2, deletedBefore: 1 });
    await test.ledger.append(plan, async () => undefined);
    expect((await list(test, account)).map(({ description }) => description)).toEqual(['Salary']);
  });

  it('is written whole or not at all', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.announce(account);
    const { plan } = await test.ledger.prepareAppend(test.organisationId, { importId, accountId: account, rows: [coffee], coverage: null });
    await expect(test.ledger.append(plan, async () => { throw new Error('No.'); })).rejects.toThrow('No.');
    expect(await list(test, account)).toEqual([]);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
    await test.ledger.append(plan, async () => undefined);
    expect(await list(test, account)).toHaveLength(1);
  });

  it('goes in once', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.import(account, [coffee]);
    await expect(test.ledger.prepareAppend(test.organisationId, { importId, accountId: account, rows: [coffee], coverage: null })).rejects.toMatchObject({ code: 'import-not-reviewable' });
  });

  it('is prepared anew where the account changed meanwhile', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.announce(account);
    const { plan, newCount } = await test.ledger.prepareAppend(test.organisationId, { importId, accountId: account, rows: [coffee, salary], coverage: null });
    expect(newCount).toBe(2);
    await test.import(account, [salary]);
    expect(await test.ledger.append(plan, async () => undefined)).toEqual({ newCount: 1, duplicateCount: 1, deletedBefore: 0 });
    expect(await list(test, account)).toHaveLength(2);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('marks what moves between own accounts, as far as the text tells', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account('Giro', { number: 'DE02 1203 0000 0000 2020 51' });
    await test.account('Savings', { number: 'DE89370400440532013000' });
    await test.import(account, [row('2024-01-01', -500, { description: 'To DE89 3704 0044 0532 0130 00' }), row('2024-01-02', -1)]);
    expect((await list(test, account)).map(({ transfer }) => transfer)).toEqual([false, true]);
    const { buckets } = await test.ledger.series(test.organisationId, [account], { by: 'month' });
    expect(buckets).toMatchObject([{ moneyOut: { amount: '-0.01' }, transfersOut: { amount: '-5.00' }, net: { amount: '-0.01' }, count: 2 }]);
  });

  it('of many rows in many chunks loses none', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = variedRows(9_001);
    await test.import(account, rows, { from: '2023-01-01', to: '2025-12-30' });
    expect(await test.ledger.readAccount(test.organisationId, account)).toMatchObject({ transactionCount: 9_001 });
    const { buckets } = await test.ledger.series(test.organisationId, [account], { by: 'year' });
    const sum = rows.reduce((total, { amount }) => total + amount, 0n);
    expect(buckets.reduce((total, { net }) => total + BigInt(net.amount.replace('.', '')), 0n)).toBe(sum);
    expect(buckets.at(-1)!.balance).toBeNull();
    expect(buckets[1]!.coverage).toBe('covered');
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('has no place in an account of another organisation', async () => {
    const test = await openTestLedger(await open());
    const other = await openTestLedger(test.database, test.vault);
    const account = await other.account();
    await expect(test.ledger.prepareAppend(test.organisationId, { importId: randomUUID(), accountId: account, rows: [coffee], coverage: null })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps out what no statement can say', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const request = { importId: randomUUID(), accountId: account, coverage: null };
    await expect(test.ledger.prepareAppend(test.organisationId, { ...request, rows: [row('2024-01-01', 2n ** 63n)] })).rejects.toMatchObject({ code: 'invalid-request' });
    await expect(test.ledger.prepareAppend(test.organisationId, { ...request, rows: [row('2024-01-01', 1, { description: 'x'.repeat(70_000) })] })).rejects.toMatchObject({ code: 'cell-too-long' });
    await expect(test.ledger.prepareAppend(test.organisationId, { ...request, rows: [], coverage: { from: '2024-02-01', to: '2024-01-01' } })).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
