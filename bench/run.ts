// npm run bench [-- NAME... --json FILE]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, type Benchmark, type BenchmarkResult } from './benchmark.ts';

/** What is measured together; one of a group is asked for by its own name, which begins with that of the group. */
const groups: Readonly<Record<string, () => Promise<readonly Benchmark[]>>> = {
  'ledger-import': async () => [(await import('./ledger-import.bench.ts')).ledgerImport],
  'ledger-chart': async () => [(await import('./ledger-chart.bench.ts')).ledgerChart],
  vault: async () => [...(await import('./vault.bench.ts')).vault, (await import('./reseal.bench.ts')).reseal],
  audit: async () => [(await import('./audit.bench.ts')).audit],
  'session-check': async () => [(await import('./session-check.bench.ts')).sessionCheck],
  statements: async () => (await import('./statements.bench.ts')).statements,
};

async function named(name: string): Promise<readonly Benchmark[]> {
  if (Object.hasOwn(groups, name)) return groups[name]!();
  const group = Object.keys(groups).find((each) => name.startsWith(`${each}-`));
  return group === undefined ? [] : (await groups[group]!()).filter((benchmark) => benchmark.name === name);
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, alone: { type: 'boolean', default: false } } });
const names = positionals.length > 0 ? positionals : Object.keys(groups);
const chosen = await Promise.all(names.map(named));
if (chosen.some((benchmarks) => benchmarks.length === 0)) {
  console.error(`No such benchmark. There are: ${Object.keys(groups).join(', ')}, and each of what they measure by its name.`);
  process.exit(2);
}

/** Measures one benchmark here. */
async function measureHere(benchmark: Benchmark): Promise<BenchmarkResult> {
  console.log(`${benchmark.name}: ${benchmark.summary}`);
  const { result, notes } = await measure(benchmark);
  for (const note of notes) console.log(`  ${note}`);
  return result;
}

/** Measures one benchmark in a process of its own, where no other one has shaped the code and the memory before. */
async function measureApart({ name }: Benchmark): Promise<BenchmarkResult> {
  const child = fork(fileURLToPath(import.meta.url), [name, '--alone'], { execArgv: [...process.execArgv] });
  let result: BenchmarkResult | null = null;
  child.on('message', (message) => { result = message as BenchmarkResult; });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || result === null) throw new Error(`${name} has failed.`);
  return result;
}

const benchmarks = chosen.flat();
if (values.alone) {
  for (const benchmark of benchmarks) process.send?.(await measureHere(benchmark));
  process.disconnect?.();
} else {
  const results: BenchmarkResult[] = [];
  for (const benchmark of benchmarks) results.push(await (benchmarks.length === 1 ? measureHere(benchmark) : measureApart(benchmark)));
  console.log();
  console.table(Object.fromEntries(results.map(({ name, ...rest }) => [name, rest])));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
}
