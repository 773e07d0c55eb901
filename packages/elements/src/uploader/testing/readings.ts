import type { Account, ImportReview, StatementImport } from '@cashflowsmart/sdk/contract';
import type { Proof, Question, RejectedLine, StatementReading, StatementTransaction } from '@cashflowsmart/sdk/statements';
import type { Draft } from '../draft.ts';

export interface ReadingSketch {
  readonly number?: string | null;
  readonly currency?: string | null;
  /** Line and amount of each row, or with its balance. */
  readonly rows?: readonly (readonly [line: number, amount: bigint, balance?: bigint])[];
  readonly rejected?: readonly number[];
  readonly questions?: readonly Question[];
  readonly proof?: Partial<Proof>;
  readonly opening?: bigint | null;
}

/** A reading with the parts that a test is about. */
export function readingOf(sketch: ReadingSketch = {}): StatementReading {
  const rows = sketch.rows ?? [[2, 1000n], [3, -400n]];
  const proof: Proof = {
    status: 'unverifiable', detail: 'nothing-to-check', opening: sketch.opening ?? null, moneyIn: 1000n, moneyOut: -400n, closing: null, breaksAtLine: null, difference: null, ...sketch.proof,
  };
  return {
    readerVersion: 1,
    accounts: [{ number: sketch.number ?? null, holder: null, currency: sketch.currency === undefined ? 'EUR' : sketch.currency, period: null, opening: proof.opening, closing: proof.closing, proof, coverage: { from: '2025-08-01', to: '2025-08-31' } }],
    transactions: rows.map(([line, amount, balance]): StatementTransaction => ({
      account: 0, date: '2025-08-01', valueDate: null, amount, balance: balance ?? null, description: `Row ${line}`, counterparty: null, reference: null, source: { line },
    })),
    proof: proof.status,
    questions: sketch.questions ?? [],
    rejected: (sketch.rejected ?? []).map((line): RejectedLine => ({ line, reason: 'amount-unreadable', cells: ['01.08.2025', 'see annex'] })),
    recipe: {
      encoding: 'utf-8', delimiter: ';', headerLine: 1, firstLine: 2, columns: ['date', 'description', 'amount', 'balance'], dateOrder: 'day-month-year', decimalMark: ',', sign: 'as-printed',
      currency: null, rowOrder: 'oldest-first',
    },
    source: { kind: 'csv', bytes: 100, lines: rows.length + 1, lineCount: { transactions: rows.length, header: 1, markers: 0, continuations: 0, rejected: sketch.rejected?.length ?? 0, blank: 0 }, header: ['Date', 'Text', 'Amount', 'Balance'] },
  };
}

export function accountOf(change: Partial<Account> = {}): Account {
  return { id: 'account', name: 'Business account', number: null, currency: 'EUR', revision: 1, transactionCount: 0, dataFrom: null, dataTo: null, ...change };
}

export function draftOfReading(reading: StatementReading, change: Partial<Draft> = {}): Draft {
  return {
    base: reading, reading, sha256: 'a'.repeat(64), accountId: 'account', recipe: null, answers: {}, edits: [], excluded: new Set(), contradictionAccepted: false, unread: null,
    remote: null, remoteCurrent: false, ...change,
  };
}

export function reviewOf(change: Partial<ImportReview> = {}): ImportReview {
  return {
    readerVersion: 1, readingDigest: '0'.repeat(64), differs: false, transactions: 2, newTransactions: 2, duplicates: 0, deletedBefore: 0, excluded: 0, rejected: 0, openQuestions: [],
    proof: { status: 'unverifiable', detail: 'nothing-to-check', opening: null, moneyIn: null, moneyOut: null, closing: null, breaksAtLine: null, difference: null }, covered: null, ...change,
  };
}

export function importOf(change: Partial<StatementImport> = {}): StatementImport {
  return {
    id: 'import', accountId: 'account', state: 'review', fileName: 'august.csv', byteLength: 100, receivedBytes: 100, sha256: 'a'.repeat(64), createdAt: '2025-09-01T08:00:00Z',
    createdBy: { personId: 'person', name: 'Mara Winter' }, revision: 1, preparedBy: [], approval: null, undoApproval: null, review: reviewOf(), refusal: null, committedAt: null, undoneAt: null, ...change,
  };
}
