import type { Question } from '@cashflowsmart/sdk/statements';
import type { UploaderTexts } from './uploader-texts.ts';

const MONTHS_IN = 'months-';

/** The language of `months-hr`, an answer to the order of dates, by its name. */
export function languageOfMonths(value: string, locale: string): string {
  const code = value.slice(MONTHS_IN.length);
  return new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code;
}

/** What a question asks: for the order of dates also which language their month words are in. */
export function questionTitle({ field, choices }: Question, words: UploaderTexts['question']): string {
  return field === 'date-order' && choices.every(({ value }) => value.startsWith(MONTHS_IN)) ? words.monthLanguage : words.titles[field];
}
