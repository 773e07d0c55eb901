import { AS_PRINTED, type SignRules } from '../values/amount-parser.ts';
import { directionInText } from '../values/direction-words.ts';
import type { ColumnProfile } from './column-profile.ts';

/** How the direction of a single amount column is told. */
export interface SignReading {
  readonly rules: SignRules;
  /** `absolute`: the flag alone gives the sign. `times`: the flag times the printed sign. `none`: the printed sign. */
  readonly direction: 'none' | 'absolute' | 'times';
  /** Whether something in the cells themselves (sign, mark, flag) tells; else only the printed value stands. */
  readonly told: boolean;
  /** Whether a flag or a mark such as CR says it in words, which no other words outweigh. */
  readonly spoken: boolean;
}

/** The printed signs and nothing else. */
export const PRINTED_SIGNS: SignReading = { rules: AS_PRINTED, direction: 'none', told: true, spoken: false };

/** Reads signs from marks, pluses and the flag column of a single amount column. */
export function readSigns(amount: ColumnProfile, flag: ColumnProfile | null, inverted: boolean): SignReading {
  const scans = amount.amounts.flatMap((scan) => scan ?? []);
  const count = (test: (scan: (typeof scans)[number]) => boolean): number => scans.filter(test).length;
  const negatives = count((scan) => scan.negative && scan.marker === null);
  const pluses = count((scan) => scan.plus && scan.marker === null);
  const markedIn = count((scan) => scan.marker === 'in');
  const markedOut = count((scan) => scan.marker === 'out');
  const unmarked = scans.length - markedIn - markedOut;
  if (flag) {
    const direction = flagUse(amount, flag, negatives, scans.length);
    if (direction !== 'none') return { rules: AS_PRINTED, direction, told: true, spoken: true };
  }
  if (markedIn + markedOut > 0) {
    const unmarkedMeans = unmarked > 0 && markedOut === 0 && negatives === 0 ? 'out' : unmarked > 0 && markedIn === 0 && negatives === 0 ? 'in' : 'as-printed';
    return { rules: { plusMeansIn: false, unmarkedMeans, inverted: unmarkedMeans === 'as-printed' && inverted }, direction: 'none', told: true, spoken: true };
  }
  if (pluses > 0 && negatives === 0 && unmarked > pluses) return { rules: { plusMeansIn: true, unmarkedMeans: 'as-printed', inverted: false }, direction: 'none', told: true, spoken: true };
  return { rules: { plusMeansIn: false, unmarkedMeans: 'as-printed', inverted }, direction: 'none', told: negatives > 0 || (pluses > 0 && pluses === unmarked), spoken: false };
}

function flagUse(amount: ColumnProfile, flag: ColumnProfile, negatives: number, total: number): SignReading['direction'] {
  if (negatives === 0) return 'absolute';
  let [agree, disagree] = [0, 0];
  amount.amounts.forEach((scan, row) => {
    const direction = flag.directions[row];
    if (!scan || !direction) return;
    if (scan.negative === (direction === 'out')) agree++;
    else disagree++;
  });
  if (agree >= disagree * 2) return 'none';
  if (disagree >= agree * 4) return 'absolute';
  // Few negatives beside a flag are reversals.
  return negatives <= total * 0.2 ? 'times' : 'none';
}

/** What the words of the rows say about a column of signed amounts. */
export interface WordVotes {
  readonly asPrinted: number;
  readonly inverted: number;
  readonly rows: number;
}

/** Counts rows whose words (salary, card payment, ...) agree with the printed sign, or with the opposite one. */
export function voteByWords(amounts: readonly (number | null)[], texts: readonly string[]): WordVotes {
  let [asPrinted, inverted, rows] = [0, 0, 0];
  amounts.forEach((amount, row) => {
    if (amount === null || amount === 0) return;
    rows++;
    const direction = directionInText(texts[row] ?? '');
    if (direction === null) return;
    if ((direction === 'in') === amount > 0) asPrinted++;
    else inverted++;
  });
  return { asPrinted, inverted, rows };
}

/** What many words agree on; null where they are few or divided. */
export function agreedByWords(votes: WordVotes): 'as-printed' | 'inverted' | null {
  const total = votes.asPrinted + votes.inverted;
  if (total < 5 || total < votes.rows * 0.25) return null;
  if (votes.asPrinted >= total * 0.9) return 'as-printed';
  return votes.inverted >= total * 0.9 ? 'inverted' : null;
}
