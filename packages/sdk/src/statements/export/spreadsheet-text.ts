/**
 * Texts that a spreadsheet would take for a formula, and back. A cell that begins with one of these signs may run as one
 * when the file is opened (CWE-1236); an apostrophe before it makes it text.
 */
const FORMULA = /^[=+\-@\t\r]/;
const GUARDED = /^'[=+\-@\t\r]/;
/** A cell that is quoted with apostrophes; one inside is doubled. */
const QUOTED = /^'(?:[^']|'')*'$/s;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A text as a cell that no spreadsheet takes for a formula. `plainText` gives it back, whatever it holds. */
export function spreadsheetText(text: string): string {
  if (FORMULA.test(text)) return text.endsWith("'") ? quoted(text) : `'${text}`;
  // Would be read as guarded or quoted, and is neither.
  return GUARDED.test(text) || QUOTED.test(text) ? quoted(text) : text;
}

/** What a cell that begins with an apostrophe says; the apostrophes that only guard or quote it are gone. */
export function plainText(cell: string): string {
  if (QUOTED.test(cell)) return cell.slice(1, -1).replaceAll("''", "'");
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
