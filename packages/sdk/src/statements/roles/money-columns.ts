import { addFits, fitChain, readChain, readSortedChain, type ChainFit, type ChainReading, type DateTrend } from '../proof/chain.ts';
import { AS_PRINTED, bodyToMinor, signed, type SignRules } from '../values/amount-parser.ts';
import type { DecimalMark } from '../values/amount-scan.ts';
import { KNOWN, type ColumnProfile } from './column-profile.ts';
import type { HeaderSense } from './header-terms.ts';
import { readSigns, type SignReading } from './sign.ts';

/** One way to take money from the columns: a signed column, or one for money out and one for money in. */
export type MoneyColumns =
  /** `fee`: a column whose amounts are taken from those of the other one. */
  | { readonly kind: 'single'; readonly amount: number; readonly fee: number | null }
  | { readonly kind: 'pair'; readonly out: number | null; readonly in: number | null };

export interface MoneyHypothesis {
  readonly money: MoneyColumns;
  readonly balance: number | null;
  /** The reading of the balances, where they close. */
  readonly chain: ChainReading | null;
  /** Whether signs come from the balances alone: the steps fit the unsigned amounts. */
  readonly signFromBalance: boolean;
  readonly points: number;
  /** Whether header words name the columns. */
  readonly named: boolean;
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

/** The scale of the sample's arithmetic: enough for every currency. */
const SAMPLE_DECIMALS = 4;
const MOST_COLUMNS = 12;

interface NumericColumn {
  readonly profile: ColumnProfile;
  readonly values: readonly (number | null)[];
  readonly negatives: number;
  readonly positives: number;
}

const word = (profile: ColumnProfile, sense: HeaderSense): number => profile.words[sense] ?? 0;

function isMoneyCandidate(profile: ColumnProfile, dateColumns: ReadonlySet<number>, centsElsewhere: boolean): boolean {
  if (dateColumns.has(profile.index)) return false;
  const named = Math.max(word(profile, 'amount'), word(profile, 'money-out'), word(profile, 'money-in'), word(profile, 'balance')) >= KNOWN;
  if (profile.filled === 0) return named && word(profile, 'direction') < 1;
  if (profile.numberShare < 0.8 || ((profile.identifiers || (profile.bareDigits && centsElsewhere)) && !named)) return false;
  return true;
}

function unitsOf(profile: ColumnProfile, mark: DecimalMark, rules: SignRules): readonly (number | null)[] {
  return profile.amounts.map((scan) => {
    const units = scan ? bodyToMinor(scan.body, mark, SAMPLE_DECIMALS) : null;
    return scan && typeof units === 'number' ? Number(signed(scan, units, rules)) : null;
  });
}

function numericColumn(profile: ColumnProfile, mark: DecimalMark): NumericColumn {
  const values = unitsOf(profile, mark, AS_PRINTED);
  return {
    profile,
    values,
    negatives: values.filter((value) => value !== null && value < 0).length,
    positives: values.filter((value) => value !== null && value > 0).length,
  };
}

/** The amounts of a single column as its signs, marks and flags tell them, in units of the sample's scale. */
export function singleAmounts(profile: ColumnProfile, flag: ColumnProfile | null, signs: SignReading, mark: DecimalMark): readonly (number | null)[] {
  const values = unitsOf(profile, mark, signs.rules);
  if (signs.direction === 'none' || !flag) return values;
  return values.map((value, row) => {
    const direction = flag.directions[row];
    if (value === null || !direction) return null;
    const size = signs.direction === 'absolute' ? Math.abs(value) : value;
    return direction === 'out' ? -size + 0 : size;
  });
}

/** How the header words of a column speak for a money role, -3 to 4. */
export function roleWords(profile: ColumnProfile, role: 'amount' | 'money-out' | 'money-in' | 'balance'): number {
  const own = word(profile, role);
  const rivals = (['amount', 'money-out', 'money-in', 'balance', 'fee', 'reference', 'account'] as const).filter((each) => each !== role);
  let rival = Math.max(...rivals.map((each) => word(profile, each)));
  // `Debit amount` is money out; `amount` only adds that it is money. Balance words win over all of them.
  if (role !== 'amount') rival = Math.max(...rivals.filter((each) => each !== 'amount').map((each) => word(profile, each)));
  const foreign = word(profile, 'foreign');
  let points = own >= KNOWN ? own * 4 : own > 0 ? own * 2 : 0;
  if (rival >= KNOWN && rival > own) points -= 3 * rival;
  if (foreign >= KNOWN && foreign >= own - 0.2) points -= 3;
  else if (foreign > 0) points -= 1.5;
  return points;
}

function pairAmounts(out: NumericColumn | null, into: NumericColumn | null): { readonly amounts: readonly (number | null)[]; readonly both: number; readonly rows: number } {
  const length = (out ?? into)!.values.length;
  // A money-out column may print its amounts with or without a minus; the majority tells which.
  const outFactor = out && out.negatives > out.positives ? 1 : -1;
  const inFactor = into && into.negatives > into.positives ? -1 : 1;
  let [both, rows] = [0, 0];
  const amounts: (number | null)[] = [];
  for (let row = 0; row < length; row++) {
    const [left, right] = [out?.values[row] ?? null, into?.values[row] ?? null];
    if (left !== null || right !== null) rows++;
    if (left && right) both++;
    amounts.push(left === null && right === null ? null : (left ?? 0) * outFactor + (right ?? 0) * inFactor + 0);
  }
  return { amounts, both, rows };
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

interface Draft {
  readonly money: MoneyColumns;
  readonly amounts: readonly (number | null)[];
  readonly points: number;
  readonly named: boolean;
  /** Whether every amount is printed without a sign and nothing else gives one. */
  readonly unsigned: boolean;
}

/** What speaks for the net amount beside the gross one. */
const NET = 2;

/** A fee is only taken off where the balances say so. */
const UNUSUAL_FEE = 1.2;

function feeColumns(evidence: MoneyEvidence): readonly ColumnProfile[] {
  return evidence.profiles.filter((profile) => word(profile, 'fee') >= 0.9 && profile.numberShare >= 0.8 && profile.amounts.some((scan) => scan !== null && /[1-9]/.test(scan.body)));
}

/** Whether a column is another one less a fee that stands beside them: the net amount, which is what reaches the account. */
function isNet(column: NumericColumn, columns: readonly NumericColumn[], evidence: MoneyEvidence): boolean {
  return feeColumns(evidence).some((fee) => {
    const fees = unitsOf(fee, evidence.mark, AS_PRINTED);
    return columns.some((gross) => gross !== column && gross.profile !== fee && column.profile !== fee
      && column.values.every((net, row) => net !== null && gross.values[row] !== null && gross.values[row] === net + Math.abs(fees[row] ?? 0)));
  });
}

function lessFee(plain: Draft, amount: number, fee: ColumnProfile, mark: DecimalMark): Draft {
  const fees = unitsOf(fee, mark, AS_PRINTED);
  const amounts = plain.amounts.map((units, row) => (units === null ? null : units - Math.abs(fees[row] ?? 0)));
  return { ...plain, money: { kind: 'single', amount, fee: fee.index }, amounts, points: plain.points - UNUSUAL_FEE };
}

function singles(columns: readonly NumericColumn[], evidence: MoneyEvidence): Draft[] {
  return columns.flatMap((column): Draft[] => {
    const { profile } = column;
    if (profile.filled === 0) return [];
    const words = roleWords(profile, 'amount');
    const signs = readSigns(profile, evidence.direction, false);
    const amounts = singleAmounts(profile, evidence.direction, signs, evidence.mark);
    const shape = (profile.hasDecimals ? 1 : 0) + (column.negatives > 0 ? 0.8 : 0) + (profile.distinct <= 1 && evidence.keys.length > 3 ? -2 : 0) + (profile.identifiers ? -2 : 0) + (column.negatives + column.positives === 0 ? -4 : 0);
    const outOnly = word(profile, 'money-out') >= KNOWN && word(profile, 'money-out') > word(profile, 'amount');
    const plain: Draft = {
      money: { kind: 'single', amount: profile.index, fee: null }, amounts, named: word(profile, 'amount') >= KNOWN,
      points: words + profile.filled * 5 + shape - (outOnly ? 1 : 0) + (isNet(column, columns, evidence) ? NET : 0), unsigned: column.negatives === 0 && !signs.told,
    };
    return [plain, ...feeColumns(evidence).filter((fee) => fee !== profile).map((fee) => lessFee(plain, profile.index, fee, evidence.mark))];
  });
}

function pairs(columns: readonly NumericColumn[]): Draft[] {
  const drafts: Draft[] = [];
  for (const left of columns) {
    for (const right of columns) {
      if (left === right || (left.profile.filled === 0 && right.profile.filled === 0)) continue;
      const { amounts, both, rows } = pairAmounts(left, right);
      const total = amounts.length;
      if (both > rows * 0.1 || rows === 0) continue;
      const words = roleWords(left.profile, 'money-out') + roleWords(right.profile, 'money-in');
      const named = word(left.profile, 'money-out') >= KNOWN && word(right.profile, 'money-in') >= KNOWN;
      const shape = (left.profile.hasDecimals || right.profile.hasDecimals ? 1 : 0) + (left.profile.identifiers || right.profile.identifiers ? -3 : 0);
      const mixed = [left, right].some((column) => column.negatives > 0 && column.positives > 0) ? -1.5 : 0;
      const apart = Math.abs(left.profile.index - right.profile.index) === 1 ? 0.3 : -0.7;
      const leftFirst = left.profile.index < right.profile.index ? 0.2 : 0;
      drafts.push({
        money: { kind: 'pair', out: left.profile.index, in: right.profile.index }, amounts, named, unsigned: false,
        points: words * 0.75 + (rows / total) * 5 + shape + mixed + apart + leftFirst + (named ? 0.5 : -0.8),
      });
    }
  }
  // One of the two alone, where the header says so.
  for (const column of columns) {
    if (column.profile.filled === 0) continue;
    const out = word(column.profile, 'money-out') >= KNOWN;
    const into = word(column.profile, 'money-in') >= KNOWN;
    if (out === into) continue;
    const { amounts, rows } = out ? pairAmounts(column, null) : pairAmounts(null, column);
    const words = roleWords(column.profile, out ? 'money-out' : 'money-in');
    drafts.push({ money: { kind: 'pair', out: out ? column.profile.index : null, in: out ? null : column.profile.index }, amounts, named: true, unsigned: false, points: words + (rows / amounts.length) * 5 - 1 });
  }
  return drafts;
}

function usesColumn(money: MoneyColumns, index: number): boolean {
  return money.kind === 'single' ? money.amount === index || money.fee === index : money.out === index || money.in === index;
}

/** A figure that stays the same while money moves is no balance of a row, and one that repeats the amounts is their copy. */
function isNoBalance({ amounts }: Draft, balance: NumericColumn): boolean {
  const still = balance.profile.distinct === 1 && amounts.filter((amount) => amount !== null && amount !== 0).length > 1;
  return still || amounts.every((amount, row) => amount === balance.values[row]);
}

/** The column of flags right of a balance that says which balances are overdrawn; null where there is none, or where it is about the amounts. */
export function balanceFlagOf(profiles: readonly ColumnProfile[], balance: number, money: MoneyColumns, direction: ColumnProfile | null): ColumnProfile | null {
  const flag = profiles[balance + 1];
  if (!flag || flag.filled < 0.6 || flag.directionShare < 0.9 || flag.numberShare > 0.1) return null;
  return flag === direction && money.kind === 'single' ? null : flag;
}

function flagged(balance: NumericColumn, flag: ColumnProfile | null): NumericColumn {
  if (!flag) return balance;
  return { ...balance, values: balance.values.map((value, row) => (value === null ? null : flag.directions[row] === 'out' ? -Math.abs(value) + 0 : value)) };
}

function withBalance(draft: Draft, printed: NumericColumn | null, evidence: MoneyEvidence): MoneyHypothesis {
  const balance = printed && flagged(printed, balanceFlagOf(evidence.profiles, printed.profile.index, draft.money, evidence.direction));
  const base = { money: draft.money, amounts: draft.amounts, named: draft.named };
  if (!balance) return { ...base, balance: null, chain: null, signFromBalance: false, points: draft.points };
  const none: MoneyHypothesis = { ...base, balance: null, chain: null, signFromBalance: false, points: draft.points - 1 };
  if (isNoBalance(draft, balance)) return none;
  const words = roleWords(balance.profile, 'balance');
  const named = word(balance.profile, 'balance') >= KNOWN;
  const readings = chainOf(evidence, draft.amounts, balance.values).filter((reading) => draft.money.kind === 'single' || !reading.inverted);
  const chain = readings[0];
  const closes = chain !== undefined && chain.links > 0 && chain.closed / chain.links >= 0.5;
  const exact = chainPoints(chain);
  if (draft.unsigned && exact < 6) {
    const fit = unsignedFit(draft.amounts, balance.values, evidence.headRows);
    if (fit.links >= 2 && fit.share >= 0.9 && fit.share * fit.links > (closes ? chain.closed : 0)) {
      const reading: ChainReading = { rowOrder: fit.rowOrder, inverted: false, before: false, closed: Math.round(fit.share * fit.links), links: fit.links, plausibility: 0 };
      return { ...base, balance: balance.profile.index, chain: reading, signFromBalance: true, points: draft.points + words * 0.6 + Math.min(fit.links, 6) * 1.5 - 0.5 };
    }
  }
  // A column that neither chains nor is named is no balance.
  if (!closes && !named) return none;
  const points = draft.points + words * 0.6 + exact + (closes ? 0 : -0.5) - (balance.profile.filled < 0.2 ? 0.5 : 0);
  return { ...base, balance: balance.profile.index, chain: closes && chain.closed / chain.links >= CLEAR ? chain : null, signFromBalance: false, points };
}

/** The one hypothesis that the given columns make; for a recipe that names them. */
export function hypothesisFor(evidence: MoneyEvidence, money: MoneyColumns, balance: number | null): MoneyHypothesis | null {
  const columns = evidence.profiles.map((profile) => numericColumn(profile, evidence.mark));
  const draft =
    money.kind === 'single'
      ? singles(columns.filter((column) => column.profile.index === money.amount), evidence).find((each) => each.money.kind === 'single' && each.money.fee === money.fee)
      : pairDraft(columns[money.out ?? -1] ?? null, columns[money.in ?? -1] ?? null, money);
  return draft ? withBalance(draft, balance === null ? null : (columns[balance] ?? null), evidence) : null;
}

function pairDraft(out: NumericColumn | null, into: NumericColumn | null, money: MoneyColumns): Draft | null {
  if (!out && !into) return null;
  return { money, amounts: pairAmounts(out, into).amounts, points: 0, named: true, unsigned: false };
}

/** Every way to take amounts and balances from the columns, best first. */
export function moneyHypotheses(evidence: MoneyEvidence): readonly MoneyHypothesis[] {
  const centsElsewhere = evidence.profiles.some((profile) => profile.hasDecimals && profile.numberShare >= 0.8);
  const columns = evidence.profiles
    .filter((profile) => isMoneyCandidate(profile, evidence.dateColumns, centsElsewhere))
    .map((profile) => numericColumn(profile, evidence.mark))
    .sort((a, b) => bestWords(b.profile) - bestWords(a.profile))
    .slice(0, MOST_COLUMNS)
    .sort((a, b) => a.profile.index - b.profile.index);
  const drafts = [...singles(columns, evidence), ...pairs(columns)].sort((a, b) => b.points - a.points).slice(0, 60);
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
