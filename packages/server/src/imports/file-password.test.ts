import { createHash } from 'node:crypto';
import type { Decisions, StatementImport } from '@cashflowsmart/sdk/contract';
import { StatementProblemError } from '@cashflowsmart/sdk/statements';
import { beforeAll, expect, it } from 'vitest';
import type { HandlerInput } from '../http/handler.ts';
import { Ledger } from '../ledger/ledger.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { findImport } from './import-store.ts';
import { createImports } from './index.ts';
import { importHandlers } from './routes.ts';
import { openPortal, statement, type Portal } from './testing/portal.ts';

const PASSWORD = '07.11.1981';
const content = new TextEncoder().encode(statement([['15.01.2026', 'Kaffee', '-3,50']]));
const sha256 = createHash('sha256').update(content).digest('hex');
const UNDECIDED: Decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: 1 };

describeOnBothDatabases('the password of a file', (open) => {
  let portal: Portal;
  let handlers: ReturnType<typeof importHandlers>;
  let vault: OrganisationVault;
  let caller: HandlerInput<'createImport'>['caller'];

  beforeAll(async () => {
    portal = await openPortal(await open());
    const { database, keys, organisationId, server } = portal;
    const allVaults = await openTestVault(database, keys);
    vault = await allVaults.organisation(organisationId);
    const imports = createImports({ data: database.data, vault: allVaults, ledger: new Ledger({ data: database.data, vault: allVaults }), namesOf: () => Promise.resolve(new Map()) });
    database.onRemove(() => imports.close());
    // The lock of an encrypted file, put in front of the real reader: what is checked here is where the password goes.
    handlers = importHandlers({
      ...imports,
      readFile: (bytes, request, gone) => {
        if (request.password === PASSWORD) return imports.readFile(bytes, request, gone);
        return Promise.reject(new StatementProblemError(request.password === null ? 'pdf-password-required' : 'pdf-password-wrong'));
      },
    });
    caller = { personId: server.people.operator.id, sessionId: '', organisationId, role: 'operator', reach: 'all' };
  });

  async function upload(password?: string): Promise<StatementImport> {
    const { account } = await portal.newAccount();
    const body = { accountId: account.id, fileName: 'a.pdf', byteLength: content.length, sha256, ...(password !== undefined && { password }) };
    const created = await handlers.createImport({ caller, body, record: () => Promise.resolve() } as unknown as HandlerInput<'createImport'>);
    expect(await kept(created.id)).toBe(password ?? null);
    const part = { caller, params: { organisationId: caller.organisationId, importId: created.id }, headers: { 'upload-offset': 0 }, body: content };
    return handlers.uploadImportContent(part as unknown as HandlerInput<'uploadImportContent'>);
  }
  const decide = (importId: string, password?: string): Promise<StatementImport> => {
    const body = { decisions: UNDECIDED, ...(password !== undefined && { password }) };
    return handlers.decideImport({ caller, params: { organisationId: caller.organisationId, importId }, body } as unknown as HandlerInput<'decideImport'>);
  };
  /** The password that stands sealed with the import. */
  const kept = async (id: string): Promise<string | null | undefined> => {
    const stored = await portal.database.data.inOrganisation(caller.organisationId, (trx) => findImport(trx, vault, id, { personId: undefined }));
    return stored?.body.password;
  };

  it('that came with it opens it each time, no answer shows it, and it is gone once the file is in the ledger', async () => {
    const reviewed = await upload(PASSWORD);
    expect(reviewed).toMatchObject({ state: 'review', review: { transactions: 1 } });
    expect(await decide(reviewed.id)).toMatchObject({ state: 'review' });
    expect(await kept(reviewed.id)).toBe(PASSWORD);
    const operator = await portal.as('operator');
    const shown = [reviewed, await operator.imports.read(caller.organisationId, reviewed.id), await operator.imports.list(caller.organisationId).toArray()];
    expect(JSON.stringify(shown)).not.toContain(PASSWORD);
    const input = { caller, params: { organisationId: caller.organisationId, importId: reviewed.id }, body: { acceptContradiction: false } };
    expect(await handlers.commitImport(input as unknown as HandlerInput<'commitImport'>)).toMatchObject({ state: 'committed' });
    expect(await kept(reviewed.id)).toBeNull();
  });

  it.each([[undefined, 'pdf-password-required'], ['08.11.1981', 'pdf-password-wrong']])('can be given where the file was refused with %j', async (first, code) => {
    const refused = await upload(first);
    expect(refused).toMatchObject({ state: 'refused', refusal: { code } });
    expect(await kept(refused.id)).toBeNull();
    await expect(decide(refused.id)).rejects.toMatchObject({ code: 'pdf-password-required' });
    await expect(decide(refused.id, '09.11.1981')).rejects.toMatchObject({ code: 'pdf-password-wrong' });
    expect(await handlers.readImport({ caller, params: { organisationId: caller.organisationId, importId: refused.id } } as unknown as HandlerInput<'readImport'>)).toEqual(refused);
    expect(await decide(refused.id, PASSWORD)).toMatchObject({ state: 'review', refusal: null });
    expect(await kept(refused.id)).toBe(PASSWORD);
  });

  it('that is wrong changes nothing of an import under review', async () => {
    const { id } = await upload(PASSWORD);
    await expect(decide(id, 'wrong')).rejects.toMatchObject({ code: 'pdf-password-wrong' });
    expect(await kept(id)).toBe(PASSWORD);
    expect(await decide(id)).toMatchObject({ state: 'review' });
  });

  it('has 1 to 200 characters', async () => {
    const operator = await portal.as('operator');
    const { account } = await portal.newAccount();
    for (const password of ['', 'x'.repeat(201)]) {
      await expect(operator.imports.create(caller.organisationId, { accountId: account.id, fileName: 'a.pdf', byteLength: 1, sha256, password }))
        .rejects.toMatchObject({ code: 'invalid-request', errors: [{ path: 'body.password' }] });
    }
  });
});
