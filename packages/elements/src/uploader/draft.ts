import type { Account, Decisions, QuestionField, Recipe, StatementImport } from '@cashflowsmart/sdk/contract';
import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import { applyDecisions, READER_VERSION, StatementProblemError, type StatementReading } from '@cashflowsmart/sdk/statements';
import type { UploadFailure } from './upload-failure.ts';

export type Edit = Decisions['edits'][number];
export type EditField = Edit['field'];

/** A file under review: what was read, and what a person has decided about it so far. */
export interface Draft {
  /** What the file says, read with `recipe` and `answers`, before edits and exclusions. */
  readonly base: StatementReading;
  /** `base` with edits and exclusions applied and proved again: what would be imported. */
  readonly reading: StatementReading;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly accountId: string | null;
  /** null: read by its own evidence. */
  readonly recipe: Recipe | null;
  readonly answers: Decisions['answers'];
  readonly edits: readonly Edit[];
  readonly excluded: ReadonlySet<number>;
  /** The contradiction that a person has seen and wants to import all the same. */
  readonly contradictionAccepted: boolean;
  /** Why `recipe` and `answers` could not be applied; `base` is then still the reading before. */
  readonly unread: UploadFailure | null;
  /** The import on the server, once the file has been sent for this account. */
  readonly remote: StatementImport | null;
  /** Whether the server's review was made with the decisions as they are now. */
  readonly remoteCurrent: boolean;
}

/** The decisions as they travel with the file. Lines are in order, so that equal decisions are equal bodies. */
export function decisionsOf(draft: Pick<Draft, 'recipe' | 'answers' | 'edits' | 'excluded'>): Decisions {
  return {
    recipe: draft.recipe,
    answers: draft.answers,
    edits: [...draft.edits].sort((a, b) => a.line - b.line || (a.field < b.field ? -1 : 1)),
    excluded: [...draft.excluded].sort((a, b) => a - b),
    readerVersion: READER_VERSION,
  };
}

/** The draft with its edits and exclusions applied to what was read, and proved again. */
export function applied(draft: Draft): Draft {
  return { ...draft, reading: applyDecisions(draft.base, decisionsOf(draft)).reading };
}

/**
 * The draft with the file read anew. Decisions about lines that are no rows any more are forgotten; edits that
 * cannot be read any more, such as cents in a currency without them, are forgotten too.
 */
export function readAnew(draft: Draft, base: StatementReading): Draft {
  const lines = new Set(base.transactions.map((row) => row.source.line));
  const kept: Draft = {
    ...draft, base, unread: null, contradictionAccepted: false,
    edits: draft.edits.filter((edit) => lines.has(edit.line)),
    excluded: new Set([...draft.excluded].filter((line) => lines.has(line))),
  };
  try {
    return applied(kept);
  } catch (error) {
    if (error instanceof StatementProblemError) return applied({ ...kept, edits: [] });
    throw error;
  }
}

/** The recipe that selects show: the person's, or the one that was recognised. */
export function shownRecipe(draft: Pick<Draft, 'recipe' | 'base'>): Recipe {
  return draft.recipe ?? draft.base.recipe;
}

/** Rows that would go up: read, and not left out. */
export function includedRows(draft: Pick<Draft, 'base' | 'excluded'>): number {
  if (draft.excluded.size === 0) return draft.base.transactions.length;
  return draft.base.transactions.reduce((count, row) => (draft.excluded.has(row.source.line) ? count : count + 1), 0);
}

/** `answers` with one more; the value is what the question's choice carries. */
export function withAnswer(answers: Decisions['answers'], field: QuestionField, value: string): Decisions['answers'] {
  return { ...answers, [field]: value };
}

/** `edits` with one value set, or put back where `value` is null. */
export function withEdit(edits: readonly Edit[], line: number, field: EditField, value: string | null): readonly Edit[] {
  const others = edits.filter((edit) => edit.line !== line || edit.field !== field);
  return value === null ? others : [...others, { line, field, value }];
}

/** The currency in which the amounts of a draft are drawn: the file's, else the chosen account's. */
export function currencyOf(draft: Pick<Draft, 'base' | 'accountId'>, accounts: readonly Account[]): CurrencyCode | null {
  return draft.base.accounts[0]?.currency ?? accounts.find((account) => account.id === draft.accountId)?.currency ?? null;
}
