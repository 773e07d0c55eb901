import { CashFlowClient } from '@cashflowsmart/sdk/client';
import { fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import type { TemplateResult } from 'lit';
import type { Account, Transaction } from '@cashflowsmart/sdk/contract';
import { defineElements } from '../define-elements.ts';
import { formatsFor } from '../foundation/formats.ts';
import { accounts, apiData, idOf, problemOf, sessionAs, type ApiData } from '../foundation/testing/api-data.ts';
import { createApiFetch, type Misbehaviour } from '../foundation/testing/api-fetch.ts';
import { expect } from '../foundation/testing/expect.ts';
import { pressIn, until, untilShown } from '../foundation/testing/story-steps.ts';
import type { CashFlowProviderElement } from '../provider/provider-element.ts';
import type { CashFlowChartElement } from './chart.ts';
import { booksOf, type Books } from './testing/books.ts';

const TAG = 'cash-flow-chart';
const YEAR = { from: '2024-09-01', to: '2025-08-31' } as const;
const formats = formatsFor('en-GB');

const accountOf = (books: Books): Account => ({ ...accounts[0]!, transactionCount: books.transactions.length, dataFrom: books.dataFrom, dataTo: books.dataTo });
const dataOf = (books: Books, change: Partial<ApiData> = {}): ApiData => apiData({ accounts: [accountOf(books)], transactions: books.transactions, cashFlow: books.cashFlow, ...change });
const yearOf = (): TemplateResult => html`<cash-flow-chart from=${YEAR.from} to=${YEAR.to}></cash-flow-chart>`;

/** What was asked of the API, and a switch to let an operation misbehave from now on. */
interface Wire {
  readonly calls: { readonly path: string; readonly query: URLSearchParams; readonly signal: AbortSignal | undefined }[];
  misbehaving: { readCashFlow?: Misbehaviour };
}

interface Stage {
  readonly canvas: CashFlowProviderElement;
  readonly chart: CashFlowChartElement;
  readonly root: ShadowRoot;
  readonly wire: Wire;
  readonly series: () => readonly URLSearchParams[];
}

async function stage(data: ApiData, content: TemplateResult = yearOf(), misbehaving: Wire['misbehaving'] = {}): Promise<Stage> {
  defineElements();
  const wire: Wire = { calls: [], misbehaving };
  // One fetch answers for all time, so that what a test changes in `misbehaving` counts from the next call on.
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    wire.calls.push({ path: url.pathname, query: url.searchParams, signal: init?.signal ?? (input instanceof Request ? input.signal : undefined) });
    return createApiFetch(data, { misbehaving: wire.misbehaving })(input, init);
  };
  const client = new CashFlowClient({ baseUrl: 'https://api.example', fetch, retry: { retries: 0 } });
  const canvas = await fixture<CashFlowProviderElement>(html`<cash-flow-provider .client=${client} .locale=${'en-GB'}>${content}</cash-flow-provider>`);
  const chart = canvas.querySelector<CashFlowChartElement>(TAG)!;
  await chart.updateComplete;
  return {
    canvas,
    chart,
    root: chart.shadowRoot!,
    wire,
    series: () => wire.calls.filter(({ path }) => path.endsWith('/cash-flow')).map(({ query }) => query),
  };
}

const bars = (root: ShadowRoot): readonly SVGPathElement[] => [...root.querySelectorAll<SVGPathElement>('.plot:not(.skeleton-scene) path.bar')];
const drawn = ({ root }: Stage): Promise<true> => until(() => bars(root).length > 0 && root.querySelector('.plot[role=group]') !== null, 'bars');
const readOut = (root: ShadowRoot): string => root.querySelector('.read-out')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const plotOf = (root: ShadowRoot): HTMLElement => root.querySelector<HTMLElement>('.plot')!;
const focused = (root: ShadowRoot): Element | null => root.activeElement;

async function violations(element: Element): Promise<readonly string[]> {
  // A text that is still fading in has no colour to judge.
  await Promise.all((element.shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished));
  const rules = Object.fromEntries(['region', 'page-has-heading-one', 'landmark-one-main'].map((rule) => [rule, { enabled: false }]));
  const { violations: found } = await axe.run(element, { rules });
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

describe('the chart', () => {
  const books = booksOf(YEAR);

  before(async () => {
    await setViewport({ width: 1000, height: 900 });
  });

  it('draws a bar in and a bar out for each month that the API answers', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    expect(bars(on.root)).to.have.lengthOf(24);
    expect(on.series()).to.have.lengthOf(1);
    expect(on.series()[0]!.get('by')).to.equal('month');
    expect(on.root.querySelector('.headline-figure')?.textContent).to.equal(formats.amount(books.cashFlow.month.buckets[11]!.balance!));
  });

  it('hatches an uncovered month, says so, and never draws it as zero', async () => {
    const gap = booksOf({ ...YEAR, covered: [{ from: '2024-09-01', to: '2024-12-31' }, { from: '2025-02-01', to: '2025-08-31' }] });
    const on = await stage(dataOf(gap));
    await drawn(on);
    expect(on.root.querySelectorAll('.unknown')).to.have.lengthOf(2);
    expect(bars(on.root).filter((bar) => bar.dataset['index'] === '4')).to.have.lengthOf(0);
    expect(on.root.querySelectorAll('.zero')).to.have.lengthOf(2);
    expect(on.root.querySelector('.gap-words')?.textContent).to.equal('No statement');
    expect(on.root.querySelector('.notes')?.textContent).to.contain('No statement: Jan 2025.');
    const row = on.root.querySelectorAll('tbody tr')[4]!;
    expect(row.textContent).to.contain('No statement').and.to.contain('Unknown').and.not.to.contain('0.00');
  });

  it('has the same figures in its table', async () => {
    const on = await stage(dataOf(booksOf({ ...YEAR, transfers: true })));
    await drawn(on);
    await pressIn(on.canvas, TAG, 'Show table');
    await untilShown(on.canvas, TAG, 'Show chart');
    const series = booksOf({ ...YEAR, transfers: true }).cashFlow.month;
    const rows = [...on.root.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td.figure')].map((cell) => cell.textContent?.trim()));
    const expected = series.buckets.map((bucket) => [bucket.moneyIn, bucket.moneyOut, bucket.net, bucket.transfersOut, bucket.balance!].map((money) => formats.amount(money)));
    expect(rows).to.deep.equal(expected);
    expect(await violations(on.chart)).to.deep.equal([]);
  });

  it('asks for a coarser size where the marks have no room, and says so', async () => {
    const narrow = html`<table width="300"><tr><td><cash-flow-chart from=${YEAR.from} to=${YEAR.to} by="day"></cash-flow-chart></td></tr></table>`;
    const on = await stage(dataOf(books), narrow);
    await drawn(on);
    expect(on.series().map((query) => query.get('by'))).to.deep.equal(['week']);
    await untilShown(on.canvas, TAG, 'Shown by week');
  });

  it('asks for accounts of one currency only', async () => {
    const dollar: Account = { ...accountOf(books), id: idOf(77), name: 'Dollar account', currency: 'USD', transactionCount: 1 };
    const on = await stage(dataOf(books, { accounts: [accountOf(books), dollar] }));
    await drawn(on);
    expect(on.series()[0]!.get('accountIds')).to.equal(accounts[0]!.id);
    on.canvas.context.setView({ currency: 'USD', accountIds: [] });
    await until(() => on.series().length === 2, 'another request');
    expect(on.series()[1]!.get('accountIds')).to.equal(dollar.id);
  });

  it('is accessible, sets no style attribute, and keeps its pattern ids to itself', async () => {
    const on = await stage(dataOf(books), html`${yearOf()}${yearOf()}`);
    await drawn(on);
    expect(await violations(on.chart)).to.deep.equal([]);
    expect(on.root.querySelectorAll('[style]')).to.have.lengthOf(0);
    const charts = [...on.canvas.querySelectorAll(TAG)];
    await until(() => charts.every((chart) => chart.shadowRoot!.querySelector('pattern')), 'both charts');
    const ids = charts.flatMap((chart) => [...new Set([...chart.shadowRoot!.querySelectorAll('pattern')].map(({ id }) => id))]);
    expect(new Set(ids).size).to.equal(ids.length);
  });
});

describe('the cursor of the chart', () => {
  const books = booksOf(YEAR);

  it('walks by keys, and the read-out and the live region follow', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    expect(readOut(on.root)).to.contain('August 2025');
    plotOf(on.root).focus();
    await sendKeys({ press: 'Home' });
    expect(readOut(on.root)).to.contain('September 2024');
    await sendKeys({ press: 'ArrowRight' });
    const { moneyIn, moneyOut } = books.cashFlow.month.buckets[1]!;
    expect(readOut(on.root)).to.contain('October 2024').and.to.contain(formats.amount(moneyIn)).and.to.contain(formats.amount(moneyOut));
    expect(on.root.querySelector('.cursor-column')).not.to.equal(null);
    await until(() => on.root.querySelector('[role=status]')?.textContent?.includes(`October 2024: Money in ${formats.amount(moneyIn)}`), 'the column in the live region');
  });

  it('follows the pointer to the same words', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    const plot = plotOf(on.root);
    const box = bars(on.root)[0]!.getBoundingClientRect();
    plot.dispatchEvent(new PointerEvent('pointermove', { clientX: box.left + box.width / 2, clientY: box.top, pointerType: 'mouse', bubbles: true }));
    await on.chart.updateComplete;
    expect(readOut(on.root)).to.contain('September 2024');
    plot.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    await on.chart.updateComplete;
    expect(readOut(on.root)).to.contain('August 2025');
  });
});

describe('the transactions behind a bar', () => {
  const books = booksOf(YEAR);

  async function opened(data: ApiData = dataOf(books)): Promise<Stage> {
    const on = await stage(data);
    await drawn(on);
    plotOf(on.root).focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Enter' });
    await until(() => on.root.querySelector('.entry'), 'transactions');
    return on;
  }

  it('open on Enter with their payees and lines, and set the shared view', async () => {
    const on = await opened();
    const expected = books.transactions.filter(({ date }) => date >= '2025-08-01');
    expect(on.root.querySelectorAll('.entry')).to.have.lengthOf(expected.length);
    expect(on.root.querySelector('.entry')!.textContent).to.contain('of the import').and.to.contain(formats.amount(expected[0]!.amount));
    expect(focused(on.root)?.id).to.equal('drill-title');
    expect(on.canvas.context.view).to.include({ from: '2025-08-01', to: '2025-08-31' });
    expect(on.series(), 'the chart itself keeps its period').to.have.lengthOf(1);
    expect(await violations(on.chart)).to.deep.equal([]);
  });

  it('give focus and view back on Escape', async () => {
    const on = await opened();
    await sendKeys({ press: 'Escape' });
    await until(() => !on.root.querySelector('.drill'), 'no panel');
    await on.chart.updateComplete;
    expect(focused(on.root)).to.equal(plotOf(on.root));
    expect(on.canvas.context.view).to.include({ from: null, to: null });
  });

  it('come page by page', async () => {
    const many = Array.from({ length: 250 }, (_, index): Transaction => ({ ...books.transactions[0]!, id: `${idOf(501)}.${index}`, date: '2025-08-15' }));
    const buckets = books.cashFlow.month.buckets.map((bucket, index) => (index === 11 ? { ...bucket, count: 250 } : bucket));
    const on = await opened(dataOf(books, { transactions: many, cashFlow: { month: { ...books.cashFlow.month, buckets } } }));
    expect(on.root.querySelectorAll('.entry')).to.have.lengthOf(100);
    for (const [label, total] of [['Show 100 more', 200], ['Show 50 more', 250]] as const) {
      await pressIn(on.canvas, TAG, label);
      await until(() => on.root.querySelectorAll('.entry').length === total, `${total} transactions`);
    }
    expect(on.root.querySelector('.more')).to.equal(null);
  });

  it('tell the host which one was chosen', async () => {
    const on = await opened();
    const chosen = oneEvent(on.canvas, 'transaction-open');
    on.root.querySelector<HTMLButtonElement>('.entry')!.click();
    expect((await chosen).detail.transaction.id).to.equal(books.transactions[0]!.id);
  });

  it('stay closed where the host keeps its view', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    on.chart.addEventListener('view-change', (event) => event.preventDefault());
    plotOf(on.root).focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Enter' });
    expect(on.root.querySelector('.drill')).to.equal(null);
    expect(on.canvas.context.view.from).to.equal(null);
  });

  it('open from the table as well, and give the focus back to its row', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    await pressIn(on.canvas, TAG, 'Show table');
    await pressIn(on.canvas, TAG, 'October 2024');
    await until(() => on.root.querySelector('.entry'), 'transactions');
    await sendKeys({ press: 'Escape' });
    await until(() => !on.root.querySelector('.drill'), 'no panel');
    await on.chart.updateComplete;
    expect(focused(on.root)?.textContent).to.equal('October 2024');
  });
});

describe('loading the chart', () => {
  const books = booksOf(YEAR);

  it('loads again when the ledger changes, and once', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    on.canvas.context.ledgerChanged({ kind: 'commit', accountId: accounts[0]!.id });
    await until(() => on.series().length === 2 && !on.root.querySelector('.stale'), 'a second request');
    expect(on.series()).to.have.lengthOf(2);
  });

  it('aborts a request that a newer one replaces', async () => {
    const on = await stage(dataOf(books), yearOf(), { readCashFlow: 'never' });
    await until(() => on.series().length === 1, 'the first request');
    on.wire.misbehaving = {};
    on.canvas.context.setView({ by: 'quarter' });
    await drawn(on);
    expect(on.wire.calls.filter(({ path }) => path.endsWith('/cash-flow')).map(({ signal }) => signal?.aborted)).to.deep.equal([true, false]);
    expect(on.series()[1]!.get('by')).to.equal('quarter');
  });

  it('follows the period that a sibling puts into the shared view', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    on.canvas.context.setView({ from: '2025-01-01', to: '2025-03-31' });
    await until(() => bars(on.root).length === 6, 'three months');
    expect(on.series()[1]!.get('from')).to.equal('2025-01-01');
  });

  it('keeps the figures, marked as old, where loading again fails', async () => {
    const on = await stage(dataOf(books));
    await drawn(on);
    on.wire.misbehaving = { readCashFlow: 'offline' };
    on.canvas.context.ledgerChanged({ kind: 'edit', accountId: accounts[0]!.id });
    await untilShown(on.canvas, TAG, 'The figures are those that were loaded before.');
    expect(bars(on.root)).to.have.lengthOf(24);
    expect(on.root.querySelector('.stale')).not.to.equal(null);
    on.wire.misbehaving = {};
    window.dispatchEvent(new Event('online'));
    await until(() => !on.root.querySelector('.stale'), 'fresh figures');
  });

  it('says what failed, with code and request id, and tries again', async () => {
    const problem = problemOf('internal-error', 500, 'Something failed on our side.', 'Try again; if it stays, report the request id.');
    const on = await stage(dataOf(books), yearOf(), { readCashFlow: problem });
    await untilShown(on.canvas, TAG, 'Something failed on our side.');
    expect(on.root.querySelector('details')?.textContent).to.contain('internal-error').and.to.contain('req-7f3a');
    on.wire.misbehaving = {};
    await pressIn(on.canvas, TAG, 'Try again');
    await drawn(on);
  });

  it('says that a period without any statement is unknown, and offers all there is', async () => {
    const long = booksOf({ from: YEAR.from, to: '2026-03-31', covered: [YEAR] });
    const on = await stage(dataOf(long), html`<cash-flow-chart from="2025-10-01" to="2026-03-31"></cash-flow-chart>`);
    await untilShown(on.canvas, TAG, 'No statement in this period');
    expect(bars(on.root)).to.have.lengthOf(0);
    await pressIn(on.canvas, TAG, 'Show all statements');
    await drawn(on);
  });

  it('asks nothing for a role that may not read the cash flow', async () => {
    const on = await stage(dataOf(books, { session: sessionAs('data-entry') }));
    await untilShown(on.canvas, TAG, 'Your role does not include this');
    expect(on.wire.calls.map(({ path }) => path)).to.deep.equal(['/v1/session']);
  });

  it('shows an ended session in place', async () => {
    const problem = problemOf('session-expired', 401, 'The session has ended.', 'Sign in again.');
    const on = await stage(dataOf(books), yearOf(), { readCashFlow: problem });
    await untilShown(on.canvas, TAG, 'The session has ended');
    expect(on.canvas.context.session.kind).to.equal('ended');
  });
});
