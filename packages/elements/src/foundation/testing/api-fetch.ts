import { operations, type ImportReview, type InvitationOffer, type OperationId, type Problem, type SecondFactorAsked, type StatementImport, type Transaction } from '@cashflowsmart/sdk/contract';
import { ORGANISATION, OTHER_ORGANISATION, PERSON, idOf, problemOf, type ApiData } from './api-data.ts';

/** How one operation misbehaves: a problem (with the seconds of its `Retry-After`), no connection, or an answer that never comes. */
export type Misbehaviour = (Problem & { readonly retryAfter?: number }) | 'offline' | 'never';

export interface ApiFetchOptions {
  readonly misbehaving?: Readonly<Partial<Record<OperationId, Misbehaviour>>>;
  /** What the server says of a file that has arrived; without it the upload is refused with `no-table`. */
  readonly review?: ImportReview;
  /** Nobody is signed in yet; `data.session` is whom signing in lets in. */
  readonly signedOut?: boolean;
  /** What is asked for after the password; the right codes are `CODE` and `RECOVERY_CODE`. */
  readonly secondFactor?: SecondFactorAsked;
  /** What any link of an invitation offers; without it no link is valid. */
  readonly offer?: InvitationOffer;
}

interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers: Headers;
}

type Answer = { readonly result?: unknown } | { readonly problem: Problem };
type Handler = (call: Call) => Answer;

const routes = Object.values(operations).map((operation) => {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  return { operation, names, pattern: new RegExp(`^${operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '([^/]+)')}$`) };
});

const notFound = problemOf('not-found', 404, 'There is nothing here.', 'Check the address; it may have been removed.');
const notSignedIn = problemOf('not-authenticated', 401, 'Nobody is signed in.', 'Sign in and try again.');
const signInFailed = problemOf('sign-in-failed', 401, 'E-mail and password do not belong together.', 'Check both and try again.');
const changed = problemOf('changed-meanwhile', 409, 'Somebody else changed this first.', 'Load it again and repeat the change.');

const secondFactorFailed = problemOf('second-factor-failed', 401, 'The code is wrong or was used before.', 'Wait for the next code and enter that one, or use a recovery code.');
const linkNotValid = problemOf('link-not-valid', 422, 'This link does not work, or does not work any more.', 'Ask for a new one.');
const noPasskeys = problemOf('passkeys-unavailable', 409, 'There are no passkeys at this address.', 'Open the page under its name instead of a number, or use another way.');

/** The password that the in-memory API takes. */
export const PASSWORD = 'correct horse';
export const CODE = '123456';
export const RECOVERY_CODE = 'k7mq-2x9d';
/** The token of every link in a mail. */
export const TOKEN = 'mail-token_'.repeat(4);

function pageOf<Item>(items: readonly Item[], cursor: string | undefined, limit: number): Answer {
  const start = cursor ? Number(cursor) : 0;
  const end = start + limit;
  return { result: { items: items.slice(start, end), nextCursor: end < items.length ? String(end) : null } };
}

function handlersOf(data: ApiData, options: ApiFetchOptions): Readonly<Partial<Record<OperationId, Handler>>> {
  let session = options.signedOut ? null : data.session;
  let transactions = [...data.transactions];
  let imports = [...data.imports];
  let created = 0;

  const select = (accountIds: readonly string[], from?: string, to?: string, text = ''): readonly Transaction[] =>
    transactions.filter((one) => {
      const words = `${one.description} ${one.counterparty ?? ''} ${one.reference ?? ''}`.toLowerCase();
      return accountIds.includes(one.accountId) && (!from || one.date >= from) && (!to || one.date <= to) && words.includes(text.toLowerCase());
    });
  const store = (one: StatementImport): Answer => {
    imports = [one, ...imports.filter((other) => other.id !== one.id)];
    return { result: one };
  };
  const onImport = ({ params }: Call, change: (one: StatementImport) => StatementImport): Answer => {
    const found = imports.find((one) => one.id === params['importId']);
    return found ? store(change(found)) : { problem: notFound };
  };
  const now = '2025-09-01T08:00:00Z';

  return {
    currentSession: () => (session ? { result: session } : { problem: notSignedIn }),
    signIn: ({ body }) => {
      const { password } = body as { password: string };
      if (password !== PASSWORD || !data.session) return { problem: signInFailed };
      if (options.secondFactor) return { result: options.secondFactor };
      session = data.session;
      return { result: session };
    },
    showSecondFactor: ({ body }) => {
      const { code } = body as { code?: string };
      if (code !== CODE && code !== RECOVERY_CODE) return { problem: secondFactorFailed };
      session = data.session;
      return { result: session };
    },
    startPasskeySignIn: () => ({ problem: noPasskeys }),
    requestPasswordReset: () => ({}),
    redeemPasswordReset: ({ body }): Answer => ((body as { token: string }).token === TOKEN ? {} : { problem: linkNotValid }),
    readInvitation: () => (options.offer ? { result: options.offer } : { problem: linkNotValid }),
    acceptInvitation: () => ({}),
    joinByInvitation: () => {
      const membership = { organisationId: OTHER_ORGANISATION, organisationName: options.offer!.organisationName, role: options.offer!.role };
      if (session) session = { ...session, memberships: [...session.memberships, membership] };
      return { result: { membership } };
    },
    signOut: () => {
      session = null;
      return {};
    },
    listAccounts: () => ({ result: { items: data.accounts, nextCursor: null } }),
    listTransactions: ({ query }) => pageOf(select([query['accountId']!], query['from'], query['to']), query['cursor'], Number(query['limit'] ?? 100)),
    searchTransactions: ({ body }) => {
      const search = body as { accountIds: string[]; text?: string; from?: string; to?: string; cursor?: string; limit?: number };
      return pageOf(select(search.accountIds, search.from, search.to, search.text), search.cursor, search.limit ?? 100);
    },
    createTransaction: ({ body }) => {
      created += 1;
      const fields = body as Pick<Transaction, 'accountId' | 'date' | 'amount' | 'description' | 'transfer'>;
      const rest = { valueDate: null, balance: null, counterparty: null, reference: null, corrected: false, revision: 1 };
      const one: Transaction = { ...fields, ...rest, transfer: fields.transfer ?? false, id: `${idOf(900)}.${created}`, origin: { kind: 'hand', personId: PERSON } };
      transactions = [...transactions, one].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
      return { result: one };
    },
    correctTransaction: ({ params, body }) => {
      const { revision, ...fields } = body as Partial<Transaction> & { revision: number };
      const found = transactions.find((one) => one.id === params['transactionId']);
      if (!found) return { problem: notFound };
      if (found.revision !== revision) return { problem: changed };
      const one: Transaction = { ...found, ...fields, corrected: true, revision: revision + 1 };
      transactions = transactions.map((other) => (other.id === one.id ? one : other));
      return { result: one };
    },
    deleteTransaction: ({ params }) => {
      if (!transactions.some((one) => one.id === params['transactionId'])) return { problem: notFound };
      transactions = transactions.filter((one) => one.id !== params['transactionId']);
      return { result: undefined };
    },
    readCashFlow: ({ query }) => {
      const by = (query['by'] ?? 'month') as keyof ApiData['cashFlow'];
      const accountIds = query['accountIds']!.split(',');
      const currency = data.accounts.find((account) => accountIds.includes(account.id))?.currency ?? 'EUR';
      const series = data.cashFlow[by] ?? { by, currency, accountIds, dataFrom: null, dataTo: null, buckets: [] };
      const { from = '0001-01-01', to = '9999-12-31' } = query;
      return { result: { ...series, buckets: series.buckets.filter((bucket) => bucket.to >= from && bucket.from <= to) } };
    },
    listImports: ({ query }) => pageOf(imports, query['cursor'], Number(query['limit'] ?? 50)),
    readImport: (call) => onImport(call, (one) => one),
    createImport: ({ body }) => {
      const announced = body as Pick<StatementImport, 'accountId' | 'fileName' | 'byteLength' | 'sha256'>;
      const { accountId, fileName, byteLength, sha256 } = announced;
      const state = { state: 'receiving', receivedBytes: 0, revision: 1, approval: null, undoApproval: null, review: null, refusal: null, committedAt: null, undoneAt: null } as const;
      return store({ id: idOf(800 + imports.length), accountId, fileName, byteLength, sha256, createdAt: now, createdBy: { personId: PERSON, name: 'Mara Winter' }, preparedBy: [], ...state });
    },
    uploadImportContent: (call) =>
      onImport(call, (one) => {
        const receivedBytes = Number(call.headers.get('upload-offset')) + (call.body as Uint8Array).byteLength;
        if (receivedBytes < one.byteLength) return { ...one, receivedBytes };
        if (options.review) return { ...one, receivedBytes, state: 'review', review: options.review };
        return { ...one, receivedBytes, state: 'refused', refusal: { code: 'no-table', title: 'No table of transactions was found.', detail: 'Check that the file is a list of bookings, one in each line.' } };
      }),
    decideImport: (call) => onImport(call, (one) => one),
    commitImport: (call) => onImport(call, (one) => ({ ...one, state: 'committed', committedAt: now })),
    undoImport: (call) => onImport(call, (one) => ({ ...one, state: 'undone', undoneAt: now })),
  };
}

async function bodyOf(request: Request, json: boolean): Promise<unknown> {
  if (request.method === 'GET' || request.method === 'DELETE') return undefined;
  return json ? request.json() : new Uint8Array(await request.arrayBuffer());
}

/** Rejects as fetch does when its signal aborts; an answer that never comes ends this way only. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

/**
 * A fetch that answers from memory in the shapes of the contract: what it takes and what it answers goes through the
 * contract's schemas, so it cannot drift from the API. An address outside the contract throws.
 */
export function createApiFetch(data: ApiData, options: ApiFetchOptions = {}): typeof globalThis.fetch {
  const handlers = handlersOf(data, options);
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const found = routes.find(({ operation, pattern }) => operation.method === request.method && pattern.test(url.pathname));
    const handler = found && handlers[found.operation.id as OperationId];
    if (!found || !handler) throw new Error(`The in-memory API has no ${request.method} ${url.pathname}.`);
    const { operation, names, pattern } = found;
    const values = pattern.exec(url.pathname)!.slice(1).map(decodeURIComponent);
    const params = Object.fromEntries(names.map((name, index) => [name, values[index]!]));
    const query = Object.fromEntries(url.searchParams);
    const schema = 'body' in operation && 'json' in operation.body ? operation.body.json : undefined;
    const raw = await bodyOf(request, schema !== undefined);
    const body = schema ? schema.parse(raw) : raw;
    if ('query' in operation) operation.query.parse(query);

    const misbehaviour = options.misbehaving?.[operation.id as OperationId];
    if (misbehaviour === 'never') return aborted(request.signal);
    if (misbehaviour === 'offline') throw new TypeError('Failed to fetch');
    const retryAfter = misbehaviour?.retryAfter;
    const foreign = params['organisationId'] !== undefined && params['organisationId'] !== ORGANISATION && !data.session?.memberships.some((one) => one.organisationId === params['organisationId']);
    const answer: Answer = misbehaviour ? { problem: misbehaviour } : foreign ? { problem: notFound } : handler({ params, query, body, headers: request.headers });
    if ('problem' in answer) return Response.json(answer.problem, { status: answer.problem.status, headers: { 'content-type': 'application/problem+json', ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) } });
    const { success } = operation;
    return 'schema' in success ? Response.json(success.schema.parse(answer.result), { status: success.status }) : new Response(null, { status: success.status });
  };
}
