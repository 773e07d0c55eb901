import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, variedRows, type TestLedger } from './testing/open-test-ledger.ts';

async function counted(test: TestLedger, accountId: string): Promise<number> {
  expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  return (await test.ledger.readAccount(test.organisationId, accountId)).transactionCount!;
}

describeOnBothDatabases('writers at the same time', (open) => {
  it('of the same statement bring its rows in once', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = variedRows(300, { days: 60 });
    await Promise.all([test.import(account, rows), test.import(account, rows), test.import(account, rows)]);
    expect(await counted(test, account)).toBe(300);
  });

  it('of the same import commit it once', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.announce(account);
    const request = { importId, accountId: account, rows: variedRows(50), coverage: null };
    const plans = await Promise.all([1, 2].map(() => test.ledger.prepareAppend(test.organisationId, request)));
    const done = await Promise.allSettled(plans.map(({ plan }) => test.ledger.append(plan, async () => undefined)));
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'import-not-reviewable' } });
    expect(await counted(test, account)).toBe(50);
  });

  it('that import and undo leave what the living import holds', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = variedRows(300, { days: 60 });
    const first = await test.import(account, rows.slice(0, 200));
    await Promise.all([test.undo(first), test.import(account, rows.slice(100))]);
    expect(await counted(test, account)).toBe(200);
  });

  it('that enter, correct, delete and import lose nothing', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const enter = (index: number) => test.ledger.createTransaction(test.organisationId, test.personId, { accountId: account, date: '2024-01-15', amount: { amount: '1.00', currency: 'EUR' }, description: `entry ${index}` });
    const [one, two] = [await enter(0), await enter(1)];
    await Promise.all([
      test.import(account, variedRows(40)),
      enter(2),
      test.ledger.correctTransaction(test.organisationId, one.id, { revision: 0, date: '2023-06-01' }),
      test.ledger.deleteTransaction(test.organisationId, two.id, 0),
    ]);
    expect(await counted(test, account)).toBe(42);
  });

  it('that correct one row let one of them win', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, variedRows(3));
    const [row] = (await test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 1 })).items;
    const done = await Promise.allSettled(['A', 'B'].map((description) => test.ledger.correctTransaction(test.organisationId, row!.id, { revision: 0, description })));
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed-meanwhile' } });
  });

  it('never show a reader half of a change', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const rows = variedRows(400, { days: 120 });
    const writing = (async () => {
      const importId = await test.import(account, rows);
      await test.undo(importId);
      await test.import(account, rows);
    })();
    let reading = true;
    const counts = new Set<number>();
    const reader = (async () => {
      while (reading) {
        const { buckets } = await test.ledger.series(test.organisationId, [account], { by: 'month' });
        counts.add(buckets.reduce((sum, { count }) => sum + count, 0));
        await test.ledger.list(test.organisationId, test.all, { accountId: account, limit: 10 });
        // As requests do, the reader gives way: PGlite and the vault answer within one turn of the event loop, and a reader
        // that never leaves it would keep a writer from waiting for the next one.
        await setImmediate();
      }
    })();
    await writing;
    reading = false;
    await reader;
    expect([...counts].every((count) => count === 0 || count === 400)).toBe(true);
  });
});
