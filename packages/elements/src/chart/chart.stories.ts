import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Account } from '@cashflowsmart/sdk/contract';
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { accounts, apiData, CURRENT_ACCOUNT, problemOf, sessionAs, type ApiData } from '../foundation/testing/api-data.ts';
import { until, untilShown, pressIn } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';
import { booksOf, type Books, type BooksOptions } from './testing/books.ts';

const YEAR = { from: '2024-09-01', to: '2025-08-31' } as const;
const TAG = 'cash-flow-chart';

function dataOf(books: Books, currency = 'EUR', more: readonly Account[] = []): ApiData {
  const account: Account = { ...accounts[0]!, currency, transactionCount: books.transactions.length, dataFrom: books.dataFrom, dataTo: books.dataTo };
  return apiData({ accounts: [account, ...more], transactions: books.transactions, cashFlow: books.cashFlow });
}

interface ChartStory extends BooksOptions {
  readonly by?: string;
  readonly options?: StoryProviderOptions;
  readonly more?: readonly Account[];
}

function show({ by = 'month', options = {}, more = [], ...books }: ChartStory): () => TemplateResult {
  const { from, to } = books;
  return () =>
    withProvider(html`<cash-flow-chart from=${from} to=${to} by=${by}></cash-flow-chart>`, { data: dataOf(booksOf(books), books.currency, more), ...options });
}

const drawn = (canvas: Element): Promise<unknown> => until(() => canvas.querySelector(TAG)?.shadowRoot?.querySelector('.plot[role=group] path.bar'), 'bars');

/** 280 px, the least that an element must do with. Set as a property: a style attribute would need a looser policy. */
const narrow = (host: Element | undefined): void => {
  if (host instanceof HTMLElement) host.style.inlineSize = '280px';
};

const meta: Meta = { title: 'Chart' };
export default meta;

export const TwelveMonths: StoryObj = { render: show(YEAR) };

export const SeveralAccounts: StoryObj = { render: show({ ...YEAR, more: [accounts[1]!, { ...accounts[1]!, id: CURRENT_ACCOUNT.replace(/a$/, 'f'), name: 'Dollar account', currency: 'USD', transactionCount: 1 }] }) };

export const SixtyMonths: StoryObj = { render: show({ from: '2020-09-01', to: '2025-08-31' }) };

export const ByDay: StoryObj = { render: show({ from: '2025-06-03', to: '2025-08-31', by: 'day' }) };

export const ByWeek: StoryObj = { render: show({ from: '2025-03-03', to: '2025-08-31', by: 'week' }) };

export const ByQuarter: StoryObj = { render: show({ from: '2022-10-01', to: '2025-09-30', by: 'quarter' }) };

export const ByYear: StoryObj = { render: show({ from: '2019-01-01', to: '2025-12-31', by: 'year' }) };

export const UncoveredGap: StoryObj = {
  render: show({ ...YEAR, covered: [{ from: '2024-09-01', to: '2024-12-31' }, { from: '2025-02-01', to: '2025-04-30' }, { from: '2025-07-01', to: '2025-08-31' }] }),
};

export const PartialMonth: StoryObj = { render: show({ ...YEAR, covered: [{ from: '2024-09-12', to: '2025-08-14' }] }) };

export const DataEndsEarly: StoryObj = { render: show({ ...YEAR, covered: [{ from: '2024-09-01', to: '2025-05-18' }] }) };

export const NoBalanceKnown: StoryObj = { render: show({ ...YEAR, opening: null, covered: [{ from: '2024-09-01', to: '2025-02-28' }, { from: '2025-04-01', to: '2025-08-31' }] }) };

export const Overdrawn: StoryObj = { render: show({ ...YEAR, opening: -900_000n }) };

export const OneBucket: StoryObj = { render: show({ from: '2025-08-01', to: '2025-08-31' }) };

export const Yen: StoryObj = { render: show({ ...YEAR, currency: 'JPY', scale: 2n }) };

export const Dinar: StoryObj = { render: show({ ...YEAR, currency: 'KWD', scale: 3n }) };

export const TwelveDigits: StoryObj = { render: show({ ...YEAR, scale: 12_345_679n }) };

export const Transfers: StoryObj = { render: show({ ...YEAR, transfers: true }) };

export const Table: StoryObj = {
  render: show({ ...YEAR, transfers: true, covered: [{ from: '2024-09-12', to: '2024-12-31' }, { from: '2025-02-01', to: '2025-08-31' }] }),
  play: async ({ canvasElement }) => {
    await drawn(canvasElement);
    await pressIn(canvasElement, TAG, 'Show table');
    await untilShown(canvasElement, TAG, 'Show chart');
  },
};

export const BehindABar: StoryObj = {
  render: show({ ...YEAR, transfers: true }),
  play: async ({ canvasElement }) => {
    await drawn(canvasElement);
    const plot = canvasElement.querySelector(TAG)!.shadowRoot!.querySelector<HTMLElement>('.plot')!;
    plot.focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Enter']) plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await untilShown(canvasElement, TAG, 'Largest payees');
  },
};

export const German: StoryObj = {
  render: show({ ...YEAR, scale: 1_234_567n, transfers: true, covered: [{ from: '2024-09-12', to: '2024-12-31' }, { from: '2025-02-01', to: '2025-08-14' }], options: { locale: 'de' } }),
};

export const Arabic: StoryObj = {
  render: () => html`<div dir="rtl" lang="ar">${show({ ...YEAR, covered: [{ from: '2024-09-01', to: '2025-05-18' }], options: { locale: 'ar' } })()}</div>`,
};

export const Narrow: StoryObj = {
  render: () => html`<div ${ref(narrow)}>${show({ ...YEAR, transfers: true, covered: [{ from: '2024-09-01', to: '2025-05-18' }] })()}</div>`,
};

export const Framed: StoryObj = {
  render: () => withProvider(html`<cash-flow-chart from=${YEAR.from} to=${YEAR.to} framed></cash-flow-chart>`, { data: dataOf(booksOf(YEAR)) }),
};

export const NothingInThisPeriod: StoryObj = {
  render: () => withProvider(html`<cash-flow-chart from="2025-10-01" to="2026-03-31"></cash-flow-chart>`, { data: dataOf(booksOf({ from: '2024-09-01', to: '2026-03-31', covered: [YEAR] })) }),
};

export const Empty: StoryObj = {
  render: () => withProvider(html`<cash-flow-chart></cash-flow-chart>`, { data: apiData({ accounts: [{ ...accounts[0]!, transactionCount: 0, dataFrom: null, dataTo: null }], transactions: [] }) }),
};

export const NoAccounts: StoryObj = { render: () => withProvider(html`<cash-flow-chart></cash-flow-chart>`, { data: apiData({ accounts: [], transactions: [] }) }) };

export const Loading: StoryObj = { render: show({ ...YEAR, options: { misbehaving: { readCashFlow: 'never' } } }) };

export const Failed: StoryObj = {
  render: show({ ...YEAR, options: { misbehaving: { readCashFlow: problemOf('internal-error', 500, 'Something failed on our side.', 'Try again; if it stays, report the request id.') } } }),
};

export const Offline: StoryObj = { render: show({ ...YEAR, options: { misbehaving: { readCashFlow: 'offline' } } }) };

export const SessionEnded: StoryObj = {
  render: show({ ...YEAR, options: { misbehaving: { readCashFlow: problemOf('session-expired', 401, 'The session has ended.', 'Sign in again; what was saved is still there.') } } }),
};

export const NotYourRole: StoryObj = {
  render: () => withProvider(html`<cash-flow-chart></cash-flow-chart>`, { data: { ...dataOf(booksOf(YEAR)), session: sessionAs('data-entry') } }),
};

export const WithoutProvider: StoryObj = {
  render: () => {
    withProvider(html``);
    return html`<cash-flow-chart></cash-flow-chart>`;
  },
};
