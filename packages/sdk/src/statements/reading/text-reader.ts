import type { RowCells } from '../tokenise/row-cells.ts';
import { cleanText } from '../values/text.ts';
import type { ReadingPlan } from './plan.ts';

/** What a row says in words. */
export interface RowTexts {
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
}

const SEPARATOR = ' · ';

/** Adds a part to a text that does not end with it already. */
function joined(text: string, part: string): string {
  if (part === '' || text === part || (text.length > part.length && text.endsWith(part))) return text;
  return text === '' ? part : text + SEPARATOR + part;
}

/** The columns that texts are read from. */
export type TextColumns = Pick<ReadingPlan, 'description' | 'counterparty' | 'reference'>;

/** Compiles what reads the texts of one row. */
export function compileTextReader({ description, counterparty, reference }: TextColumns): (cells: RowCells) => RowTexts {
  const read = (cells: RowCells, columns: readonly number[], before: string): string => {
    let text = before;
    for (let index = 0; index < columns.length; index++) text = joined(text, cleanText(cells.cell(columns[index]!)));
    return text;
  };
  return (cells) => {
    const payee = read(cells, counterparty, '');
    const referenceText = read(cells, reference, '');
    return { description: read(cells, description, payee) || referenceText, counterparty: payee || null, reference: referenceText || null };
  };
}
