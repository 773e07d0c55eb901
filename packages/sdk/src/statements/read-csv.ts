import { decodeSteps } from './decode/decode.ts';
import { findDialect } from './dialect/dialect.ts';
import { StatementProblemError } from './problem.ts';
import { assemble } from './reading/assemble.ts';
import { collector, type Collected } from './reading/collect.ts';
import { decide, type Decided } from './reading/decide.ts';
import { evidenceOf, type Evidence } from './reading/evidence.ts';
import type { ReadingPlan } from './reading/plan.ts';
import { askQuestions } from './reading/questions.ts';
import { moneyIndexes } from './roles/money-layout.ts';
import { findFacts } from './table/statement-facts.ts';
import { gatherer, sampleOf, type RecordText, type Sample } from './tokenise/sample.ts';
import { tokenise } from './tokenise/tokenise.ts';
import { inTurns, progress, type Progress, type ReadingContext } from './reading-context.ts';
import type { StatementReading } from './types.ts';

/** What the reading of one CSV works with. */
interface Reading extends ReadingContext {
  readonly source: RecordText;
  readonly encoding: string;
}

interface Decision {
  readonly sample: Sample;
  readonly evidence: Evidence;
  readonly decided: Decided;
}

/**
 * Reads a CSV statement.
 *
 * @throws {StatementProblemError} with the code of the contract that says why the file cannot be read.
 */
export async function* readCsv(bytes: Uint8Array, { options, limits, clock }: ReadingContext): Progress<StatementReading> {
  yield progress('decode', 0);
  const { text, encoding } = await inTurns(decodeSteps(bytes, options.recipe?.encoding), clock);
  yield progress('tokenise', 0.08);
  const dialect = findDialect(text, limits, options.recipe?.delimiter ?? null);
  const from = dialect.hasSeparatorLine ? text.indexOf('\n') + 1 : 0;
  const reading: Reading = { options, limits, clock, encoding, source: { text, dialect, from, line: from > 0 ? 2 : 1 } };
  await clock.giveWay();
  yield progress('find-table', 0.12);
  const sample = sampleOf(reading.source, limits);
  await clock.giveWay();
  yield progress('decide', 0.16);
  let decision = await decideOn(reading, sample);
  let collected = yield* collect(reading, decision.decided.plan, 0.2);
  const again = secondThoughts(reading, decision, collected);
  if (again) {
    decision = again;
    collected = yield* collect(reading, decision.decided.plan, 0.55);
  }
  if (options.recipe && collected.rows.length === 0) throw new StatementProblemError('recipe-mismatch');
  yield progress('prove', 0.92, collected.rows.length);
  await clock.giveWay();
  const result = await inTurns(finish(reading, decision, collected, bytes.length), clock);
  clock.check();
  yield progress('prove', 1, collected.rows.length);
  return result;
}

function decisionOn(reading: Reading, sample: Sample): Decision {
  const { options } = reading;
  const evidence = evidenceOf(sample, { encoding: reading.encoding, delimiter: reading.source.dialect.delimiter, recipe: options.recipe ?? null });
  return { sample, evidence, decided: decide(evidence, options.answers ?? {}) };
}

/** Decides on the sample; what that leaves open, the rows of the whole file may settle. */
async function decideOn(reading: Reading, sample: Sample): Promise<Decision> {
  const first = decisionOn(reading, sample);
  if (sample.whole || first.decided.open.length === 0) return first;
  const { plan } = first.decided;
  const money = plan.money.kind === 'single' ? [] : moneyIndexes(plan.money);
  const gathered = gatherer([...plan.dates, ...money.slice(0, 1)]);
  for (const block of tokenise(reading.source.text, reading.source.dialect, { limits: reading.limits, from: reading.source.from })) {
    gathered.push(block.rows);
    await reading.clock.giveWay();
  }
  return decisionOn(reading, { ...sample, scattered: [...sample.scattered, ...gathered.records] });
}

/** Rows that a decision does not fit are evidence that its sample lacked: with them it may come out otherwise. */
function secondThoughts(reading: Reading, decision: Decision, collected: Collected): Decision | null {
  const { sample, decided } = decision;
  if (reading.options.recipe || sample.whole || collected.misfits.length === 0) return null;
  const again = decisionOn(reading, { ...sample, scattered: [...sample.scattered, ...collected.misfits.map((cells) => ({ line: 0, cells }))] });
  return JSON.stringify(again.decided.plan.recipe) === JSON.stringify(decided.plan.recipe) ? null : again;
}

async function* collect(reading: Reading, plan: ReadingPlan, start: number): Progress<Collected> {
  const { source, limits, clock } = reading;
  const into = collector(plan, limits, source.line);
  const records = tokenise(source.text, source.dialect, { limits, from: source.from, line: source.line });
  let done = start;
  for (const block of records) {
    into.push(block);
    if (!clock.turnIsOver) continue;
    await clock.giveWay();
    done = Math.max(done, start + (0.9 - start) * Math.min(1, block.end / source.text.length));
    yield progress('parse', done, into.rows());
  }
  clock.check();
  return into.finish();
}

function finish(reading: Reading, decision: Decision, collected: Collected, bytes: number): Generator<void, StatementReading, undefined> {
  const { evidence, decided } = decision;
  const { plan } = decided;
  const { recipe } = plan;
  const answers = reading.options.answers ?? {};
  const facts = findFacts(evidence.before, collected.after, { mark: recipe.decimalMark, decimals: plan.decimals, dateOrder: recipe.dateOrder });
  const questions = askQuestions(evidence, decided, answers);
  return assemble({ kind: 'csv', plan, collected, facts, questions, bytes, signAnswered: answers.sign !== undefined, orderOpen: !reading.options.recipe });
}
