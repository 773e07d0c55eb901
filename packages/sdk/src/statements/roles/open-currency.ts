import type { CurrencyCode } from '../../money/index.ts';
import { isMoneyWord, type ColumnProfile } from './column-profile.ts';

/** Currencies that share a sign and differ in their decimals, the more frequent ones first. */
const SHARED: readonly (readonly [sign: RegExp, currencies: readonly CurrencyCode[]])[] = [
  [/[\u00a5\uffe5]/, ['JPY', 'CNY']],
  [/(?:^|[^\p{L}])kr\b/iu, ['SEK', 'NOK', 'DKK', 'ISK']],
  [/(?:^|[^\p{L}])\$/u, ['USD', 'CAD', 'AUD', 'MXN', 'CLP']],
];
const WITH_THIRDS: readonly CurrencyCode[] = ['KWD', 'BHD', 'OMR', 'JOD', 'TND'];
const WITH_FOURTHS: readonly CurrencyCode[] = ['CLF', 'UYW'];
/** Four digits behind a mark, of which the last two count: no other currency has such amounts. */
const FOURTHS = /[.,]\d{2}(?:\d[1-9]|[1-9]\d)$/;
/** Three digits behind a mark that groups no thousands: a mark of the other kind, no whole part, or four digits stand before it. */
const THIRDS = /(?:^0?|\d[,' ]\d{3}|\d{4})\.\d{3}$|(?:^0?|\d[.' ]\d{3}|\d{4}),\d{3}$/;
const DECIMALS = /[.,]\d{1,2}$/;

/**
 * The currencies between which a statement that names none leaves its amounts open, because they count other decimals.
 * Empty where all that are possible read the same amounts: then it is no matter of the reading.
 */
export function openCurrencies(profiles: readonly ColumnProfile[]): readonly CurrencyCode[] {
  const money = profiles.filter((profile) => profile.numberShare >= 0.8 && profile.filled > 0 && !profile.identifiers && isMoneyWord(profile));
  const bodies = money.flatMap(({ amounts }) => amounts.flatMap((scan) => scan?.body ?? []));
  if (bodies.length > 0 && bodies.every((body) => /[.,]\d{4}$/.test(body)) && bodies.some((body) => FOURTHS.test(body))) return WITH_FOURTHS;
  if (bodies.some((body) => THIRDS.test(body))) return WITH_THIRDS;
  if (bodies.length === 0 || bodies.some((body) => DECIMALS.test(body))) return [];
  const texts = money.flatMap(({ header, cells }) => [header, ...cells]);
  return SHARED.find(([sign]) => texts.some((text) => sign.test(text)))?.[1] ?? [];
}
