import { describe, expect, it } from 'vitest';
import { readText } from './testing.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/** Rows whose dates fit both orders until the very last ones. */
function ambiguousUntil(rows: number, last: readonly string[]): string {
  const lines = ['Date,Description,Amount'];
  for (let row = 0; row < rows; row++) lines.push(`${two(1 + (row % 12))}/${two(1 + ((row * 5) % 12))}/2026,Description of booking number ${row},-${row % 90}.50`);
  return [...lines, ...last, ''].join('\n');
}

describe('long files', () => {
  it('settle by a row in their depth what their sample leaves open', async () => {
    const half = ambiguousUntil(20_000, ['25/03/2026,Rent,-850.00']).split('\n');
    // The telling row goes to the middle, between the pieces of the sample.
    const telling = half.splice(half.length - 2, 1);
    half.splice(7_777, 0, ...telling);
    const reading = await readText(half.join('\n'));
    expect(reading.recipe.dateOrder).toBe('day-month-year');
    expect(reading.questions).toEqual([]);
    expect(reading.transactions).toHaveLength(20_001);
  });

  it('decide again where rows do not fit what the sample said', async () => {
    // The head is in rising order under day first only by accident; later rows have days where the month would be.
    const lines = ['Date,Description,Amount'];
    for (let row = 0; row < 9_000; row++) lines.push(`01/${two(1 + Math.floor((row / 9_000) * 12))}/2026,Description of booking number ${row},-${row % 90}.50`);
    for (let row = 0; row < 3; row++) lines.splice(4_003 + row, 0, `01/${20 + row}/2026,Rent,-850.00`);
    const reading = await readText(lines.join('\n'));
    expect(reading.recipe.dateOrder).toBe('month-day-year');
    expect(reading.rejected).toEqual([]);
    expect(reading.transactions).toHaveLength(9_003);
  });

  it('count every line', async () => {
    const reading = await readText(`Statement\n\n${ambiguousUntil(30_000, ['', 'Total,,1.00'])}`);
    expect(reading.source.lines).toBe(30_005);
    expect(reading.source.lineCount).toEqual({ transactions: 30_000, header: 1, markers: 2, continuations: 0, rejected: 0, blank: 2 });
  });
});
