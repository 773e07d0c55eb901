/** Everything but digits and letters: spaces, points, and the characters with which numbers are masked. */
const SEPARATORS = /[^0-9A-Z]/g;
const MASKED = /[*\u2022\u00b7\u2026\u25cf]|X{4}/i;
/** What a masked number still shows. */
const SHOWN = 4;
/** A bank's own number stands at the end of its IBAN; a shorter ending says too little. */
const SHORTEST_ENDING = 6;

/**
 * Whether two account numbers can name the same account: equal but for spaces and case, one the end of the other (the
 * bank's own number in its IBAN), or one masked and equal in the characters that it shows.
 */
export function mayBeSameAccount(one: string, other: string): boolean {
  const [a, b] = [one, other].map((number) => number.toUpperCase().replace(SEPARATORS, '')) as [string, string];
  if (a === '' || b === '') return false;
  if (MASKED.test(one) || MASKED.test(other)) return a.slice(-SHOWN) === b.slice(-SHOWN);
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const ending = short.replace(/^0+/, '');
  return a === b || (ending.length >= SHORTEST_ENDING && long.endsWith(ending));
}
