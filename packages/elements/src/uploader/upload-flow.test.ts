import { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { readWholeStatement } from '@cashflowsmart/sdk/statements';
import { describe, expect, it } from 'vitest';
import { accountOf, importOf, reviewOf } from './testing/readings.ts';
import { samplePdf } from './testing/sample-pdf.ts';
import { UploadFlow, type FlowEnvironment } from './upload-flow.ts';
import type { ItemState } from './upload-item.ts';

const ORGANISATION = '00000000-0000-4000-8000-000000000001';
const CSV = 'Date;Text;Amount;Balance\n01.08.2025;Rent;-500,00;1500,00\n15.08.2025;Invoice;700,00;2200,00\n31.08.2025;Wages;-900,00;1300,00\n';

interface Request {
  readonly route: string;
  readonly body: unknown;
  readonly key: string | null;
}

interface Bench {
  readonly flow: UploadFlow;
  readonly requests: readonly Request[];
  readonly ledger: readonly string[];
  /** Waits until the state of an item is as wanted. */
  readonly until: (id: string, wanted: (state: ItemState) => boolean) => Promise<void>;
}

/** A flow over the real reader and a real client whose server answers `answers`, one by one, by `METHOD lastPart`. */
function bench(answers: Readonly<Record<string, readonly (Partial<StatementImport> | 'offline')[]>>, environment: Partial<FlowEnvironment> = {}): Bench {
  const requests: Request[] = [];
  const ledger: string[] = [];
  const waiting = new Set<() => void>();
  const left = new Map(Object.entries(answers).map(([route, list]) => [route, [...list]]));
  const answer = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const route = `${request.method} ${new URL(request.url).pathname.split('/').at(-1)}`;
    const json = request.headers.get('content-type') === 'application/json';
    requests.push({ route, body: json ? await request.json() : null, key: request.headers.get('idempotency-key') });
    const next = left.get(route)?.shift();
    if (next === undefined) throw new Error(`No answer is left for ${route}.`);
    if (next === 'offline') throw new TypeError('Failed to fetch');
    return Response.json({ ...importOf(), ...next }, { status: request.method === 'POST' && route.endsWith('imports') ? 201 : 200 });
  };
  const client = new CashFlowClient({ baseUrl: 'https://api.example', fetch: answer, retry: { retries: 0 } });
  const flow: UploadFlow = new UploadFlow({
    read: async (job) => {
      const bytes = new Uint8Array(await job.file.arrayBuffer());
      job.onStart?.();
      await job.onBytes?.(bytes);
      return readWholeStatement(bytes, { fileName: job.file.name, recipe: job.recipe, answers: job.answers, ...(job.password !== undefined && { password: job.password }), signal: job.signal }, job.onProgress);
    },
    api: () => ({ client, organisationId: ORGANISATION, ledgerVersion: 0 }),
    accounts: () => [accountOf()],
    preferredAccount: () => null,
    onChange: () => waiting.forEach((look) => look()),
    onLedgerChange: (kind, changed) => ledger.push(`${kind} ${changed.id}`),
    onFailure: () => undefined,
    ...environment,
  });
  const until: Bench['until'] = (id, wanted) =>
    new Promise((resolve) => {
      const look = (): void => {
        const item = flow.find(id);
        if (!item || !wanted(item.state)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { flow, requests, ledger, until };
}

const read = (state: ItemState): boolean => state.kind === 'review' && !state.rereading;
const csv = (text = CSV, name = 'august.csv'): File => new File([text], name);
const received: Partial<StatementImport> = { state: 'review', receivedBytes: 1_000 };
const arriving = { 'POST imports': [{ state: 'receiving', receivedBytes: 0 } as const], 'PATCH content': [received] };

async function reviewed({ flow, until }: Bench, file = csv()): Promise<string> {
  const [id] = flow.add([{ kind: 'file', file }]);
  await until(id!, read);
  return id!;
}

describe('UploadFlow', () => {
  it('sends nothing before somebody asks for the import', async () => {
    const test = bench({});
    await reviewed(test);
    expect(test.requests).toEqual([]);
  });

  it('uploads, commits and undoes, and tells of each change of the ledger', async () => {
    const test = bench({ ...arriving, 'POST commit': [{ state: 'committed' }], 'POST undo': [{ state: 'undone' }] });
    const id = await reviewed(test);
    await test.flow.send(id);
    expect(test.flow.find(id)?.state.kind).toBe('committed');
    await test.flow.undo(id);
    expect(test.flow.find(id)?.state.kind).toBe('undone');
    expect(test.requests.map((request) => request.route)).toEqual(['POST imports', 'PATCH content', 'POST commit', 'POST undo']);
    expect(test.ledger).toEqual(['commit import', 'undo import']);
  });

  it('stops before the ledger where it holds some of the rows, and goes on at the second press', async () => {
    const test = bench({ ...arriving, 'PATCH content': [{ ...received, review: reviewOf({ newTransactions: 1, duplicates: 2 }) }], 'POST commit': [{ state: 'committed' }] });
    const id = await reviewed(test);
    await test.flow.send(id);
    expect(test.flow.find(id)?.state.kind).toBe('review');
    await test.flow.send(id);
    expect(test.flow.find(id)?.state.kind).toBe('committed');
  });

  it('sends changed decisions to the import that is there instead of the file once more', async () => {
    const test = bench({ ...arriving, 'PATCH content': [{ ...received, review: reviewOf({ differs: true }) }], 'PUT decisions': [{ state: 'review' }], 'POST commit': [{ state: 'committed' }] });
    const id = await reviewed(test);
    await test.flow.send(id);
    test.flow.dispatch(id, { type: 'row-edited', line: 2, field: 'description', value: 'Rent of the workshop' });
    await test.flow.send(id);
    expect(test.requests.map((request) => request.route)).toEqual(['POST imports', 'PATCH content', 'PUT decisions', 'POST commit']);
    expect(test.requests[2]?.body).toMatchObject({ decisions: { edits: [{ line: 2, field: 'description', value: 'Rent of the workshop' }] } });
  });

  it('announces the same upload under the same key when it is tried again', async () => {
    const test = bench({ 'POST imports': ['offline', { state: 'receiving', receivedBytes: 0 }], 'PATCH content': [received], 'POST commit': [{ state: 'committed' }] });
    const id = await reviewed(test);
    await test.flow.send(id);
    expect(test.flow.find(id)?.state).toMatchObject({ kind: 'failed', step: 'uploading', failure: { code: 'connection-failed' } });
    await test.flow.send(id);
    expect(test.flow.find(id)?.state.kind).toBe('committed');
    const [first, second] = test.requests.filter((request) => request.route === 'POST imports');
    expect(first?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.key).toBe(first?.key);
  });

  it('shows why the server refused a file', async () => {
    const test = bench({ ...arriving, 'PATCH content': [{ state: 'refused', review: null, refusal: { code: 'no-dates', title: 'No dates.', detail: 'Export them.' } }] });
    const id = await reviewed(test);
    await test.flow.send(id);
    expect(test.flow.find(id)?.state).toMatchObject({ kind: 'failed', failure: { code: 'no-dates' } });
  });

  it('carries the confirmation of a contradiction to the server', async () => {
    const test = bench({ ...arriving, 'POST commit': [{ state: 'committed' }] });
    const id = await reviewed(test, csv(CSV.replace('2200,00', '2240,00')));
    await test.flow.send(id);
    expect(test.requests).toEqual([]);
    test.flow.dispatch(id, { type: 'contradiction-accepted', accepted: true });
    await test.flow.send(id);
    expect(test.requests.at(-1)).toMatchObject({ route: 'POST commit', body: { acceptContradiction: true } });
  });

  it('reads an answered question again', async () => {
    const test = bench({});
    const id = await reviewed(test, csv('Date,Text,Amount\n03/04/2025,Rent,-500.50\n05/04/2025,Invoice,700.50\n06/04/2025,Wages,-900.50\n'));
    expect(test.flow.find(id)?.state).toMatchObject({ draft: { base: { questions: [{ field: 'date-order' }] } } });
    test.flow.dispatch(id, { type: 'question-answered', field: 'date-order', value: 'day-month-year' });
    expect(read(test.flow.find(id)!.state)).toBe(false);
    await test.until(id, read);
    expect(test.flow.find(id)?.state).toMatchObject({ draft: { base: { questions: [], transactions: [{ date: '2025-04-03' }, {}, {}] } } });
  });

  it('reads a file without a currency in the account\'s, where that one has no cents', async () => {
    const test = bench({}, { accounts: () => [accountOf({ currency: 'JPY' })] });
    const id = await reviewed(test, csv('Date;Text;Amount\n13.08.2025;Rent;-50000\n14.08.2025;Invoice;70000\n15.08.2025;Wages;-9000\n'));
    await test.until(id, read);
    expect(test.flow.find(id)?.state).toMatchObject({ draft: { answers: { currency: 'JPY' }, base: { accounts: [{ currency: 'JPY' }], transactions: [{ amount: -50000n }, {}, {}] } } });
  });

  it('refuses a folder and an empty file without reading', async () => {
    const test = bench({}, { read: () => Promise.reject(new Error('Nothing is read.')) });
    const ids = test.flow.add([{ kind: 'folder', name: 'august' }, { kind: 'file', file: csv('') }]);
    expect(ids.map((id) => test.flow.find(id)?.state)).toMatchObject([{ failure: { code: 'folder' } }, { failure: { code: 'file-empty' } }]);
  });

  it('says of a file that is no statement what the reader says', async () => {
    const test = bench({});
    const [id] = test.flow.add([{ kind: 'file', file: csv('%PDF-1.7\n', 'scan.csv') }]);
    await test.until(id!, (state) => state.kind === 'failed');
    expect(test.flow.find(id!)?.state).toMatchObject({ step: 'reading', failure: { code: 'pdf-damaged' } });
  });

  describe('with an encrypted PDF', () => {
    const PASSWORD = '07.11.1981';
    const locked = (state: ItemState): boolean => state.kind === 'locked';

    async function lockedItem({ flow, until }: Bench): Promise<string> {
      const [id] = flow.add([{ kind: 'file', file: await samplePdf({ password: PASSWORD }) }]);
      await until(id!, locked);
      return id!;
    }

    it('asks for the password, and again where it is wrong', async () => {
      const test = bench({});
      const id = await lockedItem(test);
      expect(test.flow.find(id)?.state).toEqual({ kind: 'locked', wrong: false });
      test.flow.unlock(id, 'wrong');
      expect(test.flow.find(id)?.state.kind).toBe('waiting');
      await test.until(id, locked);
      expect(test.flow.find(id)?.state).toEqual({ kind: 'locked', wrong: true });
      test.flow.unlock(id, PASSWORD);
      await test.until(id, read);
      expect(test.flow.find(id)?.state).toMatchObject({ draft: { base: { proof: 'verified', source: { kind: 'pdf' } } } });
      expect(JSON.stringify(test.flow.items, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(PASSWORD);
    });

    it('reads it again with the same password, and sends that with the file once', async () => {
      const test = bench({ ...arriving, 'PUT decisions': [{ state: 'review' }], 'PATCH content': [{ ...received, review: reviewOf({ differs: true }) }], 'POST commit': [{ state: 'committed' }] });
      const id = await lockedItem(test);
      test.flow.unlock(id, PASSWORD);
      await test.until(id, read);
      test.flow.dispatch(id, { type: 'question-answered', field: 'currency', value: 'EUR' });
      await test.until(id, read);
      await test.flow.send(id);
      const [first] = (test.flow.find(id)?.state as Extract<ItemState, { kind: 'review' }>).draft.base.transactions;
      test.flow.dispatch(id, { type: 'row-edited', line: first!.source.line, field: 'description', value: 'Rent' });
      await test.flow.send(id);
      expect(test.flow.find(id)?.state.kind).toBe('committed');
      expect(test.requests.map(({ route, body }) => [route, (body as { password?: string } | null)?.password])).toEqual([
        ['POST imports', PASSWORD], ['PATCH content', undefined], ['PUT decisions', undefined], ['POST commit', undefined],
      ]);
    });

    it('takes no password for what is not locked, or is gone', async () => {
      const test = bench({});
      const id = await reviewed(test);
      const before = test.flow.find(id);
      test.flow.unlock(id, PASSWORD);
      expect(test.flow.find(id)).toBe(before);
      const gone = await lockedItem(test);
      test.flow.remove(gone);
      test.flow.unlock(gone, PASSWORD);
      expect(test.flow.find(gone)).toBeUndefined();
    });
  });

  it('ends what is under way for a file that is taken off the list', () => {
    let signal: AbortSignal | undefined;
    const test = bench({}, {
      read: (job) => {
        signal = job.signal;
        return new Promise(() => undefined);
      },
    });
    const [id] = test.flow.add([{ kind: 'file', file: csv() }]);
    test.flow.remove(id!);
    expect(test.flow.items).toEqual([]);
    expect(signal?.aborted).toBe(true);
  });
});
