import { AS_PRINTED } from '../values/amount-parser.ts';
import { KNOWN, type ColumnProfile } from './column-profile.ts';
import type { MoneyEvidence } from './money-columns.ts';
import { mergedColumn, moneyIndexes, usesColumn, type MoneyColumns } from './money-layout.ts';
import { roleWords, singleAmounts, unitsOf, word, type NumericColumn } from './numeric-column.ts';
import { readSigns } from './sign.ts';

/** What a signed column has that is named as amount and filled on every row. */
const SURE = 10.8;

export interface Draft {
  readonly money: MoneyColumns;
  readonly amounts: readonly (number | null)[];
  readonly points: number;
  readonly named: boolean;
  /** Whether every amount is printed without a sign and nothing else gives one. */
  readonly unsigned: boolean;
  readonly lessFee: boolean;
}

/** What speaks for the net amount beside the gross one. */
const NET = 2;

/** What speaks for two columns of which one prints minus signs and the other none. */
const SIGNED_PAIR = 1.5;

/** A fee is only taken off where the balances say so. */
const UNUSUAL_FEE = 1.2;

function feeColumns(evidence: MoneyEvidence): readonly ColumnProfile[] {
  return evidence.profiles.filter((profile) => word(profile, 'fee') >= 0.9 && profile.numberShare >= 0.8 && profile.amounts.some((scan) => scan !== null && /[1-9]/.test(scan.body)));
}

/**
 * Whether a column is another one less a fee that stands beside them: the net amount, which is what reaches the account. A fee
 * is printed as what is taken off, or with the sign with which it is added, as one that a refund gives back.
 */
function isNet(column: NumericColumn, columns: readonly NumericColumn[], evidence: MoneyEvidence): boolean {
  return feeColumns(evidence).some((fee) => {
    const fees = unitsOf(fee, evidence.mark, AS_PRINTED);
    const leaves = (gross: NumericColumn, part: (fee: number) => number): boolean => column.values.every((net, row) => net !== null && gross.values[row] !== null && net === gross.values[row]! - part(fees[row] ?? 0));
    const paid = column.values.flatMap((net, row) => (net !== null && net > 0 && fees[row] ? [fees[row]!] : []));
    // A fee that makes what is paid in larger is none: then the other column is the net one.
    const signed = paid.every((units) => units < 0);
    return paid.length > 0 && columns.some((gross) => gross !== column && gross.profile !== fee && column.profile !== fee && (leaves(gross, Math.abs) || (signed && leaves(gross, (units) => -units))));
  });
}

function withFees(plain: Draft, evidence: MoneyEvidence): readonly Draft[] {
  const { money } = plain;
  if (money.kind === 'by-currency') return [];
  return feeColumns(evidence).filter((fee) => !usesColumn(money, fee.index)).map((fee) => {
    const fees = unitsOf(fee, evidence.mark, AS_PRINTED);
    const amounts = plain.amounts.map((units, row) => (units === null && !fees[row] ? null : (units ?? 0) - Math.abs(fees[row] ?? 0)));
    return { ...plain, money: { ...money, fee: fee.index }, amounts, points: plain.points - UNUSUAL_FEE };
  });
}

function singles(columns: readonly NumericColumn[], evidence: MoneyEvidence): Draft[] {
  return columns.flatMap((column): Draft[] => {
    const { profile } = column;
    if (profile.filled === 0) return [];
    const words = roleWords(profile, 'amount');
    const signs = readSigns(profile, evidence.direction, false);
    const amounts = singleAmounts(profile, evidence.direction, signs, evidence.mark);
    const shape = (profile.hasDecimals ? 1 : 0) + (column.negatives > 0 ? 0.8 : 0) + (profile.distinct <= 1 && evidence.keys.length > 3 ? -2 : 0) + (profile.identifiers ? -2 : 0) + (column.negatives + column.positives === 0 ? -4 : 0);
    const net = isNet(column, columns, evidence);
    const outOnly = word(profile, 'money-out') >= KNOWN && word(profile, 'money-out') > word(profile, 'amount');
    const plain: Draft = {
      money: { kind: 'single', amount: profile.index, fee: null }, amounts, named: word(profile, 'amount') >= KNOWN,
      points: words + profile.filled * 5 + shape - (outOnly ? 1 : 0) + (net ? NET : 0), unsigned: column.negatives === 0 && !signs.told && !net, lessFee: net,
    };
    // What a fee has left is not charged again.
    return net ? [plain] : [plain, ...withFees(plain, evidence)];
  });
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

/** What speaks for two columns of which each row has one amount, and a zero or nothing beside it. */
const TURNS = 1;

function fillInTurns(one: NumericColumn, other: NumericColumn): boolean {
  return one.values.some(Boolean) && other.values.some(Boolean) && one.values.every((value, row) => Boolean(value) !== Boolean(other.values[row]));
}

function pairs(columns: readonly NumericColumn[], evidence: MoneyEvidence): Draft[] {
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
      // One of them prints minus signs, the other none: each says which way it goes.
      const signed = left.negatives > 0 && left.positives === 0 && right.positives > 0 && right.negatives === 0 && both === 0 && rows === total ? SIGNED_PAIR : 0;
      const apart = Math.abs(left.profile.index - right.profile.index) === 1 ? 0.3 : -0.7;
      const leftFirst = left.profile.index < right.profile.index ? 0.2 : 0;
      const turns = fillInTurns(left, right) ? TURNS : 0;
      const plain: Draft = {
        money: { kind: 'pair', out: left.profile.index, in: right.profile.index, fee: null }, amounts, named, unsigned: false, lessFee: false,
        points: words * 0.75 + (rows / total) * 5 + shape + mixed + signed + apart + leftFirst + turns + (named ? 0.5 : -0.8),
      };
      drafts.push(plain, ...(named ? withFees(plain, evidence) : []));
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
    drafts.push({ money: { kind: 'pair', out: out ? column.profile.index : null, in: out ? null : column.profile.index, fee: null }, amounts, named: true, unsigned: false, lessFee: false, points: words + (rows / amounts.length) * 5 - 1 });
  }
  return drafts;
}

/** Columns that their headers give different currencies, and of which every row fills one. */
function byCurrency(columns: readonly NumericColumn[], evidence: MoneyEvidence): Draft[] {
  const named = columns.filter(({ profile }) => profile.headerCurrency !== null && profile.filled > 0 && word(profile, 'balance') < KNOWN && word(profile, 'fee') < KNOWN && word(profile, 'foreign') < KNOWN);
  const currencies = named.map(({ profile }) => ({ index: profile.index, currency: profile.headerCurrency! }));
  if (named.length < 2 || new Set(currencies.map(({ currency }) => currency)).size < named.length) return [];
  const rows = evidence.keys.map((_, row) => named.filter(({ values }) => values[row] !== null).length);
  if (rows.some((filled) => filled !== 1)) return [];
  const merged = mergedColumn(evidence.profiles, currencies);
  const signs = readSigns(merged, evidence.direction, false);
  const amounts = singleAmounts(merged, evidence.direction, signs, evidence.mark);
  return [{ money: { kind: 'by-currency', columns: currencies, fee: null }, amounts, points: SURE, named: true, unsigned: !signs.told, lessFee: false }];
}

function pairDraft(out: NumericColumn | null, into: NumericColumn | null, money: MoneyColumns, evidence: MoneyEvidence): Draft | null {
  if (!out && !into) return null;
  const plain: Draft = { money: { ...money, fee: null }, amounts: pairAmounts(out, into).amounts, points: 0, named: true, unsigned: false, lessFee: false };
  return [plain, ...withFees(plain, evidence)].find((draft) => draft.money.fee === money.fee) ?? null;
}

export function draftFor(evidence: MoneyEvidence, columns: readonly NumericColumn[], money: MoneyColumns): Draft | null {
  if (money.kind === 'single') return singles(columns.filter((column) => column.profile.index === money.amount), evidence).find((each) => each.money.fee === money.fee) ?? null;
  if (money.kind === 'pair') return pairDraft(columns[money.out ?? -1] ?? null, columns[money.in ?? -1] ?? null, money, evidence);
  return byCurrency(columns.filter((column) => moneyIndexes(money).includes(column.profile.index)), evidence)[0] ?? null;
}

/** Every way to take amounts from the columns, best first. */
export function moneyDrafts(columns: readonly NumericColumn[], evidence: MoneyEvidence): readonly Draft[] {
  return [...singles(columns, evidence), ...pairs(columns, evidence), ...byCurrency(columns, evidence)].sort((a, b) => b.points - a.points);
}
