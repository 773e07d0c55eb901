const MOST_TEXTS = 2_000;

/** Measures texts in one font; each text once. */
export function textMeasure(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  if (context) context.font = font;
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    // Without a canvas: wider than nearly any text, so that labels keep apart rather than touch.
    const width = context ? context.measureText(text).width : text.length * 8;
    if (known.size < MOST_TEXTS) known.set(text, width);
    return width;
  };
}
