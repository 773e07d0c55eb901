import { expect, it } from 'vitest';
import { RequestGoneError } from '../../http/request-gone.ts';
import { ReadingTurns } from './reading-turns.ts';

/** Tasks that end when they are told to, and the order in which they began. */
function track(turns: ReadingTurns) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, organisationId: string, gone?: AbortSignal): Promise<void> =>
    turns.run({ organisationId, gone }, () => {
      begun.push(name);
      return new Promise((resolve) => { ends.set(name, resolve); });
    });
  return { begun, start, end: (name: string) => ends.get(name)!() };
}

it('runs so many tasks at once, lets others wait in order, and turns away who would wait too long', async () => {
  const { begun, start, end } = track(new ReadingTurns({ running: 1, waiting: 2 }));
  const all = [start('first', 'a'), start('second', 'b'), start('third', 'c')];
  await expect(start('fourth', 'd')).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 5 });
  for (const name of ['first', 'second', 'third']) {
    expect(begun.at(-1)).toBe(name);
    end(name);
    await all.shift();
  }
  expect(begun).toEqual(['first', 'second', 'third']);
});

it('keeps a place and half of the queue from any one organisation', async () => {
  const { begun, start, end } = track(new ReadingTurns({ running: 3, waiting: 4 }));
  const hostile = ['1', '2', '3', '4'].map((name) => start(name, 'hostile'));
  expect(begun).toEqual(['1', '2']);
  await expect(start('5', 'hostile')).rejects.toMatchObject({ code: 'too-many-requests' });
  const other = start('other', 'other');
  expect(begun).toEqual(['1', '2', 'other']);
  // Behind the waiting ones of the first organisation, which may not take the place that is free next.
  const late = start('late', 'other');
  end('other');
  await other;
  expect(begun).toEqual(['1', '2', 'other', 'late']);
  end('1');
  await hostile[0];
  expect(begun.at(-1)).toBe('3');
  for (const name of ['2', 'late', '3']) end(name);
  await Promise.all([hostile[1], hostile[2], late]);
  end('4');
  await hostile[3];
});

it('forgets who gives up before the turn, and frees the place of a task that fails', async () => {
  const turns = new ReadingTurns({ running: 1, waiting: 2 });
  const { begun, start, end } = track(turns);
  const [first, gone] = [start('first', 'a'), new AbortController()];
  const second = start('second', 'b', gone.signal);
  const third = start('third', 'c');
  gone.abort();
  await expect(second).rejects.toBeInstanceOf(RequestGoneError);
  await expect(start('never', 'b', gone.signal)).rejects.toBeInstanceOf(RequestGoneError);
  end('first');
  await first;
  expect(begun).toEqual(['first', 'third']);
  end('third');
  await third;
  await expect(turns.run({ organisationId: 'a' }, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(turns.run({ organisationId: 'a' }, () => Promise.resolve(1))).resolves.toBe(1);
});
