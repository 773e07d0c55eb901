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

type ReadText = (cells: RowCells) => string;

function joined(columns: readonly number[]): ReadText {
  const [first, second] = columns;
  if (first === undefined) return () => '';
  if (second === undefined) return (cells) => cleanText(cells.cell(first));
  return (cells) => {
    let text = '';
    for (const column of columns) {
      const part = cleanText(cells.cell(column));
      if (part === '' || text === part || (text.length > part.length && text.endsWith(part))) continue;
      text = text === '' ? part : text + SEPARATOR + part;
    }
    return text;
  };
}

/** Compiles what reads the texts of one row. */
export function compileTextReader(plan: Pick<ReadingPlan, 'description' | 'counterparty' | 'reference'>): (cells: RowCells) => RowTexts {
  const counterparty = joined(plan.counterparty);
  const reference = joined(plan.reference);
  const description = joined([...plan.counterparty, ...plan.description]);
  return (cells) => {
    const referenceText = reference(cells);
    return {
      description: description(cells) || referenceText,
      counterparty: counterparty(cells) || null,
      reference: referenceText || null,
    };
  };
}
