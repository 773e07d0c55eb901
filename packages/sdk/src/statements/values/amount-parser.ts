import { MAX_MINOR_UNITS } from '../../money/index.ts';
import { scanAmount, type AmountScan, type DecimalMark } from './amount-scan.ts';
import { negate } from './minor-units.ts';
import { isDash } from './text.ts';

/** Minor units: a number while it is a safe integer, else a bigint. */
export type MinorUnits = number | bigint;

const GROUPED = /^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*$/;
const INDIAN = /^\d{1,3}(?:,\d{2})*,\d{3}$/;

/** The minor units of a body without sign; null where its separators do not fit the mark or the digits do not fit the currency. */
export function bodyToMinor(body: string, mark: DecimalMark, decimals: number): MinorUnits | null {
  const units = quickly(body, 0, body.length, plainAmounts(mark, decimals));
  // A sign is no part of a body: the grammar refuses it.
  return units === units && body[0] !== '-' ? units : bodyByGrammar(body, mark, decimals);
}

function bodyByGrammar(body: string, mark: DecimalMark, decimals: number): MinorUnits | null {
  const at = body.lastIndexOf(mark);
  const whole = at < 0 ? body : body.slice(0, at);
  const fraction = at < 0 ? '' : body.slice(at + 1);
  if (!/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return null;
  if (whole.includes(mark)) return null;
  if (!/^\d*$/.test(whole) && !GROUPED.test(whole) && !(mark === '.' && INDIAN.test(whole))) return null;
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return null;
  const digits = whole.replace(/\D/g, '') + fraction.slice(0, decimals).padEnd(decimals, '0');
  if (digits.length <= 15) return Number(digits);
  const units = BigInt(digits);
  return units > MAX_MINOR_UNITS ? null : units <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(units) : units;
}

/** Which way an amount that carries no minus goes, beyond its own sign. */
export interface SignRules {
  /** A plus beside unmarked amounts means money in, and the unmarked ones are money out. */
  readonly plusMeansIn: boolean;
  /** CR beside unmarked amounts means money in (or DR money out), and the unmarked ones the other way. */
  readonly unmarkedMeans: 'in' | 'out' | 'as-printed';
  readonly inverted: boolean;
}

export const AS_PRINTED: SignRules = { plusMeansIn: false, unmarkedMeans: 'as-printed', inverted: false };

/** Applies the sign of a scan to its unsigned units. */
export function signed(scan: AmountScan, units: MinorUnits, rules: SignRules): MinorUnits {
  if (scan.marker !== null) {
    // A marker is absolute; a minus beside it turns it round (a reversal).
    return (scan.marker === 'out') !== scan.negative ? negate(units) : units;
  }
  if (rules.unmarkedMeans !== 'as-printed' && !scan.negative && !scan.plus) return rules.unmarkedMeans === 'out' ? negate(units) : units;
  if (rules.plusMeansIn) return scan.plus ? units : negate(units);
  return scan.negative !== rules.inverted ? negate(units) : units;
}

/**
 * Reads a cell as signed minor units; `undefined` is an empty cell, null an unreadable one. The cell is all of `text`, or
 * what stands in it between two positions.
 */
export type AmountParser = (text: string, from?: number, to?: number) => MinorUnits | null | undefined;

const POWERS = [1, 10, 100, 1000, 10_000];

interface PlainAmounts {
  readonly markCode: number;
  readonly groupCode: number;
  readonly decimals: number;
}

function plainOf(mark: DecimalMark): readonly PlainAmounts[] {
  return POWERS.map((_, decimals) => ({ markCode: mark.charCodeAt(0), groupCode: mark === '.' ? 0x2c : 0x2e, decimals }));
}

const PLAIN: Readonly<Record<DecimalMark, readonly PlainAmounts[]>> = { '.': plainOf('.'), ',': plainOf(',') };

/** How plain amounts are written; currencies have at most four decimals. */
function plainAmounts(mark: DecimalMark, decimals: number): PlainAmounts {
  return PLAIN[mark][decimals]!;
}

/** Digits alone from `from` to `to`, at most 15; a negative number where something else stands there. */
function digitsOf(text: string, from: number, to: number): number {
  if (to <= from || to - from > 15) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** `-1234,56`: digits with all their decimals and no grouping, as most cells are. NaN means: look closer. */
function atOnce(text: string, from: number, end: number, { markCode, decimals }: PlainAmounts): number {
  const negative = text.charCodeAt(from) === 0x2d;
  const mark = end - decimals - 1;
  if (decimals === 0 || text.charCodeAt(mark) !== markCode || end - from > 16) return NaN;
  const whole = digitsOf(text, negative ? from + 1 : from, mark);
  const fraction = digitsOf(text, mark + 1, end);
  if (whole < 0 || fraction < 0) return NaN;
  const units = whole * POWERS[decimals]! + fraction;
  return negative ? -units : units;
}

/** Plain digits with an optional leading minus and at most `decimals` decimals: nearly every cell. NaN means: look closer. */
function quickly(text: string, from: number, end: number, { markCode, groupCode, decimals }: PlainAmounts): number {
  let at = from;
  const negative = text.charCodeAt(at) === 0x2d;
  if (negative) at++;
  if (end - at > 18 || end === at) return NaN;
  let value = 0;
  let digits = 0;
  let run = 0; // digits since the last separator
  let grouped = false;
  let fraction = -1; // digits after the mark, -1 before it
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      digits++;
      run++;
      if (fraction >= 0) fraction++;
    } else if (code === markCode && fraction < 0) {
      if (run === 0 || (grouped && run !== 3)) return NaN;
      fraction = 0;
      run = 0;
    } else if (code === groupCode && fraction < 0 && run > 0 && run <= 3 && !(grouped && run !== 3)) {
      grouped = true;
      run = 0;
    } else return NaN;
  }
  if (digits > 15 || fraction === 0 || fraction > decimals || (fraction < 0 && grouped && run !== 3)) return NaN;
  const units = value * POWERS[decimals - Math.max(fraction, 0)]!;
  if (units > Number.MAX_SAFE_INTEGER) return NaN;
  return negative ? -units : units;
}

/** Compiles the parser of one amount column. */
export function amountParser(mark: DecimalMark, decimals: number, rules: SignRules = AS_PRINTED): AmountParser {
  const amounts = plainAmounts(mark, decimals);
  const plain = !rules.plusMeansIn && rules.unmarkedMeans === 'as-printed';
  const factor = rules.inverted ? -1 : 1;
  const slowly = (cell: string): MinorUnits | null | undefined => {
    const scan = scanAmount(cell);
    if (!scan) return isDash(cell.trim()) || cell.trim() === '' ? undefined : null;
    const units = bodyToMinor(scan.body, mark, decimals);
    return units === null ? null : signed(scan, units, rules);
  };
  return (text, from = 0, to = text.length) => {
    if (from === to) return undefined;
    if (plain) {
      let units = atOnce(text, from, to, amounts);
      if (units !== units) units = quickly(text, from, to, amounts);
      if (units === units) return units === 0 ? 0 : units * factor;
    }
    return slowly(text.slice(from, to));
  };
}
