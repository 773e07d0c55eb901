import fc from 'fast-check';
import type { Ledger } from '../testing-ledger.ts';
import { PAGE_WIDTH, tableTexts, type DrawnColumn, type DrawnPage, type DrawnText } from './testing-pdf.ts';

/** For tests: how a ledger is printed. */
export interface PrintedLayout {
  readonly money: 'signed' | 'trailing' | 'out-in' | 'in-out';
  /** The balance of each booking, of the last one of a day, or none. */
  readonly balance: 'each' | 'day' | 'none';
  readonly mark: '.' | ',';
  readonly date: 'iso' | 'dotted' | 'named';
  /** Whether a day is printed on its first booking only. */
  readonly grouped: boolean;
  /** Lines of a booking beside the one with its amount, and where that one is. */
  readonly more: 0 | 1 | 2;
  readonly amountOn: 'first' | 'last';
  /** Points left free between bookings. */
  readonly gap: 0 | 4 | 8;
  readonly bookingsOnPage: number;
  /** Whether balances are brought and carried forward at the edges of pages. */
  readonly forward: boolean;
  readonly turn: NonNullable<DrawnPage['turn']>;
  readonly size: number;
  readonly font: NonNullable<DrawnText['font']>;
}

/** For tests: random ways to print a statement. */
export const printedLayout: fc.Arbitrary<PrintedLayout> = fc.record({
  money: fc.constantFrom('signed', 'trailing', 'out-in', 'in-out'),
  balance: fc.constantFrom('each', 'each', 'day', 'none'),
  mark: fc.constantFrom('.', ','),
  date: fc.constantFrom('iso', 'dotted', 'named'),
  grouped: fc.boolean(),
  more: fc.constantFrom(0, 0, 1, 2),
  amountOn: fc.constantFrom('first', 'last'),
  gap: fc.constantFrom(0, 4, 8),
  bookingsOnPage: fc.integer({ min: 4, max: 15 }),
  forward: fc.boolean(),
  turn: fc.constantFrom(0, 0, 90, 180, 270),
  size: fc.integer({ min: 7, max: 10 }),
  font: fc.constantFrom('Helvetica', 'Times-Roman', 'Courier'),
});

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MORE = ['by standing order', 'thank you'];

function dateText(date: string, { date: style }: PrintedLayout): string {
  const [year, month, day] = date.split('-') as [string, string, string];
  if (style === 'iso') return date;
  return style === 'dotted' ? `${day}.${month}.${year}` : `${day} ${MONTHS[Number(month) - 1]} ${year}`;
}

function moneyText(cents: number, { mark }: PrintedLayout): string {
  const whole = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(?:\d{3})+$)/g, mark === '.' ? ',' : '.');
  return `${cents < 0 ? '-' : ''}${whole}${mark}${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

function moneyCells(cents: number, layout: PrintedLayout): readonly string[] {
  const size = moneyText(Math.abs(cents), layout);
  if (layout.money === 'signed') return [moneyText(cents, layout)];
  if (layout.money === 'trailing') return [cents < 0 ? `${size}-` : size];
  return (layout.money === 'out-in') === (cents < 0) ? [size, ''] : ['', size];
}

type Row = readonly string[] | number;

/** The lines of one booking. */
function booking(ledger: Ledger, at: number, layout: PrintedLayout): readonly Row[] {
  const { date, cents, text, balance } = ledger.rows[at]!;
  const shown = layout.balance === 'each' || (layout.balance === 'day' && ledger.rows[at + 1]?.date !== date) ? moneyText(balance, layout) : '';
  const money = [...moneyCells(cents, layout), ...(layout.balance === 'none' ? [] : [shown])];
  const none = money.map(() => '');
  const texts = [text, ...MORE.slice(0, layout.more)];
  const anchor = layout.amountOn === 'first' ? 0 : texts.length - 1;
  const day = layout.grouped && ledger.rows[at - 1]?.date === date ? '' : dateText(date, layout);
  const lines = texts.map((line, index): Row => [index === 0 ? day : '', line, ...(index === anchor ? money : none)]);
  return layout.gap === 0 ? lines : [...lines, layout.gap];
}

/** For tests: the pages of a statement. */
export function printLedger(ledger: Ledger, layout: PrintedLayout): readonly DrawnPage[] {
  const names = layout.money === 'out-in' ? ['Money out', 'Money in'] : layout.money === 'in-out' ? ['Money in', 'Money out'] : ['Amount'];
  const header = ['Date', 'Description', ...names, ...(layout.balance === 'none' ? [] : ['Balance'])];
  const right = PAGE_WIDTH - 40;
  const columns: readonly DrawnColumn[] = [40, 40 + layout.size * 8, ...header.slice(2).map((_, index, all) => ({ right: right - (all.length - 1 - index) * layout.size * 9 }))];
  const forward = (text: string, cents: number): readonly Row[] => (layout.forward && layout.balance !== 'none' ? [['', text, ...names.map(() => ''), moneyText(cents, layout)]] : []);
  const pages: DrawnPage[] = [];
  for (let from = 0; from < ledger.rows.length; from += layout.bookingsOnPage) {
    const to = Math.min(from + layout.bookingsOnPage, ledger.rows.length);
    const rows: readonly Row[] = [
      header, 3,
      ...forward('Balance brought forward', from === 0 ? ledger.opening : ledger.rows[from - 1]!.balance),
      ...ledger.rows.slice(from, to).flatMap((_, index) => booking(ledger, from + index, layout)),
      ...forward('Balance carried forward', ledger.rows[to - 1]!.balance),
    ];
    const { size, font, turn } = layout;
    pages.push({ turn, texts: [{ text: 'Cormorant Savings Bank', x: 40, y: 40, size: 13 }, { text: `Page ${pages.length + 1}`, x: right, y: 40, align: 'right' }, ...tableTexts({ columns, rows, top: 80, leading: size * 1.25, size, font })] });
  }
  return pages;
}
