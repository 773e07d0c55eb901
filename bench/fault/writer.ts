// A process of `npm run fault -- rotation`: works on ledgers of its own through the product's code, and tells what it is about
// to do and what was acknowledged.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { idempotentRequest } from '../../packages/server/src/http/idempotent-request.ts';
import type { IncomingRow } from '../../packages/server/src/ledger/types.ts';
import { seededRandom } from '../generate-statement.ts';
import { faultOf, inChild, type Fault } from './child-server.ts';
import { openFaultServer, type Deployment } from './fault-server.ts';
import { importStatement, undoStatement, type WorkedAccount } from './statements.ts';
import { readWorkedAccount, type Worked } from './worked-account.ts';

export interface WriterSettings {
  readonly deployment: Deployment;
  readonly seed: number;
  readonly accounts: readonly WorkedAccount[];
  /** How long it gives its keys out, in ms. A lagging writer keeps them for an hour. */
  readonly keyLifetime: number;
}

export type WriterTask = 'pause' | 'resume';

export type WriterMessage =
  /** What an account holds before it is worked on: after a start, and where the outcome of a change is unknown. */
  | { readonly kind: 'found'; readonly account: number; readonly descriptions: readonly string[] }
  /** A change that is done as a whole or not at all. */
  | { readonly kind: 'intends'; readonly account: number; readonly adds: readonly string[]; readonly removes: readonly string[] }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'created-person'; readonly email: string }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'paused' };

/** Rows of one import, and how many imports and entries by hand an account has before some go. */
const ROWS = 6;
const LIVING_IMPORTS = 30;
const LIVING_ENTRIES = 60;
/** Between two changes the others get their turn, in ms; and before it tries again what failed. */
const REST = 15;
const WAIT = 100;
const AMOUNT = 1_250n;

let resume: () => void = () => undefined;
let paused: Promise<void> | undefined;
const { settings, tell } = inChild<WriterSettings, WriterMessage, WriterTask>((task) => {
  if (task === 'pause') paused ??= new Promise((resolve) => { resume = resolve; });
  else {
    paused = undefined;
    resume();
  }
});
const random = seededRandom(settings.seed);
const server = await openFaultServer(settings.deployment, { keyLifetime: settings.keyLifetime });
const worked = new Map<number, Worked>();

for (let change = 0; ; change += 1) {
  if (paused) {
    await tell({ kind: 'paused' });
    await paused;
  }
  const begunAt = Date.now();
  const index = Math.floor(random() * settings.accounts.length);
  const account = settings.accounts[index]!;
  try {
    await changeSomething(index, account);
    if (random() < 0.01) await createPerson();
    await delay(REST);
  } catch (error) {
    // Whether it was written is unknown: what stands there now is read before anything else is done.
    worked.clear();
    await tell({ kind: 'failed', fault: faultOf(error, begunAt) });
    await delay(WAIT);
  }
}

/** One change of one account. A request that is refused because the keys were changed runs once more, as in a server. */
async function changeSomething(index: number, account: WorkedAccount): Promise<void> {
  let state = worked.get(index);
  if (!state) {
    state = await request(account, () => readWorkedAccount(server, account));
    await tell({ kind: 'found', account: index, descriptions: state.map(({ description }) => description) });
    worked.set(index, state);
  }
  worked.delete(index);
  const imports = Map.groupBy(state.filter(({ importId }) => importId !== null), ({ importId }) => importId!);
  const entries = state.filter(({ importId }) => importId === null);
  const dice = random();
  let after: Worked;
  if (imports.size > LIVING_IMPORTS || (dice < 0.15 && imports.size > 0)) after = await undo(index, account, state, [...imports.keys()][Math.floor(random() * imports.size)]!);
  else if (entries.length > LIVING_ENTRIES) after = await remove(index, account, state, entries[Math.floor(random() * entries.length)]!);
  else if (dice < 0.45) after = await importRows(index, account);
  else if (dice < 0.75 && state.length > 0) after = await correct(index, account, state, Math.floor(random() * state.length));
  else after = await enter(index, account, state);
  await tell({ kind: 'acknowledged' });
  worked.set(index, after);
}

async function importRows(index: number, account: WorkedAccount): Promise<Worked> {
  const importId = randomUUID();
  const rows: IncomingRow[] = Array.from({ length: ROWS }, (_, line) => ({
    day: `2025-${String(1 + (line % 12)).padStart(2, '0')}-15`, valueDay: null, amount: AMOUNT, balance: null, description: `import ${importId} ${String(line)}`, counterparty: null, reference: null, line,
  }));
  await tell({ kind: 'intends', account: index, adds: rows.map(({ description }) => description), removes: [] });
  await request(account, () => importStatement(server, account, rows, { from: '2025-01-01', to: '2025-12-31' }, importId));
  return request(account, () => readWorkedAccount(server, account));
}

async function undo(index: number, account: WorkedAccount, state: Worked, importId: string): Promise<Worked> {
  const removed = state.filter((row) => row.importId === importId);
  await tell({ kind: 'intends', account: index, adds: [], removes: removed.map(({ description }) => description) });
  await request(account, () => undoStatement(server, account, importId));
  return state.filter((row) => row.importId !== importId);
}

async function correct(index: number, account: WorkedAccount, state: Worked, at: number): Promise<Worked> {
  const row = state[at]!;
  const description = `${row.description.replace(/ corrected .*$/, '')} corrected ${randomUUID()}`;
  await tell({ kind: 'intends', account: index, adds: [description], removes: [row.description] });
  const { revision } = await request(account, () => server.ledger.correctTransaction(account.organisationId, row.id, { revision: row.revision, description }));
  return state.with(at, { ...row, description, revision });
}

/** An entry by hand, with the answer kept in its transaction; asked for a second time it is only repeated. */
async function enter(index: number, account: WorkedAccount, state: Worked): Promise<Worked> {
  const { organisationId, personId, accountId } = account;
  const key = randomUUID();
  const asked = idempotentRequest(key, { organisationId, personId }, { operation: 'createTransaction', path: accountId, body: new TextEncoder().encode(key) });
  const description = `entry ${key}`;
  await tell({ kind: 'intends', account: index, adds: [description], removes: [] });
  const entry = { accountId, date: '2025-06-15', amount: { amount: '12.50', currency: 'EUR' }, description, transfer: false } as const;
  const { id, revision } = await request(account, async () => {
    const attempt = await server.idempotency.begin(asked);
    return server.ledger.createTransaction(organisationId, personId, entry, (transaction, created) => attempt.record(transaction, created));
  });
  return [...state, { id, revision, description, importId: null }];
}

async function remove(index: number, account: WorkedAccount, state: Worked, { id, revision, description }: Worked[number]): Promise<Worked> {
  await tell({ kind: 'intends', account: index, adds: [], removes: [description] });
  await request(account, () => server.ledger.deleteTransaction(account.organisationId, id, revision));
  return state.filter((row) => row.id !== id);
}

function request<T>({ organisationId }: WorkedAccount, run: () => Promise<T>): Promise<T> {
  return server.request(organisationId, run);
}

async function createPerson(): Promise<void> {
  const email = `${randomUUID()}@example.com`;
  await server.request(settings.accounts[0]!.organisationId, () => server.access.people.create({ name: 'Created', email, password: email }));
  await tell({ kind: 'created-person', email });
}
