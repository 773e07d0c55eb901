import type { Transaction } from '@cashflowsmart/sdk/contract';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, row, variedRows, type TestLedger } from './testing/open-test-ledger.ts';
import type { SearchRequest, Visibility } from './types.ts';

/** Every page, one after the other. */
async function all(test: TestLedger, request: Omit<SearchRequest, 'limit' | 'cursor'> & { limit?: number }, visibility: Visibility = test.all): Promise<Transaction[]> {
  const items: Transaction[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 1_000; page++) {
    const next = await test.ledger.search(test.organisationId, visibility, { limit: 100, ...request, cursor });
    items.push(...next.items);
    if (next.nextCursor === null) return items;
    cursor = next.nextCursor;
  }
  throw new Error('The pages have no end.');
}

const texts = (items: readonly Transaction[]) => items.map(({ description }) => description);

describeOnBothDatabases('a listing', (open) => {
  it('begins with the newest day, and within a day with the last row of the statement', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = ['a', 'b', 'c'].map((description) => row('2024-01-01', 1, { description }));
    await test.import(account, [...rows, row('2024-02-01', 1, { description: 'd' })]);
    await test.import(account, [row('2024-01-01', 1, { description: 'e' }), row('2023-12-31', 1, { description: 'f' })]);
    expect(texts(await all(test, { accountIds: [account], limit: 2 }))).toEqual(['d', 'e', 'c', 'b', 'a', 'f']);
  });

  it('of many rows in many imports has every row once, in one order, whatever the size of a page', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = variedRows(5_000, { days: 90 });
    for (let part = 0; part < 5; part++) await test.import(account, rows.filter((_, index) => index % 5 === part));
    const listed = await all(test, { accountIds: [account], limit: 500 });
    expect(listed).toHaveLength(5_000);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(5_000);
    expect(listed.every(({ date }, index) => index === 0 || listed[index - 1]!.date >= date)).toBe(true);
    expect(await all(test, { accountIds: [account], limit: 333 })).toEqual(listed);
  });

  it('goes on where it was when rows are handed over or added meanwhile', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = Array.from({ length: 10 }, (_, index) => row('2024-01-01', index, { description: `row ${index}` }));
    const first = await test.import(account, rows);
    await test.import(account, rows);
    const page = await test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 4 });
    await test.undo(first);
    await test.import(account, [row('2024-01-02', 1)]);
    const rest = await test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 100, cursor: page.nextCursor! });
    expect(texts([...page.items, ...rest.items])).toEqual(rows.map(({ description }) => description).reverse());
  });

  it('keeps to the period that was asked for', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, ['2023-12-31', '2024-01-01', '2024-01-31', '2024-02-01'].map((day) => row(day, 1, { description: day })));
    expect(texts(await all(test, { accountIds: [account], from: '2024-01-01', to: '2024-01-31' }))).toEqual(['2024-01-31', '2024-01-01']);
  });

  it('ends a page early rather than opening everything, and still reaches the end', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    // Each spans the whole month, so that no chunk's rows are certain before all chunks are open.
    for (let index = 0; index < 45; index++) {
      await test.import(account, [row('2024-01-01', index), row('2024-01-16', index, { description: index === 7 ? 'needle' : 'hay' }), row('2024-01-31', index)]);
    }
    const page = await test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 500 });
    expect(page.items.length).toBeLessThan(135);
    expect(await all(test, { accountIds: [account] })).toHaveLength(135);
    expect(texts(await all(test, { accountIds: [account], text: 'NEEDLE' }))).toEqual(['needle']);
  }, 180_000);

  it('of own rows holds those of own imports and entries, and opens no others', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const clerk = await test.person();
    await test.import(account, [row('2024-01-01', 1, { description: 'theirs' })]);
    const own = await test.import(account, [row('2024-01-02', 1, { description: 'own' }), row('2024-01-01', 1, { description: 'theirs' })], null, clerk);
    await test.ledger.createTransaction(test.organisationId, clerk, { accountId: account, date: '2024-01-03', amount: { amount: '1', currency: 'EUR' }, description: 'by hand' });
    await test.ledger.createTransaction(test.organisationId, test.personId, { accountId: account, date: '2024-01-03', amount: { amount: '1', currency: 'EUR' }, description: 'by another hand' });
    const visibility = { personId: clerk, reach: 'own' } as const;
    expect(texts(await all(test, { accountIds: [account] }, visibility))).toEqual(['by hand', 'own']);
    expect(texts(await all(test, { accountIds: [account], text: 'theirs' }, visibility))).toEqual([]);
    await test.undo(own);
    expect(texts(await all(test, { accountIds: [account] }, visibility))).toEqual(['by hand']);
  });

  it('refuses a cursor of another listing, or of another person', async () => {
    const test = await openTestLedger(await open());
    const [account, other] = [await test.account(), await test.account()];
    await test.import(account, [row('2024-01-01', 1), row('2024-01-02', 1)]);
    const { nextCursor } = await test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 1 });
    const cursor = nextCursor!;
    const refused = { code: 'invalid-request' };
    await expect(test.ledger.list(test.organisationId, test.all, { accountId: other, limit: 1, cursor })).rejects.toMatchObject(refused);
    await expect(test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 1, cursor, from: '2024-01-01' })).rejects.toMatchObject(refused);
    await expect(test.ledger.list(test.organisationId, { personId: await test.person(), reach: 'own' }, { accountId: account, limit: 1, cursor })).rejects.toMatchObject(refused);
  });

  it('does not tell an account of another organisation from one that is not there', async () => {
    const test = await openTestLedger(await open());
    const other = await openTestLedger(test.database, test.vault);
    await expect(test.ledger.list(test.organisationId, test.all, { accountId: await other.account(), limit: 1 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describeOnBothDatabases('a search', (open) => {
  it('finds text in description, counterparty and reference, whatever the case and the accents', async () => {
    const test = await openTestLedger(await open());
    const [account, other] = [await test.account(), await test.account()];
    await test.import(account, [row('2024-01-01', 1, { description: 'Bäckerei  MÜLLER' }), row('2024-01-02', 1, { counterparty: 'Muller & Sons' }), row('2024-01-03', 1)]);
    await test.import(other, [row('2024-01-02', 1, { reference: 'müller-7' }), row('2024-01-03', 1)]);
    expect((await all(test, { accountIds: [account, other], text: 'müller' })).map(({ date, accountId }) => [date, accountId])).toEqual([
      ['2024-01-02', account], ['2024-01-02', other], ['2024-01-01', account],
    ]);
    expect(texts(await all(test, { accountIds: [account], text: 'backerei muller' }))).toEqual(['Bäckerei  MÜLLER']);
  });

  it('finds a corrected description and amount, not what they were', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [row('2024-01-01', 777, { description: 'Old' })]);
    const [found] = await all(test, { accountIds: [account] });
    await test.ledger.correctTransaction(test.organisationId, found!.id, { revision: 0, description: 'New', amount: { amount: '8.88', currency: 'EUR' } });
    expect(await all(test, { accountIds: [account], text: 'old' })).toEqual([]);
    expect(await all(test, { accountIds: [account], text: '7.77' })).toEqual([]);
    expect(await all(test, { accountIds: [account], text: 'new' })).toHaveLength(1);
    expect(await all(test, { accountIds: [account], text: '8,88 €' })).toHaveLength(1);
  });

  it.each(['1234,5', '-1.234,50', '1 234.50', "1'234", '123'])('finds an amount written as %s', async (text) => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [row('2024-01-01', -123_450), row('2024-01-02', 99)]);
    expect((await all(test, { accountIds: [account], text })).map(({ date }) => date)).toEqual(['2024-01-01']);
  });
});
