import type { ChartTexts } from './chart-texts.ts';

export const chartDe: ChartTexts = {
  title: 'Cashflow',
  moneyIn: 'Eingänge',
  moneyOut: 'Ausgänge',
  net: 'Saldo der Bewegungen',
};
