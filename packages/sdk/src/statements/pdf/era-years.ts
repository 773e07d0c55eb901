import type { StatedDays } from '../values/date-scan.ts';
import type { GridRecord, StatementGrid } from './statement-grid.ts';

/** Years of an era without its name, as in `08-01-05`: the year before the first one of Reiwa is 2018. */
const BARE_ERA_DAY = /^(\d{1,2})([-./])(\d{1,2})\2(\d{1,2})$/;
const BEFORE_REIWA = 2018;

function yearsOf({ from, to }: StatedDays): { readonly first: number; readonly last: number } {
  return { first: from >> 9, last: to >> 9 };
}

/** The day with its year in full, where only the era puts it within the stated years. */
function inEra(cell: string, stated: StatedDays): string | null {
  const match = BARE_ERA_DAY.exec(cell.trim());
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const { first, last } = yearsOf(stated);
  const within = (full: number): boolean => full >= first && full <= last;
  if (month < 1 || month > 12 || day < 1 || day > 31 || within(2000 + year) || within(2000 + day) || !within(BEFORE_REIWA + year)) return null;
  return `${BEFORE_REIWA + year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * Writes the years of the Japanese era in full, where a statement prints them without the era's name and states days that
 * no other reading of them falls into. The same grid where it does not.
 */
export function withEraYears(grid: StatementGrid, stated: StatedDays | null): StatementGrid {
  if (!stated) return grid;
  const rows = grid.records.filter(({ kind }) => kind === 'row');
  const fitting = rows.filter(({ cells }) => cells.some((cell) => inEra(cell, stated) !== null)).length;
  if (fitting === 0 || fitting * 10 < rows.length * 9) return grid;
  return { header: grid.header, records: grid.records.map((record): GridRecord => ({ ...record, cells: record.cells.map((cell) => inEra(cell, stated) ?? cell) })) };
}
