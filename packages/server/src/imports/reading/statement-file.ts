import type { Decisions } from '@cashflowsmart/sdk/contract';
import { currencyDecimals } from '@cashflowsmart/sdk/money';
import {
  applyDecisions, readingDigest, readWholeStatement,
  type DecidedReading, type Proof, type ReadingLimits, type StatementReading, type StatementTransaction,
} from '@cashflowsmart/sdk/statements';
import { incomingColumns } from '../../ledger/rows.ts';
import type { IncomingRow } from '../../ledger/types.ts';
import type { FileReading, ReadingRequest } from './file-reading.ts';
import { pickAccount } from './statement-account.ts';

/** With which the reader takes amounts whose currency nobody told. */
const UNKNOWN_DECIMALS = 2;

const UNDECIDED: Pick<Decisions, 'recipe' | 'answers' | 'edits' | 'excluded'> = { recipe: null, answers: {}, edits: [], excluded: [] };

/** A statement without a row proves nothing. */
const NO_PROOF: Proof = {
  status: 'unverifiable', detail: 'nothing-to-check', opening: null, moneyIn: 0n, moneyOut: 0n, closing: null, breaksAtLine: null, difference: null,
};

/**
 * Reads a file with what was decided about it, by the same code as the client, and proves it. The time limit is that of
 * all of it.
 *
 * @throws {StatementProblemError} where it cannot be read.
 * @throws {ProblemError} where the ledger cannot hold what it says.
 */
export async function readStatementFile(bytes: Uint8Array, request: ReadingRequest, limits: ReadingLimits): Promise<FileReading> {
  const started = performance.now();
  const decisions = request.decisions ?? UNDECIDED;
  const asClient = await read(bytes, request, limits, decisions);
  const digest = await readingDigest(asClient.reading);
  const differs = request.clientDigest !== null && request.clientDigest !== digest;
  const rest = { ...limits, milliseconds: limits.milliseconds - (performance.now() - started) };
  const decided = await inAccountCurrency(bytes, request, rest, { decisions, asClient });
  return { ...resultOf(decided, request), digest, differs };
}

async function read(
  bytes: Uint8Array,
  { fileName, password }: ReadingRequest,
  limits: ReadingLimits,
  { recipe, answers, ...rows }: typeof UNDECIDED,
): Promise<DecidedReading> {
  const reading = await readWholeStatement(bytes, { fileName, recipe, answers, limits, ...(password !== null && { password }) });
  return applyDecisions(reading, rows);
}

/**
 * A statement that names no currency is in the account's. Where that one has not two decimals, amounts and even the
 * decimal mark can mean something else, so the file is read once more.
 */
async function inAccountCurrency(
  bytes: Uint8Array,
  request: ReadingRequest,
  limits: ReadingLimits,
  { decisions, asClient }: { readonly decisions: typeof UNDECIDED; readonly asClient: DecidedReading },
): Promise<DecidedReading> {
  const { currency } = request.account;
  const unknown = asClient.reading.accounts.some((account) => account.currency === null);
  const asked = asClient.reading.questions.some((question) => question.field === 'currency');
  if (!asked && (!unknown || currencyDecimals(currency) === UNKNOWN_DECIMALS)) return asClient;
  const recipe = decisions.recipe && { ...decisions.recipe, currency };
  return read(bytes, request, limits, { ...decisions, recipe, answers: { ...decisions.answers, currency } });
}

function resultOf({ reading, excluded }: DecidedReading, request: ReadingRequest): Omit<FileReading, 'digest' | 'differs'> {
  const { currency, number } = request.account;
  const picked = pickAccount(reading.accounts, { currency, number, answer: request.decisions?.answers.account });
  const account = reading.accounts[picked.index];
  const transactions = reading.transactions.filter((row) => row.account === picked.index);
  return {
    readerVersion: reading.readerVersion,
    currency: account?.currency ?? null,
    number: account?.number ?? null,
    rows: incomingColumns(transactions.map(toRow)),
    coverage: account?.coverage ?? null,
    proof: account?.proof ?? NO_PROOF,
    openQuestions: openQuestions(reading, picked.open),
    // What belongs to other accounts of the statement is left out of this import, and said to be.
    excluded: excluded + reading.transactions.length - transactions.length,
    rejected: reading.rejected.length,
  };
}

function openQuestions(reading: StatementReading, accountOpen: boolean): FileReading['openQuestions'] {
  return [...reading.questions.map(({ field }) => field), ...(accountOpen ? (['account'] as const) : [])];
}

function toRow(row: StatementTransaction): IncomingRow {
  const { date, valueDate, amount, balance, description, counterparty, reference, source } = row;
  return { day: date, valueDay: valueDate, amount, balance, description, counterparty, reference, line: source.line };
}
