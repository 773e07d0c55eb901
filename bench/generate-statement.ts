import { fromDayNumber, toDayNumber } from '@cashflowsmart/sdk/dates';
import { formatAmount } from '@cashflowsmart/sdk/money';

/** A small fast generator of 32-bit numbers (G. Marsaglia's xorshift), so that every run sees the same rows. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

const TRADES = ['Bakery', 'Energy', 'Logistics', 'Print', 'Garage', 'Dairy', 'Software', 'Cleaning', 'Insurance', 'Hotel', 'Timber', 'Foods', 'Optics', 'Tools', 'Travel', 'Telecom'];
const PLACES = ['North', 'Harbour', 'Mill', 'Station', 'Green', 'Upper', 'Old Town', 'Lake', 'Bridge', 'Castle', 'Meadow', 'River', 'Market', 'Abbey', 'Stone', 'East'];
const FORMS = ['GmbH', 'Ltd', 'SARL', 'BV', 'AG', 'SpA', 'Oy', 'AB'];
const PURPOSES = ['Invoice', 'Order', 'Contract', 'Subscription', 'Rent', 'Delivery', 'Service', 'Refund', 'Card payment', 'Standing order'];

export interface GeneratedStatement {
  /** A CSV with semicolons and decimal commas: date, description, counterparty, reference, amount, balance. */
  readonly csv: string;
  readonly rows: number;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The cells of one line in quotes. */
const quotedLine = (line: string): string => `"${line.replaceAll(';', '";"')}"`;

/**
 * A varied statement: thousands of payees, a free reference in every row, three years of days, a running balance.
 * Nothing repeats enough to compress unlike real statements do.
 * With `quoted`, every cell stands in quotes.
 */
export function generateStatement(rows: number, { seed = 20_261_122, quoted = false }: { readonly seed?: number; readonly quoted?: boolean } = {}): GeneratedStatement {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const payees = Array.from({ length: 6_000 }, (_, index) => `${pick(PLACES)} ${pick(TRADES)} ${index} ${pick(FORMS)}`);
  const first = toDayNumber('2023-11-01');
  const days = 1_096;
  const comma = (units: bigint): string => formatAmount(units, 'EUR').replace('.', ',');
  const lines = ['Booking date;Description;Payee;Reference;Amount;Balance'];
  let balance = 5_000_000n;
  for (let index = 0; index < rows; index += 1) {
    const day = first + Math.floor((index * days) / rows);
    const [year, month, date] = fromDayNumber(day).split('-');
    const payee = payees[Math.floor(random() * random() * payees.length)]!;
    const amount = BigInt(Math.floor((random() < 0.42 ? 1 : -0.72) * Math.exp(random() * 8) * 100)) || 1n;
    balance += amount;
    const reference = `RF${Math.floor(random() * 1e9).toString(36).toUpperCase()}-${Math.floor(random() * 1e9)}`;
    lines.push(`${date}.${month}.${year};${pick(PURPOSES)} ${Math.floor(random() * 1e7)} ${pick(PLACES)};${payee};${reference};${comma(amount)};${comma(balance)}`);
  }
  return { csv: (quoted ? lines.map(quotedLine) : lines).join('\r\n') + '\r\n', rows, firstDay: fromDayNumber(first), lastDay: fromDayNumber(first + days - 1) };
}
