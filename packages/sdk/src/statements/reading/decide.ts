import { currencyDecimals, isCurrencyCode, type CurrencyCode } from '../../money/index.ts';
import { StatementProblemError } from '../problem.ts';
import { profileColumns, type ColumnProfile } from '../roles/column-profile.ts';
import { dateProfiles, dateTrend, decideDateColumns, type DateColumns } from '../roles/date-columns.ts';
import { decideDateOrder, type DateOrderDecision } from '../roles/date-order.ts';
import { countMarks, decideMark, type MarkDecision } from '../roles/decimal-mark.ts';
import { hypothesisFor, moneyHypotheses, type MoneyColumns, type MoneyEvidence, type MoneyHypothesis } from '../roles/money-columns.ts';
import { readSigns, agreedByWords, voteByWords, type SignReading } from '../roles/sign.ts';
import { textRoles } from '../roles/text-columns.ts';
import { datesInText, findFacts } from '../table/statement-facts.ts';
import type { ColumnRole, Decisions, QuestionField, Recipe } from '../types.ts';
import { isKnownCurrency } from '../values/currency-signs.ts';
import { resolveDate, roughDay, type DateOrder } from '../values/date-scan.ts';
import type { DecimalMark } from '../values/amount-scan.ts';
import { monthNamesFor } from '../values/month-names.ts';
import { cleanCell } from '../values/text.ts';
import type { Evidence } from './evidence.ts';
import type { ReadingPlan } from './plan.ts';

export type Answers = Decisions['answers'];

/** A question that the evidence leaves open, with the answers that it takes. */
export interface OpenQuestion {
  readonly field: QuestionField;
  readonly values: readonly string[];
}

export interface Decided {
  readonly plan: ReadingPlan;
  readonly open: readonly OpenQuestion[];
}

const KNOWN = 0.55;
const CLOSE_CALL = 0.8;
const DATE_ORDERS: readonly DateOrder[] = ['day-month-year', 'month-day-year', 'year-month-day', 'year-day-month'];

function oneOf<T extends string>(answer: string | undefined, allowed: readonly T[]): T | null {
  if (answer === undefined) return null;
  const value = allowed.find((each) => each === answer);
  if (value === undefined) throw new StatementProblemError('recipe-mismatch');
  return value;
}

/** Decides how the columns are read: by a recipe where one is given, else by the evidence, answers first. */
export function decide(evidence: Evidence, answers: Answers): Decided {
  const profiles = profileColumns(evidence.table);
  return evidence.recipe ? byRecipe(evidence, evidence.recipe, profiles) : byEvidence(evidence, profiles, answers);
}

// --- by evidence ---------------------------------------------------------------------------------------------------

function byEvidence(evidence: Evidence, profiles: readonly ColumnProfile[], answers: Answers): Decided {
  const { table } = evidence;
  const open: OpenQuestion[] = [];
  const dated = dateProfiles(profiles);
  const headerOnly = table.rows.length === 0;
  if (dated.length === 0 && !headerOnly) throw new StatementProblemError('no-dates');

  const answeredOrder = oneOf(answers['date-order'], DATE_ORDERS);
  const found = dateOrderOf(evidence, dated);
  const order: DateOrderDecision = answeredOrder ? { order: answeredOrder, settled: true, survivors: [answeredOrder] } : found;
  if (!order.settled) open.push({ field: 'date-order', values: order.survivors });

  const currencyColumn = findCurrencyColumn(profiles);
  const direction = findDirection(profiles);
  const currency = currencyOf(evidence, profiles, currencyColumn, answers);
  const marks = markOf(profiles, dated, currency, oneOf<DecimalMark>(answers['decimal-mark'], ['.', ',']));
  if (!marks.settled) open.push({ field: 'decimal-mark', values: [marks.mark, marks.mark === '.' ? ',' : '.'] });

  const taken = new Set([...dated, ...(currencyColumn ? [currencyColumn] : []), ...(direction ? [direction] : [])].map((profile) => profile.index));
  const early = textRoles(profiles, taken, table.rows.length);
  const account = [...early].find(([, role]) => role === 'account')?.[0] ?? null;
  let dates: DateColumns = headerOnly ? headerDates(profiles) : decideDateColumns(dated, order.order, table.headRows);
  const main = profiles[dates.columns[0]?.index ?? -1];
  const moneyEvidence: MoneyEvidence = {
    profiles, mark: marks.mark, headRows: table.headRows, direction,
    dateColumns: taken, trend: main ? dateTrend(main, order.order, table.headRows) : 'none',
    days: daysOf(main, order.order, table.rows.length),
    keys: table.rows.map((row) => `${row.cells[account ?? -1] ?? ''}|${row.cells[currencyColumn?.index ?? -1] ?? ''}`),
  };
  const hypotheses = headerOnly ? headerMoney(profiles) : moneyHypotheses(moneyEvidence);
  if (hypotheses.length === 0) throw new StatementProblemError('no-amounts');
  const columns = chooseColumns(hypotheses, dates, answers.columns);
  const chosen = columns.hypothesis;
  if (columns.dates) dates = columns.dates;
  if (columns.values.length > 1) open.push({ field: 'columns', values: columns.values });

  const sign = signOf(chosen, profiles, direction, oneOf(answers.sign, ['as-printed', 'inverted']));
  if (!sign.settled) open.push({ field: 'sign', values: [sign.inverted ? 'inverted' : 'as-printed', sign.inverted ? 'as-printed' : 'inverted'] });
  const recipe = recipeOf({ evidence, profiles, dates, chosen: sign.hypothesis, order: order.order, mark: marks.mark, currency, currencyColumn, direction: sign.signs.direction === 'none' ? null : direction, inverted: sign.inverted, trend: moneyEvidence.trend });
  return { plan: planOf({ evidence, profiles, recipe, hypothesis: sign.hypothesis, signs: sign.signs, dates, currency, datesSettled: order.settled }), open };
}

function daysOf(dates: ColumnProfile | undefined, order: DateOrder, rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, row) => {
    const scan = dates?.dates[row];
    return scan ? roughDay(resolveDate(scan, order)) : 0;
  });
}

function dateOrderOf(evidence: Evidence, dated: readonly ColumnProfile[]): DateOrderDecision {
  return decideDateOrder({
    columns: dated.map((profile) => profile.dates),
    neighbours: evidence.table.headRows,
    around: datesInText(evidence.before),
    headers: dated.map((profile) => profile.header),
  });
}

function findCurrencyColumn(profiles: readonly ColumnProfile[]): ColumnProfile | null {
  const codes = profiles.filter((profile) => profile.filled > 0.5 && profile.currencyShare >= 0.9);
  const rank = (profile: ColumnProfile): number => (profile.words.currency ?? 0) - (profile.words.foreign ?? 0) * 2 - (profile.words.amount ?? 0) * 0.1;
  const fitting = codes.filter((profile) => profile.header === '' || (profile.words.currency ?? 0) >= 0.35 || Object.keys(profile.words).length === 0);
  return [...fitting].sort((a, b) => rank(b) - rank(a) || a.index - b.index)[0] ?? null;
}

function findDirection(profiles: readonly ColumnProfile[]): ColumnProfile | null {
  const flags = profiles.filter((profile) => {
    if (profile.filled < 0.6 || profile.numberShare > 0.1) return false;
    const named = (profile.words.direction ?? 0) >= KNOWN;
    const both = profile.directions.includes('in') && profile.directions.includes('out');
    return profile.directionShare >= (named ? 0.5 : 0.9) && (named || both || profile.header.trim() === '');
  });
  return [...flags].sort((a, b) => (b.words.direction ?? 0) - (a.words.direction ?? 0))[0] ?? null;
}

function currencyOf(evidence: Evidence, profiles: readonly ColumnProfile[], column: ColumnProfile | null, answers: Answers): CurrencyCode | null {
  if (answers.currency !== undefined) {
    if (!isCurrencyCode(answers.currency)) throw new StatementProblemError('recipe-mismatch');
    return answers.currency;
  }
  if (column) return mostFrequent(column.cells.filter((cell) => isKnownCurrency(cell)));
  const money = profiles.filter((profile) => (profile.numberShare >= 0.8 || profile.filled === 0) && (profile.words.foreign ?? 0) < KNOWN && isMoneyWord(profile));
  const named = mostFrequent(money.flatMap((profile) => profile.headerCurrency ?? []));
  if (named) return named;
  const printed = profiles.filter((profile) => profile.numberShare >= 0.8).flatMap((profile) => profile.amounts.flatMap((scan) => scan?.currency ?? []));
  const facts = findFacts(evidence.before, [], { mark: '.', decimals: 2, dateOrder: 'day-month-year' });
  return mostFrequent(printed) ?? facts.currency;
}

function isMoneyWord(profile: ColumnProfile): boolean {
  const { words } = profile;
  return Math.max(words.amount ?? 0, words['money-out'] ?? 0, words['money-in'] ?? 0, words.balance ?? 0) > 0;
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function markOf(profiles: readonly ColumnProfile[], dated: readonly ColumnProfile[], currency: CurrencyCode | null, answer: DecimalMark | null): MarkDecision {
  if (answer) return { mark: answer, settled: true };
  const numeric = profiles.filter((profile) => profile.numberShare >= 0.8 && !dated.includes(profile) && !profile.identifiers && (profile.words.foreign ?? 0) < KNOWN);
  const named = numeric.filter(isMoneyWord);
  return decideMark(countMarks((named.length > 0 ? named : numeric).flatMap((profile) => profile.amounts)), currency === null ? null : currencyDecimals(currency));
}

function labelOf(hypothesis: MoneyHypothesis, dates: DateColumns): string {
  const { money, balance } = hypothesis;
  const columns = money.kind === 'single' ? [`amount=${money.amount + 1}`] : [`out=${(money.out ?? -1) + 1}`, `in=${(money.in ?? -1) + 1}`];
  return [`date=${(dates.columns[0]?.index ?? -1) + 1}`, ...columns, ...(balance === null ? [] : [`balance=${balance + 1}`])].join(' ');
}

interface ChosenColumns {
  readonly hypothesis: MoneyHypothesis;
  readonly dates: DateColumns | null;
  readonly values: readonly string[];
}

function sameAmounts(one: MoneyHypothesis, other: MoneyHypothesis): boolean {
  return one.amounts.every((amount, row) => amount === other.amounts[row]);
}

/** Opposite amounts are a matter of the sign, which has its own question. */
function oppositeAmounts(one: MoneyHypothesis, other: MoneyHypothesis): boolean {
  return one.amounts.every((amount, row) => amount === (other.amounts[row] === null || other.amounts[row] === undefined ? null : -other.amounts[row] + 0));
}

function swapped(dates: DateColumns): DateColumns {
  const rival = dates.rival;
  const others = dates.columns.filter((column) => column.index !== rival);
  return { columns: [{ index: rival!, role: 'date' }, ...others.map((column, position) => (position === 0 ? { index: column.index, role: 'value-date' as const } : column))], rival: dates.rival };
}

function chooseColumns(hypotheses: readonly MoneyHypothesis[], dates: DateColumns, answer: string | undefined): ChosenColumns {
  const best = hypotheses[0]!;
  const rivals = hypotheses.filter((each) => each !== best && best.points - each.points < CLOSE_CALL && !sameAmounts(best, each) && !oppositeAmounts(best, each)).slice(0, 2);
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

interface SignDecision {
  readonly hypothesis: MoneyHypothesis;
  readonly signs: SignReading;
  readonly inverted: boolean;
  readonly settled: boolean;
}

const ENOUGH_LINKS = 2;

function signOf(chosen: MoneyHypothesis, profiles: readonly ColumnProfile[], direction: ColumnProfile | null, answer: 'as-printed' | 'inverted' | null): SignDecision {
  const proven = chosen.chain !== null && chosen.chain.links >= ENOUGH_LINKS && chosen.chain.closed / chosen.chain.links >= 0.8;
  const texts = chosen.amounts.map((_, row) => profiles.filter((profile) => profile.numberShare < 0.5 && profile.dateShare < 0.5).map((profile) => profile.cells[row] ?? '').join(' '));
  if (chosen.money.kind === 'pair') return pairSign(chosen, proven, texts, answer);
  const amount = profiles[chosen.money.amount]!;
  const printed = readSigns(amount, direction, false);
  if (chosen.signFromBalance) return { hypothesis: chosen, signs: printed, inverted: answer === 'inverted', settled: true };
  if (printed.spoken) {
    return { hypothesis: chosen, signs: printed, inverted: false, settled: true };
  }
  const decided = answer ?? (proven ? (chosen.chain!.inverted ? 'inverted' : 'as-printed') : null);
  const votes = voteByWords(chosen.amounts, texts);
  const words = agreedByWords(votes);
  // Both signs in one column are a bank's own signs; where the words say otherwise, a person decides.
  const doubted = votes.inverted > votes.asPrinted && votes.inverted >= 2;
  const inverted = (decided ?? words ?? 'as-printed') === 'inverted';
  const settled = decided !== null || (printed.told ? !doubted : words !== null) || chosen.amounts.every((each) => each === null);
  return { hypothesis: chosen, signs: readSigns(amount, direction, inverted), inverted, settled };
}

function pairSign(chosen: MoneyHypothesis, proven: boolean, texts: readonly string[], answer: 'as-printed' | 'inverted' | null): SignDecision {
  const signs: SignReading = { rules: { plusMeansIn: false, unmarkedMeans: 'as-printed', inverted: false }, direction: 'none', told: true, spoken: false };
  const words = agreedByWords(voteByWords(chosen.amounts, texts));
  const known = chosen.named || proven;
  // Without names the two columns can change places; the recipe then says so by its roles, not by its sign.
  const swap = answer === 'inverted' || (answer === null && !known && words === 'inverted');
  const settled = answer !== null || known || words !== null;
  if (!swap || chosen.money.kind !== 'pair') return { hypothesis: chosen, signs, inverted: false, settled };
  const money: MoneyColumns = { kind: 'pair', out: chosen.money.in, in: chosen.money.out };
  return { hypothesis: { ...chosen, money, amounts: chosen.amounts.map((amount) => (amount === null ? null : -amount + 0)) }, signs, inverted: false, settled };
}

// --- a header without rows -----------------------------------------------------------------------------------------

function bestNamed(profiles: readonly ColumnProfile[], senses: readonly (keyof ColumnProfile['words'])[]): number | null {
  const score = (profile: ColumnProfile): number => Math.max(...senses.map((sense) => profile.words[sense] ?? 0));
  const best = [...profiles].sort((a, b) => score(b) - score(a))[0];
  return best && score(best) >= KNOWN ? best.index : null;
}

function headerDates(profiles: readonly ColumnProfile[]): DateColumns {
  const index = bestNamed(profiles, ['booking-date']) ?? bestNamed(profiles, ['date', 'transaction-date', 'value-date']);
  if (index === null) throw new StatementProblemError('no-dates');
  return { columns: [{ index, role: 'date' }], rival: null };
}

function headerMoney(profiles: readonly ColumnProfile[]): readonly MoneyHypothesis[] {
  const base = { balance: bestNamed(profiles, ['balance']), chain: null, signFromBalance: false, points: 0, named: true, amounts: [] };
  const amount = bestNamed(profiles, ['amount']);
  const [out, into] = [bestNamed(profiles, ['money-out']), bestNamed(profiles, ['money-in'])];
  if (out !== null && into !== null && out !== into) return [{ ...base, money: { kind: 'pair', out, in: into } }];
  return amount === null ? [] : [{ ...base, money: { kind: 'single', amount } }];
}

// --- recipe and plan -----------------------------------------------------------------------------------------------

interface RecipeParts {
  readonly evidence: Evidence;
  readonly profiles: readonly ColumnProfile[];
  readonly dates: DateColumns;
  readonly chosen: MoneyHypothesis;
  readonly order: DateOrder;
  readonly mark: DecimalMark;
  readonly currency: CurrencyCode | null;
  readonly currencyColumn: ColumnProfile | null;
  readonly direction: ColumnProfile | null;
  readonly inverted: boolean;
  readonly trend: 'rising' | 'falling' | 'none';
}

function rowOrderOf(parts: RecipeParts): Recipe['rowOrder'] {
  if (parts.chosen.chain) return parts.chosen.chain.rowOrder;
  if (parts.trend === 'none') return parts.evidence.table.rows.length > 2 && new Set(parts.profiles[parts.dates.columns[0]?.index ?? 0]?.cells).size > 1 ? 'unordered' : 'oldest-first';
  return parts.trend === 'rising' ? 'oldest-first' : 'newest-first';
}

function recipeOf(parts: RecipeParts): Recipe {
  const { evidence, profiles, dates, chosen } = parts;
  const roles: ColumnRole[] = profiles.map(() => 'ignore');
  for (const column of dates.columns) roles[column.index] = column.role;
  const { money } = chosen;
  if (money.kind === 'single') roles[money.amount] = 'amount';
  else {
    if (money.out !== null) roles[money.out] = 'money-out';
    if (money.in !== null) roles[money.in] = 'money-in';
  }
  if (chosen.balance !== null) roles[chosen.balance] = 'balance';
  if (parts.currencyColumn) roles[parts.currencyColumn.index] = 'currency';
  if (parts.direction) roles[parts.direction.index] = 'direction';
  const taken = new Set(roles.flatMap((role, index) => (role === 'ignore' ? [] : [index])));
  for (const [index, role] of textRoles(profiles, taken, evidence.table.rows.length)) roles[index] = role;
  for (const profile of profiles) if (roles[profile.index] === 'ignore' && (profile.words.fee ?? 0) >= 0.9 && profile.numberShare >= 0.8) roles[profile.index] = 'fee';
  return {
    encoding: evidence.encoding,
    delimiter: evidence.delimiter,
    headerLine: evidence.headerLine,
    firstLine: evidence.firstLine,
    columns: roles,
    dateOrder: parts.order,
    decimalMark: parts.mark,
    sign: parts.inverted ? 'inverted' : 'as-printed',
    currency: parts.currency,
    rowOrder: rowOrderOf(parts),
  };
}

interface PlanParts {
  readonly evidence: Evidence;
  readonly profiles: readonly ColumnProfile[];
  readonly recipe: Recipe;
  readonly hypothesis: MoneyHypothesis;
  readonly signs: SignReading;
  readonly dates: DateColumns;
  readonly currency: CurrencyCode | null;
  readonly datesSettled: boolean;
}

function mostlyNegative(profile: ColumnProfile | undefined): boolean {
  const scans = profile?.amounts.flatMap((scan) => scan ?? []) ?? [];
  return scans.filter((scan) => scan.negative).length > scans.length / 2;
}

function planOf(parts: PlanParts): ReadingPlan {
  const { profiles, recipe, hypothesis, evidence } = parts;
  const withRole = (role: ColumnRole): number[] => recipe.columns.flatMap((each, index) => (each === role ? [index] : []));
  const { money } = hypothesis;
  const monthWords = parts.dates.columns.flatMap(({ index }) => profiles[index]?.dates.flatMap((scan) => scan?.monthWord ?? []) ?? []);
  return {
    recipe,
    header: evidence.table.header,
    dates: parts.dates.columns.map((column) => column.index),
    valueDate: withRole('value-date')[0] ?? null,
    months: monthNamesFor(new Set(monthWords)),
    money,
    outNegative: money.kind === 'pair' && money.out !== null && mostlyNegative(profiles[money.out]),
    inNegative: money.kind === 'pair' && money.in !== null && mostlyNegative(profiles[money.in]),
    signs: parts.signs,
    direction: parts.signs.direction === 'none' ? null : (withRole('direction')[0] ?? null),
    balance: hypothesis.balance,
    balanceBefore: hypothesis.chain?.before ?? false,
    signFromBalance: hypothesis.signFromBalance,
    description: withRole('description'),
    counterparty: withRole('counterparty'),
    reference: withRole('reference'),
    account: withRole('account')[0] ?? null,
    currencyColumn: withRole('currency')[0] ?? null,
    status: withRole('status')[0] ?? null,
    currency: parts.currency,
    decimals: parts.currency === null ? 2 : currencyDecimals(parts.currency),
    datesSettled: parts.datesSettled,
    balanceNamed: hypothesis.balance !== null && (profiles[hypothesis.balance]?.words.balance ?? 0) >= KNOWN,
  };
}

// --- by recipe -----------------------------------------------------------------------------------------------------

function byRecipe(evidence: Evidence, recipe: Recipe, profiles: readonly ColumnProfile[]): Decided {
  const first = (role: ColumnRole): number | null => (recipe.columns.includes(role) ? recipe.columns.indexOf(role) : null);
  const dateColumns = (['date', 'transaction-date', 'value-date'] as const).flatMap((role) => recipe.columns.flatMap((each, index) => (each === role ? [{ index, role }] : [])));
  const [amount, out, into] = [first('amount'), first('money-out'), first('money-in')];
  const money: MoneyColumns | null = amount !== null ? { kind: 'single', amount } : out !== null || into !== null ? { kind: 'pair', out, in: into } : null;
  if (dateColumns.length === 0 || !money || recipe.columns.length < profiles.length - 1) throw new StatementProblemError('recipe-mismatch');
  const flagIndex = first('direction');
  const flag = flagIndex === null ? null : (profiles[flagIndex] ?? null);
  const currencyColumn = first('currency');
  const column = currencyColumn === null ? null : profiles[currencyColumn];
  const currency = recipe.currency ?? (column ? mostFrequent(column.cells.filter((cell) => isKnownCurrency(cleanCell(cell)))) : null);
  const main = profiles[dateColumns[0]!.index];
  const moneyEvidence: MoneyEvidence = {
    profiles, mark: recipe.decimalMark, headRows: evidence.table.headRows, direction: flag,
    dateColumns: new Set(dateColumns.map(({ index }) => index)), trend: main ? dateTrend(main, recipe.dateOrder, evidence.table.headRows) : 'none',
    days: daysOf(main, recipe.dateOrder, evidence.table.rows.length),
    keys: evidence.table.rows.map((row) => `${row.cells[first('account') ?? -1] ?? ''}|${row.cells[currencyColumn ?? -1] ?? ''}`),
  };
  const hypothesis = hypothesisFor(moneyEvidence, money, first('balance'));
  if (!hypothesis) throw new StatementProblemError('recipe-mismatch');
  const signs: SignReading = money.kind === 'single' && profiles[money.amount]
    ? readSigns(profiles[money.amount]!, flag, recipe.sign === 'inverted' && !hypothesis.signFromBalance)
    : { rules: { plusMeansIn: false, unmarkedMeans: 'as-printed', inverted: false }, direction: 'none', told: true, spoken: false };
  const dates: DateColumns = { columns: dateColumns, rival: null };
  // A balance that a person named stays one, whether it chains or not.
  const kept = { ...hypothesis, balance: first('balance') };
  return { plan: planOf({ evidence, profiles, recipe, hypothesis: kept, signs, dates, currency, datesSettled: true }), open: [] };
}
