/** A straight map from values to pixels, with the values at which grid lines stand. */
export interface LinearScale {
  /** Lowest and highest value, both multiples of `step` unless there is nothing to measure. */
  readonly domain: readonly [number, number];
  readonly step: number;
  readonly ticks: readonly number[];
  /** Pixels of a value; linear outside the domain too. */
  position(value: number): number;
}

export interface TickOptions {
  /** Fewest and most grid lines wanted, both ends included. */
  readonly count: readonly [number, number];
  /** The smallest difference that a value can have: one minor unit in major units, such as 0.01 or 1. */
  readonly minStep: number;
}

interface Step {
  readonly mantissa: number;
  readonly exponent: number;
}

const MANTISSAS = [1, 2, 2.5, 5] as const;

/** `index` steps as a number, without the drift of adding decimal fractions. */
function multiple(step: Step, index: number): number {
  return step.exponent < 0 ? (index * step.mantissa) / 10 ** -step.exponent : index * step.mantissa * 10 ** step.exponent;
}

function* candidates(span: number, minStep: number): Generator<Step> {
  const exponent = Math.floor(Math.log10(span));
  const smallest = Math.round(Math.log10(minStep));
  for (let e = Math.max(exponent - 2, smallest); e <= Math.max(exponent + 1, smallest); e += 1) {
    for (const mantissa of MANTISSAS) {
      // Half a minor unit is no amount of money.
      if (mantissa === 2.5 && e === smallest) continue;
      yield { mantissa, exponent: e };
    }
  }
}

/**
 * Round values that enclose `low` to `high`: the step of 1, 2, 2.5 or 5 times a power of ten whose number of grid
 * lines is wanted and that wastes the least height.
 */
export function niceTicks(low: number, high: number, options: TickOptions): { readonly step: number; readonly ticks: readonly number[] } {
  const span = high - low;
  if (!(span > 0)) return { step: options.minStep, ticks: [low] };
  const [fewest, most] = options.count;
  let best: { readonly step: Step; readonly first: number; readonly last: number; readonly cost: number } | undefined;
  for (const step of candidates(span, options.minStep)) {
    const size = multiple(step, 1);
    // The tolerance keeps an end that is a multiple already from growing by a whole step.
    const first = Math.floor(low / size + 1e-9);
    const last = Math.ceil(high / size - 1e-9);
    const count = last - first + 1;
    const missed = count < fewest ? fewest - count : Math.max(0, count - most);
    const waste = ((last - first) * size - span) / span;
    const cost = missed + waste;
    if (!best || cost < best.cost) best = { step, first, last, cost };
  }
  if (!best) return { step: options.minStep, ticks: [low, high] };
  const ticks: number[] = [];
  for (let index = best.first; index <= best.last; index += 1) ticks.push(multiple(best.step, index) + 0);
  return { step: multiple(best.step, 1), ticks };
}

/** A scale whose domain ends on round values; `range` holds the pixels of the lowest and of the highest value. */
export function linearScale(low: number, high: number, range: readonly [number, number], options: TickOptions): LinearScale {
  const { step, ticks } = niceTicks(low, high, options);
  const domain = [ticks[0]!, ticks[ticks.length - 1]!] as const;
  const span = domain[1] - domain[0];
  const [bottom, top] = range;
  const position = (value: number): number => (span === 0 ? (bottom + top) / 2 : bottom + ((value - domain[0]) / span) * (top - bottom));
  return { domain, step, ticks, position };
}

/** The extent of flows: in and out around a zero line that is always there. */
export function flowExtent(values: readonly number[]): readonly [number, number] {
  let [low, high] = [0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // Nothing moved: keep the zero line in the middle.
  return low === 0 && high === 0 ? [0, 0] : [low, high];
}

/**
 * The extent of a line of levels. Zero belongs to it unless the line would be squeezed into less than a third of
 * the height: a balance that moves between 990,000 and 1,000,000 shows its movement.
 */
export function levelExtent(values: readonly number[]): readonly [number, number] | null {
  if (values.length === 0) return null;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const withZero = [Math.min(low, 0), Math.max(high, 0)] as const;
  const reach = withZero[1] - withZero[0];
  return high === low || reach === 0 || (high - low) / reach >= 1 / 3 ? withZero : [low, high];
}
