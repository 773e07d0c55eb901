import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, row } from './testing/open-test-ledger.ts';

const days = fc.constantFrom('2023-06-30', '2024-01-31', '2024-02-01', '2024-02-02');
const rows = fc.array(fc.record({ day: days, amount: fc.integer({ min: -3, max: 3 }), balance: fc.option(fc.bigInt({ min: 0n, max: 3n })) })
  .map(({ day, amount, balance }) => row(day, amount, { balance })), { maxLength: 5 });
const which = fc.nat(20);
const steps = fc.array(fc.oneof(
  fc.record({ import: rows }),
  fc.record({ undo: which }),
  fc.record({ enter: days }),
  fc.record({ correct: which, date: fc.option(days, { nil: undefined }), transfer: fc.option(fc.boolean(), { nil: undefined }), units: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }) }),
  fc.record({ remove: which }),
), { minLength: 5, maxLength: 15 });

describeOnBothDatabases('whatever is done to a ledger', (open) => {
  it('its sums, its counts and its lists say the same, and everything verifies', { timeout: 120_000 }, async () => {
    const test = await openTestLedger(await open());
    const { ledger, organisationId } = test;
    await fc.assert(fc.asyncProperty(steps, async (history) => {
      const account = await test.account();
      const imports: string[] = [];
      const list = async () => (await ledger.list(organisationId, test.all, { accountId: account, limit: 500 })).items;
      for (const step of history) {
        const items = 'correct' in step || 'remove' in step ? await list() : [];
        if ('import' in step) imports.push(await test.import(account, step.import));
        else if ('enter' in step) await ledger.createTransaction(organisationId, test.personId, { accountId: account, date: step.enter, amount: { amount: '0.02', currency: 'EUR' }, description: 'Payment' });
        else if ('undo' in step) {
          const [importId] = imports.splice(step.undo % Math.max(1, imports.length), 1);
          if (importId) await test.undo(importId);
        } else {
          const item = items[('correct' in step ? step.correct : step.remove) % Math.max(1, items.length)];
          if (!item) continue;
          if ('remove' in step) await ledger.deleteTransaction(organisationId, item.id, item.revision);
          else {
            const amount = step.units === undefined ? undefined : { amount: `0.0${step.units}`, currency: 'EUR' };
            await ledger.correctTransaction(organisationId, item.id, { revision: item.revision, date: step.date, transfer: step.transfer, amount });
          }
        }
      }
      const items = await list();
      const { buckets } = await ledger.series(organisationId, [account], { by: 'month' });
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(items.length);
      expect((await ledger.readAccount(organisationId, account)).transactionCount).toBe(items.length);
      for (const { from, to, net, transfersIn, transfersOut } of buckets) {
        const inside = items.filter(({ date }) => date >= from && date <= to);
        expect(cents(net)).toBe(sum(inside.filter(({ transfer }) => !transfer)));
        expect(cents(transfersIn) + cents(transfersOut)).toBe(sum(inside.filter(({ transfer }) => transfer)));
      }
    }), { numRuns: 15 });
    expect(await ledger.verify(organisationId)).toEqual([]);
  });
});

function cents({ amount }: { readonly amount: string }): number {
  return Number(amount.replace('.', ''));
}

function sum(items: readonly { readonly amount: { readonly amount: string } }[]): number {
  return items.reduce((total, { amount }) => total + cents(amount), 0);
}
