import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import type { Account, Role, StatementImport } from '@cashflowsmart/sdk/contract';
import { startTestServer, type TestServer, type TestServerOptions } from '../../http/test-server.ts';
import type { TestDatabase } from '../../testing/test-database.ts';
import { makeTestKeys, openTestVault, type TestKeys } from '../../testing/test-vault.ts';

/** A running server with an account, used as people use it: through the client. */
export interface Portal {
  readonly server: TestServer;
  readonly keys: TestKeys;
  readonly organisationId: string;
  readonly account: Account;
  /** The client of a person who is signed in. */
  as(role: Role): Promise<CashFlowClient>;
  /** Uploads `text` as a file for the account. */
  upload(client: CashFlowClient, text: string | Uint8Array<ArrayBuffer>, name?: string): Promise<StatementImport>;
  /** Uploads and commits. */
  bring(client: CashFlowClient, text: string, name?: string): Promise<StatementImport>;
  /** Descriptions of what the ledger holds, oldest first. */
  descriptions(): Promise<readonly string[]>;
}

export async function openPortal(database: TestDatabase, options: TestServerOptions & { readonly account?: { readonly currency?: string; readonly number?: string } } = {}): Promise<Portal> {
  const keys = await makeTestKeys(database);
  const server = await startTestServer(database, await openTestVault(database, keys), options);
  const { organisationId } = server;
  const as = async (role: Role): Promise<CashFlowClient> => {
    const { email, password } = server.people[role];
    const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
    await client.session.signIn({ email, password });
    return client;
  };
  const operator = await as('operator');
  const account = await operator.accounts.create(organisationId, { name: 'Giro', currency: 'EUR', ...options.account });
  const upload = (client: CashFlowClient, text: string | Uint8Array<ArrayBuffer>, name = 'statement.csv') =>
    client.imports.upload(organisationId, { accountId: account.id, fileName: name, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text });
  return {
    server, keys, organisationId, account, as, upload,
    async bring(client, text, name) {
      const { id } = await upload(client, text, name);
      return client.imports.commit(organisationId, id);
    },
    async descriptions() {
      const rows = await operator.transactions.list(organisationId, { accountId: account.id }).toArray();
      return rows.map(({ description }) => description).reverse();
    },
  };
}

export interface StatementRow {
  readonly day: string;
  readonly text: string;
  readonly amount: string;
}

/** A statement as a bank with decimal commas writes it; `balances` adds the running balance, from `opening` in cents. */
export function statement(rows: readonly StatementRow[], balances: { readonly opening: number } | undefined = { opening: 100_000 }): string {
  let cents = balances?.opening ?? 0;
  const lines = rows.map(({ day, text, amount }) => {
    cents += Math.round(Number(amount.replace(',', '.')) * 100);
    return [day, text, amount, ...(balances ? [(cents / 100).toFixed(2).replace('.', ',')] : [])].join(';');
  });
  return [`Buchungstag;Verwendungszweck;Betrag${balances ? ';Saldo' : ''}`, ...lines, ''].join('\r\n');
}
