import { describe, expect, it } from 'vitest';
import { parseMailLink, takeMailLink } from './mail-link.ts';

const token = 'a-B_9'.repeat(9);

describe('the link of a mail', () => {
  it('is for an invitation or a reset', () => {
    expect(parseMailLink(`#invitation=${token}`)).toEqual({ kind: 'invitation', token });
    expect(parseMailLink(`#reset=${token}`)).toEqual({ kind: 'reset', token });
  });

  it('is nothing else: the fragments of the page stay its own', () => {
    for (const hash of ['', '#', '#cash-flow', '#invitation=', '#invitation=short', `#other=${token}`, `#reset=${token}&x=1`, `#reset=${'a'.repeat(129)}`]) expect(parseMailLink(hash), hash).toBeNull();
  });

  it('leaves the address with its query and the state of the page', () => {
    const replaced: unknown[] = [];
    const page = (hash: string) =>
      ({ location: { hash, pathname: '/books', search: '?a=1' }, history: { state: { at: 2 }, replaceState: (...change: unknown[]) => void replaced.push(change) } }) as unknown as Window;
    expect(takeMailLink(page(`#reset=${token}`))?.token).toBe(token);
    expect(takeMailLink(page('#cash-flow'))).toBeNull();
    expect(replaced).toEqual([[{ at: 2 }, '', '/books?a=1']]);
  });
});
