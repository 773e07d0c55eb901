import { decodeStatement } from './decode/decode.ts';
import { findDialect, type FoundDialect } from './dialect/dialect.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { pause } from './pause.ts';
import { StatementProblemError } from './problem.ts';
import { assemble } from './reading/assemble.ts';
import { collector, type Collected } from './reading/collect.ts';
import { decide, type Decided, type Evidence } from './reading/decide.ts';
import { askQuestions } from './reading/questions.ts';
import type { ReadingPlan } from './reading/plan.ts';
import { coreOf, findTable, tableFrom } from './table/find-table.ts';
import { findFacts } from './table/statement-facts.ts';
import { normaliseLineEnds } from './tokenise/line-ends.ts';
import { sampleOf, type Sample } from './tokenise/sample.ts';
import { tokenise } from './tokenise/tokenise.ts';
import type { ReadingLimits, ReadingProgress, ReadingStage, ReadStatementOptions, StatementReading } from './types.ts';

const TURN_MILLISECONDS = 12;

/** Watches signal and time, and gives way to other work. */
class Clock {
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: number;
  #turn: number;

  constructor(signal: AbortSignal | undefined, milliseconds: number) {
    this.#signal = signal;
    this.#turn = performance.now();
    this.#deadline = this.#turn + milliseconds;
  }

  check(): void {
    this.#signal?.throwIfAborted();
    if (performance.now() > this.#deadline) throw new StatementProblemError('reading-timeout');
  }

  get turnIsOver(): boolean {
    return performance.now() - this.#turn > TURN_MILLISECONDS;
  }

  async giveWay(): Promise<void> {
    await pause();
    this.#turn = performance.now();
    this.check();
  }
}

interface Source {
  readonly text: string;
  readonly encoding: string;
  readonly dialect: FoundDialect;
  /** Where the records begin, and on which line. */
  readonly from: number;
  readonly line: number;
}

function evidenceOf(source: Source, sample: Sample, options: ReadStatementOptions): Evidence {
  const recipe = options.recipe ?? null;
  const at = (line: number): number => sample.head.findIndex((record) => record.line >= line);
  const table = recipe
    ? tableFrom(sample, coreOf(sample.head), Math.max(0, at(recipe.firstLine)), recipe.headerLine === null ? null : at(recipe.headerLine))
    : findTable(sample);
  const headerIndex = table.headerIndex;
  const first = sample.head[table.firstIndex];
  const headerRecord = headerIndex === null ? undefined : sample.head[headerIndex];
  return {
    encoding: source.encoding,
    delimiter: source.dialect.delimiter,
    table,
    before: sample.head.slice(0, headerIndex ?? table.firstIndex).map((record) => record.cells),
    headerLine: recipe ? recipe.headerLine : (headerRecord?.line ?? null),
    firstLine: recipe ? recipe.firstLine : (first?.line ?? (headerRecord?.line ?? 0) + 1),
    recipe,
  };
}

function withMisfits(sample: Sample, misfits: Collected['misfits']): Sample {
  return { ...sample, whole: true, scattered: [...sample.scattered, ...misfits.map((cells) => ({ line: 0, cells }))] };
}

/**
 * Reads a statement: yields its progress and returns the reading. Gives way to the event loop some eighty times a second.
 *
 * @throws {StatementProblemError} with the code of the contract that says why the file cannot be read.
 * @throws the signal's reason where it is aborted.
 */
export async function* readStatement(bytes: Uint8Array, options: ReadStatementOptions): AsyncGenerator<ReadingProgress, StatementReading, undefined> {
  const limits: ReadingLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const clock = new Clock(options.signal, limits.milliseconds);
  const progress = (stage: ReadingStage, done: number, rows = 0): ReadingProgress => ({ stage, done, rows });
  clock.check();
  if (bytes.length > limits.bytes) throw new StatementProblemError('file-too-large');
  yield progress('decode', 0);
  const decoded = decodeStatement(bytes, options.recipe?.encoding);
  await clock.giveWay();
  yield progress('tokenise', 0.08);
  const source = prepare(decoded.text, decoded.encoding, limits, options);
  await clock.giveWay();
  yield progress('find-table', 0.12);
  let sample = sampleOf(source.text.slice(source.from), source.dialect, limits);
  if (source.line > 1) sample = { ...sample, head: sample.head.map((record) => ({ ...record, line: record.line + source.line - 1 })) };
  await clock.giveWay();
  let evidence = evidenceOf(source, sample, options);
  yield progress('decide', 0.16);
  let decided = decide(evidence, options.answers ?? {});
  if (!sample.whole && decided.open.length > 0) {
    // What the sample leaves open, the whole file may settle.
    sample = { ...sampleOf(source.text.slice(source.from), source.dialect, { ...limits }), whole: false };
  }
  let collected = yield* collect(source, decided.plan, limits, clock, 0.2);
  if (!options.recipe && collected.misfits.length > 0 && !sample.whole) {
    // Rows that the decision does not fit are evidence that the sample lacked.
    sample = withMisfits(sample, collected.misfits);
    evidence = evidenceOf(source, sample, options);
    const again = decide(evidence, options.answers ?? {});
    if (JSON.stringify(again.plan.recipe) !== JSON.stringify(decided.plan.recipe)) {
      decided = again;
      collected = yield* collect(source, decided.plan, limits, clock, 0.6);
    }
  }
  if (options.recipe && collected.rows.length === 0) throw new StatementProblemError('recipe-mismatch');
  yield progress('prove', 0.92, collected.rows.length);
  await clock.giveWay();
  const reading = finish(decided, evidence, collected, bytes.length, options);
  clock.check();
  yield progress('prove', 1, collected.rows.length);
  return reading;
}

function prepare(decoded: string, encoding: string, limits: ReadingLimits, options: ReadStatementOptions): Source {
  const text = normaliseLineEnds(decoded);
  const dialect = findDialect(text, limits, options.recipe?.delimiter ?? null);
  const from = dialect.hasSeparatorLine ? text.indexOf('\n') + 1 : 0;
  return { text, encoding, dialect, from, line: from > 0 ? 2 : 1 };
}

async function* collect(source: Source, plan: ReadingPlan, limits: ReadingLimits, clock: Clock, start: number): AsyncGenerator<ReadingProgress, Collected, undefined> {
  const into = collector(plan, limits, source.line);
  let last = start;
  for (const block of tokenise(source.text, source.dialect, { limits, from: source.from, line: source.line })) {
    into.push(block);
    if (!clock.turnIsOver) continue;
    await clock.giveWay();
    last = Math.min(0.9, last + 0.002);
    yield { stage: 'parse', done: last, rows: into.rows() };
  }
  clock.check();
  return into.finish();
}

function finish(decided: Decided, evidence: Evidence, collected: Collected, bytes: number, options: ReadStatementOptions): StatementReading {
  const { plan } = decided;
  const facts = findFacts(evidence.before, collected.after, { mark: plan.recipe.decimalMark, decimals: plan.decimals, dateOrder: plan.recipe.dateOrder });
  const questions = askQuestions(evidence, decided, options.answers ?? {});
  return assemble({ plan, collected, facts, questions, bytes, orderOpen: !options.recipe });
}

/** `readStatement` for callers who want the reading and, maybe, to hear of its progress. */
export async function readWholeStatement(
  bytes: Uint8Array, options: ReadStatementOptions, onProgress?: (progress: ReadingProgress) => void,
): Promise<StatementReading> {
  const reading = readStatement(bytes, options);
  for (;;) {
    const step = await reading.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
