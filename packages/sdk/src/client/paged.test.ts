import { describe, expect, it } from 'vitest';
import { CashFlowClient } from './client.ts';
import { ConnectionError } from './errors.ts';
import { startServer } from './testing/scripted-server.ts';

const ORGANISATION = '6e3f4a52-53a3-4b5a-9d6a-0f4c0a4f9a10';

describe('a list', () => {
  it('is loaded page by page, only as far as it is read', async () => {
    await using server = await startServer(({ url }) => {
      const cursor = Number(new URL(url, 'http://x').searchParams.get('cursor') ?? '0');
      return { json: { items: [{ id: `${cursor}a` }, { id: `${cursor}b` }], nextCursor: cursor < 2 ? String(cursor + 1) : null } };
    });
    const list = new CashFlowClient({ baseUrl: server.baseUrl }).imports.list(ORGANISATION, { limit: 2 });
    expect(server.requests).toHaveLength(0);
    for await (const item of list) {
      expect(item.id).toBe('0a');
      break;
    }
    expect(server.requests).toHaveLength(1);
    expect((await list.toArray()).map(({ id }) => id)).toEqual(['0a', '0b', '1a', '1b', '2a', '2b']);
    const sizes: number[] = [];
    for await (const page of list.pages()) sizes.push(page.items.length);
    expect(sizes).toEqual([2, 2, 2]);
    expect(server.requests.at(-1)?.url).toMatch(/\?limit=2&cursor=2$/);
  });

  it('sends the text of a search in the body, with the cursor', async () => {
    await using server = await startServer((_, index) => ({ json: { items: [], nextCursor: index === 0 ? 'next' : null } }));
    const list = new CashFlowClient({ baseUrl: server.baseUrl }).transactions.search(ORGANISATION, { accountIds: [ORGANISATION], text: 'rent' });
    await list.toArray();
    expect(server.requests.map(({ body }) => JSON.parse(Buffer.from(body).toString()) as unknown)).toEqual([
      { accountIds: [ORGANISATION], text: 'rent' },
      { accountIds: [ORGANISATION], text: 'rent', cursor: 'next' },
    ]);
    expect(server.requests.every(({ url }) => !url.includes('rent'))).toBe(true);
  });

  it('ends with an error where a cursor leads to itself', async () => {
    await using server = await startServer(() => ({ json: { items: [], nextCursor: 'again' } }));
    await expect(new CashFlowClient({ baseUrl: server.baseUrl }).imports.list(ORGANISATION).toArray()).rejects.toThrow(ConnectionError);
    expect(server.requests).toHaveLength(2);
  });
});
