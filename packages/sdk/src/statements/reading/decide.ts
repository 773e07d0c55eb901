import { currencyDecimals, isCurrencyCode, type CurrencyCode } from '../../money/index.ts';
import { StatementProblemError } from '../problem.ts';
import { chooseColumns } from '../roles/choose-columns.ts';
import { profileColumns, type ColumnProfile } from '../roles/column-profile.ts';
import { currencyOfAmounts, currencyOfColumn, findCurrencyColumn } from '../roles/currency.ts';
import { openCurrencies } from '../roles/open-currency.ts';
import { dateProfiles, dateTrend, daysOf, decideDateColumns, type DateColumns } from '../roles/date-columns.ts';
import { decideDateOrder, type DateOrderDecision } from '../roles/date-order.ts';
import { markOfColumns, type MarkDecision } from '../roles/decimal-mark.ts';
import { findDirectionColumn } from '../roles/direction-column.ts';
import { markForeign } from '../roles/foreign-columns.ts';
import { decideMonthLanguage, type MonthDecision } from '../roles/month-language.ts';
import { moneyHypotheses, type MoneyEvidence } from '../roles/money-columns.ts';
import { isNoStatement } from '../roles/no-statement.ts';
import { decideSign } from '../roles/sign-decision.ts';
import { withHeadersOverAmounts } from '../roles/split-headers.ts';
import { textRoles } from '../roles/text-columns.ts';
import { withUnitsTold } from '../roles/unit-in-header.ts';
import { yearReadings } from '../table/era-years.ts';
import { offeredYears, tableInYear } from '../table/open-year.ts';
import { datesInText } from '../table/stated-days.ts';
import { findFacts } from '../table/statement-facts.ts';
import type { Decisions, QuestionField } from '../types.ts';
import type { DecimalMark } from '../values/amount-scan.ts';
import type { DateOrder } from '../values/date-scan.ts';
import { anyMonthNames, type MonthNames } from '../values/month-names.ts';
import { decideByRecipe } from './decide-by-recipe.ts';
import type { Evidence } from './evidence.ts';
import { headerDates, headerMoney } from './header-only.ts';
import { planOf, type Columns } from './plan-of.ts';
import type { ReadingPlan } from './plan.ts';
import { recipeOf } from './recipe-of.ts';

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

const DATE_ORDERS: readonly DateOrder[] = ['day-month-year', 'month-day-year', 'year-month-day', 'year-day-month'];

function oneOf<T extends string>(answer: string | undefined, allowed: readonly T[]): T | null {
  if (answer === undefined) return null;
  const value = allowed.find((each) => each === answer);
  if (value === undefined) throw new StatementProblemError('recipe-mismatch');
  return value;
}

/** Decides how the columns are read: by a recipe where one is given, else by the evidence, answers first. */
export function decide(given: Evidence, answers: Answers): Decided {
  const { evidence, openYears } = inYears(given, answers);
  const inAnyLanguage = columnsOf(evidence);
  const months = monthsOf(evidence, inAnyLanguage, answers);
  const columns: Columns = { profiles: inLanguage(evidence, inAnyLanguage, months.names), months: months.names };
  const decided = evidence.recipe ? { plan: decideByRecipe(evidence, evidence.recipe, columns), open: [] } : decideByEvidence(evidence, columns, answers);
  const open: OpenQuestion[] = [...decided.open];
  // Years and languages are of one file and no part of a recipe. One question of the order at a time: both have one answer.
  if (!months.settled && !open.some(({ field }) => field === 'date-order')) open.unshift({ field: 'date-order', values: months.survivors.map((language) => MONTHS_IN + language) });
  if (openYears.length > 0) open.unshift({ field: 'year', values: openYears });
  return months.settled && openYears.length === 0 ? decided : { plan: { ...decided.plan, datesSettled: false }, open };
}

/** How an answer to the order of dates names the language of their month words. */
const MONTHS_IN = 'months-';

function monthsOf(evidence: Evidence, profiles: readonly ColumnProfile[], answers: Answers): MonthDecision {
  const answer = answers['date-order'];
  return decideMonthLanguage({
    columns: dateProfiles(profiles).map(({ dates }) => dates),
    above: [...evidence.before, evidence.table.header],
    currency: currencyOf(evidence, profiles, findCurrencyColumn(profiles), answers),
    order: 'day-month-year',
  }, answer?.startsWith(MONTHS_IN) ? answer.slice(MONTHS_IN.length) : null);
}

/** The columns with their month words in one language; the same ones where there it means the same months. */
function inLanguage(evidence: Evidence, profiles: readonly ColumnProfile[], names: MonthNames): readonly ColumnProfile[] {
  const same = profiles.every(({ dates }) => dates.every((scan) => scan?.monthWord == null || names.get(scan.monthWord) === anyMonthNames().get(scan.monthWord)));
  return same ? profiles : columnsOf(evidence, names);
}

function columnsOf({ table }: Evidence, months?: MonthNames): readonly ColumnProfile[] {
  return markForeign(withUnitsTold(withHeadersOverAmounts(profileColumns(table, months))));
}

/** The evidence with the years of its rows told, and the years that a person is asked to choose from. */
interface InYears {
  readonly evidence: Evidence;
  readonly openYears: readonly string[];
}

/** Years are of one file, so they are no part of a recipe: an answer counts beside one too. */
function inYears(evidence: Evidence, answers: Answers): InYears {
  const { table, before } = evidence;
  if (table.yearOpen) {
    if (answers.year === undefined) return { evidence, openYears: offeredYears() };
    const answered = tableInYear(table, answers.year);
    if (!answered) throw new StatementProblemError('recipe-mismatch');
    return { evidence: { ...evidence, table: { ...answered, yearOpen: false } }, openYears: [] };
  }
  const readings = table.dateStyle === 'date' || table.dateStyle === 'six-digits' ? yearReadings(table, before) : [];
  const years = readings.map(({ latest }) => String(latest));
  const chosen = readings.length > 1 && answers.year !== undefined ? readings[years.indexOf(answers.year)] : readings[0];
  if (readings.length === 0) return { evidence, openYears: [] };
  if (!chosen) throw new StatementProblemError('recipe-mismatch');
  return { evidence: { ...evidence, table: { ...table, dateStyle: { since: chosen.since } } }, openYears: readings.length > 1 && answers.year === undefined ? years : [] };
}

function decideByEvidence(evidence: Evidence, { profiles, months }: Columns, answers: Answers): Decided {
  const { table } = evidence;
  const open: OpenQuestion[] = [];
  const dated = dateProfiles(profiles);
  const headerOnly = table.rows.length === 0;
  if (dated.length === 0 && !headerOnly) throw new StatementProblemError('no-dates');

  const answeredOrder = answers['date-order']?.startsWith(MONTHS_IN) ? null : oneOf(answers['date-order'], DATE_ORDERS);
  const found = dateOrderOf(evidence, dated);
  const order: DateOrderDecision = answeredOrder ? { order: answeredOrder, settled: true, survivors: [answeredOrder] } : found;
  if (!order.settled) open.push({ field: 'date-order', values: order.survivors });

  const currencyColumn = findCurrencyColumn(profiles);
  const direction = findDirectionColumn(profiles);
  const told = currencyOf(evidence, profiles, currencyColumn, answers);
  const currencies = told === null ? openCurrencies(profiles) : [];
  if (currencies.length > 0) open.push({ field: 'currency', values: currencies });
  // Until a person says so, the amounts are read with the decimals that the likeliest currency has.
  const currency = told ?? currencies[0] ?? null;
  const marks = markOf(profiles, dated, currency, answers);
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
  if (!headerOnly && isNoStatement(hypotheses[0]!, profiles)) throw new StatementProblemError('no-amounts');
  const columns = chooseColumns(hypotheses, profiles, dates, answers.columns);
  const chosen = columns.hypothesis;
  if (columns.dates) dates = columns.dates;
  if (columns.values.length > 1) open.push({ field: 'columns', values: columns.values });

  const sign = decideSign(chosen, { profiles, direction, above: evidence.before, answer: oneOf(answers.sign, ['as-printed', 'inverted']) });
  if (!sign.settled) open.push({ field: 'sign', values: [sign.inverted ? 'inverted' : 'as-printed', sign.inverted ? 'as-printed' : 'inverted'] });
  const recipe = recipeOf({ evidence, profiles, dates, chosen: sign.hypothesis, order: order.order, mark: marks.mark, currency, currencyColumn, direction: sign.signs.direction === 'none' ? null : direction, inverted: sign.inverted, trend: moneyEvidence.trend });
  return { plan: planOf({ evidence, profiles, months, recipe, hypothesis: sign.hypothesis, signs: sign.signs, dates, currency, datesSettled: order.settled }), open };
}

function dateOrderOf(evidence: Evidence, dated: readonly ColumnProfile[]): DateOrderDecision {
  return decideDateOrder({
    columns: dated.map((profile) => profile.dates),
    neighbours: evidence.table.headRows,
    around: datesInText(evidence.before),
    headers: dated.map((profile) => profile.header),
  });
}

function currencyOf(evidence: Evidence, profiles: readonly ColumnProfile[], column: ColumnProfile | null, answers: Answers): CurrencyCode | null {
  if (answers.currency !== undefined) {
    if (!isCurrencyCode(answers.currency)) throw new StatementProblemError('recipe-mismatch');
    return answers.currency;
  }
  const stated = (): CurrencyCode | null => findFacts(evidence.before, [], { mark: '.', decimals: 2, dateOrder: 'day-month-year' }).currency;
  return currencyOfColumn(column) ?? currencyOfAmounts(profiles) ?? stated();
}

function markOf(profiles: readonly ColumnProfile[], dated: readonly ColumnProfile[], currency: CurrencyCode | null, answers: Answers): MarkDecision {
  const answer = oneOf<DecimalMark>(answers['decimal-mark'], ['.', ',']);
  return answer ? { mark: answer, settled: true } : markOfColumns(profiles, dated, currency === null ? null : currencyDecimals(currency));
}
