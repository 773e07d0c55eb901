import { headerScores, isHeaderTerm } from '../roles/header-words.ts';
import { markerKind } from '../table/marker-words.ts';
import type { LineCells } from './line-cells.ts';
import { sectionKind, summedKind } from './section-titles.ts';
import { statesBalance, type TableLayout } from './table-layout.ts';

/** `beside`: a line of a side bar, which parts nothing. */
export type LineKind = 'anchor' | 'dated' | 'heading' | 'text' | 'figure' | 'title' | 'beside' | 'other';

/** A line of a table and what it is. */
export interface TableLine extends LineCells {
  readonly kind: LineKind;
}

/** Figures that a line may state instead of booking an amount. */
export const FIGURES = ['opening', 'closing', 'total', 'turnover', 'balance', 'carried'] as const;
const TOTAL_WORD = /^(?:\p{L}*total|totals|subtotal|sub-total|\p{L}*summe|gesamt|totale|totaal|totalt|suma|sum|somme|totaux|razem|celkem|összesen|ukupno|toplam|итого|всего|усього|разом|σύνολο|monto total|รวม\p{L}*|合计|合計|小计|小計|합계)(?!\p{L})/iu;

/** `Panot yhteensä`, with the word for a total behind. */
const TOTAL_END = /\p{L}\s(?:yhteensä|összesen|totaal|insgesamt|gesamt|i alt|totalt|razem|celkem|spolu|ukupno|skupaj|toplamı?|合計|합계)(?:\s\d+(?:\s\p{L}{2,4}\.?)?)?$/iu;

const MONEY = ['amount', 'money-out', 'money-in', 'balance'] as const;

/** `1. Total of purchases`. */
const NUMBERING = /^\d{1,2}[.)]+\s*#?\s*/;

/** Whether a line states a figure. A booking with a date has to be nothing but that; a line without one may say more. */
function statesFigure({ line, cells, dated }: LineCells, layout: TableLayout): boolean {
  const within = cells.filter((text, index) => text !== '' && layout.columns[index]!.kind === 'text');
  // The label of a total may begin left of the table.
  const texts = within.length > 0 || dated ? within : [line.cells[0]?.text ?? ''];
  const joined = texts.join(' ');
  const kinds = (texts.length > 1 ? [...texts, joined] : texts).map((text) => markerKind(text, FIGURES)).filter((kind) => kind !== null);
  // `Übertrag` is a transfer, too: with a day, and with a text beside it that does not go on about a page, it is booked.
  if (kinds.some((kind) => kind !== 'carried') || (kinds.length > 0 && (!dated || markerKind(joined, ['carried']) !== null))) return true;
  if (summedKind(joined) !== null) return true;
  return !dated && (TOTAL_WORD.test(joined.replace(NUMBERING, '')) || TOTAL_END.test(joined) || beginsWithBalance(joined));
}

/** `Opening balance + credits = closing balance`: a balance by its first words, whatever follows. */
function beginsWithBalance(text: string): boolean {
  const words = text.split(' ');
  return [2, 3].some((count) => words.length > count && markerKind(words.slice(0, count).join(' '), ['opening', 'closing'], true) !== null);
}

/** Whether a line ends with the name of a column of money above it, as a title with its own heading does: `Credits   Amount`. */
function namesAmounts({ line }: LineCells, { columns }: TableLayout): boolean {
  const last = line.cells[line.cells.length - 1]!;
  return isHeaderTerm(last.text) && MONEY.some((sense) => headerScores(last.text)[sense] === 1) && columns.some(({ kind, x0, x1 }) => kind === 'money' && last.x1 > x0 && last.x0 < x1);
}

function kindOf(line: LineCells, layout: TableLayout): LineKind {
  const filled = line.cells.filter((cell) => cell !== '');
  if (line.pairs) return 'other';
  if (filled.length === 0) return 'beside';
  if (statesFigure(line, layout)) return 'figure';
  // A balance beside which no amount stands, on a day of none: nothing was booked.
  if (line.money.length > 0 && !line.dated && line.money.every((column) => statesBalance(layout.columns[column]!))) return 'figure';
  if (line.money.length > 0) return !line.dated && line.strays > 1 ? 'other' : 'anchor';
  if (line.strays > 0) return 'other';
  if (line.dated) return filled.length === 1 ? 'heading' : 'dated';
  if (namesAmounts(line, layout)) return sectionKind(line.line.cells[0]!.text) !== null ? 'title' : 'other';
  return filled.length === 1 && sectionKind(filled[0]!) !== null ? 'title' : 'text';
}

/** Makes a line of a table of its cells: what it is, is found out once. */
export function tableLine(cells: LineCells, layout: TableLayout): TableLine {
  return { ...cells, kind: kindOf(cells, layout) };
}

/** What a line is where nearly each line with an amount has a date of its own: one without it has to be nothing but a booking. */
export function kindAmongSelfDated({ kind, dated, strays, speaksOfDay }: TableLine): LineKind {
  return kind === 'anchor' && !dated && (strays > 0 || speaksOfDay) ? 'other' : kind;
}
