import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { PLATFORM } from '../../packages/server/src/database/schema.ts';
import { idempotencyBodies } from '../../packages/server/src/http/idempotency-store.ts';
import { variedRows } from '../../packages/server/src/ledger/testing/open-test-ledger.ts';
import { sealBody } from '../../packages/server/src/vault/index.ts';
import type { FaultServer } from './fault-server.ts';
import { importStatement, undoStatement, type WorkedAccount } from './statements.ts';

/** What somebody signs in with. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
}

export interface Filled {
  /** An account in each organisation, for each writer. */
  readonly accounts: readonly (readonly WorkedAccount[])[];
  readonly signIns: readonly SignIn[];
}

const SIGN_INS = 3;
/** Shares of the values that each organisation gets, and of those of an organisation that its ledger makes up. */
const ORGANISATION_SHARES = [0.7, 0.2, 0.1];
const LEDGER_SHARE = 0.3;
const PEOPLE_SHARE = 0.03;
/** An account with a statement of three years: 36 months, four chunks, an import, what it attests, and the account itself. */
const VALUES_OF_ACCOUNT = 40;
const ROWS_OF_ACCOUNT = 72;
/** Every so manieth account has a second statement, and the first one undone, so that there are forwards. */
const HANDED_OVER = 4;
/** Rows of one INSERT. */
const BATCH = 250;

/**
 * Fills an empty deployment with about `count` sealed values of every table: statements through the ledger, and people and
 * answers of requests, which are small and many, by INSERTs of many rows.
 */
export async function fill(server: FaultServer, count: number, writers: number): Promise<Filled> {
  const accounts: WorkedAccount[][] = Array.from({ length: writers }, () => []);
  await insertPeople(server, Math.ceil(count * PEOPLE_SHARE));
  for (const [index, share] of ORGANISATION_SHARES.entries()) {
    const values = Math.ceil(count * (1 - PEOPLE_SHARE) * share);
    const member = await createOrganisation(server, `Organisation ${String(index)}`);
    const statements = Math.max(1, Math.round((values * LEDGER_SHARE) / VALUES_OF_ACCOUNT));
    for (let account = 0; account < statements; account += 1) await importStatements(server, member, account);
    await insertAnswers(server, member, Math.max(1, values - statements * VALUES_OF_ACCOUNT));
    for (const [writer, list] of accounts.entries()) list.push(await createAccount(server, member, `Of writer ${String(writer)}`));
  }
  return { accounts, signIns: await createSignIns(server) };
}

async function createSignIns({ access }: FaultServer): Promise<readonly SignIn[]> {
  const signIns = Array.from({ length: SIGN_INS }, () => ({ email: `${randomUUID()}@example.org`, password: randomUUID() }));
  for (const signIn of signIns) await access.people.create({ name: 'Somebody', ...signIn });
  return signIns;
}

type Member = Pick<WorkedAccount, 'organisationId' | 'personId'>;

async function createOrganisation({ access }: FaultServer, name: string): Promise<Member> {
  const [organisationId, personId] = [await access.organisations.create(name), await access.people.create({ name: 'Somebody', email: `${randomUUID()}@example.org`, password: randomUUID() })];
  await access.members.add(organisationId, personId, 'admin');
  return { organisationId, personId };
}

async function createAccount({ ledger }: FaultServer, member: Member, name: string): Promise<WorkedAccount> {
  return { ...member, accountId: (await ledger.createAccount(member.organisationId, { name, currency: 'EUR' })).id };
}

async function importStatements(server: FaultServer, member: Member, number: number): Promise<void> {
  const account = await createAccount(server, member, `Account ${String(number)}`);
  const rows = variedRows(ROWS_OF_ACCOUNT, { seed: number + 1 });
  const first = await importStatement(server, account, rows, { from: rows[0]!.day, to: rows.at(-1)!.day });
  if (number % HANDED_OVER !== 0) return;
  await importStatement(server, account, rows.slice(ROWS_OF_ACCOUNT / 2), null);
  await undoStatement(server, account, first);
}

async function insertPeople({ vault, data }: FaultServer, count: number): Promise<void> {
  const keys = await vault.platform();
  const rows = await Promise.all(Array.from({ length: count }, async (_, index) => {
    const [id, email] = [randomUUID(), `${randomUUID()}@example.org`];
    return {
      organisation_id: PLATFORM, id, login_index: (await vault.blindIndex('login', email)).current, revision: 1, seal_version: 1,
      sealed: sealBody(keys, { table: 'people', rowId: id, sealVersion: 1, codecVersion: 1 }, { name: `Person ${String(index)}`, email, passwordHash: '' }),
    };
  }));
  await data.inPlatform(async (transaction) => {
    for (let start = 0; start < rows.length; start += BATCH) await transaction.insertInto('people').values(rows.slice(start, start + BATCH)).execute();
  });
}

async function insertAnswers({ vault, data }: FaultServer, { organisationId, personId }: Member, count: number): Promise<void> {
  const keys = await vault.organisation(organisationId);
  const { table, codecVersion } = idempotencyBodies;
  const rows = Array.from({ length: count }, (_, index) => {
    const keyHash = randomBytes(32);
    const place = { table, rowId: `${personId}/createAccount/${keyHash.toString('hex')}`, sealVersion: 1, codecVersion };
    const body = { digest: createHash('sha256').update(String(index)).digest(), answer: JSON.stringify({ id: randomUUID(), name: `Account ${String(index)}`, revision: 1 }) };
    return { organisation_id: organisationId, person_id: personId, operation: 'createAccount', key_hash: keyHash, created_at: new Date(), seal_version: 1, sealed: sealBody(keys, place, body) };
  });
  await data.inOrganisation(organisationId, async (transaction) => {
    for (let start = 0; start < rows.length; start += BATCH) await transaction.insertInto('idempotency_records').values(rows.slice(start, start + BATCH)).execute();
  });
}
