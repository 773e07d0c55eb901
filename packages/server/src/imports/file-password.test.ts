import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Decisions, StatementImport } from '@cashflowsmart/sdk/contract';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { findImport } from './import-store.ts';
import { openPortal, type Portal, type Row, type TestAccount } from './testing/portal.ts';
import { statementPdf } from './testing/statement-pdf.ts';

const PASSWORD = '07.11.1981';
const ROWS: readonly Row[] = [['15.01.2026', 'Kaffee', '-3,50'], ['16.01.2026', 'Honorar', '1250,00'], ['19.01.2026', 'Miete', '-840,00']];
const UNDECIDED: Decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: 1 };

describeOnBothDatabases('the password of a file', (open) => {
  let portal: Portal;
  let operator: CashFlowClient;
  let organisationId: string;
  let vault: OrganisationVault;
  let encrypted: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    portal = await openPortal(await open());
    ({ organisationId } = portal);
    operator = await portal.as('operator');
    vault = await (await openTestVault(portal.database, portal.keys)).organisation(organisationId);
    encrypted = await statementPdf(ROWS, { password: PASSWORD });
  });

  async function upload(password?: string): Promise<{ readonly account: TestAccount; readonly uploaded: StatementImport }> {
    const account = await portal.newAccount();
    const file = { accountId: account.account.id, fileName: 'a.pdf', bytes: encrypted, ...(password !== undefined && { password }) };
    return { account, uploaded: await operator.imports.upload(organisationId, file) };
  }
  const decide = (id: string, password?: string): Promise<StatementImport> =>
    operator.imports.decide(organisationId, id, { decisions: UNDECIDED, ...(password !== undefined && { password }) });
  /** The password that stands sealed with the import. */
  const kept = async (id: string): Promise<string | null | undefined> => {
    const stored = await portal.database.data.inOrganisation(organisationId, (trx) => findImport(trx, vault, id, { personId: undefined }));
    return stored?.body.password;
  };

  it('that came with it opens it each time, no answer shows it, and it is gone once the file is in the ledger', async () => {
    const { account, uploaded } = await upload(PASSWORD);
    const { id } = uploaded;
    expect(uploaded).toMatchObject({ state: 'review', review: { transactions: 3, proof: { status: 'verified' } } });
    expect(await decide(id)).toMatchObject({ state: 'review' });
    expect(await kept(id)).toBe(PASSWORD);
    const shown = [uploaded, await operator.imports.read(organisationId, id), await operator.imports.list(organisationId).toArray()];
    expect(JSON.stringify(shown)).not.toContain(PASSWORD);
    expect(await operator.imports.commit(organisationId, id)).toMatchObject({ state: 'committed' });
    expect(await kept(id)).toBeNull();
    expect(await account.rows()).toEqual(['Kaffee -3.50', 'Honorar 1250.00', 'Miete -840.00']);
  });

  it.each([[undefined, 'pdf-password-required'], ['08.11.1981', 'pdf-password-wrong']])('can be given where the file was refused with %j', async (first, code) => {
    const { account, uploaded: refused } = await upload(first);
    expect(refused).toMatchObject({ state: 'refused', refusal: { code } });
    expect(await kept(refused.id)).toBeNull();
    await expect(decide(refused.id)).rejects.toMatchObject({ code: 'pdf-password-required' });
    await expect(decide(refused.id, '09.11.1981')).rejects.toMatchObject({ code: 'pdf-password-wrong' });
    expect(await operator.imports.read(organisationId, refused.id)).toEqual(refused);
    expect(await decide(refused.id, PASSWORD)).toMatchObject({ state: 'review', refusal: null });
    expect(await kept(refused.id)).toBe(PASSWORD);
    await operator.imports.commit(organisationId, refused.id);
    expect(await kept(refused.id)).toBeNull();
    expect(await account.rows()).toHaveLength(ROWS.length);
  });

  it('that is wrong changes nothing of an import under review', async () => {
    const { id } = (await upload(PASSWORD)).uploaded;
    await expect(decide(id, 'wrong')).rejects.toMatchObject({ code: 'pdf-password-wrong' });
    expect(await kept(id)).toBe(PASSWORD);
    expect(await decide(id)).toMatchObject({ state: 'review' });
  });

  it('has 1 to 200 characters', async () => {
    const { account } = await portal.newAccount();
    for (const password of ['', 'x'.repeat(201)]) {
      await expect(operator.imports.create(organisationId, { accountId: account.id, fileName: 'a.pdf', byteLength: 1, sha256: 'a'.repeat(64), password }))
        .rejects.toMatchObject({ code: 'invalid-request', errors: [{ path: 'body.password' }] });
    }
  });
});
