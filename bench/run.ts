// npm run bench [-- NAME... --json FILE]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure, type Benchmark, type BenchmarkResult } from './benchmark.ts';

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'ledger-import': async () => (await import('./ledger-import.bench.ts')).ledgerImport,
  'ledger-chart': async () => (await import('./ledger-chart.bench.ts')).ledgerChart,
};

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  console.error(`No such benchmark. There are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

const results: BenchmarkResult[] = [];
for (const name of names) {
  const benchmark = await benchmarks[name]!();
  console.log(`${benchmark.name}: ${benchmark.summary}`);
  const { result, notes } = await measure(benchmark);
  for (const note of notes) console.log(`  ${note}`);
  results.push(result);
}

console.log();
console.table(Object.fromEntries(results.map(({ name, ...rest }) => [name, rest])));
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
