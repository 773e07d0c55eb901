import { expect, it } from 'vitest';
import { createImports, type ImportsOptions } from './index.ts';

it('opens only so many files at once, and turns away whom it would keep waiting too long', async () => {
  // Nothing here touches database, keys or ledger.
  const { withFile } = createImports({ limits: { concurrentReadings: 1, waitingReadings: 1 } } as ImportsOptions);
  const order: string[] = [];
  let release = (): void => undefined;
  const first = withFile(() => new Promise<void>((resolve) => { release = resolve; }));
  const second = withFile(() => Promise.resolve(order.push('second')));
  await expect(withFile(() => Promise.resolve(order.push('third')))).rejects.toMatchObject({ code: 'too-many-requests', retryAfter: 5 });
  expect(order).toEqual([]);
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(['second']);
});
