import { coreOf, findTable, tableFrom, type FoundTable } from '../table/find-table.ts';
import type { Sample } from '../tokenise/sample.ts';
import type { Recipe } from '../types.ts';

/** What the decisions about a file rest on. */
export interface Evidence {
  readonly encoding: string;
  readonly delimiter: string;
  readonly table: FoundTable;
  /** Lines before the header, as cells. */
  readonly before: readonly (readonly string[])[];
  readonly headerLine: number | null;
  readonly firstLine: number;
  readonly recipe: Recipe | null;
}

/** The table of a sample: where the evidence shows it, or where the recipe says. @throws {StatementProblemError} as `findTable`. */
export function evidenceOf(sample: Sample, known: Pick<Evidence, 'encoding' | 'delimiter' | 'recipe'>): Evidence {
  const { recipe } = known;
  const { head } = sample;
  const table = recipe ? tableOfRecipe(sample, recipe) : findTable(sample);
  const headerLine = table.headerIndex === null ? null : head[table.headerIndex]!.line;
  return {
    ...known,
    table,
    before: head.slice(0, table.headerIndex ?? table.firstIndex).map((record) => record.cells),
    headerLine: recipe ? recipe.headerLine : headerLine,
    firstLine: recipe?.firstLine ?? head[table.firstIndex]?.line ?? (headerLine ?? 0) + 1,
  };
}

function tableOfRecipe(sample: Sample, recipe: Recipe): FoundTable {
  const { head } = sample;
  const first = head.findIndex((record) => record.line >= recipe.firstLine);
  const header = recipe.headerLine === null ? -1 : head.findIndex((record) => record.line === recipe.headerLine);
  return tableFrom(sample, coreOf(head), first < 0 ? head.length : first, header < 0 ? null : header);
}
