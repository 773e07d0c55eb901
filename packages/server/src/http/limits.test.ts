import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { defaultEventLimits, eventLimitRanges } from '../events/event-limits.ts';
import { defaultHttpLimits, httpLimitRanges } from './limits.ts';

const documented = new URL('../../../../docs/limits.md', import.meta.url);

it.each([
  ['requests', defaultHttpLimits, httpLimitRanges],
  ['event streams', defaultEventLimits, eventLimitRanges],
] as const)('the limits of %s are within their ranges, and stand in the documentation with the same figures', async (_name, defaults, ranges) => {
  const rows = (await readFile(documented, 'utf8')).split('\n').filter((line) => line.startsWith('|'));
  for (const [name, value] of Object.entries(defaults)) {
    const [least, most] = (ranges as unknown as Readonly<Record<string, readonly [number, number]>>)[name] ?? [Infinity, 0];
    expect(value, name).toBeGreaterThanOrEqual(least);
    expect(value, name).toBeLessThanOrEqual(most);
    const row = rows.find((line) => line.includes(`\`${name}\``));
    const [, figure = '', unit] = /^\|[^|]*\|[^|]*\| ([\d,]+)(?: (KiB|MiB))? \|/.exec(row ?? '') ?? [];
    expect(Number(figure.replaceAll(',', '')) * (unit === 'MiB' ? 2 ** 20 : unit === 'KiB' ? 2 ** 10 : 1), name).toBe(value);
  }
});
