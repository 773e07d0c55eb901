/** Of the whole work, or of one of many equal operations that it consists of. */
export type Unit = 'ms' | 'ns';

/** One comparison: the same work done by the product and by a baseline, alternately, in one process. */
export interface Benchmark {
  readonly name: string;
  /** What both sides do, in a sentence. */
  readonly summary: string;
  readonly unit: Unit;
  readonly runs: number;
  /** What of several runs is compared: the median, or the fastest one, which other work on the machine disturbs least. */
  readonly compares?: 'median' | 'fastest';
  prepare(): Promise<PreparedBenchmark>;
}

export interface PreparedBenchmark {
  /** Each does the whole work once and answers how long it took, in the benchmark's unit; cleaning up is not counted. */
  ours(): Promise<number>;
  baseline(): Promise<number>;
  /** Facts worth printing beside the ratio, such as bytes per row. */
  notes?(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface BenchmarkResult {
  readonly name: string;
  readonly ours: number;
  readonly baseline: number;
  readonly unit: Unit;
  /** Baseline divided by ours: above 1 the product is faster. */
  readonly ratio: number;
  readonly runs: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** One unmeasured round, then `runs` rounds in which the two sides take turns at going first; medians are compared, or the fastest runs. */
export async function measure(benchmark: Benchmark): Promise<{ result: BenchmarkResult; notes: readonly string[] }> {
  const prepared = await benchmark.prepare();
  try {
    await prepared.ours();
    await prepared.baseline();
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let run = 0; run < benchmark.runs; run += 1) {
      const sides = [async () => ours.push(await prepared.ours()), async () => baseline.push(await prepared.baseline())];
      for (const side of run % 2 === 0 ? sides : sides.reverse()) await side();
    }
    const notes = (await prepared.notes?.()) ?? [];
    const of = benchmark.compares === 'fastest' ? (values: readonly number[]) => Math.min(...values) : median;
    const [a, b] = [of(ours), of(baseline)];
    return {
      result: { name: benchmark.name, ours: round(a), baseline: round(b), unit: benchmark.unit, ratio: round(b / a), runs: benchmark.runs },
      notes,
    };
  } finally {
    await prepared.close();
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
