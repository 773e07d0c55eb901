/** Checked by the compiler alone: what must compile, and what must not. */
import type { Account, PendingChange, Session, StatementImport, Transaction } from '../contract/index.ts';
import { CashFlowClient, type Page } from './index.ts';
import { Transport } from './transport.ts';

export async function typesOfTheClient(client: CashFlowClient, transport: Transport): Promise<void> {
  (await client.session.signIn({ email: 'a@example.org', password: 'p' })) satisfies Session;
  for await (const account of client.accounts.list('o')) account satisfies Account;
  (await client.imports.page('o', { limit: 10, cursor: 'c' })) satisfies Page<StatementImport>;
  (await client.transactions.list('o', { accountId: 'a' }).toArray()) satisfies readonly Transaction[];
  (await client.transactions.delete('o', 't', 1)) satisfies PendingChange | undefined;
  await client.imports.commit('o', 'i');
  await transport.call('uploadImportContent', { params: { organisationId: 'o', importId: 'i' }, headers: { 'upload-offset': 0 }, body: new Uint8Array() });

  // @ts-expect-error the password is missing
  await client.session.signIn({ email: 'a@example.org' });
  // @ts-expect-error an account has a currency
  await client.accounts.create('o', { name: 'Giro' });
  // @ts-expect-error a limit is a number
  await client.imports.page('o', { limit: '10' });
  // @ts-expect-error a list of transactions belongs to an account
  client.transactions.list('o', {});
  // @ts-expect-error there are no such periods
  await client.cashFlow.read('o', { accountIds: [], by: 'decade' });
  // @ts-expect-error a cursor is the list's own business
  client.transactions.search('o', { accountIds: [], cursor: 'c' });
  // @ts-expect-error an amount is a decimal string, never a float
  await client.transactions.create('o', { accountId: 'a', date: '2026-01-01', amount: { amount: 1.5, currency: 'EUR' }, description: 'd' });
  // @ts-expect-error the import id is missing
  await transport.call('readImport', { params: { organisationId: 'o' } });
  // @ts-expect-error this operation takes no body
  await transport.call('readImport', { params: { organisationId: 'o', importId: 'i' }, body: {} });
  // @ts-expect-error there is no such operation
  await transport.call('readEverything', {});
  // @ts-expect-error a name that the answer does not have
  (await client.session.current()).token;
}
