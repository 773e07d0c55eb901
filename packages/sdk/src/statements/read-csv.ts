import { decodeSteps } from './decode/decode.ts';
import { normaliseLineEnds } from './decode/pieces.ts';
import { TextPieces } from './decode/text-pieces.ts';
import { dialectHead, findDialect } from './dialect/dialect.ts';
import { StatementProblemError } from './problem.ts';
import { assembleRows, madeStatement, type AssembledStatement } from './reading/assemble.ts';
import { combineSections, type SectionReading } from './reading/combine-sections.ts';
import { collector, type Collected } from './reading/collect.ts';
import { decide, type Decided } from './reading/decide.ts';
import { evidenceOf, type Evidence } from './reading/evidence.ts';
import type { ReadingPlan } from './reading/plan.ts';
import { askQuestions } from './reading/questions.ts';
import { moneyIndexes } from './roles/money-layout.ts';
import { findSections, sectionsBelow, type Section } from './table/sections.ts';
import { findFacts } from './table/statement-facts.ts';
import { gatherer, sampleOf, type RecordText, type Sample } from './tokenise/sample.ts';
import { findRecords, tokenise } from './tokenise/tokenise.ts';
import { countedYears } from './values/date-scan.ts';
import { namesWithOthers } from './values/month-names.ts';
import { inTurns, neverFalling, progress, type Progress, type ReadingContext } from './reading-context.ts';
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
export async function* readCsv(bytes: Uint8Array, context: ReadingContext): Progress<StatementReading> {
  const { summary, rows } = yield* openCsv(bytes, context);
  const transactions = await inTurns(rows.all(), context.clock);
  yield progress('prove', 1, rows.length);
  return { ...summary, transactions };
}

/**
 * Reads a CSV statement up to the making of its rows.
 *
 * @throws {StatementProblemError} as `readCsv`.
 */
export function openCsv(bytes: Uint8Array, context: ReadingContext): Progress<AssembledStatement> {
  return neverFalling(openTables(bytes, context));
}

async function* openTables(bytes: Uint8Array, { options, limits, clock }: ReadingContext): Progress<AssembledStatement> {
  yield progress('decode', 0);
  const { text, encoding } = await inTurns(decodeSteps(bytes, options.recipe?.encoding), clock);
  yield progress('tokenise', 0.08);
  const dialect = findDialect(normaliseLineEnds(text.slice(0, dialectHead(limits))), limits, options.recipe?.delimiter ?? null);
  const from = dialect.hasSeparatorLine ? text.indexOf('\n') + 1 : 0;
  const reading: Reading = { options, limits, clock, encoding, source: { text, dialect, from, line: from > 0 ? 2 : 1 } };
  await clock.giveWay();
  yield progress('find-table', 0.12);
  const sample = sampleOf(reading.source, limits);
  await clock.giveWay();
  yield progress('decide', 0.16);
  const sections = findSections(sample);
  const inParts = sections.length > 1 ? yield* readSections(reading, sections, bytes.length) : null;
  if (inParts) return madeStatement(inParts);
  return yield* openTable(reading, sample, bytes.length);
}

/** Reads the one table of a text, up to the making of its rows. */
async function* openTable(reading: Reading, sample: Sample, bytes: number, inSection = false): Progress<AssembledStatement> {
  const { options, clock } = reading;
  let decision = await decideOn(reading, sample);
  let collected = yield* collect(reading, decision.decided.plan, 0.2);
  const again = secondThoughts(reading, decision, collected);
  if (again) {
    decision = again;
    collected = yield* collect(reading, decision.decided.plan, 0.55);
  }
  if (options.recipe && collected.rows.length === 0) throw new StatementProblemError('recipe-mismatch');
  // A sample does not see the tables in the depth of a long file.
  const sections = sample.whole || inSection ? [] : sectionsOf(reading, decision, collected);
  const inParts = sections.length > 1 ? yield* readSections(reading, sections, bytes) : null;
  if (inParts) return madeStatement(inParts);
  yield progress('prove', 0.92, collected.rows.length);
  await clock.giveWay();
  const result = await inTurns(finish(reading, decision, collected, bytes), clock);
  clock.check();
  yield progress('prove', 0.96, collected.rows.length);
  return result;
}

/**
 * Reads each section of a file by itself. A recipe is for the section that it names; the others are read by their own
 * evidence. null where some section cannot be read so: then the file is read as one table.
 */
async function* readSections(reading: Reading, sections: readonly Section[], bytes: number): Progress<StatementReading | null> {
  const { dialect } = reading.source;
  const text = reading.source.text.slice(0);
  const answer = reading.options.answers?.table;
  const texts = cutAtLines(text, sections.map(({ line }) => line));
  const read: SectionReading[] = [];
  let asides = 0;
  for (const [index, section] of sections.entries()) {
    const line = index === 0 ? reading.source.line : section.line;
    if (section.pending) {
      asides += countLines(texts[index]!);
      continue;
    }
    const source: RecordText = { text: TextPieces.of(texts[index]!), dialect, from: index === 0 ? reading.source.from : 0, line };
    const end = sections[index + 1]?.line ?? Infinity;
    const { recipe } = reading.options;
    const fitting = recipe && recipe.firstLine >= line && recipe.firstLine < end ? recipe : null;
    try {
      const part: Reading = { ...reading, source, options: { ...reading.options, recipe: fitting } };
      const { summary, rows } = yield* openTable(part, sampleOf(source, reading.limits), bytes, true);
      const transactions = await inTurns(rows.all(), reading.clock);
      read.push({ section, reading: { ...summary, transactions }, before: index === 0 ? 0 : section.line - 1 });
    } catch (error) {
      if (fitting || answer !== undefined || !(error instanceof StatementProblemError)) throw error;
      return null;
    }
  }
  return read.length === 0 ? null : combineSections({ sections: read, asides, lines: countLines(text) }, answer);
}

function sectionsOf(reading: Reading, { decided, evidence }: Decision, { headersBelow }: Collected): readonly Section[] {
  const { headerLine } = decided.plan.recipe;
  if (headerLine === null || headersBelow.length === 0) return [];
  return sectionsBelow({ line: reading.source.line, headerLine, text: evidence.table.header.join('\u0000') }, headersBelow);
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** The parts of a text that begin with some of its lines; what stands before the first of them belongs to it. */
function cutAtLines(text: string, lines: readonly number[]): readonly string[] {
  const starts: number[] = [];
  let at = 0;
  for (let line = 1; starts.length < lines.length && at >= 0; line++) {
    if (line === lines[starts.length]) starts.push(starts.length === 0 ? 0 : at);
    at = text.indexOf('\n', at) + 1;
    if (at === 0) break;
  }
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
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
  const into = collector(plan, limits, source.line, source);
  const records = findRecords(source.text, source.dialect, { limits, from: source.from, line: source.line });
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

function finish(reading: Reading, decision: Decision, collected: Collected, bytes: number): Generator<void, AssembledStatement, undefined> {
  const { evidence, decided } = decision;
  const { plan } = decided;
  const { recipe } = plan;
  const answers = reading.options.answers ?? {};
  const facts = findFacts(evidence.before, collected.after, { mark: recipe.decimalMark, decimals: plan.decimals, dateOrder: recipe.dateOrder, months: namesWithOthers(plan.months), years: countedYears(plan.dateStyle) });
  const questions = askQuestions(evidence, decided, answers);
  return assembleRows({ kind: 'csv', plan, collected, facts, questions, bytes, signAnswered: answers.sign !== undefined, orderOpen: !reading.options.recipe });
}
