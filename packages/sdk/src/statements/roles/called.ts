import { normalise } from './header-words.ts';

const lists = new Map<string, ReadonlySet<string>>();

/** Whether the whole of a header is one of some terms, which a stroke parts: accents, case and marks aside. */
export function isCalled(terms: string, header: string): boolean {
  let list = lists.get(terms);
  if (!list) lists.set(terms, (list = new Set(terms.split('|').map(normalise))));
  const text = normalise(header);
  if (list.has(text)) return true;
  // `Amount in EUR`, `利用店名・商品名`: the first of several words.
  const first = text.split(/[/・,|]|\s-\s/)[0]!.trim();
  return first !== text && list.has(first);
}
