import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { bareStatement, openPortal, statement, type Portal, type Row } from './testing/portal.ts';

const rent: Row = ['15.01.2026', 'Miete', '-800,00'];
const coffee: Row = ['20.01.2026', 'Kaffee', '-3,50'];
const salary: Row = ['28.01.2026', 'Gehalt', '2500,00'];
const january = statement([rent, salary]);

describeOnBothDatabases('an import', (open) => {
  let portal: Portal;
  let organisationId: string;
  let operator: CashFlowClient;
  let dataEntry: CashFlowClient;

  beforeAll(async () => {
    portal = await openPortal(await open());
    ({ organisationId } = portal);
    operator = await portal.as('operator');
    dataEntry = await portal.as('data-entry');
  });

  describe('on its way into the ledger', () => {
    it('is read and proved, and waits until a person commits it', async () => {
      const { account, upload, rows } = await portal.newAccount();
      const received = await upload(dataEntry, january, 'Januar 2026.csv');
      expect(received).toMatchObject({
        accountId: account.id, state: 'review', fileName: 'Januar 2026.csv', byteLength: january.length, receivedBytes: january.length,
        createdBy: { name: portal.server.people['data-entry'].name },
      });
      expect(received.review).toMatchObject({
        transactions: 2, newTransactions: 2, duplicates: 0, openQuestions: [], differs: false,
        proof: { status: 'verified', detail: 'balance-chain', moneyIn: { amount: '2500.00', currency: 'EUR' } },
        covered: { from: '2026-01-15', to: '2026-01-28' },
      });
      expect(await rows()).toEqual([]);
      const committed = await dataEntry.imports.commit(organisationId, received.id);
      expect(committed.state).toBe('committed');
      expect(await rows()).toEqual(['Miete -800.00', 'Gehalt 2500.00']);
      expect(await dataEntry.imports.read(organisationId, received.id)).toEqual(committed);
    });

    it('goes in once, however often and however parallel it is asked for', async () => {
      const { upload, rows } = await portal.newAccount();
      const { id } = await upload(operator, january);
      const answers = await Promise.all([1, 2, 3].map(() => operator.imports.commit(organisationId, id)));
      expect(await operator.imports.commit(organisationId, id)).toEqual(answers[0]);
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(answers[0]?.review).toMatchObject({ newTransactions: 2, duplicates: 0 });
      expect(await rows()).toHaveLength(2);
    });

    it('is announced once under one key', async () => {
      const { account } = await portal.newAccount();
      const announced = { accountId: account.id, fileName: 'a.csv', byteLength: 5, sha256: 'a'.repeat(64) };
      const options = { idempotencyKey: 'the-same-key-for-both' };
      const [first, second] = await Promise.all([1, 2].map(() => operator.imports.create(organisationId, announced, options)));
      expect(second).toEqual(first);
      expect(await operator.imports.list(organisationId, { accountId: account.id }).toArray()).toHaveLength(1);
    });

    it('counts duplicates: two in the ledger and three in the file leave one new', async () => {
      const { bring, upload, rows } = await portal.newAccount();
      await bring(operator, bareStatement([coffee, coffee]));
      const next = await upload(operator, bareStatement([coffee, coffee, coffee, salary]));
      expect(next.review).toMatchObject({ transactions: 4, newTransactions: 2, duplicates: 2, deletedBefore: 0 });
      await operator.imports.commit(organisationId, next.id);
      expect(await rows()).toEqual(['Kaffee -3.50', 'Kaffee -3.50', 'Kaffee -3.50', 'Gehalt 2500.00']);
    });

    it('brings nothing where the same file came before, in another name and by another person', async () => {
      const { bring, rows } = await portal.newAccount();
      await bring(operator, january);
      const again = await bring(dataEntry, january);
      expect(again).toMatchObject({ state: 'committed', review: { newTransactions: 0, duplicates: 2 } });
      expect(await rows()).toHaveLength(2);
    });

    it('leaves nothing behind where the last step of its transaction fails', async () => {
      const { upload, rows } = await portal.newAccount();
      const { id } = await upload(operator, january);
      const { kysely } = portal.database.owner;
      await sql`CREATE FUNCTION fail_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'power cut'; END $$`.execute(kysely);
      await sql`CREATE TRIGGER fail_commit AFTER UPDATE ON imports FOR EACH ROW WHEN (NEW.state = 'committed') EXECUTE FUNCTION fail_commit()`.execute(kysely);
      await expect(operator.imports.commit(organisationId, id)).rejects.toMatchObject({ code: 'internal-error' });
      expect(await rows()).toEqual([]);
      expect((await operator.imports.read(organisationId, id)).state).toBe('review');
      await sql`DROP TRIGGER fail_commit ON imports`.execute(kysely);
      await sql`DROP FUNCTION fail_commit`.execute(kysely);
      await operator.imports.commit(organisationId, id);
      expect(await rows()).toHaveLength(2);
    });
  });

  describe('that is undone', () => {
    it('hands over the rows that another import holds too', async () => {
      const { bring, rows } = await portal.newAccount();
      const first = await bring(operator, bareStatement([rent, coffee]));
      const second = await bring(operator, bareStatement([coffee, salary]));
      expect(second.review).toMatchObject({ newTransactions: 1, duplicates: 1 });
      const undone = await operator.imports.undo(organisationId, first.id);
      expect(undone.state).toBe('undone');
      expect(await rows()).toEqual(['Kaffee -3.50', 'Gehalt 2500.00']);
      await operator.imports.undo(organisationId, second.id);
      expect(await rows()).toEqual([]);
      expect(await operator.imports.undo(organisationId, first.id)).toEqual(undone);
    });

    it('is undone once where several ask at the same time', async () => {
      const { bring, rows } = await portal.newAccount();
      const { id } = await bring(operator, january);
      const answers = await Promise.all([1, 2, 3].map(() => operator.imports.undo(organisationId, id)));
      expect(new Set(answers.map(({ undoneAt }) => undoneAt)).size).toBe(1);
      expect(await rows()).toEqual([]);
    });

    it('can come again as a new import, and not by itself', async () => {
      const { bring, rows } = await portal.newAccount();
      const { id } = await bring(operator, january);
      await operator.imports.undo(organisationId, id);
      await expect(operator.imports.commit(organisationId, id)).rejects.toMatchObject({ code: 'import-not-reviewable' });
      await bring(operator, january);
      expect(await rows()).toHaveLength(2);
    });

    it('has to be in the ledger', async () => {
      const { upload } = await portal.newAccount();
      const { id } = await upload(operator, january);
      await expect(operator.imports.undo(organisationId, id)).rejects.toMatchObject({ code: 'import-not-committed' });
    });
  });

  describe('of a file that cannot be read', () => {
    const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
    const files: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] = [
      ['a spreadsheet with another name', Uint8Array.from([0x50, 0x4b, 3, 4, ...new Array<number>(200).fill(0)]), 'file-not-text'],
      ['a PDF', text('%PDF-1.7\n%\u00e2\u00e3\n'), 'pdf-damaged'],
      ['a letter', text('Sehr geehrte Damen und Herren\nanbei mein Auszug\n'), 'no-table'],
      ['a list without dates', text('Name;Betrag\nMiete;-800,00\nGehalt;2500,00\nKaffee;-3,50\n'), 'no-dates'],
      ['a list without amounts', text('Datum;Text\n15.01.2026;Miete\n16.01.2026;Gehalt\n17.01.2026;Kaffee\n'), 'no-amounts'],
      ['one line of five megabytes', new Uint8Array(5 * 1024 * 1024).fill(0x61), 'cell-too-long'],
    ];

    it.each(files)('is refused with its own reason: %s', async (_, content, code) => {
      const { upload, rows } = await portal.newAccount();
      const refused = await upload(operator, content);
      expect(refused).toMatchObject({ state: 'refused', review: null, refusal: { code } });
      expect(refused.refusal?.detail).toMatch(/\.$/);
      await expect(operator.imports.commit(organisationId, refused.id)).rejects.toMatchObject({ code: 'import-not-reviewable' });
      expect(await rows()).toEqual([]);
    });

    it('is not even announced where the file is empty or too large', async () => {
      const { account } = await portal.newAccount();
      const announced = { accountId: account.id, fileName: 'a.csv', sha256: 'a'.repeat(64) };
      await expect(operator.imports.create(organisationId, { ...announced, byteLength: 0 })).rejects.toMatchObject({ code: 'file-empty' });
      await expect(operator.imports.create(organisationId, { ...announced, byteLength: 200 * 1024 * 1024 })).rejects.toMatchObject({ code: 'file-too-large' });
      expect(await operator.imports.list(organisationId, { accountId: account.id }).toArray()).toEqual([]);
    });
  });

  describe('in a list', () => {
    it('stands before the older ones, page by page', async () => {
      const { account, upload } = await portal.newAccount();
      const ids: string[] = [];
      for (const text of ['a', 'b', 'c', 'd', 'e']) ids.unshift((await upload(operator, statement([[rent[0], text, rent[2]]]))).id);
      const pages: string[][] = [];
      for await (const page of operator.imports.list(organisationId, { accountId: account.id, limit: 2 }).pages()) pages.push(page.items.map(({ id }) => id));
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
      expect(pages.flat()).toEqual(ids);
    });

    it('takes no cursor of anybody’s own making', async () => {
      for (const cursor of ['', 'AAAA', Buffer.from('{"after":0}').toString('base64url')]) {
        await expect(operator.imports.page(organisationId, { cursor })).rejects.toMatchObject({ code: 'invalid-request' });
      }
    });
  });
});
