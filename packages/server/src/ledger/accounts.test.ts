import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { ledgerHandlers } from './routes.ts';
import { openTestLedger, row, type TestLedger } from './testing/open-test-ledger.ts';

/** What a handler of these operations gets from the dispatcher, as far as it looks at it. */
function input(test: TestLedger, role: 'operator', rest: object = {}) {
  return {
    params: { organisationId: test.organisationId }, query: undefined, headers: undefined, body: undefined, requestId: '', signal: AbortSignal.timeout(60_000),
    caller: { kind: 'person', embed: null, personId: test.personId, sessionId: '', organisationId: test.organisationId, role, reach: 'all' } as const,
    record: async () => undefined,
    audit: async () => undefined,
    ...rest,
  };
}

describeOnBothDatabases('accounts', (open) => {
  it('are listed by name, with what is in them', async () => {
    const test = await openTestLedger(await open());
    const savings = await test.account('Savings', { number: 'DE89 3704 0044 0532 0130 00' });
    const giro = await test.account('Giro', { currency: 'CHF' });
    await test.import(savings, [row('2024-01-02', 1), row('2024-01-03', 1)], { from: '2024-01-01', to: '2024-01-31' });
    const { items, nextCursor } = await ledgerHandlers(test.ledger).listAccounts(input(test, 'operator') as never);
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      { id: giro, name: 'Giro', number: null, currency: 'CHF', revision: 1, transactionCount: 0, dataFrom: null, dataTo: null },
      { id: savings, name: 'Savings', number: 'DE89 3704 0044 0532 0130 00', currency: 'EUR', revision: 1, transactionCount: 2, dataFrom: '2024-01-01', dataTo: '2024-01-31' },
    ]);
  });

  it('are created together with the recorded answer, or not at all', async () => {
    const test = await openTestLedger(await open());
    const handlers = ledgerHandlers(test.ledger);
    const body = { name: 'Giro', currency: 'EUR' };
    const answers: unknown[] = [];
    const created = await handlers.createAccount(input(test, 'operator', { body, record: async (_: unknown, answer: unknown) => { answers.push(answer); } }) as never);
    expect(answers).toEqual([created]);
    await expect(handlers.createAccount(input(test, 'operator', { body, record: async () => { throw new Error('No.'); } }) as never)).rejects.toThrow('No.');
    expect(await test.ledger.listAccounts(test.organisationId)).toEqual([created]);
  });

  it('of different currencies make no series together', async () => {
    const test = await openTestLedger(await open());
    const [euro, franc] = [await test.account('A'), await test.account('B', { currency: 'CHF' })];
    const read = (accountIds: string) => ledgerHandlers(test.ledger).readCashFlow(input(test, 'operator', { query: { accountIds, by: 'month' } }) as never);
    await expect(read(`${euro},${franc}`)).rejects.toMatchObject({ code: 'currency-mismatch' });
    expect(await read(franc)).toEqual({ by: 'month', currency: 'CHF', accountIds: [franc], dataFrom: null, dataTo: null, buckets: [] });
    const other = await openTestLedger(test.database, test.vault);
    await expect(read(`${euro},${await other.account()}`)).rejects.toMatchObject({ code: 'not-found' });
    await expect(read('-'.repeat(36))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('named twice are counted once', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [row('2024-01-02', 100, { balance: 100n })], { from: '2024-01-01', to: '2024-01-31' });
    const series = await test.ledger.series(test.organisationId, [account, account], { by: 'month' });
    expect(series).toMatchObject({ accountIds: [account], buckets: [{ moneyIn: { amount: '1.00' }, balance: { amount: '1.00' }, coverage: 'covered' }] });
  });

  it('have no series of more buckets than can be shown', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await expect(test.ledger.series(test.organisationId, [account], { by: 'day', from: '0001-01-01', to: '9999-12-31' })).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
