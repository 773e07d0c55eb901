import type { Account } from '@cashflowsmart/sdk/contract';
import { formatAmount } from '@cashflowsmart/sdk/money';
import { mayBeSameAccount, type Question, type StatementAccount, type StatementReading } from '@cashflowsmart/sdk/statements';
import type { Draft } from './draft.ts';

const ROWS_SHOWN = 5;

interface Picked {
  readonly index: number;
  /** The accounts of the statement that could be meant, where nothing tells which. */
  readonly open: readonly StatementAccount[];
}

/** Which account of a statement goes into the chosen one: of several the one whose number or, else, currency fits. */
function pick(accounts: readonly StatementAccount[], chosen: Account | undefined, answer: string | undefined): Picked {
  const position = /^#(\d+)$/.exec(answer ?? '');
  if (position && accounts[Number(position[1]) - 1]) return { index: Number(position[1]) - 1, open: [] };
  const number = answer ?? chosen?.number ?? null;
  const numbered = accounts.filter((account) => number !== null && account.number !== null && mayBeSameAccount(account.number, number));
  const candidates = (numbered.length > 0 ? numbered : accounts).filter(({ currency }) => currency === null || chosen === undefined || currency === chosen.currency);
  const first = candidates[0] ?? numbered[0] ?? accounts[0]!;
  return { index: accounts.indexOf(first), open: chosen !== undefined && candidates.length > 1 ? candidates : [] };
}

/** A narrowed reading is asked for at every drawing, and a large one takes a while to narrow. */
const narrowed = new WeakMap<StatementReading, Map<number, StatementReading>>();

function narrow(reading: StatementReading, index: number, questions: readonly Question[]): StatementReading {
  const known = narrowed.get(reading) ?? new Map<number, StatementReading>();
  narrowed.set(reading, known);
  const account = reading.accounts[index]!;
  const rows = known.get(index) ?? {
    ...reading,
    accounts: [account],
    transactions: reading.transactions.filter((row) => row.account === index).map((row) => ({ ...row, account: 0 })),
    proof: account.proof.status,
  };
  known.set(index, rows);
  return questions.length === 0 ? rows : { ...rows, questions: [...rows.questions, ...questions] };
}

/** Asks which account is meant, with the first rows of each. */
function accountQuestion(reading: StatementReading, open: readonly StatementAccount[]): readonly Question[] {
  if (open.length < 2) return [];
  return [{
    field: 'account',
    choices: open.map((account) => ({
      // An account without a number is named by its position in the statement.
      value: account.number ?? `#${reading.accounts.indexOf(account) + 1}`,
      rows: reading.transactions.filter((row) => reading.accounts[row.account] === account).slice(0, ROWS_SHOWN).map((row) => ({
        line: row.source.line, date: row.date, amount: formatAmount(row.amount, account.currency ?? 'XXX'), description: row.description,
      })),
    })),
  }];
}

/**
 * The draft as far as one account of the ledger is concerned. A statement of several accounts is imported one account
 * at a time: rows of the others are neither shown nor counted.
 */
export function forOneAccount(draft: Draft, accounts: readonly Account[]): Draft {
  if (draft.base.accounts.length <= 1) return draft;
  const chosen = accounts.find((account) => account.id === draft.accountId);
  const { index, open } = pick(draft.base.accounts, chosen, draft.answers.account);
  return { ...draft, base: narrow(draft.base, index, accountQuestion(draft.base, open)), reading: narrow(draft.reading, index, []) };
}
