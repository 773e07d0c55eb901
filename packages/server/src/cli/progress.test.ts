import { describe, expect, it } from 'vitest';
import { progressDisplay } from './progress.ts';

function display(interactive: boolean) {
  const written: string[] = [];
  const clock = { time: 0 };
  const shown = progressDisplay({ error: (text) => { written.push(text); }, interactive }, () => clock.time);
  return { written, clock, shown };
}

describe('progress', () => {
  it('is a bar on a terminal that is taken away at the end', () => {
    const { written, clock, shown } = display(true);
    shown.show({ phase: 'Moving', done: 0, total: 4000 });
    expect(written).toEqual([]);
    clock.time = 100;
    shown.show({ phase: 'Moving', done: 1000, total: 4000 });
    expect(written.join('')).toBe('\r\u001B[K[######------------------] Moving: 1,000 of 4,000 (25%)');
    shown.end();
    expect(written.at(-1)).toBe('\r\u001B[K');
  });

  it('is a line now and then elsewhere, and nothing for short work', () => {
    const { written, clock, shown } = display(false);
    for (clock.time = 0; clock.time < 12_000; clock.time += 1_000) shown.show({ phase: 'Opening', done: clock.time, total: null });
    shown.end();
    expect(written).toEqual(['Opening: 5,000\n', 'Opening: 10,000\n']);
  });
});
