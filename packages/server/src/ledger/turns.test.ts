import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

function busy(milliseconds: number): void {
  for (const until = performance.now() + milliseconds; performance.now() < until;);
}

describe('long work', () => {
  it('gives way to what is waiting', async () => {
    let others = 0;
    setImmediate(() => { others += 1; });
    const turns = new Turns();
    await turns.give();
    expect(others).toBe(0);
    busy(12);
    await turns.give();
    expect(others).toBe(1);
  });

  it('in steps comes to its result', async () => {
    const steps = function* (): Generator<void, number> {
      for (let step = 0; step < 5; step++) {
        busy(4);
        yield;
      }
      return 7;
    };
    expect(await new Turns().run(steps())).toBe(7);
  });
});
