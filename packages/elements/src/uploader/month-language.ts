/** The language of `months-hr`, an answer to the order of dates, by its name. */
export function languageOfMonths(value: string, locale: string): string {
  const code = value.slice('months-'.length);
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}
