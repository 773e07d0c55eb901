import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import type { Account, NewAccount, Role, StatementImport } from '@cashflowsmart/sdk/contract';
import { startTestServer, type TestServer, type TestServerOptions } from '../../http/test-server.ts';
import type { TestDatabase } from '../../testing/test-database.ts';
import { makeTestKeys, openTestVault, type TestKeys } from '../../testing/test-vault.ts';

/** A running server, used as people use it: through the client. */
export interface Portal {
  readonly database: TestDatabase;
  readonly keys: TestKeys;
  readonly server: TestServer;
  readonly organisationId: string;
  /** The client of a person who is signed in. */
  as(role: Role): Promise<CashFlowClient>;
  newAccount(account?: Partial<NewAccount>): Promise<TestAccount>;
}

/** An account of its own for a test. */
export interface TestAccount {
  readonly account: Account;
  /** Uploads `content` as a file for the account. */
  upload(client: CashFlowClient, content: string | Uint8Array<ArrayBuffer>, fileName?: string): Promise<StatementImport>;
  /** Uploads and commits. */
  bring(client: CashFlowClient, content: string): Promise<StatementImport>;
  /** What the ledger holds, oldest first, as `description amount`. */
  rows(): Promise<readonly string[]>;
}

export async function openPortal(database: TestDatabase, options: TestServerOptions = {}): Promise<Portal> {
  const keys = await makeTestKeys(database);
  const server = await startTestServer(database, await openTestVault(database, keys), options);
  const { organisationId } = server;
  const clients = new Map<Role, Promise<CashFlowClient>>();
  const as = (role: Role): Promise<CashFlowClient> => {
    const client = clients.get(role) ?? signIn(server, role);
    clients.set(role, client);
    return client;
  };
  return {
    database, keys, server, organisationId, as,
    async newAccount(options) {
      const operator = await as('operator');
      const account = await operator.accounts.create(organisationId, { name: 'Giro', currency: 'EUR', ...options });
      const upload: TestAccount['upload'] = (client, content, fileName = 'statement.csv') =>
        client.imports.upload(organisationId, { accountId: account.id, fileName, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content });
      return {
        account, upload,
        async bring(client, content) {
          const { id } = await upload(client, content);
          return client.imports.commit(organisationId, id);
        },
        async rows() {
          const rows = await operator.transactions.list(organisationId, { accountId: account.id }).toArray();
          return rows.map(({ description, amount }) => `${description} ${amount.amount}`).reverse();
        },
      };
    },
  };
}

async function signIn(server: TestServer, role: Role): Promise<CashFlowClient> {
  const { email, password } = server.people[role];
  const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
  await client.session.signIn({ email, password });
  return client;
}

/** A row of a statement: day as `DD.MM.YYYY`, amount with a decimal comma. */
export type Row = readonly [day: string, text: string, amount: string];

/** A statement as a bank with decimal commas writes it, with the running balance from `opening`, in cents. */
export function statement(rows: readonly Row[], opening = 100_000): string {
  let cents = opening;
  const lines = rows.map(([day, text, amount]) => {
    cents += Math.round(Number(amount.replace(',', '.')) * 100);
    return [day, text, amount, (cents / 100).toFixed(2).replace('.', ',')].join(';');
  });
  return ['Buchungstag;Verwendungszweck;Betrag;Saldo', ...lines, ''].join('\r\n');
}

/** The same without balances: nothing in it proves anything. */
export function bareStatement(rows: readonly Row[]): string {
  return ['Buchungstag;Verwendungszweck;Betrag', ...rows.map((row) => row.join(';')), ''].join('\r\n');
}
