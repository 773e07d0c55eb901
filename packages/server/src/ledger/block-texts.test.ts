import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BlockTexts, buffersOf, toBlocks } from './block-texts.ts';

type Text = string | null;

/** The texts as they arrive in another thread: their buffers handed over, nothing copied. */
function cross(texts: readonly Text[]): BlockTexts {
  const parts = toBlocks({ at: (index) => texts[index]! }, texts.length);
  return new BlockTexts(structuredClone(parts, { transfer: [...buffersOf(parts)] }));
}

const all = (texts: BlockTexts, count: number): Text[] => Array.from({ length: count }, (_, index) => texts.at(index));

it('gives back every text, also none, an empty one, and one that is half a character', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constant('\ud83d')), { freq: 4 });
  fc.assert(fc.property(fc.array(text, { maxLength: 50 }), (texts) => {
    expect(all(cross(texts), texts.length)).toEqual(texts);
  }));
});

it('tells the texts of neighbouring blocks apart, in whatever order they are asked for', () => {
  // Only the middle block needs more than a byte for a character.
  const texts = Array.from({ length: 5_000 }, (_, index): Text => (index % 7 === 0 ? null : `row ${String(index)}${index === 3_000 ? ' €' : ''}`));
  const crossed = cross(texts);
  for (const index of [4_999, 0, 2_047, 2_048, 2_049, 4_095, 4_096, 3_000, 1]) expect(crossed.at(index)).toBe(texts[index]);
  expect(all(crossed, texts.length)).toEqual(texts);
  expect(crossed.at(5_000)).toBe(null);
});
