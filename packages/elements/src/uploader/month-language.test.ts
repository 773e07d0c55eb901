import { describe, expect, it } from 'vitest';
import { languageOfMonths, questionTitle } from './month-language.ts';
import { uploaderDe } from './uploader-texts-de.ts';
import { uploaderEn } from './uploader-texts.ts';

const choices = (...values: readonly string[]) => values.map((value) => ({ value, rows: [] }));

describe('the question of dates', () => {
  it('asks for the language where its answers are languages of month words, else for the order', () => {
    for (const { question } of [uploaderEn, uploaderDe]) {
      expect(questionTitle({ field: 'date-order', choices: choices('months-hr', 'months-cs') }, question)).toBe(question.monthLanguage);
      expect(questionTitle({ field: 'date-order', choices: choices('day-month-year', 'month-day-year') }, question)).toBe(question.titles['date-order']);
      expect(questionTitle({ field: 'year', choices: choices('2026') }, question)).toBe(question.titles.year);
    }
  });

  it('names the languages in the language of the reader', () => {
    expect([languageOfMonths('months-hr', 'en'), languageOfMonths('months-hr', 'de')]).toEqual(['Croatian', 'Kroatisch']);
  });
});
