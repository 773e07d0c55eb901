import type { TextSource } from '../decode/text-pieces.ts';
import { DAYS, headerScores } from '../roles/header-words.ts';
import type { RecordBlock } from '../tokenise/tokenise.ts';

/** `Amount: -60.00`: a label of some words and what it says. */
const LABELLED = /^\s*(\p{L}[^:\t;|]{0,30}?)\s*:[\s\u00a0]*(.*?)[\s\u00a0]*$/u;
const MONEY = ['amount', 'money-out', 'money-in'] as const;
const KNOWN = 0.6;
/** Bookings that show what repeats. */
const FEWEST = 2;
/** The share of the lines that the labels of bookings have where nothing else is in the file. */
const MOSTLY = 0.6;

function partsOf(line: string): { readonly label: string; readonly value: string } | null {
  const match = LABELLED.exec(line);
  return match ? { label: match[1]!, value: match[2]! } : null;
}

function means(label: string, senses: readonly (typeof DAYS | typeof MONEY)[number][]): boolean {
  const scores = headerScores(label);
  return senses.some((sense) => (scores[sense] ?? 0) >= KNOWN);
}

/**
 * The labels of a text without a table, in which each booking is some lines such as `Date: 05/09/2026` and `Amount: -60.00`; they
 * are the columns of its bookings, in the order in which they stand. null where a text is none of that kind.
 */
export function findLabels(head: string): readonly string[] | null {
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  const counts = new Map<string, number>();
  for (const line of lines) {
    const label = partsOf(line)?.label;
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const repeated = [...counts].filter(([, count]) => count >= FEWEST);
  const labels = repeated.map(([label]) => label);
  const covered = repeated.reduce((sum, [, count]) => sum + count, 0);
  const tells = labels.some((label) => means(label, DAYS)) && labels.some((label) => means(label, MONEY));
  return tells && covered >= lines.length * MOSTLY ? labels : null;
}

const LINES_IN_A_BLOCK = 2_000;

/**
 * The bookings of a text of labelled lines as records under the labels as their header. A booking begins with the first label; a
 * line without a label goes on with the one above it. Lines before the first booking are records of their own.
 */
export function* labelledRecords(text: TextSource, labels: readonly string[], from: number, firstLine: number): Generator<RecordBlock, void, undefined> {
  let rows: string[][] = [];
  let lines: number[] = [];
  let booking: string[] | null = null;
  let column = 0;
  let [line, started] = [firstLine, firstLine];
  let end = from;
  const add = (row: string[]): void => {
    rows.push(row);
    lines.push(line);
  };
  while (end < text.length) {
    const found = text.indexOf('\n', end);
    const to = found < 0 ? text.length : found;
    const printed = text.slice(end, to).trim();
    const parts = partsOf(printed);
    const at = parts === null ? -1 : labels.indexOf(parts.label);
    if (at === 0) {
      if (booking === null) add([...labels]);
      // Blocks end before a booking, so that none is parted.
      else if (line - started >= LINES_IN_A_BLOCK) {
        yield { rows, lines, firstLine: started, nextLine: line, end };
        [rows, lines, started] = [[], [], line];
      }
      booking = labels.map(() => '');
      add(booking);
    }
    if (booking === null) add(parts === null ? [printed] : [parts.label, parts.value]);
    else if (at >= 0) [column, booking[at]] = [at, `${booking[at]!} ${parts!.value}`.trim()];
    else if (printed !== '') booking[column] = `${booking[column]!} ${printed}`.trim();
    line++;
    end = to + 1;
  }
  if (rows.length > 0) yield { rows, lines, firstLine: started, nextLine: line, end };
}
