import { StatementProblemError } from '../problem.ts';
import { fold } from '../values/text.ts';
import { KNOWN, type ColumnProfile } from './column-profile.ts';
import type { DateColumns } from './date-columns.ts';
import type { MoneyHypothesis } from './money-columns.ts';
import { moneyIndexes } from './money-layout.ts';

/** Hypotheses closer than this to the best one survive the evidence. */
const CLOSE_CALL = 0.8;

/** A header that names neither amounts nor balances over numbers without a sign: other tables add up as well, such as meter readings. */
function isVague(best: MoneyHypothesis, profiles: readonly ColumnProfile[]): boolean {
  const headed = profiles.some((profile) => profile.header !== '');
  const balance = best.balance === null ? 0 : (profiles[best.balance]?.words.balance ?? 0);
  return headed && !best.named && balance < KNOWN && best.amounts.every((amount) => amount === null || amount >= 0);
}

/** A hypothesis as an answer names it: columns counted from 1. */
function labelOf(hypothesis: MoneyHypothesis, dates: DateColumns): string {
  const { money, balance } = hypothesis;
  const amounts = money.kind === 'pair' ? [`out=${(money.out ?? -1) + 1}`, `in=${(money.in ?? -1) + 1}`] : moneyIndexes(money).map((index) => `amount=${index + 1}`);
  const columns = [...amounts, ...(money.fee === null ? [] : [`fee=${money.fee + 1}`])];
  return [`date=${(dates.columns[0]?.index ?? -1) + 1}`, ...columns, ...(balance === null ? [] : [`balance=${balance + 1}`])].join(' ');
}

export interface ChosenColumns {
  readonly hypothesis: MoneyHypothesis;
  /** Other date columns than the decided ones, where an answer asked for them. */
  readonly dates: DateColumns | null;
  /** The labels of all survivors; one where nothing is open. */
  readonly values: readonly string[];
}

function sameAmounts(one: MoneyHypothesis, other: MoneyHypothesis): boolean {
  return one.amounts.every((amount, row) => amount === other.amounts[row]);
}

/** Opposite amounts are a matter of the sign, which has its own question. */
function oppositeAmounts(one: MoneyHypothesis, other: MoneyHypothesis): boolean {
  return one.amounts.every((amount, row) => amount === (other.amounts[row] === null || other.amounts[row] === undefined ? null : -other.amounts[row] + 0));
}

/** The same amounts without their signs say less, and nothing else. */
function unsignedCopy(one: MoneyHypothesis, other: MoneyHypothesis): boolean {
  return one.amounts.some((amount) => amount !== null && amount < 0)
    && one.amounts.every((amount, row) => (amount === null ? null : Math.abs(amount)) === other.amounts[row]);
}

/**
 * Whether two hypotheses differ by a fee alone, and the balances close as well with it as without: only rows whose balance
 * follows from no other one have a fee, so that nothing tells whether their amounts include it.
 */
function tiedByFee(one: MoneyHypothesis, other: MoneyHypothesis): boolean {
  if (one.money.kind === 'by-currency' || other.money.kind !== one.money.kind || one.money.fee === other.money.fee || one.balance !== other.balance) return false;
  if (moneyIndexes(one.money).join() !== moneyIndexes(other.money).join() || !one.chain || !other.chain) return false;
  return one.chain.closed === other.chain.closed && one.chain.links === other.chain.links;
}

const NET = /(?:^|[^\p{L}])(?:net|nett|netto|netta|neto|neta|liquido|нетто)(?![\p{L}])|純額|净额|淨額|순액/u;
const GROSS = /(?:^|[^\p{L}])(?:gross|brutto|brut|bruto|bruta|lordo|lorda|брутто)(?![\p{L}])|総額|总额|總額|총액/u;

/** Whether one hypothesis takes what is called net and the other what is called gross: no fee reaches the account. */
function isNetOf(one: MoneyHypothesis, other: MoneyHypothesis, profiles: readonly ColumnProfile[]): boolean {
  const headers = (hypothesis: MoneyHypothesis): readonly string[] => moneyIndexes(hypothesis.money).map((index) => fold(profiles[index]!.header));
  const called = headers(one).every((header) => NET.test(header)) && headers(other).every((header) => GROSS.test(header));
  return called && one.amounts.every((amount, row) => (amount ?? 0) <= Math.abs(other.amounts[row] ?? 0));
}

function swapped(dates: DateColumns): DateColumns {
  const rival = dates.rival;
  const others = dates.columns.filter((column) => column.index !== rival);
  return { columns: [{ index: rival!, role: 'date' }, ...others.map((column, position) => (position === 0 ? { index: column.index, role: 'value-date' as const } : column))], rival: dates.rival };
}

/** Takes the best hypothesis, or the one that an answer names, and says which others survive with other amounts. */
export function chooseColumns(hypotheses: readonly MoneyHypothesis[], profiles: readonly ColumnProfile[], dates: DateColumns, answer: string | undefined): ChosenColumns {
  const best = hypotheses[0]!;
  const reach = isVague(best, profiles) ? Infinity : CLOSE_CALL;
  const rivals = hypotheses.filter((each) => each !== best && (best.points - each.points < reach || tiedByFee(best, each)) && !sameAmounts(best, each) && !oppositeAmounts(best, each) && !unsignedCopy(best, each) && !isNetOf(best, each, profiles)).slice(0, 2);
  const options = [best, ...rivals].flatMap((hypothesis) => [
    { hypothesis, dates },
    ...(dates.rival === null ? [] : [{ hypothesis, dates: swapped(dates) }]),
  ]).map((option) => ({ ...option, label: labelOf(option.hypothesis, option.dates) }));
  if (answer === undefined) return { hypothesis: best, dates: null, values: [...new Set(options.map((option) => option.label))] };
  const wanted = options.find((option) => option.label === answer)
    ?? hypotheses.map((hypothesis) => ({ hypothesis, dates, label: labelOf(hypothesis, dates) })).find((option) => option.label === answer);
  if (!wanted) throw new StatementProblemError('recipe-mismatch');
  return { hypothesis: wanted.hypothesis, dates: wanted.dates, values: [] };
}
