import { problems } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { textsFor, withOverrides, type Texts } from './texts.ts';

/** Every text as a path and its value. */
function leaves(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
  return [];
}

const keysOf = (texts: Texts): readonly string[] =>
  Object.entries(texts).flatMap(([section, words]) => (typeof words === 'object' && section !== 'problems' ? Object.keys(words as object).map((key) => `${section}.${key}`) : []));

describe('texts', () => {
  it('are complete in both languages', () => {
    expect([...keysOf(de)].sort()).toEqual([...keysOf(en)].sort());
    expect(Object.keys(de.problems).sort()).toEqual(Object.keys(problems).sort());
  });

  it('hold no empty text, no exclamation mark and no brand', () => {
    for (const [path, text] of [...leaves(en), ...leaves(de)]) {
      expect(text.trim(), path).not.toBe('');
      expect(text, path).not.toMatch(/!|cash ?flow ?smart/i);
    }
  });

  it('follow the language of a locale, English where there is none', () => {
    expect(textsFor('de-CH').language).toBe('de');
    expect(textsFor('DE').language).toBe('de');
    expect(textsFor('nl').language).toBe('en');
  });

  it('choose the plural form of their own language', () => {
    expect(en.transactions.shown({ value: 1, text: '1' }, false)).toBe('1 transaction');
    expect(de.transactions.shown({ value: 2000, text: '2.000' }, true)).toBe('Die ersten 2.000 Umsätze');
  });

  it('can be replaced one by one', () => {
    const own = withOverrides(en, { transactions: { title: 'Bookings' } });
    expect(own.transactions.title).toBe('Bookings');
    expect(own.transactions.add).toBe(en.transactions.add);
    expect(own.common).toEqual(en.common);
  });
});
