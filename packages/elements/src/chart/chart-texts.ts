/** Words of the chart. */
export interface ChartTexts {
  readonly title: string;
  readonly moneyIn: string;
  readonly moneyOut: string;
  readonly net: string;
}

export const chartEn: ChartTexts = {
  title: 'Cash flow',
  moneyIn: 'Money in',
  moneyOut: 'Money out',
  net: 'Net',
};
