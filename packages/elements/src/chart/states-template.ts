import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../foundation/failure.ts';
import { banner } from '../foundation/parts/banner.ts';
import { button } from '../foundation/parts/button.ts';
import { emptyState, loadingState, statePanel, technicalDetails } from '../foundation/parts/states.ts';
import type { StateText, Texts } from '../foundation/texts.ts';
import { drawScene } from './scene-template.ts';
import type { Scene } from './scene.ts';

/** The shape of a chart without figures, for what is loading and what is empty. */
export interface Shape {
  readonly scene: Scene | null;
  readonly uid: string;
}

function shape({ scene, uid }: Shape): TemplateResult | typeof nothing {
  return scene ? html`${drawScene({ scene, uid, words: { noStatement: '' }, cursor: null, opened: null })}` : nothing;
}

/** Blocks where the controls will stand. */
export function toolbarSkeleton(): TemplateResult {
  return html`<div class="toolbar late" aria-hidden="true"><div class="skeleton control-skeleton"></div><div class="skeleton control-skeleton"></div></div>`;
}

/** Figures, read-out and plot as blocks in their final places. */
export function chartSkeleton(shapeOf: Shape, texts: Texts): TemplateResult {
  const reading = html`<div class="reading"><span class="skeleton skeleton-line"></span></div>`;
  return loadingState(
    texts.common.loading,
    html`<div class="skeleton-body">
      <div class="overview"><div class="skeleton skeleton-line"></div><div class="skeleton skeleton-figure"></div></div>
      <div class="read-out">${[0, 1, 2, 3, 4].map(() => reading)}</div>
      <div class="plot skeleton-scene">${shape(shapeOf)}</div>
    </div>`,
  );
}

/** Nothing imported yet: a ghost of the chart, one sentence, and what the host offers to do. */
export function emptyChart(text: StateText, shapeOf: Shape, texts: Texts, onRetry: () => void): TemplateResult {
  const action = html`<slot name="empty-action">${button({ label: texts.chart.checkAgain, onClick: onRetry })}</slot>`;
  return emptyState(text, html`<div class="plot ghost-scene">${shape(shapeOf)}</div>`, action);
}

/** Over a plot of which no bucket is covered. */
export function nothingInPeriod(text: StateText, texts: Texts, onShowAll: () => void): TemplateResult {
  return html`<div class="plot-state">${statePanel({ icon: 'question', text, action: button({ label: texts.chart.showAll, onClick: onShowAll }) })}</div>`;
}

/** Loading again failed: what was there stays, and this says so. */
export function staleBanner(failure: Failure, texts: Texts, onRetry: () => void): TemplateResult {
  return banner({
    tone: failure.kind === 'offline' ? 'neutral' : 'warning',
    icon: failure.kind === 'offline' ? 'offline' : 'alert',
    title: failure.title,
    body: html`${texts.chart.stale} ${failure.kind === 'offline' ? nothing : html`${failure.detail} ${technicalDetails(failure, texts)}`}`,
    actions: button({ label: texts.common.retry, onClick: onRetry }),
    role: 'status',
  });
}
