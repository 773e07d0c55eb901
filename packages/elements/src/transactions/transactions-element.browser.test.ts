import { fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CashFlowClient } from '@cashflowsmart/sdk/client';
import { accounts, apiData, CURRENT_ACCOUNT, sessionAs, transactionsOf } from '../foundation/testing/api-data.ts';
import { createApiFetch } from '../foundation/testing/api-fetch.ts';
import { expect } from '../foundation/testing/expect.ts';
import { buttonIn, inputIn, pressIn, typeInto, until, untilGone, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';
import type { CashFlowProviderElement } from '../provider/provider-element.ts';

const TAG = 'cash-flow-transactions';

async function page(options: StoryProviderOptions = {}): Promise<CashFlowProviderElement> {
  const view = { accountIds: [CURRENT_ACCOUNT], currency: 'EUR' };
  return fixture<CashFlowProviderElement>(withProvider(html`<cash-flow-transactions></cash-flow-transactions>`, { view, data: apiData({ transactions: transactionsOf(8) }), ...options }));
}

const rootOf = (element: Element): ShadowRoot => element.querySelector(TAG)!.shadowRoot!;
const rowCount = (element: Element): number => rootOf(element).querySelectorAll('tbody tr').length;
const dialogOf = (element: Element): HTMLDialogElement => rootOf(element).querySelector('dialog')!;
const said = (element: Element): string => rootOf(element).querySelector('.visually-hidden[role="status"]:last-child')?.textContent ?? '';

describe('the transactions', () => {
  it('take account and days from the shared view', async () => {
    const element = await page();
    await untilShown(element, TAG, '8 transactions');
    element.context.setView({ from: '2025-08-15', to: '2025-08-31' });
    await until(() => rowCount(element) > 0 && rowCount(element) < 8, 'fewer rows');
    expect((await inputIn(element, TAG, 'From')).value).to.equal('2025-08-15');
    await pressIn(element, TAG, 'Clear filter');
    await until(() => rowCount(element) === 8, 'all rows');
    expect(element.view).to.include({ from: null, to: null });
  });

  it('search by text once the typing pauses, and keep what is typed meanwhile', async () => {
    const element = await page();
    await untilShown(element, TAG, '8 transactions');
    (await inputIn(element, TAG, 'Search')).focus();
    await sendKeys({ type: 'petrol' });
    await untilShown(element, TAG, '1 transaction');
    expect((await inputIn(element, TAG, 'Search')).value).to.equal('petrol');
  });

  it('load further pages when asked, and keep their place when the ledger changes', async () => {
    const element = await page({ data: apiData({ transactions: transactionsOf(130) }) });
    await untilShown(element, TAG, 'First 100 transactions');
    await pressIn(element, TAG, 'Show more');
    await untilShown(element, TAG, '130 transactions');
    element.context.ledgerChanged({ kind: 'edit', accountId: CURRENT_ACCOUNT });
    await until(() => rootOf(element).querySelector('table')?.getAttribute('aria-busy') === 'false', 'the list loaded again');
    expect(rowCount(element)).to.equal(130);
  });

  it('open by keyboard, close by Escape and give the focus back', async () => {
    const element = await page();
    const open = await buttonIn(element, TAG, 'Petrol station');
    open.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => dialogOf(element).open, 'the dialog');
    await sendKeys({ press: 'Escape' });
    await until(() => !dialogOf(element).open, 'no dialog');
    expect(rootOf(element).activeElement).to.equal(open);
  });

  it('correct what was changed and say so', async () => {
    const element = await page();
    await pressIn(element, TAG, 'Petrol station');
    typeInto(await inputIn(element, TAG, 'Amount (EUR)'), '62.53');
    await pressIn(element, TAG, 'Save');
    await untilShown(element, TAG, '\u221262.53');
    await until(() => said(element).includes('The correction is saved.'), 'the announcement');
    expect(element.context.ledgerVersion).to.equal(1);
  });

  it('do nothing as long as nothing is changed, and tell why', async () => {
    const element = await page();
    await pressIn(element, TAG, 'Petrol station');
    const save = await buttonIn(element, TAG, 'Save');
    expect(save.getAttribute('aria-disabled')).to.equal('true');
    expect(save.getAttribute('aria-label')).to.contain('Nothing has been changed yet.');
    save.click();
    expect(dialogOf(element).open).to.equal(true);
  });

  it('delete only after a question, whose first answer is no', async () => {
    const element = await page();
    await pressIn(element, TAG, 'Petrol station');
    await pressIn(element, TAG, 'Delete');
    await untilShown(element, TAG, 'Delete this transaction from the books?');
    await until(() => rootOf(element).activeElement?.textContent?.includes('Cancel'), 'the focus on Cancel');
    await pressIn(element, TAG, 'Delete');
    await untilGone(element, TAG, 'Petrol station');
    expect(rowCount(element)).to.equal(7);
  });

  it('enter a transaction by hand', async () => {
    const element = await page();
    await pressIn(element, TAG, 'Add transaction');
    typeInto(await inputIn(element, TAG, 'Date'), '2025-08-31');
    typeInto(await inputIn(element, TAG, 'Amount (EUR)'), '1,234.5');
    typeInto(await inputIn(element, TAG, 'Description'), 'Stamps');
    await sendKeys({ press: 'Enter' });
    rootOf(element).querySelector<HTMLButtonElement>('dialog .primary')!.click();
    await untilShown(element, TAG, 'Stamps');
    await untilShown(element, TAG, '\u22121,234.50');
  });

  it('send an entry again under the same key after a failure', async () => {
    const keys: (string | null)[] = [];
    const answer = createApiFetch(apiData());
    let failures = 1;
    const client = new CashFlowClient({
      baseUrl: 'https://api.example',
      retry: { retries: 0 },
      fetch: async (input, init) => {
        const request = new Request(input, init);
        if (request.method === 'POST' && request.url.endsWith('/transactions')) {
          keys.push(request.headers.get('idempotency-key'));
          if (failures-- > 0) throw new TypeError('Failed to fetch');
        }
        return answer(request);
      },
    });
    const element = await page();
    element.client = client;
    await untilShown(element, TAG, '60 transactions');
    await pressIn(element, TAG, 'Add transaction');
    typeInto(await inputIn(element, TAG, 'Date'), '2025-08-31');
    typeInto(await inputIn(element, TAG, 'Amount (EUR)'), '5');
    typeInto(await inputIn(element, TAG, 'Description'), 'Stamps');
    const save = (): void => rootOf(element).querySelector<HTMLButtonElement>('dialog .primary')!.click();
    save();
    await untilShown(element, TAG, 'No connection');
    save();
    await until(() => !dialogOf(element).open, 'the entry saved');
    expect(keys).to.have.length(2);
    expect(keys[0]).to.be.a('string').and.equal(keys[1]);
  });

  it('let the host show a transaction itself', async () => {
    const element = await page();
    let opened = '';
    element.addEventListener('transaction-open', (event) => {
      event.preventDefault();
      opened = event.detail.transaction.description;
    });
    await pressIn(element, TAG, 'Petrol station');
    expect(opened).to.equal('Fuel');
    expect(dialogOf(element).open).to.equal(false);
  });

  it('offer a role only what it may do', async () => {
    const element = await page({ data: apiData({ session: sessionAs('data-entry'), transactions: transactionsOf(4) }) });
    await untilShown(element, TAG, 'Your own imports and entries are listed.');
    await pressIn(element, TAG, 'Petrol station');
    await until(() => dialogOf(element).open, 'the dialog');
    const labels = [...dialogOf(element).querySelectorAll('button')].map((one) => one.textContent?.trim());
    expect(labels).not.to.include('Save');
    expect(labels).not.to.include('Delete');
  });

  it('drop every figure at once when the session ends', async () => {
    const element = await page();
    await pressIn(element, TAG, 'Petrol station');
    await until(() => dialogOf(element).open, 'the dialog');
    await element.signOut();
    await untilGone(element, TAG, 'Petrol station');
    expect(rootOf(element).textContent).not.to.contain('62.35');
  });

  it('show no balance where rows of several accounts stand together', async () => {
    const element = await page({ view: {}, data: apiData({ accounts, transactions: transactionsOf(3) }) });
    await untilShown(element, TAG, '3 transactions');
    const heads = [...rootOf(element).querySelectorAll('th')].map((head) => head.textContent);
    expect(heads).to.include('Account').and.not.include('Balance');
  });
});
