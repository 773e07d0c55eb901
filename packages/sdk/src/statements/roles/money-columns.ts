import { addFits, fitChain, readChain, readSortedChain, type ChainFit, type ChainReading, type DateTrend } from '../proof/chain.ts';
import type { DecimalMark } from '../values/amount-scan.ts';
import { KNOWN, type ColumnProfile } from './column-profile.ts';
import { areFlags } from './direction-column.ts';
import { draftFor, moneyDrafts, type Draft } from './money-drafts.ts';
import { usesColumn, type MoneyColumns } from './money-layout.ts';
import { withoutTotalRow } from './total-row.ts';
import { numericColumn, roleWords, word, type NumericColumn } from './numeric-column.ts';

export interface MoneyHypothesis {
  readonly money: MoneyColumns;
  readonly balance: number | null;
  /** The reading of the balances, where they close. */
  readonly chain: ChainReading | null;
  /** A reading with the opposite sign that closes as often and is hardly less usual: then the balances tell no sign. */
  readonly rivalChain: ChainReading | null;
  /** Whether signs come from the balances alone: the steps fit the unsigned amounts. */
  readonly signFromBalance: boolean;
  readonly points: number;
  /** Whether header words name the columns. */
  readonly named: boolean;
  /** Whether the amounts are what a fee beside them leaves: then what it makes smaller is money in. */
  readonly lessFee: boolean;
  /** The amounts of the sample, signed as this hypothesis reads them; null where a row has none. */
  readonly amounts: readonly (number | null)[];
}

export interface MoneyEvidence {
  readonly profiles: readonly ColumnProfile[];
  readonly dateColumns: ReadonlySet<number>;
  readonly mark: DecimalMark;
  /** Rows whose neighbours are known. */
  readonly headRows: number;
  readonly trend: DateTrend;
  /** A number per row that grows with its date. */
  readonly days: readonly number[];
  readonly direction: ColumnProfile | null;
  /** Rows with the same key belong to one account and currency. */
  readonly keys: readonly string[];
}

const MOST_COLUMNS = 12;
const MOST_DRAFTS = 60;

function isMoneyCandidate(profile: ColumnProfile, dateColumns: ReadonlySet<number>, centsElsewhere: boolean): boolean {
  if (dateColumns.has(profile.index)) return false;
  const named = Math.max(word(profile, 'amount'), word(profile, 'money-out'), word(profile, 'money-in'), word(profile, 'balance')) >= KNOWN;
  if (profile.filled === 0) return named && word(profile, 'direction') < 1;
  if (profile.numberShare < 0.8 || ((profile.identifiers || (profile.bareDigits && centsElsewhere)) && !named)) return false;
  return true;
}

/** The rows of the head, account by account. */
function accountRows(evidence: MoneyEvidence): readonly (readonly number[])[] {
  const rows = new Map<string, number[]>();
  for (let row = 0; row < evidence.headRows; row++) {
    const key = evidence.keys[row] ?? '';
    const group = rows.get(key);
    if (group) group.push(row);
    else rows.set(key, [row]);
  }
  return [...rows.values()];
}

/** A chain that closes less often than this says nothing about sign and row order. */
const CLEAR = 0.75;

function chainOf(evidence: MoneyEvidence, amounts: readonly (number | null)[], balances: readonly (number | null)[]): readonly ChainReading[] {
  const groups = accountRows(evidence);
  const fitOf = (rows: readonly number[]): ChainFit => fitChain(rows.map((row) => amounts[row] ?? null), rows.map((row) => balances[row] ?? null));
  const readings = readChain(addFits(groups.map(fitOf)), evidence.trend);
  const best = readings[0];
  if (!best || best.links === 0 || best.closed / best.links >= CLEAR) return readings;
  const sorted = groups.map((rows) => rows.toSorted((a, b) => evidence.days[a]! - evidence.days[b]! || a - b));
  return [...readings, ...readSortedChain(addFits(sorted.map(fitOf)))].sort((a, b) => b.closed - a.closed || b.plausibility - a.plausibility);
}

function chainPoints(reading: ChainReading | undefined): number {
  if (!reading || reading.links === 0) return 0;
  const share = reading.closed / reading.links;
  if (share < 0.5) return 0;
  return share * share * Math.min(reading.links, 6) * 1.8 + reading.plausibility;
}

/** Steps between balances that fit the unsigned amounts, in either row order. */
function unsignedFit(values: readonly (number | null)[], balances: readonly (number | null)[], rows: number): { readonly share: number; readonly links: number; readonly rowOrder: 'oldest-first' | 'newest-first' } {
  let [links, down, up] = [0, 0, 0];
  for (let row = 1; row < rows; row++) {
    const [before, here] = [balances[row - 1], balances[row]];
    if (before == null || here == null) continue;
    const step = Math.abs(here - before);
    if (step === 0 && (values[row] ?? 0) === 0 && (values[row - 1] ?? 0) === 0) continue;
    links++;
    if (step === Math.abs(values[row] ?? NaN)) down++;
    if (step === Math.abs(values[row - 1] ?? NaN)) up++;
  }
  const rowOrder = up > down ? 'newest-first' : 'oldest-first';
  return { share: links === 0 ? 0 : Math.max(down, up) / links, links, rowOrder };
}

/**
 * A figure that stays the same while money moves is no balance of a row, one that repeats the amounts is their copy, and whole
 * numbers that grow by the same amount from row to row count the rows.
 */
function isNoBalance({ amounts }: Draft, balance: NumericColumn): boolean {
  const moving = amounts.flatMap((amount) => (amount === null || amount === 0 ? [] : [Math.abs(amount)]));
  const still = balance.profile.distinct === 1 && moving.length > 1;
  const counts = word(balance.profile, 'balance') < KNOWN && !balance.profile.hasDecimals && moving.length > 1 && new Set(moving).size === 1;
  return still || counts || amounts.every((amount, row) => amount === balance.values[row]);
}

/** The column of flags right of a balance that says which balances are overdrawn; null where there is none, or where it is about the amounts. */
export function balanceFlagOf(profiles: readonly ColumnProfile[], balance: number, money: MoneyColumns, direction: ColumnProfile | null): ColumnProfile | null {
  const flag = profiles[balance + 1];
  if (!flag || flag.filled < 0.6 || flag.directionShare < 0.9 || flag.numberShare > 0.1 || !areFlags(flag)) return null;
  return flag === direction && money.kind !== 'pair' ? null : flag;
}

function flagged(balance: NumericColumn, flag: ColumnProfile | null): NumericColumn {
  if (!flag) return balance;
  return { ...balance, values: balance.values.map((value, row) => (value === null ? null : flag.directions[row] === 'out' ? -Math.abs(value) + 0 : value)) };
}

function withBalance(draft: Draft, printed: NumericColumn | null, evidence: MoneyEvidence): MoneyHypothesis {
  const balance = printed && flagged(printed, balanceFlagOf(evidence.profiles, printed.profile.index, draft.money, evidence.direction));
  const base = { money: draft.money, amounts: draft.amounts, named: draft.named, lessFee: draft.lessFee };
  if (!balance) return { ...base, balance: null, chain: null, rivalChain: null, signFromBalance: false, points: draft.points };
  const none: MoneyHypothesis = { ...base, balance: null, chain: null, rivalChain: null, signFromBalance: false, points: draft.points - 1 };
  if (isNoBalance(draft, balance)) return none;
  const words = roleWords(balance.profile, 'balance');
  const named = word(balance.profile, 'balance') >= KNOWN;
  // Two columns without names change places instead of their signs, and those with names are not turned round as well as shifted.
  const readings = chainOf(evidence, draft.amounts, balance.values).filter((reading) => draft.money.kind !== 'pair' || !reading.inverted || (draft.named && !reading.before));
  const chain = readings[0];
  const closes = chain !== undefined && chain.links > 0 && chain.closed / chain.links >= 0.5;
  const exact = chainPoints(chain);
  if (draft.unsigned && exact < 6) {
    const fit = unsignedFit(draft.amounts, balance.values, evidence.headRows);
    if (fit.links >= 2 && fit.share >= 0.9 && fit.share * fit.links > (closes ? chain.closed : 0)) {
      const reading: ChainReading = { rowOrder: fit.rowOrder, inverted: false, before: false, closed: Math.round(fit.share * fit.links), links: fit.links, plausibility: 0 };
      return { ...base, balance: balance.profile.index, chain: reading, rivalChain: null, signFromBalance: true, points: draft.points + words * 0.6 + Math.min(fit.links, 6) * 1.5 - 0.5 };
    }
  }
  // Amounts without any sign that all go out by their balances: which way the oldest goes no balance shows.
  if (draft.unsigned && chain?.inverted === true && !chain.before && chain.links >= 2 && chain.closed === chain.links) {
    return { ...base, balance: balance.profile.index, chain: { ...chain, inverted: false }, rivalChain: null, signFromBalance: true, points: draft.points + words * 0.6 + exact };
  }
  // A column that neither chains nor is named is no balance.
  if (!closes && !named) return none;
  const points = draft.points + words * 0.6 + exact + (closes ? 0 : -0.5) - (balance.profile.filled < 0.2 ? 0.5 : 0);
  const clear = closes && chain.closed / chain.links >= CLEAR ? chain : null;
  return { ...base, balance: balance.profile.index, chain: clear, rivalChain: clear && rivalOf(clear, readings), signFromBalance: false, points };
}

/** Readings of one chain whose plausibility differs by less are equally usual. */
const AS_USUAL = 0.5;

/** Rows of one day may run either way: then a chain that closes with one sign closes with the other from its other end. */
function rivalOf(chain: ChainReading, readings: readonly ChainReading[]): ChainReading | null {
  return readings.find((each) => each.inverted !== chain.inverted && each.closed === chain.closed && chain.plausibility - each.plausibility < AS_USUAL) ?? null;
}

/** The one hypothesis that the given columns make; for a recipe that names them. */
export function hypothesisFor(evidence: MoneyEvidence, money: MoneyColumns, balance: number | null): MoneyHypothesis | null {
  const columns = evidence.profiles.map((profile) => numericColumn(profile, evidence.mark));
  const draft = draftFor(evidence, columns, money);
  return draft ? withBalance(draft, balance === null ? null : (columns[balance] ?? null), evidence) : null;
}

/** Every way to take amounts and balances from the columns, best first. */
export function moneyHypotheses(evidence: MoneyEvidence): readonly MoneyHypothesis[] {
  // `15.12.19` looks like a number with decimals.
  const centsElsewhere = evidence.profiles.some((profile) => profile.hasDecimals && profile.numberShare >= 0.8 && !evidence.dateColumns.has(profile.index));
  const numeric = evidence.profiles
    .filter((profile) => isMoneyCandidate(profile, evidence.dateColumns, centsElsewhere))
    .map((profile) => numericColumn(profile, evidence.mark))
    .sort((a, b) => bestWords(b.profile) - bestWords(a.profile))
    .slice(0, MOST_COLUMNS)
    .sort((a, b) => a.profile.index - b.profile.index);
  const columns = withoutTotalRow(numeric, evidence.headRows);
  const drafts = moneyDrafts(columns, evidence).slice(0, MOST_DRAFTS);
  const hypotheses: MoneyHypothesis[] = [];
  for (const draft of drafts) {
    hypotheses.push(withBalance(draft, null, evidence));
    for (const column of columns) {
      if (usesColumn(draft.money, column.profile.index) || column.profile.filled === 0) continue;
      hypotheses.push(withBalance(draft, column, evidence));
    }
  }
  return hypotheses.sort((a, b) => b.points - a.points);
}

function bestWords(profile: ColumnProfile): number {
  return Math.max(roleWords(profile, 'amount'), roleWords(profile, 'money-out'), roleWords(profile, 'money-in'), roleWords(profile, 'balance')) + (profile.hasDecimals ? 1 : 0) + profile.filled;
}
