import type { Money } from '@cashflowsmart/sdk/money';
import type { Texts } from '../foundation/texts.ts';
import { bucketName, type NameWords } from './bucket-names.ts';
import type { Column, SeriesModel } from './series-model.ts';

/** One figure of a column, with its name. */
export interface Reading {
  readonly kind: 'in' | 'out' | 'net' | 'level';
  readonly label: string;
  /** null: unknown. */
  readonly money: Money | null;
}

/** What a column says, the same for pointer, touch, keyboard, screen reader and table. */
export interface ReadOut {
  readonly name: string;
  /** In words, where the column is not fully covered. */
  readonly coverage: string | null;
  readonly known: boolean;
  readonly readings: readonly Reading[];
}

export interface ReadOutWords extends NameWords {
  readonly all: Texts;
}

/** What the level is called: the balance, or the change since a day. */
function levelName(model: SeriesModel, column: Pick<Column, 'since'> | null, { all, formats }: ReadOutWords): string {
  if (model.levelKind === 'balance') return all.common.balance;
  return column?.since ? all.chart.changeSince(formats.date(column.since)) : all.chart.change;
}

/** The name of the level over all columns: one day since which it changes, or none where there are several. */
export function panelName(model: SeriesModel, words: ReadOutWords): string {
  const days = new Set(model.columns.flatMap(({ since }) => (since === null ? [] : [since])));
  return levelName(model, days.size === 1 ? { since: [...days][0]! } : null, words);
}

export function readOutOf(model: SeriesModel, index: number, words: ReadOutWords): ReadOut | null {
  const column = model.columns[index];
  if (!column) return null;
  const { bucket, coverage } = column;
  const { chart } = words.all;
  return {
    name: bucketName(bucket, model.by, words),
    coverage: coverage === 'covered' ? null : chart.coverageStates[coverage],
    known: coverage !== 'none',
    readings: [
      { kind: 'in', label: chart.moneyIn, money: bucket.moneyIn },
      { kind: 'out', label: chart.moneyOut, money: bucket.moneyOut },
      { kind: 'net', label: chart.net, money: bucket.net },
      { kind: 'level', label: levelName(model, column, words), money: column.level },
    ],
  };
}

/** A column in one sentence, for a screen reader. */
export function spoken(readOut: ReadOut, { formats, all }: ReadOutWords): string {
  if (!readOut.known) return `${readOut.name}: ${readOut.coverage ?? ''}`;
  const figures = readOut.readings.map(({ label, money }) => `${label} ${money ? formats.amount(money) : all.chart.unknown}`);
  return `${readOut.name}: ${[...(readOut.coverage ? [readOut.coverage] : []), ...figures].join(', ')}`;
}
