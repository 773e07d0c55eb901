/** A number and how the reader's locale writes it, so that a text can choose a plural form and show the figure. */
export interface Count {
  readonly value: number;
  readonly text: string;
}

/** Forms of a text by CLDR plural category; `other` is always there. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** Chooses the form of a text in one language: `plural('en')(count, { one: 'row', other: 'rows' })` gives "3 rows". */
export function plural(language: string): (count: Count, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => `${count.text} ${forms[rules.select(count.value)] ?? forms.other}`;
}
