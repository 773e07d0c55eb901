import { DAYS, headerScores } from '../roles/header-words.ts';
import type { PdfTable } from './read-tables.ts';

/** How many rows of a table have a date and an amount that is no balance. */
function bookings(table: PdfTable): number {
  return table.records.filter(({ kind, section, cells, columns }) => kind === 'row' && section !== 'other' && columns.some((name, index) => cells[index] !== '' && isDay(name)) && columns.some((name, index) => cells[index] !== '' && movesMoney(name, index, table))).length;
}

function isDay(name: string): boolean {
  const scores = headerScores(name.replace(/#\d+$/, ''));
  return name.startsWith('(date)') || DAYS.some((sense) => (scores[sense] ?? 0) >= 0.6);
}

function movesMoney(name: string, index: number, { layout }: PdfTable): boolean {
  if (layout.columns[index]?.kind !== 'money') return false;
  const scores = headerScores(name.replace(/#\d+$/, ''));
  const best = Math.max(0, ...Object.values(scores));
  return !((scores.balance ?? 0) >= 0.6 && scores.balance === best) && !((scores.fee ?? 0) === best && best > 0);
}

function hasBalance({ header }: PdfTable): boolean {
  return header.some((cell) => (cell.scores.balance ?? 0) >= 0.6);
}

/** The tables that list bookings, the main one first: the one with a balance and the most rows. */
export function bookingTables(tables: readonly PdfTable[]): readonly PdfTable[] {
  const ranked = tables.map((table) => ({ table, rows: bookings(table) })).filter(({ rows }) => rows > 0);
  const rank = ({ table, rows }: (typeof ranked)[number]): number => rows * (hasBalance(table) ? 2 : 1);
  return ranked.sort((a, b) => rank(b) - rank(a)).map(({ table }) => table);
}
