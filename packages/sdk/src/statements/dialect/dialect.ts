import { StatementProblemError } from '../problem.ts';
import { longestLine } from '../limits.ts';
import { isHeaderWord } from '../roles/header-words.ts';
import { findDateJoin } from './date-join.ts';
import { findDecimalJoins } from './decimal-joins.ts';
import { findLabels } from './labelled-lines.ts';
import { headOf, type StatementRecord } from '../tokenise/sample.ts';
import { tokenise, type Dialect, type Quoting } from '../tokenise/tokenise.ts';
import type { ReadingLimits } from '../types.ts';
import { scanAmount } from '../values/amount-scan.ts';
import { scanDate } from '../values/date-scan.ts';

export interface FoundDialect extends Dialect {
  /** Whether the first line is `sep=` and a delimiter, as spreadsheets write it. */
  readonly hasSeparatorLine: boolean;
}

const LABEL_END = ':';
const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE = 24 * 1024;
const SAMPLE_RECORDS = 150;
const SEPARATOR_LINE = /^\ufeff?"?sep=(.)"?[ \t]*(?:\n|$)/i;

function candidates(head: string, delimiter: string | null): Dialect[] {
  const quotings: Quoting[] = ['doubled'];
  if (head.includes('"')) {
    if (head.includes('\\"')) quotings.push('escaped');
    quotings.push('whole-line', 'none');
  }
  return (delimiter === null ? DELIMITERS : [delimiter]).flatMap((each) => quotings.map((quoting) => ({ delimiter: each, quoting })));
}

/**
 * Ordinary quoting wins unless another one is clearly better. Where backslashes stand before quotes and the rows come out
 * as well with them as escapes, they are: `"A \"B\";C"` would else end at the wrong quote, a delimiter stands behind it.
 */
const UNUSUAL: Readonly<Record<Quoting, number>> = { doubled: 0, escaped: -0.1, 'whole-line': 0.6, none: 0.6 };

interface Result {
  /** Records with a date and, in another cell, a number. */
  readonly core: number;
  /** How evenly wide the core records are, 0 to 1. */
  readonly even: number;
  readonly width: number;
  readonly headerWords: number;
  readonly strayQuotes: number;
}

function measure(records: readonly StatementRecord[]): Result {
  const widths = new Map<number, number>();
  let [core, headerWords, strayQuotes] = [0, 0, 0];
  for (const { cells } of records) {
    const date = cells.findIndex((cell) => scanDate(cell) !== null);
    const isCore = date >= 0 && cells.some((cell, index) => index !== date && scanAmount(cell) !== null);
    for (const cell of cells) if (cell.includes('"')) strayQuotes++;
    if (isCore) {
      core++;
      widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    } else if (cells.length > 1) {
      headerWords = Math.max(headerWords, cells.filter((cell) => cell.length < 60 && isHeaderWord(cell)).length);
    }
  }
  const [width, count] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return { core, even: core === 0 ? 0 : count / core, width, headerWords, strayQuotes };
}

/** Compares by what a delimiter yields: rows with date and number first, then evenness, then header words and width. */
function points(result: Result, records: number): number {
  return result.core * (0.7 + 0.3 * result.even) + Math.min(result.headerWords, 12) * 0.5 + Math.min(result.width, 20) * 0.02 - (result.strayQuotes / Math.max(records, 1)) * 0.4;
}

/** How many lines of a sample a candidate gets to judge by: the records of the head, at most some hundred. */
function recordsOf(head: string, dialect: Dialect, limits: ReadingLimits): StatementRecord[] {
  const records: StatementRecord[] = [];
  for (const block of tokenise(head, dialect, { limits })) {
    for (const cells of block.rows) records.push({ line: 0, cells });
    if (records.length >= SAMPLE_RECORDS) break;
  }
  return records.slice(0, SAMPLE_RECORDS);
}

/** How much of a text `findDialect` looks at, in UTF-16 code units. */
export function dialectHead(limits: ReadingLimits): number {
  return SAMPLE + longestLine(limits) + 1;
}

/**
 * Finds delimiter and quoting by trying each on the head of the file. `delimiter` (a recipe's) leaves only the quoting open.
 *
 * @throws {StatementProblemError} cell-too-long where a line of the head exceeds the limit.
 */
export function findDialect(text: string, limits: ReadingLimits, delimiter: string | null = null): FoundDialect {
  const head = headOf(text.slice(0, dialectHead(limits)), SAMPLE);
  if (head.length > SAMPLE + longestLine(limits)) throw new StatementProblemError('cell-too-long');
  const separator = SEPARATOR_LINE.exec(head);
  const hasSeparatorLine = separator !== null;
  const body = separator ? head.slice(separator[0].length) : head;
  let best: Dialect = { delimiter: delimiter ?? separator?.[1] ?? ',', quoting: 'doubled' };
  let bestPoints = -Infinity;
  let bestCore = 0;
  let failure: unknown = null;
  for (const candidate of candidates(body, delimiter ?? separator?.[1] ?? null)) {
    try {
      const records = recordsOf(body, candidate, limits);
      const result = measure(records);
      const total = points(result, records.length) - UNUSUAL[candidate.quoting];
      if (total > bestPoints + 1e-9) [best, bestPoints, bestCore] = [candidate, total, result.core];
    } catch (error) {
      failure ??= error;
    }
  }
  // A candidate may have been the right one and have met a limit: without a better one, that limit is the answer.
  if (bestCore === 0 && failure !== null) throw failure;
  const labels = bestCore === 0 ? findLabels(body) : null;
  if (labels) return { delimiter: LABEL_END, quoting: 'none', labels, hasSeparatorLine };
  const dateJoin = findDateJoin(recordsOf(body, best, limits).map((record) => record.cells));
  const dated: Dialect = { ...best, dateJoin };
  const decimalJoins = findDecimalJoins(recordsOf(body, dated, limits).map((record) => record.cells), best.delimiter);
  return { ...dated, decimalJoins, hasSeparatorLine };
}
