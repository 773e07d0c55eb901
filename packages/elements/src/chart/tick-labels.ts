const formats = new Map<string, Intl.NumberFormat>();

function compactFormat(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  const found = formats.get(key) ?? new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: digits, signDisplay: 'negative' });
  formats.set(key, found);
  return found;
}

/**
 * Short labels of grid lines, such as `12.5K`: with as few decimals as tell them apart, the same for all. Drawn only,
 * never computed with. The minus is U+2212.
 */
export function tickLabels(ticks: readonly number[], locale: string): readonly string[] {
  let labels: readonly string[] = [];
  for (let digits = 0; digits <= 6; digits += 1) {
    labels = ticks.map((tick) => compactFormat(locale, digits).format(tick).replace('-', '\u2212'));
    const distinct = new Set(labels).size === ticks.length;
    // A rounded label would stand at the wrong height: 12.5K is never shown as 13K.
    const exact = digits === 6 || ticks.every((tick) => compactFormat(locale, digits).format(tick) === compactFormat(locale, 6).format(tick));
    if (distinct && exact) return labels;
  }
  return labels;
}
