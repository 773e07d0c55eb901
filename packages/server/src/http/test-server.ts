/**
 * The whole server over a test database, listening on a free loopback port, with two organisations and a person for each
 * role in the first one:
 *
 *     const database = await open();
 *     const server = await startTestServer(database, await openTestVault(database));
 *     const operator = await server.signIn('operator');
 *     const answer = await operator.send('POST', `${server.path}/accounts`, { json: {...}, key: randomUUID() });
 *
 * It is stopped when the database is removed.
 */
import { randomUUID } from 'node:crypto';
import { roles, type Role } from '@cashflowsmart/sdk/contract';
import { createAccess, type AccessServices } from '../access/access.ts';
import { createComingAndGoing, type ComingAndGoing } from '../access/coming-and-going.ts';
import { passkeyIndex } from '../access/factors/passkeys.ts';
import { subjectIndex } from '../access/identities.ts';
import { loginIndex } from '../access/people.ts';
import { SESSION_COOKIE } from '../access/session-cookie.ts';
import type { SessionLimits } from '../access/sessions.ts';
import type { SignInLimits } from '../access/throttle/sign-in-throttle.ts';
import { createApp } from '../app.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { Changes } from '../changes/changes.ts';
import { changeHandlers } from '../changes/routes.ts';
import { createImports, type ImportLimits } from '../imports/index.ts';
import { importHandlers } from '../imports/routes.ts';
import { verifyFiles } from '../imports/verify-files.ts';
import type { Jobs } from '../jobs/index.ts';
import { keyHandlers } from '../keys/routes.ts';
import { Ledger } from '../ledger/ledger.ts';
import { ledgerHandlers } from '../ledger/routes.ts';
import { sealedBodies } from '../sealed-bodies.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { partsOf } from '../testing/test-vault.ts';
import { KeyManagement, type KeyPolicy, type Vault } from '../vault/index.ts';
import { EventHub } from '../events/event-hub.ts';
import type { EventLimits } from '../events/event-limits.ts';
import { Lifecycle } from './lifecycle.ts';
import type { HttpLimits } from './limits.ts';
import type { LogEntry } from './log.ts';
import { startServer } from './server.ts';
import type { StaticMount } from './static-files.ts';

export interface TestServerOptions {
  readonly now?: () => Date;
  readonly limits?: Partial<HttpLimits>;
  readonly sessions?: Partial<SessionLimits>;
  readonly signInLimits?: Partial<SignInLimits>;
  readonly imports?: Partial<ImportLimits>;
  readonly staticMounts?: readonly StaticMount[];
  /** Where requests enqueue what is done later. Without it, requests that do fail. */
  readonly jobs?: Pick<Jobs, 'enqueue'>;
  readonly events?: Partial<EventLimits>;
  readonly keyPolicy?: Partial<KeyPolicy>;
}

export interface TestPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface TestRequest {
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** The Idempotency-Key. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends requests as one browser would: with its cookie, the origin of the page and the custom header. */
export interface TestClient {
  /** The `Cookie` header; empty where nobody is signed in. */
  readonly cookie: string;
  send(method: string, path: string, request?: TestRequest): Promise<Response>;
}

export interface TestServer {
  /** Where it listens, which is also the origin of its pages. */
  readonly origin: string;
  readonly organisationId: string;
  /** `/v1/organisations/` with the id of the first organisation. */
  readonly path: string;
  /** An organisation of which nobody is a member. */
  readonly otherOrganisationId: string;
  readonly people: Readonly<Record<Role, TestPerson>>;
  readonly access: AccessServices;
  readonly ledger: Ledger;
  readonly keys: KeyManagement;
  readonly vault: Vault;
  readonly audit: AuditTrail;
  readonly events: EventHub;
  readonly lifecycle: Lifecycle;
  /** What was logged so far. */
  readonly logged: readonly LogEntry[];
  readonly comingAndGoing: ComingAndGoing;
  readonly anonymous: TestClient;
  signIn(role: Role): Promise<TestClient>;
  /** A client with a `Cookie` header of one's own. */
  withCookie(cookie: string): TestClient;
  close(): Promise<void>;
}

const noJobs: Pick<Jobs, 'enqueue'> = { enqueue: () => Promise.reject(new Error('This test server was given no jobs.')) };

/** Starts the app with everything real: database, vault, ledger, imports, passwords and cookies. */
export async function startTestServer(database: Pick<TestDatabase, 'data' | 'onRemove' | 'listen'>, vault: Vault, options: TestServerOptions = {}): Promise<TestServer> {
  const { data } = database;
  const audit = new AuditTrail({ data, vault, ...(options.now && { now: options.now }) });
  const access = createAccess({ data, vault, ...(options.sessions && { sessions: options.sessions }), ...(options.signInLimits && { signInLimits: options.signInLimits }), ...(options.now && { now: options.now }) });
  const comingAndGoing = createComingAndGoing({
    data, vault, access, jobs: options.jobs ?? noJobs, settings: { product: 'Portal', locale: 'en', page: 'https://portal.example/account' }, ...(options.now && { now: options.now }),
  });
  const ledger = new Ledger({ data, vault });
  const changes = new Changes({ data, vault, ledger, namesOf: (ids) => access.people.names(ids) });
  const imports = createImports({ data, vault, ledger, namesOf: (ids) => access.people.names(ids), ...(options.imports && { limits: options.imports }) });
  const keys = new KeyManagement({ data, vault, ...partsOf(vault), tables: sealedBodies, indexes: [loginIndex(access.people), passkeyIndex(access.passkeys), subjectIndex(access.identities)], others: [verifyFiles], policy: options.keyPolicy ?? {} });
  const events = new EventHub({ listen: (channel, ear) => database.listen(channel, ear), ...(options.events && { limits: options.events }) });
  const lifecycle = new Lifecycle();
  const logged: LogEntry[] = [];
  const server = await startServer({
    addresses: ['127.0.0.1'], port: 0, transport: { kind: 'loopback' }, ...(options.limits && { limits: options.limits }),
    build: (port) => {
      const app = createApp({
        data, vault, audit, access, comingAndGoing, ledger: { ...ledgerHandlers(ledger), ...changeHandlers(changes) }, imports: importHandlers(imports), keys: keyHandlers({ data, keys, jobs: options.jobs ?? noJobs }), events, lifecycle,
        options: {
          origins: [`http://127.0.0.1:${String(port)}`], secure: false, log: (entry) => { logged.push(entry); },
          ...(options.limits && { limits: options.limits }), ...(options.now && { now: options.now }),
          ...(options.staticMounts && { staticMounts: options.staticMounts }),
        },
      });
      return (request, bindings) => app.fetch(request, bindings);
    },
  });
  const close = async (): Promise<void> => {
    await events.close();
    await server.close();
    await imports.close();
  };
  database.onRemove(close);

  const origin = `http://127.0.0.1:${String(server.port)}`;
  const [organisationId, otherOrganisationId] = [await access.organisations.create('Bakery'), await access.organisations.create('Butchery')];
  const people = await makePeople(access, organisationId);
  const client = (cookie: string): TestClient => ({ cookie, send: (method, path, request = {}) => fetch(origin + path, toInit(origin, cookie, method, request)) });
  return {
    origin, organisationId, otherOrganisationId, people, access, comingAndGoing, ledger, keys, vault, audit, events, lifecycle, logged,
    path: `/v1/organisations/${organisationId}`,
    anonymous: client(''),
    withCookie: client,
    signIn: async (role) => {
      const { email, password } = people[role];
      const answer = await client('').send('POST', '/v1/session', { json: { email, password } });
      const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(`${SESSION_COOKIE}=`))?.split(';')[0];
      if (answer.status !== 201 || cookie === undefined) throw new Error(`Signing in was answered with ${String(answer.status)}.`);
      return client(cookie);
    },
    close,
  };
}

async function makePeople(access: AccessServices, organisationId: string): Promise<Readonly<Record<Role, TestPerson>>> {
  const people = await Promise.all(roles.map(async (role): Promise<[Role, TestPerson]> => {
    const person = { name: `Person in ${role}`, email: `${role}@bakery.example`, password: randomUUID() };
    const id = await access.people.create(person);
    await access.members.add(organisationId, id, role);
    return [role, { id, ...person }];
  }));
  return Object.fromEntries(people) as Record<Role, TestPerson>;
}

function toInit(origin: string, cookie: string, method: string, { json, bytes, key, headers }: TestRequest): RequestInit {
  const body = json === undefined ? bytes : JSON.stringify(json);
  return {
    method, redirect: 'manual',
    headers: {
      origin, 'cash-flow-request': '1',
      ...(cookie !== '' && { cookie }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(bytes && { 'content-type': 'application/octet-stream' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  };
}
