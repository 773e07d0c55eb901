import type { Verdict } from './judge.ts';

/** Verdicts of several files, counted. */
export interface Totals {
  readonly files: number;
  readonly perfect: number;
  readonly refusedWrongly: number;
  readonly rows: { readonly expected: number; readonly read: number; readonly matched: number; readonly described: number };
  readonly balances: { readonly stated: number; readonly read: number; readonly right: number };
  readonly wrongButVerified: number;
  readonly wrongAndSilent: number;
  readonly ambiguous: number;
  readonly ambiguousUnasked: number;
  readonly needlessQuestions: number;
}

export function totalsOf(verdicts: readonly Verdict[]): Totals {
  const count = (counts: (verdict: Verdict) => boolean): number => verdicts.filter(counts).length;
  const sum = (value: (verdict: Verdict) => number): number => verdicts.reduce((total, verdict) => total + value(verdict), 0);
  return {
    files: verdicts.length,
    perfect: count(({ perfect }) => perfect),
    refusedWrongly: count(({ refusedWrongly }) => refusedWrongly),
    rows: {
      expected: sum(({ rows }) => rows.matched + rows.missing.length),
      read: sum(({ rows }) => rows.matched + rows.extra.length),
      matched: sum(({ rows }) => rows.matched),
      described: sum(({ rows }) => rows.described),
    },
    balances: {
      stated: sum(({ rows }) => rows.balances.stated),
      read: sum(({ rows }) => rows.balances.read),
      right: sum(({ rows }) => rows.balances.right),
    },
    wrongButVerified: count(({ wrongButVerified }) => wrongButVerified),
    wrongAndSilent: count(({ wrongAndSilent }) => wrongAndSilent),
    ambiguous: count(({ ambiguous }) => ambiguous),
    ambiguousUnasked: count(({ ambiguousUnasked }) => ambiguousUnasked),
    needlessQuestions: count(({ needlessQuestion }) => needlessQuestion),
  };
}

function share(part: number, whole: number): string {
  return whole === 0 ? `${part} of 0` : `${part} of ${whole} (${((100 * part) / whole).toFixed(1)}%)`;
}

/** The figures as lines for people. */
export function totalLines(name: string, totals: Totals): readonly string[] {
  const { rows, balances } = totals;
  return [
    `${name}: ${share(totals.perfect, totals.files)} files perfect, ${totals.refusedWrongly} refused wrongly`,
    `  rows: ${share(rows.matched, rows.expected)} found, ${rows.read - rows.matched} too many`,
    `  of the found rows: ${share(rows.described, rows.matched)} with their description; balances ${share(balances.right, balances.read)} right, ${balances.stated} rows have one`,
    `  wrong but verified ${totals.wrongButVerified}, wrong and silent ${totals.wrongAndSilent}, ambiguous that ask ${totals.ambiguous - totals.ambiguousUnasked} of ${totals.ambiguous}, needless questions in ${share(totals.needlessQuestions, totals.files)} files`,
  ];
}

export function mark(verdict: Verdict): string {
  if (verdict.wrongButVerified) return 'LIE ';
  if (verdict.wrongAndSilent) return 'MUTE';
  return verdict.perfect ? 'ok  ' : 'miss';
}
