import { resolveDate, roughDay, type DateOrder, type DateScan } from '../values/date-scan.ts';

export interface DateOrderDecision {
  readonly order: DateOrder;
  /** Whether the evidence leaves no other order. */
  readonly settled: boolean;
  /** The orders that survive, best first; two or more where it is not settled. */
  readonly survivors: readonly DateOrder[];
}

export interface DateEvidence {
  /** One list of scans per date column, in file order; null where a cell is empty or no date. */
  readonly columns: readonly (readonly (DateScan | null)[])[];
  /** How many leading rows of each column are neighbours in the file. */
  readonly neighbours: number;
  /** Dates that stand around the table (period, date of export). */
  readonly around: readonly DateScan[];
  /** Header texts: some name the layout, such as DD/MM/YYYY. */
  readonly headers: readonly string[];
}

// Day first leads the world over; month first is the rarer one (one export in ten).
const BY_PREVALENCE: readonly DateOrder[] = ['day-month-year', 'month-day-year', 'year-month-day', 'year-day-month'];
const SETTLES = 3;

function impossible(scans: readonly DateScan[], order: DateOrder): number {
  return scans.filter((scan) => resolveDate(scan, order) === 0).length;
}

/** Which reading the order of the rows speaks for: all steps in one direction, counting only real steps. */
function monotony(columns: DateEvidence['columns'], neighbours: number, order: DateOrder): { readonly steps: number; readonly against: number } {
  let [steps, against] = [0, 0];
  for (const column of columns) {
    const days = column.slice(0, neighbours).flatMap((scan) => (scan ? [roughDay(resolveDate(scan, order))] : []));
    let [up, down] = [0, 0];
    for (let at = 1; at < days.length; at++) {
      if (days[at]! > days[at - 1]!) up++;
      else if (days[at]! < days[at - 1]!) down++;
    }
    steps += up + down;
    against += Math.min(up, down);
  }
  return { steps, against };
}

/** The greatest distance between two date columns of a row, and the number of rows that have both. */
function distance(columns: DateEvidence['columns'], order: DateOrder): { readonly rows: number; readonly greatest: number } {
  let [rows, greatest] = [0, 0];
  const [first, second] = columns;
  if (!first || !second) return { rows, greatest };
  first.forEach((scan, row) => {
    const other = second[row];
    if (!scan || !other) return;
    const [a, b] = [resolveDate(scan, order), resolveDate(other, order)];
    if (a === b) return;
    rows++;
    greatest = Math.max(greatest, Math.abs(roughDay(a) - roughDay(b)));
  });
  return { rows, greatest };
}

const FEW_YEARS = 2;
const MANY_YEARS = 4;

/** How many years lie between the first and the last date: few, in a statement. */
function yearSpread(scans: readonly DateScan[], order: DateOrder): number {
  const years = scans.map((scan) => resolveDate(scan, order) >> 9).filter((year) => year > 0);
  return years.length === 0 ? 0 : Math.max(...years) - Math.min(...years);
}

const DAY_FIRST_HEADER = /\b(?:dd|tt|jj|gg|pp)\s?[./-]\s?mm/i;
const MONTH_FIRST_HEADER = /\bmm\s?[./-]\s?(?:dd|tt|jj)/i;

function score(evidence: DateEvidence, scans: readonly DateScan[], order: DateOrder, rivals: readonly DateOrder[]): number {
  let points = 0;
  const dots = scans.filter((scan) => scan.separator === '.').length;
  if (order !== 'month-day-year' && dots > scans.length / 2) points += SETTLES;
  const headers = evidence.headers.join(' ');
  if (order === 'day-month-year' && DAY_FIRST_HEADER.test(headers)) points += SETTLES;
  if (order === 'month-day-year' && MONTH_FIRST_HEADER.test(headers)) points += SETTLES;
  for (const rival of rivals) {
    const [own, other] = [monotony(evidence.columns, evidence.neighbours, order), monotony(evidence.columns, evidence.neighbours, rival)];
    if (own.steps >= 3 && own.against === 0 && other.against > 0) points += SETTLES;
    else if (own.steps >= 8 && own.against / own.steps < 0.15 && other.against / Math.max(other.steps, 1) > 0.3) points += SETTLES;
    const [ownYears, otherYears] = [yearSpread(scans, order), yearSpread(scans, rival)];
    if (ownYears <= FEW_YEARS && otherYears >= ownYears + MANY_YEARS) points += SETTLES;
    const [near, far] = [distance(evidence.columns, order), distance(evidence.columns, rival)];
    if (near.rows >= 2 && near.greatest <= 10 && far.greatest >= 25) points += SETTLES;
  }
  return points;
}

/** Whether all rows lie within the dates that stand around the table. */
function withinStated(evidence: DateEvidence, scans: readonly DateScan[], order: DateOrder): boolean {
  if (evidence.around.length < 2) return false;
  const stated = evidence.around.map((scan) => roughDay(resolveDate(scan, order)));
  const [from, to] = [Math.min(...stated), Math.max(...stated)];
  return scans.every((scan) => {
    const day = roughDay(resolveDate(scan, order));
    return day >= from && day <= to;
  });
}

/** Decides the order of numeric dates over all date columns at once. */
export function decideDateOrder(evidence: DateEvidence): DateOrderDecision {
  const scans = evidence.columns.flatMap((column) => column.filter((scan): scan is DateScan => scan !== null));
  const open = scans.filter((scan) => scan.monthAt === null);
  if (open.length === 0) return settledBy(scans);
  if (open.every((scan) => scan.yearAt === 0)) {
    const order = impossible(open, 'year-month-day') <= impossible(open, 'year-day-month') ? 'year-month-day' : 'year-day-month';
    return { order, settled: true, survivors: [order] };
  }
  const variable = open.filter((scan) => scan.yearAt !== 0);
  const orders = BY_PREVALENCE.filter((order) => order !== 'year-day-month' && (order !== 'year-month-day' || variable.some((scan) => scan.yearAt === null)));
  const fewest = Math.min(...orders.map((order) => impossible(variable, order)));
  // One day beyond the twelfth tells: a cell that is no date at all counts against every order alike.
  let possible = orders.filter((order) => impossible(variable, order) === fewest);
  // A year-first reading of two-digit years must keep the years close together.
  possible = possible.filter((order) => order !== 'year-month-day' || possible.length === 1 || yearsClose(variable));
  const alike = evidence.around.filter((scan) => scan.monthAt === null && scan.yearAt !== 0);
  const fitting = possible.filter((order) => impossible(alike, order) === 0);
  if (fitting.length > 0) possible = fitting;
  return rank(evidence, variable, possible);
}

function rank(evidence: DateEvidence, scans: readonly DateScan[], possible: readonly DateOrder[]): DateOrderDecision {
  if (possible.every((order) => sameDays(scans, order, possible[0]!))) return { order: possible[0]!, settled: true, survivors: [possible[0]!] };
  const points = possible.map((order) => {
    const rivals = possible.filter((other) => other !== order);
    const stated = withinStated(evidence, scans, order) && rivals.every((rival) => !withinStated(evidence, scans, rival)) ? SETTLES : 0;
    return { order, points: score(evidence, scans, order, rivals) + stated };
  });
  points.sort((a, b) => b.points - a.points);
  const [best, second] = points;
  const settled = second === undefined || best!.points - second.points >= SETTLES;
  return { order: best!.order, settled, survivors: settled ? [best!.order] : points.filter((each) => best!.points - each.points < SETTLES).map((each) => each.order) };
}

function sameDays(scans: readonly DateScan[], one: DateOrder, other: DateOrder): boolean {
  return scans.every((scan) => resolveDate(scan, one) === resolveDate(scan, other));
}

/** Whether the first number hardly varies, as a year does and a day does not. */
function yearsClose(scans: readonly DateScan[]): boolean {
  const firsts = scans.map((scan) => scan.parts[0]);
  const lasts = new Set(scans.map((scan) => scan.parts[2]));
  if (new Set(firsts).size === 1 && lasts.size === 1) return onOneDay(scans);
  return Math.max(...firsts) - Math.min(...firsts) <= 2 && lasts.size > 1;
}

/** Where all rows are of one day, nothing varies; only points hardly ever stand behind a year of two digits. */
function onOneDay(scans: readonly DateScan[]): boolean {
  return new Set(scans.map((scan) => scan.parts[1])).size === 1 && scans.every((scan) => scan.separator !== '.' && scan.separator !== '');
}

function settledBy(scans: readonly DateScan[]): DateOrderDecision {
  const count = (order: DateOrder, fits: (scan: DateScan) => boolean): { order: DateOrder; count: number } => ({ order, count: scans.filter(fits).length });
  const best = [
    count('day-month-year', (scan) => scan.yearAt !== 0 && scan.monthAt === 1),
    count('month-day-year', (scan) => scan.monthAt === 0),
    count('year-month-day', (scan) => scan.yearAt === 0),
  ].sort((a, b) => b.count - a.count)[0]!;
  return { order: best.order, settled: true, survivors: [best.order] };
}
