import { pageOfLine, type ListedRow } from './row-list.ts';
import type { UploadItem } from './upload-item.ts';
import { NEW_DISPLAY, type ItemDisplay } from './views/uploader-view.ts';

/** What is open of each item on the screen. */
export type Displays = ReadonlyMap<string, ItemDisplay>;

export function displayOf(displays: Displays, id: string): ItemDisplay {
  return displays.get(id) ?? NEW_DISPLAY;
}

export function withDisplay(displays: Displays, id: string, change: Partial<ItemDisplay>): Displays {
  return new Map(displays).set(id, { ...displayOf(displays, id), ...change });
}

/** Leads to a line: all rows, its page, its row marked. */
export function atLine(displays: Displays, id: string, rows: readonly ListedRow[], line: number): Displays {
  const page = pageOfLine(rows, line);
  return page === null ? displays : withDisplay(displays, id, { filter: 'all', page, marked: line, expanded: true });
}

/** Keeps one review open at a time when files come in or go: the first that can be worked on. */
export function withOneOpen(displays: Displays, items: readonly UploadItem[]): Displays {
  const reviewing = items.filter((item) => item.state.kind === 'review');
  if (reviewing.length === 0) return displays;
  const open = reviewing.find((item) => displays.get(item.id)?.expanded) ?? reviewing[0]!;
  return reviewing.reduce((next, item) => (displays.has(item.id) && item.id !== open.id ? next : withDisplay(next, item.id, { expanded: item.id === open.id })), displays);
}
