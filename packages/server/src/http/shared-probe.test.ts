import { describe, expect, it } from 'vitest';
import { sharedProbe } from './shared-probe.ts';

describe('a shared probe', () => {
  it('asks once for all who want to know, and again when the answer is old', async () => {
    let [time, asked] = [0, 0];
    const waiting: (() => void)[] = [];
    const probe = sharedProbe(1_000, () => { asked += 1; return new Promise((resolve) => { waiting.push(resolve); }); }, () => time);
    const all = [probe(), probe()];
    time = 60_000;
    all.push(probe());
    expect(asked).toBe(1);
    waiting[0]?.();
    await Promise.all(all);
    time += 999;
    await probe();
    expect(asked).toBe(1);
    time += 1;
    const next = probe();
    expect(asked).toBe(2);
    waiting[1]?.();
    await next;
  });

  it('gives a failure to all of them, and does not keep it for longer', async () => {
    let time = 0;
    let fails = true;
    const probe = sharedProbe(1_000, () => (fails ? Promise.reject(new Error('down')) : Promise.resolve()), () => time);
    await expect(Promise.all([probe(), probe()])).rejects.toThrow('down');
    fails = false;
    await expect(probe()).rejects.toThrow('down');
    time = 1_000;
    await expect(probe()).resolves.toBeUndefined();
  });
});
