import { isBookingDate } from '../../dates/index.ts';
import { parseAmount } from '../../money/index.ts';
import { prove, provableRows, weakestProof, type ProofConditions, type StatedFigures } from '../proof/prove.ts';
import { byDate, chronological } from '../proof/row-order.ts';
import { StatementProblemError } from '../problem.ts';
import type { Decisions, Proof, StatementAccount, StatementReading, StatementTransaction } from '../types.ts';

export interface DecidedReading {
  readonly reading: StatementReading;
  /** How many rows a person left out. */
  readonly excluded: number;
}

/** Amounts of an account whose currency nobody told are read with two decimals, as any two-decimal currency is. */
const TWO_DECIMALS = 'XXX';

type Edit = Decisions['edits'][number];

function edited(row: StatementTransaction, edit: Edit, accounts: readonly StatementAccount[]): StatementTransaction {
  if (edit.field === 'description') return { ...row, description: edit.value };
  if (edit.field === 'date') {
    if (!isBookingDate(edit.value)) throw new StatementProblemError('recipe-mismatch');
    return { ...row, date: edit.value };
  }
  try {
    return { ...row, amount: parseAmount(edit.value, accounts[row.account]?.currency ?? TWO_DECIMALS) };
  } catch {
    throw new StatementProblemError('recipe-mismatch');
  }
}

/** What the file itself states, as far as the first proof used it. */
function statedBy(account: StatementAccount): StatedFigures {
  const { proof } = account;
  const totals = proof.detail === 'totals' && proof.status === 'consistent' ? [{ moneyIn: proof.moneyIn, moneyOut: proof.moneyOut, net: null }] : [];
  return { opening: account.opening, closing: account.closing, totals };
}

function proveAgain(account: StatementAccount, rows: readonly StatementTransaction[], settings: Omit<ProofConditions, 'leastLinks'>): Proof {
  const stated = statedBy(account);
  const proof = prove(provableRows(rows), stated, { ...settings, leastLinks: 1 });
  // A proof that had nothing to check against gains nothing from an edit; totals that no longer agree contradict.
  if (account.proof.status === 'unverifiable') return { ...proof, status: 'unverifiable', detail: 'nothing-to-check', breaksAtLine: null, difference: null };
  if (stated.totals.length > 0 && proof.status === 'unverifiable') return { ...proof, status: 'contradicted', detail: 'totals' };
  const ceiling = account.proof.status;
  if (proof.status === 'verified' && ceiling === 'consistent') return { ...proof, status: ceiling, detail: account.proof.detail };
  return proof;
}

/**
 * Applies what a person decided about rows: edits first, then exclusions; sorts and proves again. Recipe and answers are
 * not applied here: they are options of the reading itself.
 *
 * @throws {StatementProblemError} recipe-mismatch where a line is no transaction or a value cannot be read.
 */
export function applyDecisions(reading: StatementReading, decisions: Pick<Decisions, 'edits' | 'excluded'>): DecidedReading {
  if (decisions.edits.length === 0 && decisions.excluded.length === 0) return { reading, excluded: 0 };
  const lines = new Map(reading.transactions.map((row) => [row.source.line, row]));
  for (const edit of decisions.edits) {
    const row = lines.get(edit.line);
    if (!row) throw new StatementProblemError('recipe-mismatch');
    lines.set(edit.line, edited(row, edit, reading.accounts));
  }
  const excluded = new Set(decisions.excluded);
  for (const line of excluded) if (!lines.delete(line)) throw new StatementProblemError('recipe-mismatch');
  const inFileOrder = [...lines.values()].sort((a, b) => a.source.line - b.source.line);
  const rows = chronological(inFileOrder, reading.recipe.rowOrder);
  const settled = reading.questions.every((question) => question.field === 'currency' || question.field === 'account');
  const settings = { settled, datesSettled: !reading.questions.some((question) => question.field === 'date-order'), hasRejected: reading.rejected.length > 0 };
  const accounts = reading.accounts.map((account, index) => {
    const own = rows.filter((row) => row.account === index);
    return { ...account, proof: proveAgain(account, own, settings) };
  });
  return {
    excluded: excluded.size,
    reading: { ...reading, accounts, transactions: byDate(rows), proof: weakestProof(accounts.map((account) => account.proof.status)) },
  };
}
