/** A table of which one column is the product of two others, by their indexes. */
export interface ProductColumns {
  readonly factors: readonly [number, number];
  readonly product: number;
}

/** A number as printed: its digits, and how many of them are decimals. */
interface Printed {
  readonly digits: bigint;
  readonly decimals: number;
}

const MOST_DIGITS = 15;

/** The size of a number in a cell; three digits behind its only mark are a group of thousands. */
function printed(cell: string): Printed | null {
  const body = /\d[\d.,'’ ]*/.exec(cell)?.[0].trim() ?? '';
  const digits = body.replace(/\D/g, '');
  if (digits === '' || digits.length > MOST_DIGITS) return null;
  const fraction = /[.,](\d+)$/.exec(body)?.[1] ?? '';
  return { digits: BigInt(digits), decimals: fraction.length === 3 ? 0 : fraction.length };
}

/** Products are printed as such, in per cent or in per mille, as the numbers of an interest ladder are. */
const SHIFTS = [0, 2, 3] as const;
const LEAST_ROWS = 3;
const MOST_ROWS = 200;
/** Share of the rows with all three numbers that have to agree. */
const NEARLY_ALL = 0.9;

/** Whether `a` times `b` rounds to `c`, shifted by some places. */
function multiplies(a: Printed, b: Printed, c: Printed, shift: number): boolean {
  const places = a.decimals + b.decimals + shift - c.decimals;
  const [left, right] = places >= 0 ? [a.digits * b.digits, c.digits * 10n ** BigInt(places)] : [a.digits * b.digits * 10n ** BigInt(-places), c.digits];
  const unit = places >= 0 ? 10n ** BigInt(places) : 1n;
  const off = left > right ? left - right : right - left;
  return off <= unit;
}

/** Whether a product says anything: a factor of one, or of nothing, repeats the other number. */
function isTelling(a: Printed, b: Printed, c: Printed): boolean {
  const isOne = ({ digits, decimals }: Printed): boolean => digits === 10n ** BigInt(decimals);
  return a.digits !== 0n && b.digits !== 0n && c.digits > 9n && !isOne(a) && !isOne(b);
}

/**
 * The columns of a table that multiply: hours and rates to amounts, quantities and prices, or balances and days to interest
 * numbers. null where none do in most of the rows. `rows` are the cells of each row, `columns` those with numbers.
 */
export function productColumns(rows: readonly (readonly string[])[], columns: readonly number[]): ProductColumns | null {
  const sample = rows.slice(0, MOST_ROWS).map((cells) => cells.map((cell, index) => (columns.includes(index) ? printed(cell) : null)));
  for (const product of columns) {
    const filled = sample.filter((cells) => cells[product] != null).length;
    for (const [at, first] of columns.entries()) {
      for (const second of columns.slice(at + 1)) {
        if (product === first || product === second) continue;
        const whole = sample.filter((cells) => cells[product] != null && cells[first] != null && cells[second] != null);
        if (whole.length < LEAST_ROWS || whole.length * 2 < filled) continue;
        const telling = whole.filter((cells) => isTelling(cells[first]!, cells[second]!, cells[product]!));
        if (telling.length < LEAST_ROWS || telling.length * 2 < whole.length) continue;
        const agree = (shift: number): number => telling.filter((cells) => multiplies(cells[first]!, cells[second]!, cells[product]!, shift)).length;
        if (SHIFTS.some((shift) => agree(shift) >= telling.length * NEARLY_ALL)) return { factors: [first, second], product };
      }
    }
  }
  return null;
}
