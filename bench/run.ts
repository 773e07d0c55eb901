// npm run bench [-- NAME... --json FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure, type Benchmark, type BenchmarkResult } from './benchmark.ts';

const benchmarks: Readonly<Record<string, () => Promise<readonly Benchmark[]>>> = {
  'ledger-import': async () => [(await import('./ledger-import.bench.ts')).ledgerImport],
  'ledger-chart': async () => [(await import('./ledger-chart.bench.ts')).ledgerChart],
  statements: async () => (await import('./statements.bench.ts')).statements,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`No such benchmark. There are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

const results: BenchmarkResult[] = [];
const chosen: Benchmark[] = [];
for (const name of names) chosen.push(...(await benchmarks[name]!()));
for (const benchmark of chosen) {
  console.log(`${benchmark.name}: ${benchmark.summary}`);
  const { result, notes } = await measure(benchmark);
  for (const note of notes) console.log(`  ${note}`);
  results.push(result);
}

console.log();
console.table(Object.fromEntries(results.map(({ name, ...rest }) => [name, rest])));
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
