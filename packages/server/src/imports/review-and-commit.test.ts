import { READER_VERSION, readingDigest, readWholeStatement } from '@cashflowsmart/sdk/statements';
import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Decisions } from '@cashflowsmart/sdk/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { findImport, updateImport } from './import-store.ts';
import { bareStatement, openPortal, statement, type Portal, type Row } from './testing/portal.ts';

const rent: Row = ['15.01.2026', 'Miete', '-800,00'];
const salary: Row = ['28.01.2026', 'Gehalt', '2500,00'];
const none: Decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: READER_VERSION };

describeOnBothDatabases('an import under review', (open) => {
  let portal: Portal;
  let organisationId: string;
  let operator: CashFlowClient;

  beforeAll(async () => {
    portal = await openPortal(await open());
    ({ organisationId } = portal);
    operator = await portal.as('operator');
  });

  describe('stays out of the ledger', () => {
    it('while a question is open, and goes in with the answer', async () => {
      const { upload, rows } = await portal.newAccount();
      const { id, review } = await upload(operator, bareStatement([['03/04/2026', 'Miete', '-800,00'], ['05/04/2026', 'Gehalt', '2500,00']]));
      expect(review?.openQuestions).toEqual(['date-order']);
      await expect(operator.imports.commit(organisationId, id)).rejects.toMatchObject({ code: 'questions-open' });
      const decided = await operator.imports.decide(organisationId, id, { decisions: { ...none, answers: { 'date-order': 'month-day-year' } } });
      expect(decided.review).toMatchObject({ openQuestions: [], covered: { from: '2026-03-04', to: '2026-05-04' } });
      await operator.imports.commit(organisationId, id);
      expect(await rows()).toHaveLength(2);
    });

    it('where its figures contradict each other, unless a person accepts that', async () => {
      const { upload, rows } = await portal.newAccount();
      const { id, review } = await upload(operator, statement([rent, salary, ['29.01.2026', 'Kaffee', '-3,50']]).replace('2700,00', '2999,99'));
      expect(review?.proof).toMatchObject({ status: 'contradicted', breaksAtLine: 3, difference: { amount: '299.99', currency: 'EUR' } });
      await expect(operator.imports.commit(organisationId, id)).rejects.toMatchObject({ code: 'proof-contradicted' });
      expect(await rows()).toEqual([]);
      await operator.imports.commit(organisationId, id, { acceptContradiction: true });
      expect(await rows()).toHaveLength(3);
    });

    it.each([
      ['is in another currency', { currency: 'USD' }, 'currency-mismatch'],
      ['is of another account', { number: 'DE02 1203 0000 0000 2020 51' }, 'account-mismatch'],
    ])('where the statement %s', async (_, account, code) => {
      const { upload, rows } = await portal.newAccount(account);
      const text = `Konto;DE89370400440532013000\r\nWährung;EUR\r\n\r\n${statement([rent, salary])}`;
      const { id } = await upload(operator, text);
      await expect(operator.imports.commit(organisationId, id, { acceptContradiction: true })).rejects.toMatchObject({ code });
      expect(await rows()).toEqual([]);
      expect((await operator.imports.read(organisationId, id)).state).toBe('review');
    });
  });

  it('is read with the decimals of its account where it names no currency', async () => {
    const yen = await portal.newAccount({ currency: 'JPY' });
    const dinar = await portal.newAccount({ currency: 'KWD' });
    await yen.bring(operator, 'Date;Description;Amount\n2026-01-15;Rent;-80000\n2026-01-28;Salary;250000\n');
    await dinar.bring(operator, 'Date;Description;Amount\n2026-01-15;Rent;-80.125\n2026-01-28;Salary;250.500\n');
    expect(await yen.rows()).toEqual(['Rent -80000', 'Salary 250000']);
    expect(await dinar.rows()).toEqual(['Rent -80.125', 'Salary 250.500']);
  });

  it('takes of a statement of several accounts the rows of its own', async () => {
    const { upload, rows } = await portal.newAccount({ number: 'DE89370400440532013000' });
    const lines = Array.from({ length: 8 }, (_, index) => {
      const iban = index % 2 === 0 ? 'DE89370400440532013000' : 'DE02120300000000202051';
      return `${iban};${String(13 + index)}.01.2026;Buchung ${String(index)};-${String(index)},50;EUR`;
    });
    const text = ['Auftragskonto;Buchungstag;Verwendungszweck;Betrag;Währung', ...lines, ''].join('\n');
    const { id, review } = await upload(operator, text);
    expect(review).toMatchObject({ transactions: 4, excluded: 4, openQuestions: [] });
    await operator.imports.commit(organisationId, id);
    expect(await rows()).toEqual(['Buchung 0 -0.50', 'Buchung 2 -2.50', 'Buchung 4 -4.50', 'Buchung 6 -6.50']);
  });

  it('says whether the server reads what the client has read', async () => {
    const { account } = await portal.newAccount();
    const bytes = new TextEncoder().encode(statement([rent, salary]));
    const digest = await readingDigest(await readWholeStatement(bytes, { fileName: 'a.csv' }));
    const file = { accountId: account.id, fileName: 'a.csv', bytes, decisions: none };
    const same = await operator.imports.upload(organisationId, { ...file, readingDigest: digest });
    const other = await operator.imports.upload(organisationId, { ...file, readingDigest: '0'.repeat(64) });
    expect([same.review?.differs, other.review?.differs]).toEqual([false, true]);
    expect(same.review?.readingDigest).toBe(digest);
  });

  it('is opened again where a newer reader reads something else than was reviewed', async () => {
    const { upload, rows } = await portal.newAccount();
    const { id } = await upload(operator, statement([rent, salary]));
    const vault = await openTestVault(portal.database, portal.keys);
    const organisation = await vault.organisation(organisationId);
    await portal.database.data.inOrganisation(organisationId, async (trx) => {
      const stored = await findImport(trx, organisation, id, { personId: undefined, lock: true });
      await updateImport(trx, organisation, stored!, { body: { review: { ...stored!.body.review!, readingDigest: '0'.repeat(64) } } });
    });
    await expect(operator.imports.commit(organisationId, id)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(await rows()).toEqual([]);
    expect(await operator.imports.read(organisationId, id)).toMatchObject({ state: 'review', review: { differs: true } });
    await operator.imports.commit(organisationId, id);
    expect(await rows()).toHaveLength(2);
  });

  describe('that is decided about', () => {
    it('is read again with edits and without what was left out', async () => {
      const { upload, rows } = await portal.newAccount();
      const { id } = await upload(operator, bareStatement([rent, salary]));
      const decisions = { ...none, edits: [{ line: 2, field: 'description' as const, value: 'Miete Laden' }], excluded: [3] };
      const decided = await operator.imports.decide(organisationId, id, { decisions });
      expect(decided).toMatchObject({ state: 'review', review: { transactions: 1, excluded: 1, newTransactions: 1 } });
      await operator.imports.commit(organisationId, id);
      expect(await rows()).toEqual(['Miete Laden -800.00']);
    });

    it('stays as it was where the decisions do not fit the file', async () => {
      const { upload } = await portal.newAccount();
      const before = await upload(operator, statement([rent, salary]));
      const decisions = { ...none, excluded: [99] };
      await expect(operator.imports.decide(organisationId, before.id, { decisions })).rejects.toMatchObject({ code: 'recipe-mismatch' });
      expect(await operator.imports.read(organisationId, before.id)).toEqual(before);
    });

    it('can be saved by a recipe where it was refused', async () => {
      const { upload } = await portal.newAccount();
      const text = 'x;y;z\n15.01.2026;Miete;-800,00\n28.01.2026;Gehalt;2500,00\n';
      const bad = { ...none, excluded: [99] };
      const { account } = await portal.newAccount();
      const refused = await operator.imports.upload(organisationId, { accountId: account.id, fileName: 'a.csv', bytes: new TextEncoder().encode(text), decisions: bad });
      expect(refused).toMatchObject({ state: 'refused', refusal: { code: 'recipe-mismatch' } });
      const decided = await operator.imports.decide(organisationId, refused.id, { decisions: none });
      expect(decided).toMatchObject({ state: 'review', refusal: null, review: { transactions: 2 } });
      expect((await upload(operator, text)).state).toBe('review');
    });

    it('must have arrived, and must not be in the ledger', async () => {
      const { account, bring } = await portal.newAccount();
      const { id } = await operator.imports.create(organisationId, { accountId: account.id, fileName: 'a.csv', byteLength: 5, sha256: 'a'.repeat(64) });
      await expect(operator.imports.decide(organisationId, id, { decisions: none })).rejects.toMatchObject({ code: 'upload-incomplete' });
      await expect(operator.imports.commit(organisationId, id)).rejects.toMatchObject({ code: 'upload-incomplete' });
      const committed = await bring(operator, statement([rent]));
      await expect(operator.imports.decide(organisationId, committed.id, { decisions: none })).rejects.toMatchObject({ code: 'import-not-reviewable' });
    });
  });
});
