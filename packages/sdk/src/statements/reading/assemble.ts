import { calendarDate, type CalendarDate } from '../../dates/index.ts';
import { chainBreaks, prove, weakestProof, type ProofConditions, type StatedFigures } from '../proof/prove.ts';
import { byDate, chronological, type RowOrder } from '../proof/row-order.ts';
import type { StatementFacts } from '../table/statement-facts.ts';
import { READER_VERSION, type Period, type Question, type StatementAccount, type StatementReading, type StatementTransaction } from '../types.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import type { Collected } from './collect.ts';
import type { ReadingPlan } from './plan.ts';
import { decimalText } from './questions.ts';
import { signByBalance } from './sign-by-balance.ts';

export interface AssembleOptions {
  readonly kind: StatementReading['source']['kind'];
  readonly plan: ReadingPlan;
  readonly collected: Collected;
  readonly facts: StatementFacts;
  readonly questions: readonly Question[];
  readonly bytes: number;
  /** Whether a person said which way the rows go that nothing else tells. */
  readonly signAnswered: boolean;
  /** Whether the row order may still be corrected by the balances; a recipe fixes it. */
  readonly orderOpen: boolean;
}

const ENOUGH_LINKS = 2;
const ENOUGH_LINKS_UNNAMED = 3;

function big(units: MinorUnits | null): bigint | null {
  return units === null ? null : BigInt(units);
}

function toPeriod(period: StatementFacts['period']): Period | null {
  const date = (packed: number): CalendarDate => calendarDate(packed >> 9, (packed >> 5) & 15, packed & 31);
  return period ? { from: date(period.from), to: date(period.to) } : null;
}

const OTHER_ORDERS: readonly RowOrder[] = ['unordered', 'oldest-first', 'newest-first'];

/** Whether rows that should run forward end before they begin: balances that chain only so chain by chance. */
function runsBack(rows: readonly StatementTransaction[]): boolean {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  return first !== undefined && last !== undefined && first.date > last.date;
}

/** The order in which the balances chain: the decided one, else another in which no link breaks. */
function settleOrder(groups: readonly (readonly StatementTransaction[])[], decided: RowOrder, open: boolean): RowOrder {
  const breaks = (order: RowOrder): boolean => groups.some((rows) => chainBreaks(chronological(rows, order)));
  if (!open || !breaks(decided)) return decided;
  return OTHER_ORDERS.find((order) => order !== decided && !breaks(order) && !groups.some((rows) => runsBack(chronological(rows, order)))) ?? decided;
}

const NOTHING_STATED: StatedFigures = { opening: null, closing: null, totals: [] };

/** What the file states for its account: only where it holds one account are the lines around the table about it. */
function statedFigures(options: AssembleOptions, alone: boolean): StatedFigures {
  if (!alone) return NOTHING_STATED;
  const { markers } = options.collected;
  const known = markers.filter((marker) => marker.units !== null);
  // Pages repeat what they carry on: the first opening figure and the last closing one are those of the statement.
  const figure = (kind: 'opening' | 'closing'): bigint | null => big((kind === 'opening' ? known.find((marker) => marker.kind === kind) : known.findLast((marker) => marker.kind === kind))?.units ?? null);
  return {
    opening: figure('opening') ?? big(options.facts.opening),
    closing: figure('closing') ?? big(options.facts.closing),
    totals: markers.filter((marker) => marker.kind === 'total').map((marker) => ({ moneyIn: big(marker.moneyIn), moneyOut: big(marker.moneyOut), net: big(marker.units) })),
  };
}

function coverageOf(rows: readonly StatementTransaction[], period: Period | null): Period | null {
  if (period || rows.length === 0) return period;
  let [from, to] = [rows[0]!.date, rows[0]!.date];
  for (const { date } of rows) {
    if (date < from) from = date;
    if (date > to) to = date;
  }
  return { from, to };
}

/**
 * Puts accounts, transactions and their proof together from what the rows and the lines around them gave. Yields between
 * its passes over the rows.
 */
export function* assemble(options: AssembleOptions): Generator<void, StatementReading, undefined> {
  const { plan, collected, facts } = options;
  const bySteps = plan.signFromBalance ? signByBalance(collected.rows, plan.recipe.rowOrder, big(facts.opening), plan.recipe.sign === 'inverted') : null;
  const all = bySteps?.rows ?? collected.rows;
  const questions = bySteps && bySteps.untold.length > 0 && !options.signAnswered ? [...options.questions, untoldQuestion(bySteps.untold, plan)] : options.questions;
  const groups = collected.groups.length > 0 ? collected.groups : [{ number: null, currency: null }];
  const byGroup = groups.length === 1 ? [all] : groups.map((_, index) => all.filter((row) => row.account === index));
  yield;
  const rowOrder = settleOrder(byGroup, plan.recipe.rowOrder, options.orderOpen);
  const stated = statedFigures(options, groups.length === 1);
  const conditions: ProofConditions = {
    datesSettled: plan.datesSettled,
    settled: questions.every((question) => question.field === 'currency' || question.field === 'account'),
    hasRejected: collected.rejected.length > 0,
    leastLinks: plan.balanceNamed ? (plan.header.length > 0 ? 1 : ENOUGH_LINKS) : ENOUGH_LINKS_UNNAMED,
  };
  const period = toPeriod(facts.period);
  const accounts: StatementAccount[] = [];
  for (const [index, group] of groups.entries()) {
    yield;
    const rows = chronological(byGroup[index]!, rowOrder);
    const proof = prove(rows, stated, conditions);
    accounts.push({
      number: group.number ?? (groups.length === 1 ? facts.accountNumber : null),
      holder: groups.length === 1 ? facts.holder : null,
      currency: group.currency ?? plan.currency,
      period,
      opening: proof.opening,
      closing: proof.closing,
      proof,
      coverage: coverageOf(rows, period),
    });
  }
  yield;
  const transactions = byDate(chronological(all, rowOrder));
  return {
    readerVersion: READER_VERSION,
    accounts,
    transactions,
    proof: weakestProof(accounts.map((account) => account.proof.status)),
    questions,
    rejected: collected.rejected,
    recipe: { ...plan.recipe, rowOrder },
    source: { kind: options.kind, bytes: options.bytes, lines: collected.lines, lineCount: collected.counts, header: plan.header },
  };
}

const ROWS_SHOWN = 5;

/** Asks which way the rows go whose step no balance shows. */
function untoldQuestion(rows: readonly StatementTransaction[], plan: ReadingPlan): Question {
  const shown = rows.slice(0, ROWS_SHOWN);
  const turned = plan.recipe.sign === 'inverted';
  const choice = (value: 'as-printed' | 'inverted'): Question['choices'][number] => ({
    value,
    rows: shown.map((row) => ({
      line: row.source.line, date: row.date, description: row.description.slice(0, 200),
      amount: decimalText((value === 'inverted') === turned ? row.amount : -row.amount, plan.decimals),
    })),
  });
  return { field: 'sign', choices: [choice('as-printed'), choice('inverted')] };
}
