/** A colour in sRGB, each channel from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** WCAG 2.2, relative luminance: 0 is black, 1 is white. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio: from 1 to 21. */
export function contrastRatio(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return from.map((channel, index) => Math.round(channel + (to[index]! - channel) * share)) as unknown as Rgb;
}

/** The colour nearest to `colour` that reaches `ratio` on `ground`, by adding black or white; null where neither can. */
export function mendedColour(colour: Rgb, ground: Rgb, ratio: number): Rgb | null {
  const candidates = ([[0, 0, 0], [255, 255, 255]] as const).flatMap((end) => {
    for (let share = 0; share <= 1; share += 0.01) {
      const mended = mix(colour, end, share);
      if (contrastRatio(mended, ground) >= ratio) return [{ share, mended }];
    }
    return [];
  });
  return candidates.sort((a, b) => a.share - b.share)[0]?.mended ?? null;
}

export function hexOf(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
