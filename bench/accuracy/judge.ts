import { matchRows, type ReadRow, type RowMatch } from './match-rows.ts';
import type { Truth } from './truth.ts';

/** What the reader said about a file. */
export interface Said {
  /** The code of the problem where the file was refused; `overdue` or `crashed` where no answer came. */
  readonly problem: string | null;
  readonly rows: readonly ReadRow[];
  readonly proof: string | null;
  readonly questions: readonly string[];
  readonly rejected: number;
}

/** Accuracy and honesty of one reading. */
export interface Verdict {
  readonly rows: RowMatch;
  /** Every row with its date and amount, none too many; an ambiguous file has asked. */
  readonly perfect: boolean;
  readonly problem: string | null;
  /** No reading came of a file that holds transactions. */
  readonly refusedWrongly: boolean;
  readonly proof: string | null;
  readonly wrongButVerified: boolean;
  /** Wrong, and neither a problem, a contradiction, a question nor a rejected line tells of it. */
  readonly wrongAndSilent: boolean;
  readonly ambiguousUnasked: boolean;
  readonly ambiguous: boolean;
  readonly needlessQuestion: boolean;
}

/** Questions that do not change a date or an amount. */
const ABOUT_THE_ACCOUNT: ReadonlySet<string> = new Set(['currency', 'account']);
/** Ends of a reading that are no answer about the file. */
const NO_ANSWER: ReadonlySet<string> = new Set(['overdue', 'crashed']);

function ambiguityOf(truth: Truth): string | null {
  if (truth.dateAmbiguous === true) return 'date-order';
  return truth.signAmbiguous === true ? 'sign' : null;
}

/** Whether a careful person could read everything in the file without asking. */
function isPlain(truth: Truth): boolean {
  return ambiguityOf(truth) === null && truth.yearUnknown !== true && truth.outcome !== 'none' && !truth.transactions.some((row) => row.signFree === true);
}

export function judge(said: Said, truth: Truth, anyDate: boolean): Verdict {
  const rows = matchRows(said.rows, truth, anyDate);
  const asked = said.questions.filter((field) => !ABOUT_THE_ACCOUNT.has(field));
  const ambiguity = ambiguityOf(truth);
  const ambiguousUnasked = ambiguity !== null && said.problem === null && !asked.includes(ambiguity);
  const refused = said.problem !== null && !NO_ANSWER.has(said.problem);
  const complete = truth.outcome === 'none'
    ? rows.extra.length === 0 && (said.problem === null || refused)
    : said.problem === null && rows.missing.length === 0 && rows.extra.length === 0;
  const perfect = complete && !ambiguousUnasked;
  const told = said.problem !== null || said.proof === 'contradicted' || asked.length > 0 || said.rejected >= Math.max(1, rows.missing.length);
  return {
    rows, perfect, problem: said.problem, proof: said.proof, ambiguousUnasked,
    refusedWrongly: said.problem !== null && truth.outcome !== 'none',
    wrongButVerified: !perfect && said.proof === 'verified',
    wrongAndSilent: !perfect && !told,
    ambiguous: ambiguity !== null,
    needlessQuestion: asked.length > 0 && isPlain(truth),
  };
}
