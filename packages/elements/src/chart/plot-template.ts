import { html, nothing, type TemplateResult } from 'lit';
import { periodName } from './bucket-names.ts';
import { cursorAction } from './cursor.ts';
import type { ReadOutWords } from './read-out.ts';
import { drawScene } from './scene-template.ts';
import type { Scene } from './scene.ts';
import type { SeriesModel } from './series-model.ts';

export interface Plot {
  readonly model: SeriesModel;
  readonly scene: Scene | null;
  readonly uid: string;
  readonly rtl: boolean;
  readonly cursor: number | null;
  /** Where the cursor is by the time of an event, which may come before the next drawing. */
  readonly cursorNow: () => number | null;
  readonly opened: number | null;
  /** `byKey`: a screen reader is told, and the focus may follow. */
  readonly onMove: (index: number | null, byKey: boolean) => void;
  readonly onOpen: (index: number, byKey: boolean) => void;
  readonly onClose: () => void;
}

/** How many columns a page key jumps over. */
const PAGES = { day: 7, week: 4, month: 12, quarter: 4, year: 5 } as const;

function onKey(event: KeyboardEvent, plot: Plot): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { model, opened, rtl } = plot;
  const action = cursorAction(event.key, { index: plot.cursorNow(), count: model.columns.length, page: PAGES[model.by], rtl });
  if (event.key === 'Escape' && opened !== null) plot.onClose();
  else if (action?.kind === 'clear') plot.onMove(null, true);
  else if (action?.kind === 'open') plot.onOpen(action.index, true);
  else if (action) plot.onMove(action.index, true);
  else return;
  event.preventDefault();
}

function point(event: PointerEvent, { scene, onMove }: Plot): void {
  if (!scene || !(event.currentTarget instanceof Element)) return;
  onMove(scene.bands.indexAt(event.clientX - event.currentTarget.getBoundingClientRect().left), false);
}

/**
 * The drawing, focusable as a whole: arrow keys move a cursor over its columns and Enter opens one. What it shows is
 * hidden from screen readers, which get the read-out by a live region and everything by the table.
 */
export function plotTemplate(plot: Plot, words: ReadOutWords): TemplateResult {
  const { model, scene, uid, cursor, opened } = plot;
  const { chart } = words.all;
  const pointing = cursor !== null && model.columns[cursor]?.coverage !== 'none';
  return html`<div
      class=${pointing ? 'plot pointing' : 'plot'}
      part="plot"
      role="group"
      tabindex="0"
      aria-label=${chart.plotName(model.by, periodName(model, words))}
      aria-describedby="plot-hint"
      aria-details="table"
      @keydown=${(event: KeyboardEvent) => onKey(event, plot)}
      @pointermove=${(event: PointerEvent) => point(event, plot)}
      @pointerdown=${(event: PointerEvent) => point(event, plot)}
      @pointerleave=${(event: PointerEvent) => event.pointerType === 'mouse' && plot.onMove(null, false)}
      @click=${() => {
        const index = plot.cursorNow();
        if (index !== null) plot.onOpen(index, false);
      }}
      @blur=${() => plot.onMove(null, false)}
    >${scene ? drawScene({ scene, uid, words: { noStatement: chart.coverageStates.none }, cursor, opened }) : nothing}</div>
    <p class="visually-hidden" id="plot-hint">${chart.plotHint}</p>`;
}
