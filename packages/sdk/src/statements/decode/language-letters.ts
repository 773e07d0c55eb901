/** Letters beyond a to z that each language writes (lower case); the other scripts by their block. */
const LATIN = [
  'äöüß', // German
  'àâçéèêëîïôûùüÿœæ', // French
  'áéíóúüñ', // Spanish
  'áâãàçéêíóôõú', // Portuguese
  'àèéìíòóù', // Italian
  'àçèéíïòóúü', // Catalan
  'éëïóöüáè', // Dutch
  'æøåéó', // Danish, Norwegian
  'åäöé', // Swedish, Finnish
  'áðéíóúýþæö', // Icelandic
  'ąćęłńóśźż', // Polish
  'áčďéěíňóřšťúůýž', // Czech
  'áäčďéíĺľňóôŕšťúýž', // Slovak
  'áéíóöőúüű', // Hungarian
  'čćđšž', // Croatian, Slovene, Bosnian
  'ăâîșțşţ', // Romanian
  'çğıöşüâîi', // Turkish; the i for its dotted capital
  'äõöüšž', // Estonian
  'āčēģīķļņšūž', // Latvian
  'ąčęėįšųūž', // Lithuanian
  'ëç', // Albanian
];

function range(from: string, to: string): string {
  let letters = '';
  for (let code = from.codePointAt(0)!; code <= to.codePointAt(0)!; code++) letters += String.fromCodePoint(code);
  return letters;
}

const OTHER_SCRIPTS = [
  `${range('а', 'я')}ё`, // Russian
  `${range('а', 'я')}іїєґ`, // Ukrainian
  `${range('а', 'я')}ђјљњћџ`, // Serbian
  `${range('α', 'ω')}άέήίόύώϊϋΐΰ`, // Greek
  range('א', 'ת'), // Hebrew
  range('\u0621', '\u064a'), // Arabic
  range('\u0e01', '\u0e4e'), // Thai
];

export const LANGUAGE_LETTERS: readonly ReadonlySet<string>[] = [...LATIN, ...OTHER_SCRIPTS].map((letters) => new Set(letters));
