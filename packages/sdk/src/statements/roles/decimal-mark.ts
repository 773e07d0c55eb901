import { markVote, type AmountScan, type DecimalMark } from '../values/amount-scan.ts';
import { isMoneyWord, KNOWN, type ColumnProfile } from './column-profile.ts';

export interface MarkDecision {
  readonly mark: DecimalMark;
  /** false where `1.234` could be one and a bit or more than a thousand, and nothing tells. */
  readonly settled: boolean;
}

export interface MarkVotes {
  readonly point: number;
  readonly comma: number;
  /** `1.234` and `1,234`. */
  readonly pointGroups: number;
  readonly commaGroups: number;
  /** Numbers without any separator. */
  readonly plain: number;
}

export function countMarks(scans: Iterable<AmountScan | null>): MarkVotes {
  const votes = { point: 0, comma: 0, pointGroups: 0, commaGroups: 0, plain: 0 };
  for (const scan of scans) {
    if (!scan) continue;
    const vote = markVote(scan.body);
    if (vote === 'point') votes.point++;
    else if (vote === 'comma') votes.comma++;
    else if (vote === 'point-or-comma-groups') votes.pointGroups++;
    else if (vote === 'comma-or-point-groups') votes.commaGroups++;
    else votes.plain++;
  }
  return votes;
}

/**
 * One decimal mark for the file. A single three-digit group is a thousand in every currency with fewer than three
 * decimals; in one with three it is the decimals; where the currency is unknown, a number without separators or a file
 * of nothing but such groups tells.
 */
export function decideMark(votes: MarkVotes, decimals: number | null): MarkDecision {
  if (votes.point !== votes.comma) return { mark: votes.point > votes.comma ? '.' : ',', settled: true };
  if (votes.point > 0) return { mark: '.', settled: false };
  const groups = votes.pointGroups + votes.commaGroups;
  if (groups === 0) return { mark: '.', settled: true };
  const asGroups: DecimalMark = votes.pointGroups > votes.commaGroups ? ',' : '.';
  const asDecimals: DecimalMark = asGroups === ',' ? '.' : ',';
  if (decimals !== null && decimals >= 3) return { mark: asDecimals, settled: true };
  return { mark: asGroups, settled: decimals !== null || votes.plain > 0 };
}

/**
 * The mark of a file by its money columns; columns of dates and identifiers have no vote. Where those that are named as money show
 * no separator, the other numbers tell, and amounts of other currencies last.
 */
export function markOfColumns(profiles: readonly ColumnProfile[], dated: readonly ColumnProfile[], decimals: number | null): MarkDecision {
  const numeric = profiles.filter((profile) => profile.numberShare >= 0.8 && !dated.includes(profile) && !profile.identifiers);
  const own = numeric.filter((profile) => (profile.words.foreign ?? 0) < KNOWN);
  const groups = [own.filter(isMoneyWord), own, numeric].filter((group) => group.length > 0);
  const voters = groups.find(showSeparators) ?? groups[0] ?? [];
  const votes = countMarks(voters.flatMap((profile) => profile.amounts));
  const divided = votes.point > 0 && votes.comma > 0 ? markOfAmounts(voters) : null;
  return divided ?? decideMark(votes, decimals ?? (writtenWithoutThirds(profiles) ? 2 : null));
}

function showSeparators(profiles: readonly ColumnProfile[]): boolean {
  return profiles.some(({ amounts }) => amounts.some((scan) => scan !== null && markVote(scan.body) !== 'none'));
}

/**
 * Scripts, and letters of languages, of countries whose currencies have no third decimal: there `30,000` is thirty thousand.
 * Those with three are named in Arabic, English and French.
 */
const SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Thai}\p{Script=Hebrew}ðþæøåäöüßñãõłńśźżčďěňřšťůžőűąęėįųūāēģīķļņğışșț]/iu;

function writtenWithoutThirds(profiles: readonly ColumnProfile[]): boolean {
  return profiles.some((profile) => SCRIPTS.test(profile.header));
}

/** Where columns write different marks, that of the amounts counts; a balance in another one is left out. */
function markOfAmounts(voters: readonly ColumnProfile[]): MarkDecision | null {
  const amounts = voters.filter(({ words }) => Math.max(words.amount ?? 0, words['money-out'] ?? 0, words['money-in'] ?? 0) > (words.balance ?? 0));
  const decided = amounts.length === 0 ? null : decideMark(countMarks(amounts.flatMap((profile) => profile.amounts)), null);
  return decided?.settled ? decided : null;
}
