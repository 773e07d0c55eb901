import { currencyDecimals } from '../../money/index.ts';
import { followChain, prove, weakestProof, type Chain, type ProofConditions, type StatedFigures } from '../proof/prove.ts';
import type { RowOrder } from '../proof/row-order.ts';
import type { StatementFacts } from '../table/statement-facts.ts';
import { READER_VERSION, type Period, type Question, type StatementAccount, type StatementReading, type StatementSummary } from '../types.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import { dateOfDay } from '../values/date-parser.ts';
import { minorUnits, negate } from '../values/minor-units.ts';
import type { Collected } from './collect.ts';
import { madeRows, OrderedRows, type StatementRows } from './ordered-rows.ts';
import type { ReadingPlan } from './plan.ts';
import { decimalText } from './questions.ts';
import { allRows, indexByDate, indexChronologically, provableIndex, rowsByAccount, type RowIndex } from './row-index.ts';
import type { RowStore } from './row-store.ts';
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
  return period ? { from: dateOfDay(period.from), to: dateOfDay(period.to) } : null;
}

const OTHER_ORDERS: readonly RowOrder[] = ['unordered', 'oldest-first', 'newest-first'];

/** Whether rows that should run forward end before they begin: balances that chain only so chain by chance. */
function runsBack({ day }: RowStore, rows: RowIndex): boolean {
  return rows.length > 0 && day[rows[0]!]! > day[rows[rows.length - 1]!]!;
}

/** An order of rows, and the chains that the balances of each group make in it. */
interface SettledOrder {
  readonly order: RowOrder;
  readonly chains: readonly Chain[];
}

/** The order in which the balances chain: the decided one, else another in which no link breaks. */
function settleOrder(store: RowStore, groups: readonly RowIndex[], decided: RowOrder, open: boolean): SettledOrder {
  const follow = (order: RowOrder): SettledOrder => ({ order, chains: groups.map((rows) => followChain(provableIndex(store, indexChronologically(store, rows, order)), null)) });
  const breaks = ({ chains }: SettledOrder): boolean => chains.some(({ breaksAtLine }) => breaksAtLine !== null);
  const runsForward = (order: RowOrder): boolean => groups.every((rows) => !runsBack(store, indexChronologically(store, rows, order)));
  const first = follow(decided);
  if (!open || !breaks(first)) return first;
  for (const order of OTHER_ORDERS) {
    if (order === decided) continue;
    const other = follow(order);
    if (!breaks(other) && runsForward(order)) return other;
  }
  return first;
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

function coverageOf({ day }: RowStore, rows: RowIndex, period: Period | null): Period | null {
  if (period || rows.length === 0) return period;
  let [from, to] = [Infinity, 0];
  for (let at = 0; at < rows.length; at++) {
    const own = day[rows[at]!]!;
    if (own < from) from = own;
    if (own > to) to = own;
  }
  return { from: dateOfDay(from), to: dateOfDay(to) };
}

/** A reading whose rows are not made yet. */
export interface AssembledStatement {
  readonly summary: StatementSummary;
  readonly rows: StatementRows;
}

/** A reading whose rows are made already. */
export function madeStatement({ transactions, ...summary }: StatementReading): AssembledStatement {
  return { summary, rows: madeRows(transactions) };
}

/** Gives signs to the rows that have none of their own, and asks where no balance tells them. */
function settleSigns({ plan, collected, facts, questions, signAnswered }: AssembleOptions): readonly Question[] {
  if (!plan.signFromBalance) return questions;
  const opening = facts.opening === null ? null : minorUnits(BigInt(facts.opening));
  const untold = signByBalance(collected.rows, { order: plan.recipe.rowOrder, opening, outward: plan.recipe.sign === 'inverted' });
  return untold.length > 0 && !signAnswered ? [...questions, untoldQuestion(untold, collected, plan)] : questions;
}

/**
 * Puts accounts and their proof together from what the rows and the lines around them gave, and the rows into their
 * order. Yields between its passes over the rows.
 */
export function* assembleRows(options: AssembleOptions): Generator<void, AssembledStatement, undefined> {
  const { plan, collected, facts } = options;
  const store = collected.rows;
  const questions = settleSigns(options);
  yield;
  const groups = collected.groups.length > 0 ? collected.groups : [{ number: null, currency: null }];
  const byGroup = rowsByAccount(store, groups.length);
  yield;
  const { order: rowOrder, chains } = settleOrder(store, byGroup, plan.recipe.rowOrder, options.orderOpen);
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
    const rows = indexChronologically(store, byGroup[index]!, rowOrder);
    const proof = prove(provableIndex(store, rows), stated, conditions, chains[index] ?? null);
    accounts.push({
      number: group.number ?? (groups.length === 1 ? facts.accountNumber : null),
      holder: groups.length === 1 ? facts.holder : null,
      currency: group.currency ?? plan.currency,
      period,
      opening: proof.opening,
      closing: proof.closing,
      proof,
      coverage: coverageOf(store, rows, period),
    });
  }
  yield;
  const index = indexByDate(store, indexChronologically(store, allRows(store), rowOrder));
  const summary: StatementSummary = {
    readerVersion: READER_VERSION,
    accounts,
    proof: weakestProof(accounts.map((account) => account.proof.status)),
    questions,
    rejected: collected.rejected,
    recipe: { ...plan.recipe, rowOrder },
    source: { kind: options.kind, bytes: options.bytes, lines: collected.lines, lineCount: collected.counts, header: plan.header },
  };
  return { summary, rows: new OrderedRows(index, collected.maker) };
}

/** `assembleRows` with all rows made. */
export function* assemble(options: AssembleOptions): Generator<void, StatementReading, undefined> {
  const { summary, rows } = yield* assembleRows(options);
  return { ...summary, transactions: yield* rows.all() };
}

const ROWS_SHOWN = 5;

/** Asks which way the rows go whose step no balance shows. */
function untoldQuestion(rows: readonly number[], { maker, groups }: Collected, plan: ReadingPlan): Question {
  const shown = rows.slice(0, ROWS_SHOWN).map((row) => maker.transaction(row));
  const turned = plan.recipe.sign === 'inverted';
  const decimalsOf = (account: number): number => {
    const currency = groups[account]?.currency ?? null;
    return currency === null ? plan.decimals : currencyDecimals(currency);
  };
  const choice = (value: 'as-printed' | 'inverted'): Question['choices'][number] => ({
    value,
    rows: shown.map((row) => ({
      line: row.source.line, date: row.date, description: row.description.slice(0, 200),
      amount: decimalText((value === 'inverted') === turned ? row.amount : negate(row.amount), decimalsOf(row.account)),
    })),
  });
  return { field: 'sign', choices: [choice('as-printed'), choice('inverted')] };
}
