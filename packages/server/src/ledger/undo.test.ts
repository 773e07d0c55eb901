import fc from 'fast-check';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestLedger, row, type TestLedger } from './testing/open-test-ledger.ts';
import type { IncomingRow } from './types.ts';

const coffee = row('2024-02-01', -350, { description: 'Coffee', line: 3 });
const tea = row('2024-02-01', -250, { description: 'Tea', line: 4 });

async function list(test: TestLedger, accountId: string) {
  return (await test.ledger.list(test.organisationId, test.all, { accountId, limit: 500 })).items;
}

describeOnBothDatabases('undoing an import', (open) => {
  it('leaves the ledger as it was before', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.import(account, [coffee], { from: '2024-02-01', to: '2024-02-01' });
    const before = [await list(test, account), await test.ledger.series(test.organisationId, [account], { by: 'day' })];
    const importId = await test.import(account, [tea, row('2023-01-01', 5, { balance: 5n })], { from: '2023-01-01', to: '2024-12-31' });
    await test.undo(importId);
    expect([await list(test, account), await test.ledger.series(test.organisationId, [account], { by: 'day' })]).toEqual(before);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('hands rows that a living import attests over to it, with their corrections', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const first = await test.import(account, [coffee, tea]);
    const second = await test.import(account, [{ ...coffee, line: 9 }]);
    const before = (await list(test, account)).find(({ description }) => description === 'Coffee')!;
    await test.ledger.correctTransaction(test.organisationId, before.id, { revision: 0, description: 'Espresso' });
    await test.undo(first);
    const after = await list(test, account);
    expect(after).toMatchObject([{ description: 'Espresso', revision: 1, origin: { kind: 'import', importId: second, line: 9 } }]);
    expect(after[0]!.id).not.toBe(before.id);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('keeps the old id of a row that was handed over, also when it is handed over again', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const imports = [await test.import(account, [coffee, tea]), await test.import(account, [coffee]), await test.import(account, [coffee])];
    const idOf = new Map((await list(test, account)).map(({ description, id }) => [description, id]));
    await test.undo(imports[0]!);
    await test.undo(imports[1]!);
    const corrected = await test.ledger.correctTransaction(test.organisationId, idOf.get('Coffee')!, { revision: 0, amount: { amount: '-4.00', currency: 'EUR' } });
    expect(corrected).toMatchObject({ amount: { amount: '-4.00' }, origin: { importId: imports[2]! } });
    expect(await list(test, account)).toEqual([corrected]);
    await expect(test.ledger.correctTransaction(test.organisationId, idOf.get('Tea')!, { revision: 0, description: 'x' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('keeps deleted rows deleted when they are handed over', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const first = await test.import(account, [coffee]);
    await test.import(account, [coffee]);
    await test.ledger.deleteTransaction(test.organisationId, (await list(test, account))[0]!.id, 0);
    await test.undo(first);
    expect(await list(test, account)).toEqual([]);
    const importId = await test.announce(account);
    expect(await test.ledger.prepareAppend(test.organisationId, { importId, accountId: account, rows: [coffee], coverage: null })).toMatchObject({ newCount: 0, deletedBefore: 1 });
  });

  it('leaves entries by hand alone, which a statement may attest', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await test.ledger.createTransaction(test.organisationId, test.personId, { accountId: account, date: '2024-02-01', amount: { amount: '-3.50', currency: 'EUR' }, description: 'coffee' });
    const importId = await test.import(account, [coffee, tea]);
    expect(await list(test, account)).toHaveLength(2);
    await test.undo(importId);
    expect(await list(test, account)).toMatchObject([{ description: 'coffee', origin: { kind: 'hand' } }]);
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });

  it('is refused for what is not in the ledger', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    await expect(test.undo(await test.announce(account))).rejects.toMatchObject({ code: 'import-not-committed' });
    const importId = await test.import(account, [coffee]);
    await test.undo(importId);
    await expect(test.undo(importId)).rejects.toMatchObject({ code: 'import-not-committed' });
  });

  it('is done whole or not at all', async () => {
    const test = await openTestLedger(await open());
    const account = await test.account();
    const importId = await test.import(account, [coffee]);
    await expect(test.ledger.undo(test.organisationId, importId, async () => { throw new Error('No.'); })).rejects.toThrow('No.');
    expect(await list(test, account)).toHaveLength(1);
  });

  it('in any order, of imports that overlap in any way, leaves exactly what the living imports hold', { timeout: 120_000 }, async () => {
    const test = await openTestLedger(await open());
    await fc.assert(fc.asyncProperty(histories, async (history) => {
      const account = await test.account();
      const living = new Map<string, readonly IncomingRow[]>();
      for (const step of history) {
        if ('rows' in step) living.set(await test.import(account, step.rows, coverageOf(step.rows)), step.rows);
        else if ('touch' in step) {
          const items = await list(test, account);
          const item = items[step.touch % items.length];
          if (item) await test.ledger.correctTransaction(test.organisationId, item.id, { revision: item.revision, transfer: !item.transfer });
        } else if (living.size > 0) {
          const importId = [...living.keys()][step.undo % living.size]!;
          await test.undo(importId);
          living.delete(importId);
        }
      }
      const items = await list(test, account);
      const held = kindsOf(items.map(({ date, amount, description, balance }) => kindOf(date, BigInt(amount.amount.replace('.', '')), description, balance && BigInt(balance.amount.replace('.', '')))));
      expect(held).toEqual(mostOfEach([...living.values()]));
      expect(items.every(({ origin }) => origin.kind === 'import' && living.has(origin.importId))).toBe(true);
      const { buckets } = await test.ledger.series(test.organisationId, [account], { by: 'day' });
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(items.length);
    }), { numRuns: 10 });
    expect(await test.ledger.verify(test.organisationId)).toEqual([]);
  });
});

/** Few values, so that rows are often equal. Either every row has a balance or none has. */
function statementsOf(printed: boolean) {
  return fc.array(fc.record({
    day: fc.constantFrom('2024-01-31', '2024-02-01'),
    amount: fc.constant(100),
    balance: printed ? fc.constantFrom(10n, 20n) : fc.constant(null),
  }).map(({ day, amount, ...rest }) => row(day, amount, rest)), { maxLength: 4 });
}

/** Imports, undoing one of those that live, and corrections, which write a chunk anew and leave its kinds as they are. */
const histories = fc.boolean().chain((printed) => fc.array(fc.oneof(
  { weight: 5, arbitrary: statementsOf(printed).map((rows) => ({ rows })) },
  { weight: 3, arbitrary: fc.nat(9).map((undo) => ({ undo })) },
  { weight: 3, arbitrary: fc.nat(9).map((touch) => ({ touch })) },
), { minLength: 4, maxLength: 12 }));

function kindOf(day: string, amount: bigint, description: string, balance: bigint | null): string {
  return [day, amount, description, balance].join('|');
}

function kindsOf(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** The model: of each kind as many as the import that holds most of it. */
function mostOfEach(imports: readonly (readonly IncomingRow[])[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const rows of imports) {
    for (const [kind, count] of kindsOf(rows.map(({ day, amount, description, balance }) => kindOf(day, amount, description, balance)))) {
      most.set(kind, Math.max(count, most.get(kind) ?? 0));
    }
  }
  return most;
}

function coverageOf(rows: readonly IncomingRow[]) {
  const days = rows.map(({ day }) => day).sort();
  return days.length === 0 ? null : { from: days[0]!, to: days.at(-1)! };
}
