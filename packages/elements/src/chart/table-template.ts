import { fromMoney, type Money } from '@cashflowsmart/sdk/money';
import { html, nothing, type TemplateResult } from 'lit';
import { bucketName, periodName } from './bucket-names.ts';
import { unknown } from './figures-template.ts';
import { panelName, type ReadOutWords } from './read-out.ts';
import type { Column, SeriesModel } from './series-model.ts';

export interface TableOptions {
  readonly words: ReadOutWords;
  /** Without it the table is read only: as the alternative text of the chart it holds no buttons. */
  readonly onOpen: ((index: number) => void) | null;
  readonly opened: number | null;
  /** Rows as blocks of labelled figures, where the columns have no room beside each other. */
  readonly stacked: boolean;
}

interface Head {
  readonly label: string;
  readonly amount: (column: Column) => Money | null;
  readonly total: Money | null;
}

function headsOf(model: SeriesModel, { all, ...names }: ReadOutWords): readonly Head[] {
  const { chart } = all;
  const { totals } = model;
  const transfers: readonly Head[] = [
    { label: chart.transfersIn, amount: ({ bucket }) => bucket.transfersIn, total: totals.transfersIn },
    { label: chart.transfersOut, amount: ({ bucket }) => bucket.transfersOut, total: totals.transfersOut },
  ];
  return [
    { label: chart.moneyIn, amount: ({ bucket }) => bucket.moneyIn, total: totals.moneyIn },
    { label: chart.moneyOut, amount: ({ bucket }) => bucket.moneyOut, total: totals.moneyOut },
    { label: chart.net, amount: ({ bucket }) => bucket.net, total: totals.net },
    ...transfers.filter(({ total }) => total !== null && fromMoney(total) !== 0n),
    { label: panelName(model, { all, ...names }), amount: (column) => column.level, total: null },
  ];
}

/**
 * The same figures as the chart, as a table: from the same model, so that they cannot differ. The roles are written out,
 * because a stacked table lays its rows out as blocks, which takes the native ones away.
 */
export function tableTemplate(model: SeriesModel, { words, onOpen, opened, stacked }: TableOptions): TemplateResult {
  const { all: { chart, common }, formats } = words;
  const heads = headsOf(model, words);
  const cell = (label: string, money: Money | null): TemplateResult =>
    html`<td class="figure" role="cell" data-label=${label}>${money ? formats.amount(money) : unknown(words)}</td>`;
  const row = (column: Column, index: number): TemplateResult => {
    const name = bucketName(column.bucket, model.by, words);
    const known = column.coverage !== 'none';
    return html`<tr role="row" class=${index === opened ? 'selected' : nothing} data-coverage=${column.coverage}>
      <th scope="row" role="rowheader">${onOpen && known ? html`<button class="link" type="button" data-index=${index} aria-expanded=${index === opened} @click=${() => onOpen(index)}>${name}</button>` : name}</th>
      <td class="coverage" role="cell">${chart.coverageStates[column.coverage]}</td>
      ${heads.map((head) => cell(head.label, known ? head.amount(column) : null))}
    </tr>`;
  };
  const { covered, total } = model.coverage;
  return html`<table class=${stacked ? 'data stacked' : 'data'} role="table">
    <caption class="visually-hidden">${chart.title}, ${model.currency}, ${chart.bySize[model.by]}, ${periodName(model, words)}</caption>
    <thead>
      <tr role="row">
        <th scope="col" role="columnheader">${chart.period}</th>
        <th scope="col" role="columnheader">${chart.coverage}</th>
        ${heads.map((head) => html`<th class="figure" scope="col" role="columnheader">${head.label}</th>`)}
      </tr>
    </thead>
    <tbody>${model.columns.map(row)}</tbody>
    <tfoot>
      <tr role="row">
        <th scope="row" role="rowheader">${chart.total}</th>
        <td class="coverage" role="cell">${chart.coveredOf(formats.count(covered), formats.count(total), model.by)}</td>
        ${heads.map((head) => (head.total ? cell(head.label, head.total) : html`<td class="figure empty" role="cell" aria-label=${common.balance}></td>`))}
      </tr>
    </tfoot>
  </table>`;
}

/** The pixels that the columns take beside each other. `charWidth`: of one digit. */
export function tableWidth(model: SeriesModel, charWidth: number): number {
  const longest = (pick: (column: Column) => Money | null): number => Math.max(...model.columns.map((column) => pick(column)?.amount.length ?? 0), 9);
  const { totals } = model;
  const transfers = (['transfersIn', 'transfersOut'] as const).filter((name) => fromMoney(totals[name]) !== 0n);
  const figures = [
    ...(['moneyIn', 'moneyOut', 'net', ...transfers] as const).map((name) => Math.max(longest(({ bucket }) => bucket[name]), totals[name].amount.length)),
    longest(({ level }) => level),
  ];
  // Grouping marks add a third, a bold total a little; names of periods and coverage take about 16 digits each.
  return figures.reduce((width, characters) => width + characters * 1.4 * charWidth + 24, 2 * (16 * charWidth + 24));
}
