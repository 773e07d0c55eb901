/** In the order in which they must be asked for: later ones also name earlier ones. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\b(?:Firefox|FxiOS)\//, 'Firefox'], [/\b(?:Chrome|CriOS)\//, 'Chrome'], [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\bMac OS X\b/, 'macOS'], [/\bCrOS\b/, 'ChromeOS'], [/\bLinux\b/, 'Linux'],
];

/**
 * A browser and its system as their owner would name them, such as `Firefox on Windows`, from a `User-Agent` header. Coarse
 * on purpose: it is to be recognised, not to tell people apart. null where it is not known.
 */
export function deviceName(userAgent: string | undefined): { readonly browser: string | null; readonly system: string | null } {
  const named = (table: typeof BROWSERS): string | null => table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? null;
  return { browser: named(BROWSERS), system: named(SYSTEMS) };
}
