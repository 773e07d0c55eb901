/** What a file that takes all it can get does to everybody else: nothing. */
import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { sha256Hex } from '@cashflowsmart/sdk/digest';
import { DEFAULT_LIMITS } from '@cashflowsmart/sdk/statements';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import type { ImportLimits } from './limits.ts';
import { openPortal, statement, type Portal } from './testing/portal.ts';

const SEGMENT = 65_536;
const SMALL = statement([['15.01.2026', 'Kaffee', '-3,50']]);

/** Reading it takes much longer than a dozen requests: every row has quotes in quotes. */
const ROWS = 120_000;
const hostile = new TextEncoder().encode(
  `Datum;Text;Betrag\n${Array.from({ length: ROWS }, (_, index) => `02.01.2026;"Zahlung ""Nummer ${String(index)}""";-350\n`).join('')}`,
);

/** An import of which only the last part is missing. It names no currency, so that it is read twice for an account in yen. */
async function allButTheLastPart(portal: Portal, client: CashFlowClient, bytes: Uint8Array<ArrayBuffer> = hostile) {
  const { organisationId } = portal;
  const { account } = await portal.newAccount({ currency: bytes === hostile ? 'JPY' : 'EUR' });
  const { id } = await client.imports.create(organisationId, { accountId: account.id, fileName: 'a.csv', byteLength: bytes.length, sha256: await sha256Hex(bytes) });
  const last = Math.floor((bytes.length - 1) / SEGMENT) * SEGMENT;
  for (let offset = 0; offset < last; offset += 64 * SEGMENT) {
    await client.imports.uploadContent(organisationId, id, offset, bytes.subarray(offset, Math.min(last, offset + 64 * SEGMENT)));
  }
  return { id, finish: (signal?: AbortSignal): Promise<StatementImport> => client.imports.uploadContent(organisationId, id, last, bytes.subarray(last), signal && { signal }) };
}

describeOnBothDatabases('a file that takes long to read', (open) => {
  const openLimited = async (imports: Partial<ImportLimits> = {}): Promise<Portal> => openPortal(await open(), { imports });

  it('delays nobody: other requests and other files are answered before it', async () => {
    const portal = await openLimited();
    const [operator, other] = [await portal.as('operator'), await portal.as('admin')];
    const account = await portal.newAccount();
    await account.bring(other, SMALL);
    const { finish } = await allButTheLastPart(portal, operator);
    const answered: string[] = [];
    const reading = finish().then(({ state, review }) => {
      answered.push('hostile');
      return { state, rows: review?.transactions };
    });
    for (let request = 0; request < 10; request += 1) {
      await other.transactions.list(portal.organisationId, { accountId: account.account.id }).toArray();
      answered.push('list');
    }
    expect(await (await portal.newAccount()).bring(other, SMALL)).toMatchObject({ state: 'committed' });
    answered.push('import');
    expect(await reading).toEqual({ state: 'review', rows: ROWS });
    expect(answered).toEqual([...Array.from({ length: 10 }, () => 'list'), 'import', 'hostile']);
  });

  it('is refused beyond the limits of time and memory, and can be read again where there is more of them', async () => {
    for (const [limits, code] of [[{ reading: { ...DEFAULT_LIMITS, milliseconds: 50 } }, 'reading-timeout'], [{ readingMemory: 64 }, 'reading-too-large']] as const) {
      const portal = await openLimited(limits);
      const operator = await portal.as('operator');
      const { id, finish } = await allButTheLastPart(portal, operator);
      expect(await finish()).toMatchObject({ state: 'refused', refusal: { code } });
      const decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: 1 };
      await expect(operator.imports.decide(portal.organisationId, id, { decisions })).rejects.toMatchObject({ status: 422, code });
      expect(await operator.imports.read(portal.organisationId, id)).toMatchObject({ state: 'refused', refusal: { code } });
    }
  });

  it('keeps others waiting in turn where there are no more places, and turns away who would wait too long', async () => {
    const portal = await openLimited({ concurrentReadings: 1, waitingReadings: 1 });
    const operator = await portal.as('operator');
    const bytes = new TextEncoder().encode(SMALL);
    const files = [await allButTheLastPart(portal, operator), await allButTheLastPart(portal, operator, bytes), await allButTheLastPart(portal, operator, bytes)];
    const order: number[] = [];
    const answers = await Promise.allSettled(files.map(async ({ finish }, index) => {
      const answer = await finish();
      order.push(index);
      return answer;
    }));
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { status: 429, code: 'too-many-requests' } }]);
    // Whichever came first, the places were used one after the other.
    expect(order).toHaveLength(2);
    for (const [index, answer] of answers.entries()) if (answer.status === 'rejected') expect(await files[index]!.finish()).toMatchObject({ state: 'review' });
  });

  it('is given up with its request, which frees its place, and goes on when it is sent again', async () => {
    const portal = await openLimited({ concurrentReadings: 1, waitingReadings: 0 });
    const [operator, other] = [await portal.as('operator'), await portal.as('admin')];
    const file = await allButTheLastPart(portal, operator);
    const small = async (): Promise<string> => {
      const { finish } = await allButTheLastPart(portal, other, new TextEncoder().encode(SMALL));
      return finish().then(({ state }) => state, (error: { readonly code: string }) => error.code);
    };
    const left = new AbortController();
    const reading = file.finish(left.signal).catch((error: unknown) => error);
    await expect.poll(small, { timeout: 10_000 }).toBe('too-many-requests');
    left.abort(new Error('left'));
    expect(await reading).toMatchObject({ message: 'left' });
    await expect.poll(small, { timeout: 10_000 }).toBe('review');
    expect(await operator.imports.read(portal.organisationId, file.id)).toMatchObject({ state: 'receiving', review: null });
    expect(await file.finish()).toMatchObject({ state: 'review', review: { transactions: ROWS } });
    expect(portal.server.logged).toEqual([]);
  });

  it('that was accepted is read to its end where the server stops', async () => {
    const portal = await openLimited();
    const { finish } = await allButTheLastPart(portal, await portal.as('operator'));
    const reading = finish();
    const listing = portal.server.anonymous.send('GET', '/healthz');
    expect((await listing).status).toBe(200);
    const [answer] = await Promise.all([reading, portal.server.close()]);
    expect(answer).toMatchObject({ state: 'review' });
    await expect(portal.server.anonymous.send('GET', '/healthz')).rejects.toThrow();
  });
});
