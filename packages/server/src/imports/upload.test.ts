import { createHash } from 'node:crypto';
import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../database/open-database.ts';
import type { HandlerInput } from '../http/handler.ts';
import { Ledger } from '../ledger/ledger.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { createImports } from './index.ts';
import { importHandlers } from './routes.ts';
import { openPortal, statement, type Portal } from './testing/portal.ts';

const SEGMENT = 65_536;
/** A statement of a little over three segments. */
const content = new TextEncoder().encode(
  statement(Array.from({ length: 4_000 }, (_, index) => ['15.01.2026', `Kaffee und Kuchen Nummer ${String(index).padStart(5, '0')}`, '-3,50'] as const), 10_000_000),
);
const sha256 = createHash('sha256').update(content).digest('hex');

describeOnBothDatabases('the upload of a file', (open) => {
  let portal: Portal;
  let organisationId: string;
  let operator: CashFlowClient;

  beforeAll(async () => {
    portal = await openPortal(await open());
    ({ organisationId } = portal);
    operator = await portal.as('operator');
  });

  async function announce(digest = sha256): Promise<StatementImport> {
    const { account } = await portal.newAccount();
    return operator.imports.create(organisationId, { accountId: account.id, fileName: 'a.csv', byteLength: content.length, sha256: digest });
  }
  const send = (id: string, from: number, to: number) => operator.imports.uploadContent(organisationId, id, from, content.subarray(from, to));

  it('takes parts of whole segments where the one before ended', async () => {
    const { id } = await announce();
    await expect(send(id, SEGMENT, 2 * SEGMENT)).rejects.toMatchObject({ code: 'upload-offset-mismatch' });
    expect(await send(id, 0, SEGMENT)).toMatchObject({ state: 'receiving', receivedBytes: SEGMENT });
    await expect(send(id, 0, SEGMENT)).rejects.toMatchObject({ code: 'upload-offset-mismatch' });
    for (const [from, to] of [[SEGMENT, SEGMENT], [SEGMENT, SEGMENT + 1_000]] as const) {
      await expect(send(id, from, to)).rejects.toMatchObject({ code: 'invalid-request', errors: [{ path: 'body' }] });
    }
    expect(await send(id, SEGMENT, 3 * SEGMENT)).toMatchObject({ receivedBytes: 3 * SEGMENT });
    const tooMuch = new Uint8Array(content.length - 3 * SEGMENT + 1);
    await expect(operator.imports.uploadContent(organisationId, id, 3 * SEGMENT, tooMuch)).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await send(id, 3 * SEGMENT, content.length)).toMatchObject({ state: 'review', review: { transactions: 4_000, proof: { status: 'verified' } } });
    await expect(send(id, content.length, content.length)).rejects.toMatchObject({ code: 'upload-offset-mismatch' });
  });

  it('takes each part once where several send it at the same time', async () => {
    const { id } = await announce();
    const first = await Promise.allSettled([1, 2, 3].map(() => send(id, 0, 2 * SEGMENT)));
    const last = await Promise.allSettled([1, 2, 3].map(() => send(id, 2 * SEGMENT, content.length)));
    for (const answers of [first, last]) {
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'upload-offset-mismatch' });
    }
    expect(await operator.imports.read(organisationId, id)).toMatchObject({ state: 'review', receivedBytes: content.length, review: { transactions: 4_000 } });
  });

  it('starts over where the file is not the one that was announced', async () => {
    const { id } = await announce('0'.repeat(64));
    await send(id, 0, 2 * SEGMENT);
    await expect(send(id, 2 * SEGMENT, content.length)).rejects.toMatchObject({ code: 'checksum-mismatch' });
    expect(await operator.imports.read(organisationId, id)).toMatchObject({ state: 'receiving', receivedBytes: 0, review: null });
    expect(await send(id, 0, SEGMENT)).toMatchObject({ receivedBytes: SEGMENT });
  });

  it('does not open where segments in the database were exchanged', async () => {
    const { id } = await announce();
    await send(id, 0, 2 * SEGMENT);
    await portal.database.data.inOrganisation(organisationId, async (trx) => {
      const [one, two] = await trx.selectFrom('import_segments').select('sealed').where('import_id', '=', id).orderBy('position').execute();
      for (const [position, other] of [two, one].entries()) {
        await trx.updateTable('import_segments').set({ sealed: other!.sealed }).where('import_id', '=', id).where('position', '=', position).execute();
      }
    });
    await expect(send(id, 2 * SEGMENT, content.length)).rejects.toMatchObject({ status: 500 });
    expect((await operator.imports.read(organisationId, id)).state).toBe('receiving');
  });

  it('continues on a server that was started in the middle of it', async () => {
    const before = await openPortal(await open());
    const client = await before.as('operator');
    const { account } = await before.newAccount();
    const announced = { accountId: account.id, fileName: 'a.csv', byteLength: content.length, sha256 };
    const { id } = await client.imports.create(before.organisationId, announced);
    await client.imports.uploadContent(before.organisationId, id, 0, content.subarray(0, 2 * SEGMENT));
    await before.server.close();
    await before.database.close();

    const database = await openDatabase(before.database.options);
    before.database.onRemove(() => database.close());
    const { data } = database;
    const vault = await openTestVault({ ...before.database, data }, before.keys);
    const ledger = new Ledger({ data, vault });
    const imports = createImports({ data, vault, ledger, namesOf: () => Promise.resolve(new Map()) });
    before.database.onRemove(() => imports.close());
    const handlers = importHandlers(imports);
    const recorded: string[] = [];
    const input = {
      audit: (_, { action }) => { recorded.push(action); return Promise.resolve(); },
      params: { organisationId: before.organisationId, importId: id },
      headers: { 'upload-offset': 2 * SEGMENT },
      body: content.subarray(2 * SEGMENT),
      caller: { kind: 'person', embed: null, personId: before.server.people.operator.id, sessionId: '', organisationId: before.organisationId, role: 'operator', reach: 'all' },
    } as HandlerInput<'uploadImportContent'>;
    expect(await handlers.uploadImportContent(input)).toMatchObject({ state: 'review', receivedBytes: content.length, review: { transactions: 4_000 } });
    expect(recorded.length).toBeGreaterThan(0);
  });
});
