import { describe, expect, it } from 'vitest';
import { accounts, apiData, CURRENT_ACCOUNT, idOf, ORGANISATION, SAVINGS_ACCOUNT } from '../foundation/testing/api-data.ts';
import { createApiFetch } from '../foundation/testing/api-fetch.ts';
import { CashFlowClient } from '@cashflowsmart/sdk/client';
import { accountsInView, loadPage } from './transaction-query.ts';

const yen = { ...accounts[0]!, id: idOf(12), currency: 'JPY' };
const ids = (found: readonly { readonly id: string }[]): readonly string[] => found.map((one) => one.id);

describe('the accounts in view', () => {
  it('are the chosen ones, else those of the currency, else all', () => {
    const all = [...accounts, yen];
    expect(ids(accountsInView(all, { accountIds: [SAVINGS_ACCOUNT], currency: 'EUR' }))).toEqual([SAVINGS_ACCOUNT]);
    expect(ids(accountsInView(all, { accountIds: [], currency: 'JPY' }))).toEqual([yen.id]);
    expect(ids(accountsInView(all, { accountIds: [], currency: null }))).toHaveLength(3);
  });

  it('do not vanish with an account that is no longer there', () => {
    expect(ids(accountsInView(accounts, { accountIds: [idOf(99)], currency: null }))).toEqual([CURRENT_ACCOUNT, SAVINGS_ACCOUNT]);
  });
});

describe('loading a page', () => {
  it('never puts a search text into an address', async () => {
    const requests: Request[] = [];
    const answer = createApiFetch(apiData());
    const client = new CashFlowClient({
      baseUrl: 'https://api.example',
      fetch: (input, init) => {
        requests.push(new Request(input, init));
        return answer(input, init);
      },
    });
    const query = { organisationId: ORGANISATION, accountIds: [CURRENT_ACCOUNT], from: '2025-07-01', to: null, text: 'seeblick' };
    const page = await loadPage(client, query, 50, null, new AbortController().signal);
    expect(page.items.length).toBeGreaterThan(0);
    expect(requests.map((request) => request.method)).toEqual(['POST']);
    expect(requests[0]!.url).not.toContain('seeblick');
  });
});
