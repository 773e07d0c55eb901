/** Hundredths or thousandths of a currency, as headers write them. */
const MINOR = String.raw`(?:euro-?)?(?:cents?|pence|pennies|minor(?: units?)?|sub-?units?|smallest (?:currency )?units?|centimes?|c[eé]ntimos?|centavos?|centesimi|cent[eé]simos?|c[eè]ntims|grosz[ey]?|groszach|haléř(?:e|ů|ích)?|haler(?:e|u|ich)?|halier(?:e|ov|och)?|fillér(?:ben)?|stotinki|стотинки|bani|öre|ören|øre|aurar|senttiä|senttinä|senteissä|kuruş|kurus|kopecks?|kopeks?|коп|копейк[аи]|копейках|копеек|копійк[аи]|копійках|paise|paisa|poisha|fils|halalas?|satang|centai|centais|santīmi|santīmos)`;
const MINOR_WORD = new RegExp(String.raw`(?<![\p{L}\p{N}])${MINOR}(?![\p{L}\p{N}])|[(（]\s*分\s*[)）]`, 'u');
/** The whole units that stand beside the minor ones where a header says that both are written: `kr/öre`, `Euro, Cent`. */
const MAJOR = String.raw`(?:kr|kronor|kroner|kruunua|euros?|eur|€|pounds?|gbp|£|dollars?|usd|\$|złot(?:y|ych|e)|zł|pln|korun[ay]?|kč|czk|руб(?:л[еия]\p{L}*)?|₽|грн|гривн[яі]|rupees?|rs|inr|₹|lei|lira|tl|₺|francs?|chf|forint|ft)`;
const BOTH = new RegExp(String.raw`(?<![\p{L}\p{N}])${MAJOR}\.?\s*(?:[,./&+]|(?<=\s)(?:och|og|und|and|et|y|e|i|en|ja|a|и|і)(?=\s))\s*${MINOR}(?![\p{L}\p{N}])`, 'u');

/** `amountCents` is two words, as `amount_cents` is. */
function words(header: string): string {
  return header.normalize('NFC').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().replace(/[_\s]+/g, ' ');
}

/** Whether a header says that its column counts in cents, pence or another minor unit: `amount_cents`, `Betrag (Cent)`. */
export function namesMinorUnits(header: string): boolean {
  const text = words(header);
  return MINOR_WORD.test(text) && !BOTH.test(text);
}
