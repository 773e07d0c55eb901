/** Equal bands along the time axis. In a right-to-left page the first band is the rightmost. */
export interface BandScale {
  readonly count: number;
  /** Pixels of one band. */
  readonly band: number;
  /** Left edge of a band in pixels, whichever way time runs. */
  left(index: number): number;
  centre(index: number): number;
  /** Pixels of a place within a band, `share` 0 at its begin in time and 1 at its end. */
  within(index: number, share: number): number;
  /** The band at a pixel, or null outside all of them. */
  indexAt(x: number): number | null;
}

/** Bars take this share of their band ... */
const BAR_SHARE = 0.62;
/** ... and are never wider than this, in pixels. */
const BAR_MAX = 28;

/** `left` and `right` bound the plot in pixels. */
export function bandScale(count: number, left: number, right: number, rtl: boolean): BandScale {
  const band = count > 0 ? Math.max(0, right - left) / count : 0;
  const slot = (index: number): number => (rtl ? count - 1 - index : index);
  const leftOf = (index: number): number => left + slot(index) * band;
  return {
    count,
    band,
    left: leftOf,
    centre: (index) => leftOf(index) + band / 2,
    within: (index, share) => leftOf(index) + band * (rtl ? 1 - share : share),
    indexAt: (x) => {
      if (band === 0 || x < left || x > right) return null;
      const at = Math.min(count - 1, Math.floor((x - left) / band));
      return slot(at);
    },
  };
}

export function barWidth(band: number): number {
  return Math.min(BAR_MAX, band * BAR_SHARE);
}
