import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Account, Transaction } from '@cashflowsmart/sdk/contract';
import { html, type TemplateResult } from 'lit';
import { accounts, apiData, CURRENT_ACCOUNT, idOf, problemOf, SAVINGS_ACCOUNT, sessionAs, transactionsOf } from '../foundation/testing/api-data.ts';
import { buttonIn, inputIn, pressIn, typeInto, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';

const TAG = 'cash-flow-transactions';
const show = (options: StoryProviderOptions = {}) => (): TemplateResult => withProvider(html`<cash-flow-transactions></cash-flow-transactions>`, options);
const shown = (text: string) => async ({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> => untilShown(canvasElement, TAG, text);
const oneAccount = { accountIds: [CURRENT_ACCOUNT], currency: 'EUR' };

const meta: Meta = { title: 'Transactions' };
export default meta;

export const AllAccounts: StoryObj = {
  render: show({ data: apiData({ transactions: [...transactionsOf(12), ...transactionsOf(4, { accountId: SAVINGS_ACCOUNT })].sort((a, b) => (a.date < b.date ? 1 : -1)) }) }),
  play: shown('16 transactions'),
};

export const OneAccount: StoryObj = { render: show({ data: apiData({ transactions: transactionsOf(16) }), view: oneAccount }), play: shown('16 transactions') };

export const ManyPages: StoryObj = {
  render: show({ data: apiData({ transactions: transactionsOf(240) }), view: oneAccount }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Show more');
    await untilShown(canvasElement, TAG, 'First 200 transactions');
  },
};

export const OneRow: StoryObj = { render: show({ data: apiData({ transactions: transactionsOf(1) }), view: oneAccount }), play: shown('1 transaction') };

const foreign: readonly Account[] = [
  { ...accounts[0]!, id: idOf(20), name: 'Yen account', currency: 'JPY' },
  { ...accounts[0]!, id: idOf(21), name: 'Dinar account', currency: 'KWD' },
];
const amounts: readonly Transaction[] = transactionsOf(4).map((one, index) => ({
  ...one,
  accountId: foreign[index % 2]!.id,
  amount: index % 2 === 0 ? { amount: '-123456789012', currency: 'JPY' } : { amount: '987654321012.345', currency: 'KWD' },
  balance: null,
}));

export const LongAmounts: StoryObj = { render: show({ data: apiData({ accounts: foreign, transactions: amounts }) }), play: shown('4 transactions') };

export const German: StoryObj = { render: show({ data: apiData({ transactions: transactionsOf(10) }), view: oneAccount, locale: 'de-DE' }), play: shown('10 Umsätze') };

export const DataEntry: StoryObj = {
  render: show({ data: apiData({ session: sessionAs('data-entry'), transactions: transactionsOf(6) }) }),
  play: shown('Your own imports and entries are listed.'),
};

export const Details: StoryObj = {
  render: show({ data: apiData({ session: sessionAs('data-entry'), transactions: transactionsOf(6) }) }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Pension Seeblick');
    await untilShown(canvasElement, TAG, 'Line 9 of a statement');
  },
};

export const Adding: StoryObj = {
  render: show({ data: apiData({ transactions: transactionsOf(6) }) }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Add transaction');
    await untilShown(canvasElement, TAG, 'Add a transaction by hand');
    const buttons = canvasElement.querySelector(TAG)!.shadowRoot!.querySelectorAll<HTMLButtonElement>('dialog .primary');
    buttons[0]!.click();
    await untilShown(canvasElement, TAG, 'Enter a day that exists.');
  },
};

export const Correcting: StoryObj = {
  render: show({ data: apiData({ transactions: transactionsOf(6) }), view: oneAccount }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Petrol station Ringstrasse');
    typeInto(await inputIn(canvasElement, TAG, 'Amount (EUR)'), '62.53');
    await untilShown(canvasElement, TAG, 'was 62.35');
  },
};

export const ChangedMeanwhile: StoryObj = {
  render: show({
    data: apiData({ transactions: transactionsOf(6) }),
    view: oneAccount,
    misbehaving: { correctTransaction: problemOf('changed-meanwhile', 409, 'Somebody else changed this first.', 'Load it again and repeat the change.') },
  }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Petrol station Ringstrasse');
    typeInto(await inputIn(canvasElement, TAG, 'Amount (EUR)'), '62.53');
    (await buttonIn(canvasElement, TAG, 'Save')).click();
    await untilShown(canvasElement, TAG, 'Somebody else changed this first.');
  },
};

export const Deleting: StoryObj = {
  render: show({ data: apiData({ transactions: transactionsOf(6) }), view: oneAccount }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Petrol station Ringstrasse');
    await pressIn(canvasElement, TAG, 'Delete');
    await untilShown(canvasElement, TAG, 'Delete this transaction from the books?');
  },
};

export const NothingMatches: StoryObj = {
  render: show({ data: apiData({ transactions: transactionsOf(6) }), view: { from: '2030-01-01' } }),
  play: shown('Nothing matches the filter'),
};

export const Empty: StoryObj = { render: show({ data: apiData({ transactions: [] }) }), play: shown('No transactions yet') };

export const NoAccounts: StoryObj = { render: show({ data: apiData({ accounts: [], transactions: [] }) }), play: shown('No accounts yet') };

export const Loading: StoryObj = { render: show({ misbehaving: { listAccounts: 'never' } }) };

export const LoadingRows: StoryObj = { render: show({ misbehaving: { searchTransactions: 'never' } }) };

export const Failed: StoryObj = {
  render: show({ misbehaving: { searchTransactions: problemOf('internal-error', 500, 'Something failed on our side.', 'Try again; if it stays, report the request id.') } }),
  play: shown('Something failed on our side.'),
};

export const Offline: StoryObj = { render: show({ misbehaving: { searchTransactions: 'offline' } }), play: shown('No connection') };

export const SessionEnded: StoryObj = {
  render: show({ misbehaving: { searchTransactions: problemOf('session-expired', 401, 'The session has ended.', 'Sign in again.') } }),
  play: shown('The session has ended'),
};

export const NotAllowed: StoryObj = {
  render: show({ misbehaving: { searchTransactions: problemOf('not-allowed', 403, 'Your role does not allow this.', 'Ask an administrator of the organisation.') } }),
  play: shown('Your role does not allow this.'),
};

export const SignedOut: StoryObj = { render: show({ data: apiData({ session: null }) }), play: shown('Nobody is signed in') };
