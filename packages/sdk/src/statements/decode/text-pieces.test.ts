import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from './testing.ts';
import { decodePieces, normaliseLineEnds } from './pieces.ts';
import { TextPieces } from './text-pieces.ts';

const piece = fc.string({ unit: fc.constantFrom('a', 'b', '\n', 'é', '\u{1f600}'), minLength: 1, maxLength: 6 });

function decode(bytes: Uint8Array, encoding: string, fatal = false): TextPieces {
  const steps = decodePieces(bytes, encoding, { fatal });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('a text in pieces', () => {
  it('answers as the string that it stands for, however often its pieces are made', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.tuple(fc.integer({ min: 0, max: 250 }), fc.integer({ min: 0, max: 250 })), { maxLength: 60 }), (pieces, places) => {
      const whole = pieces.join('');
      const text = new TextPieces(pieces.map(({ length }) => length), (index) => pieces[index]!);
      expect(text.length).toBe(whole.length);
      expect(text.slice(-1)).toBe(whole.slice(-1));
      expect(text.slice(0)).toBe(whole);
      for (const [a, b] of places) {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(text.slice(from, to)).toBe(whole.slice(from, to));
        expect(text.indexOf('\n', from)).toBe(whole.indexOf('\n', from));
        if (from >= whole.length) continue;
        const { piece: around, start } = text.around(from);
        expect(around[from - start]).toBe(whole[from]);
        expect(text.isInOnePiece(from, text.endAround(from))).toBe(true);
        expect(text.endAround(from)).toBe(start + around.length);
      }
    }));
  });
});

describe('decodePieces', () => {
  const LINES = Array.from({ length: 6_000 }, (_, row) => `${row};Größe – “ë”;${'x'.repeat(row % 40)}`);

  for (const ends of ['\n', '\r\n', '\r', '\r\r\n', '\n\r', 'mixed'] as const) {
    for (const encoding of ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']) {
      it(`gives the text of ${encoding} with ${JSON.stringify(ends)} as its line ends`, () => {
        const text = LINES.map((line, row) => line + (ends === 'mixed' ? ['\n', '\r\n', '\r', '\n\n', '\r\r\n'][row % 5]! : ends)).join('');
        const decoded = decode(encode(text, encoding), encoding).slice(0);
        expect(normaliseLineEnds(decoded)).toBe(normaliseLineEnds(text));
        expect(decoded).not.toMatch(/\r(?!\n)/);
      });
    }
  }

  it('keeps characters whole where a file has no line ends', () => {
    const text = 'ä€漢'.repeat(800_000);
    expect(decode(encode(text, 'utf-8'), 'utf-8').slice(0)).toBe(text);
  });

  it('takes a byte-order mark for one at the beginning alone', () => {
    const text = `${'2026-03-02;Shop;1.00\n'.repeat(5_000)}`;
    for (const encoding of ['utf-8', 'utf-16le']) {
      const marked = `\ufeff${text}\ufeff${text}`;
      expect(decode(encode(marked, encoding), encoding).slice(0)).toBe(marked.slice(1));
    }
  });

  it('says where bytes do not fit, also far from the beginning', () => {
    const bytes = new Uint8Array([...encode('2026-03-02;Shop;1.00\n'.repeat(5_000), 'utf-8'), 0xc3, 0x0a, 0x61]);
    expect(() => decode(bytes, 'utf-8', true)).toThrow(TypeError);
    expect(decode(bytes, 'utf-8').slice(-3)).toBe('\ufffd\na');
  });
});
