import { describe, expect, it } from 'vitest';
import { FairUse } from './fair-use.ts';
import { defaultHttpLimits } from './limits.ts';
import { LoadState, watchEventLoop } from './loop-watch.ts';

const ADA = { person: 'ada', organisation: 'bakery', address: '192.0.2.1' };
const BEN = { person: 'ben', organisation: 'bakery', address: '192.0.2.1' };

/** A task that is done when told. */
function held() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let started = false;
  return { done: resolve, get started() { return started; }, task: () => { started = true; return promise; } };
}

describe('fair use', () => {
  it('lets a person have so many requests in work, the next ones in their order, and refuses the rest', async () => {
    const use = new FairUse({ ...defaultHttpLimits, requestsPerPerson: 1 });
    const [first, second, third] = [held(), held(), held()];
    const answers = [first, second, third].map(({ task }) => use.run(ADA, 'listAccounts', task));
    await expect(use.run(ADA, 'listAccounts', () => Promise.resolve('x'))).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 1 });
    // Somebody else is not concerned.
    expect(await use.run(BEN, 'listAccounts', () => Promise.resolve('x'))).toBe('x');
    expect([first.started, second.started]).toEqual([true, false]);
    first.done('1');
    expect(await answers[0]).toBe('1');
    expect([second.started, third.started]).toEqual([true, false]);
    second.done('2');
    third.done('3');
    expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
    expect(await use.run(ADA, 'listAccounts', () => Promise.resolve('x'))).toBe('x');
  });

  it('gives the place back where a task fails', async () => {
    const use = new FairUse({ ...defaultHttpLimits, requestsPerPerson: 1, requestsPerOrganisation: 1 });
    for (let index = 0; index < 5; index += 1) await expect(use.run(ADA, 'listAccounts', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await use.run(BEN, 'listAccounts', () => Promise.resolve('x'))).toBe('x');
  });

  it('bounds the requests of an organisation, whoever sends them', async () => {
    const use = new FairUse({ ...defaultHttpLimits, requestsPerOrganisation: 1 });
    const all = Array.from({ length: 3 }, held);
    const answers = all.map(({ task }, index) => use.run({ ...ADA, person: String(index) }, 'listAccounts', task));
    await expect(use.run(BEN, 'listAccounts', () => Promise.resolve('x'))).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await use.run({ ...BEN, organisation: 'butchery' }, 'listAccounts', () => Promise.resolve('x'))).toBe('x');
    for (const { done } of all) done('');
    await Promise.all(answers);
  });

  it('counts what is expensive, by person, organisation and address', async () => {
    const use = new FairUse({ ...defaultHttpLimits, expensivePerPerson: 2, expensivePerOrganisation: 3, expensivePerAddress: 4 });
    const search = (asker: Parameters<FairUse['run']>[0]) => use.run(asker, 'searchTransactions', () => Promise.resolve('x'));
    await search(ADA);
    await search(ADA);
    await expect(search(ADA)).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: expect.any(Number) as number });
    await search(BEN);
    await expect(search({ ...BEN, person: 'cora' })).rejects.toMatchObject({ code: 'too-many-requests' });
    await search({ person: 'dan', organisation: 'butchery', address: '192.0.2.1' });
    await expect(search({ person: 'eve', organisation: 'forge', address: '192.0.2.1' })).rejects.toMatchObject({ code: 'too-many-requests' });
    expect(await use.run(ADA, 'listAccounts', () => Promise.resolve('x'))).toBe('x');
  });
});

describe('the load of a process', () => {
  it('is too much from the second window in a row above the limit, until one below it', () => {
    const state = new LoadState(100);
    const seen = [500, 50, Number.NaN, 101, 101, 400, 99, 200].map((delay) => {
      state.note(delay);
      return state.overloaded;
    });
    expect(seen).toEqual([false, false, false, false, true, true, false, false]);
  });

  it('is measured by how late the event loop is', async () => {
    const watch = watchEventLoop(50);
    const block = (): void => { for (const end = performance.now() + 200; performance.now() < end;); };
    for (const end = performance.now() + 5_000; !watch.overloaded && performance.now() < end;) {
      block();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    expect(watch.overloaded).toBe(true);
    watch.stop();
  });
});
