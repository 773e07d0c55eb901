/** How the balances of some rows follow from their amounts. Numbers are units of any one scale. */
export interface ChainFit {
  readonly links: number;
  /** Links that close when each balance is the one of the row above plus the amount of its own row. */
  readonly down: number;
  /** ... when each balance is the one of the row below plus the amount of its own row. */
  readonly up: number;
  /** The same with amounts of the opposite sign. */
  readonly downInverted: number;
  readonly upInverted: number;
}

/**
 * Tests both row orders and both signs at once. A row without a balance adds its amount to the next link; a row
 * without an amount (null) breaks no link but closes none.
 */
export function fitChain(amounts: readonly (number | null)[], balances: readonly (number | null)[]): ChainFit {
  let [links, down, up, downInverted, upInverted] = [0, 0, 0, 0, 0];
  let previous = -1;
  let between = 0; // amounts after the previous balance's row, before this one
  for (let row = 0; row < balances.length; row++) {
    const balance = balances[row]!;
    if (balance === null) {
      if (previous >= 0) between += amounts[row] ?? 0;
      continue;
    }
    if (previous >= 0) {
      const step = balance - balances[previous]!;
      const toOwn = between + (amounts[row] ?? 0);
      const fromPrevious = between + (amounts[previous] ?? 0);
      // Nothing moved: that no balance changed either shows nothing.
      if (step === 0 && toOwn === 0 && fromPrevious === 0) {
        previous = row;
        between = 0;
        continue;
      }
      links++;
      if (step === toOwn) down++;
      if (step === -toOwn) downInverted++;
      if (-step === fromPrevious) up++;
      if (-step === -fromPrevious) upInverted++;
    }
    previous = row;
    between = 0;
  }
  return { links, down, up, downInverted, upInverted };
}

export function addFits(fits: readonly ChainFit[]): ChainFit {
  const sum = { links: 0, down: 0, up: 0, downInverted: 0, upInverted: 0 };
  for (const fit of fits) {
    sum.links += fit.links;
    sum.down += fit.down;
    sum.up += fit.up;
    sum.downInverted += fit.downInverted;
    sum.upInverted += fit.upInverted;
  }
  return sum;
}

export type DateTrend = 'rising' | 'falling' | 'none';

/** A way to read a chain: which end is the oldest, which sign, and whether the balance is the one before the row. */
export interface ChainReading {
  readonly rowOrder: 'oldest-first' | 'newest-first' | 'unordered';
  readonly inverted: boolean;
  readonly before: boolean;
  readonly closed: number;
  readonly links: number;
  /** 0 for the plain reading; less for each thing that is unusual. */
  readonly plausibility: number;
}

/**
 * All readings of a fit, best first. The arithmetic is symmetric (an inverted sign read from the other end closes as
 * well), so dates and habit break the tie, as weak evidence each.
 */
export function readChain(fit: ChainFit, trend: DateTrend): readonly ChainReading[] {
  const readings: ChainReading[] = [];
  const add = (rowOrder: ChainReading['rowOrder'], inverted: boolean, before: boolean, closed: number): void => {
    const againstDates = (trend === 'rising' && rowOrder === 'newest-first') || (trend === 'falling' && rowOrder === 'oldest-first');
    if (againstDates) return;
    const plausibility = (inverted ? -1.5 : 0) + (before ? -1.2 : 0) + (trend === 'none' && rowOrder === 'newest-first' ? -0.1 : 0);
    readings.push({ rowOrder, inverted, before, closed, links: fit.links, plausibility });
  };
  add('oldest-first', false, false, fit.down);
  add('oldest-first', true, false, fit.downInverted);
  add('newest-first', false, false, fit.up);
  add('newest-first', true, false, fit.upInverted);
  add('newest-first', true, true, fit.down);
  add('newest-first', false, true, fit.downInverted);
  add('oldest-first', true, true, fit.up);
  add('oldest-first', false, true, fit.upInverted);
  return readings.sort((a, b) => b.closed - a.closed || b.plausibility - a.plausibility);
}

/**
 * The readings of a fit over rows that were sorted by date first: for files that list days and the rows of a day in
 * opposite directions, and for files in no order.
 */
export function readSortedChain(fit: ChainFit): readonly ChainReading[] {
  const base = { rowOrder: 'unordered', before: false, links: fit.links } as const;
  return [
    { ...base, inverted: false, closed: fit.down, plausibility: -0.3 },
    { ...base, inverted: true, closed: fit.downInverted, plausibility: -1.8 },
  ];
}
