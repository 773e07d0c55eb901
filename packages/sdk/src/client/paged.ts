import { ConnectionError } from './errors.ts';

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** null on the last page. */
  readonly nextCursor: string | null;
}

/** A list that is loaded page by page as it is iterated. Each iteration asks anew, from the first page. */
export interface Paged<Item> extends AsyncIterable<Item> {
  pages(): AsyncIterable<Page<Item>>;
  /** All items; for lists known to be short. */
  toArray(): Promise<readonly Item[]>;
}

/** A list over `load`, which is called with `undefined` for the first page and then with each `nextCursor`. */
export function paged<Item>(load: (cursor: string | undefined) => Promise<Page<Item>>): Paged<Item> {
  async function* pages(): AsyncGenerator<Page<Item>> {
    let cursor: string | undefined;
    for (;;) {
      const page = await load(cursor);
      yield page;
      if (page.nextCursor === null) return;
      // A cursor that leads to itself would be followed for ever.
      if (page.nextCursor === cursor) throw new ConnectionError('unexpected-response', 'The list does not end.');
      cursor = page.nextCursor;
    }
  }
  async function* items(): AsyncGenerator<Item> {
    for await (const page of pages()) yield* page.items;
  }
  return {
    pages,
    [Symbol.asyncIterator]: items,
    async toArray() {
      const all: Item[] = [];
      for await (const item of items()) all.push(item);
      return all;
    },
  };
}
