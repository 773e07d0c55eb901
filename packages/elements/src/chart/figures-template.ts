import { fromMoney, type Money } from '@cashflowsmart/sdk/money';
import { html, nothing, type TemplateResult } from 'lit';
import { periodName, runName } from './bucket-names.ts';
import type { ReadOut, ReadOutWords } from './read-out.ts';
import type { SeriesModel } from './series-model.ts';

const MOST_RUNS = 4;

function fact(label: string, figure: TemplateResult | string, headline = false): TemplateResult {
  return html`<div class=${headline ? 'fact headline' : 'fact'}><dt class="label">${label}</dt><dd class=${headline ? 'headline-figure' : 'fact-figure'}>${figure}</dd></div>`;
}

/** A dash for the eye, a word for the ear: what is unknown is no zero. */
export function unknown({ all }: ReadOutWords): TemplateResult {
  return html`<span aria-hidden="true">\u2013</span><span class="visually-hidden">${all.chart.unknown}</span>`;
}

/** The figures of the period: balance first, then what moved; transfers between own accounts apart. */
export function figuresTemplate(model: SeriesModel, words: ReadOutWords): TemplateResult {
  const { all: { chart }, formats } = words;
  const { totals, latest } = model;
  const signed = (money: Money): string => formats.amount(money, { sign: 'always' });
  const known = model.coverage.none < model.coverage.total;
  const shown = (money: Money, sign = false): TemplateResult | string => (known ? formats.amount(money, sign ? { sign: 'always' } : {}) : unknown(words));
  const headline = (): TemplateResult | typeof nothing => {
    if (!known) return fact(words.all.common.balance, unknown(words), true);
    if (!latest) return nothing;
    if (latest.since === null) return fact(chart.balanceOn(formats.date(latest.asOf)), formats.amount(latest.level), true);
    return fact(chart.changeSince(formats.date(latest.since)), signed(latest.level), true);
  };
  const transfers = [totals.transfersIn, totals.transfersOut].filter((money) => fromMoney(money) !== 0n);
  return html`<dl class="facts">
    ${headline()}
    ${fact(chart.moneyIn, shown(totals.moneyIn))}
    ${fact(chart.moneyOut, shown(totals.moneyOut))}
    ${fact(chart.net, shown(totals.net, true))}
    ${transfers.length > 0 ? fact(chart.transfers, html`${transfers.map((money, index) => html`${index > 0 ? html` <span class="between">/</span> ` : nothing}${signed(money)}`)}`) : nothing}
  </dl>`;
}

/** Which days the figures are about, and how many of them statements cover. */
export function periodLine(model: SeriesModel, words: ReadOutWords): TemplateResult {
  const { all: { chart }, formats } = words;
  const { covered, partial, total } = model.coverage;
  const coverage = chart.coveredOf(formats.count(covered), formats.count(total), model.by);
  const incomplete = covered < total;
  return html`<p class="note">${periodName(model, words)}${incomplete ? html`<span class="dot" aria-hidden="true"></span>${coverage}${partial > 0 ? `, ${chart.partlyOf(formats.count(partial))}` : nothing}` : nothing}</p>`;
}

/** The line above the plot: one column in figures, at places that never move. */
export function readOutTemplate(readOut: ReadOut | null, words: ReadOutWords, long: boolean): TemplateResult {
  if (!readOut) return html`<div class="read-out"></div>`;
  return html`<div class=${long ? 'read-out long' : 'read-out'}>
    <div class="read-out-name">${readOut.name}${readOut.coverage ? html`<span class="read-out-coverage">${readOut.coverage}</span>` : nothing}</div>
    ${readOut.readings.map(
      ({ label, money }) => html`<div class="reading"><span class="reading-label">${label}</span>
        <span class="figure">${readOut.known && money ? words.formats.amount(money) : unknown(words)}</span></div>`,
    )}
  </div>`;
}

function listed(names: readonly string[], words: ReadOutWords): string {
  const shown = names.slice(0, MOST_RUNS);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [words.all.chart.moreMissing(words.formats.count(rest))] : [])].join(', ');
}

/** What the reader must know to read the figures right: gaps, parts, transfers, and what was changed about the request. */
export function notesTemplate(model: SeriesModel, words: ReadOutWords, more: readonly string[]): TemplateResult {
  const { chart } = words.all;
  const missing = model.coverage.gaps.map((gap) => runName(gap, model.by, words));
  const partly = model.columns.filter(({ coverage }) => coverage === 'partial').map(({ bucket }) => runName(bucket, model.by, words));
  const texts = [
    ...(missing.length > 0 ? [chart.missing(listed(missing, words))] : []),
    ...(partly.length > 0 ? [chart.partly(listed(partly, words))] : []),
    ...(model.totals.hasTransfers ? [`${chart.transfers}: ${chart.transfersNote}`] : []),
    ...more,
  ];
  if (texts.length === 0) return html``;
  return html`<ul class="notes">${texts.map((text) => html`<li class="note">${text}</li>`)}</ul>`;
}
