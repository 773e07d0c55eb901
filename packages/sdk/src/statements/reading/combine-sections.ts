import { currencyDecimals } from '../../money/index.ts';
import { weakestProof } from '../proof/prove.ts';
import { byDate } from '../proof/row-order.ts';
import { StatementProblemError } from '../problem.ts';
import type { Section } from '../table/sections.ts';
import type { LineCount, Question, QuestionChoice, StatementAccount, StatementReading } from '../types.ts';
import { decimalText } from './questions.ts';

/** One section of a file and what was read of it. */
export interface SectionReading {
  readonly section: Section;
  readonly reading: StatementReading;
  /** Lines of other sections that its reading has counted as markers. */
  readonly before: number;
}

/** All that was read of a file in sections. */
export interface ReadSections {
  readonly sections: readonly SectionReading[];
  /** Lines of sections that are not read, such as those of pending rows. */
  readonly asides: number;
  /** Lines of the file. */
  readonly lines: number;
}

/** The answer that takes every table. */
export const ALL_TABLES = 'all';
const ROWS_SHOWN = 5;

const isProven = ({ reading }: SectionReading): boolean => reading.proof === 'verified' || reading.proof === 'consistent';

function firstRows(reading: StatementReading): QuestionChoice['rows'] {
  return reading.transactions.slice(0, ROWS_SHOWN).map((row) => {
    const currency = reading.accounts[row.account]?.currency ?? null;
    return { line: row.source.line, date: row.date, amount: decimalText(row.amount, currency === null ? 2 : currencyDecimals(currency)), description: row.description.slice(0, 200) };
  });
}

/** Asks which table holds the transactions: all of them, or one alone, named by the line of its header. */
function tableQuestion(sections: readonly SectionReading[]): Question {
  const all = { value: ALL_TABLES, rows: sections.flatMap(({ reading }) => firstRows(reading).slice(0, Math.ceil(ROWS_SHOWN / sections.length))).slice(0, ROWS_SHOWN) };
  return { field: 'table', choices: [all, ...sections.map(({ section, reading }) => ({ value: String(section.headerLine), rows: firstRows(reading) }))] };
}

/** One question for each field that is open in some section; an answer is for all of them. */
function mergedQuestions(sections: readonly SectionReading[]): readonly Question[] {
  const questions = new Map<Question['field'], Question>();
  for (const question of sections.flatMap(({ reading }) => reading.questions)) {
    const known = questions.get(question.field);
    if (!known) questions.set(question.field, question);
    else {
      const others = question.choices.filter(({ value }) => !known.choices.some((choice) => choice.value === value));
      questions.set(question.field, { ...known, choices: [...known.choices, ...others] });
    }
  }
  return [...questions.values()];
}

/** What the lines of all sections became; those of a section that was not chosen are no part of a table, as are `asides`. */
function sumOfCounts(sections: readonly SectionReading[], chosen: readonly SectionReading[], asides: number): LineCount {
  const counts = sections.map((each) => {
    const { lineCount } = each.reading.source;
    return chosen.includes(each) ? lineCount : { ...lineCount, transactions: 0, rejected: 0, markers: lineCount.markers + lineCount.transactions + lineCount.rejected };
  });
  const sum = (of: (count: LineCount) => number): number => counts.reduce((total, count) => total + of(count), 0);
  const before = sections.reduce((total, section) => total + section.before, 0);
  return {
    transactions: sum((count) => count.transactions), header: sum((count) => count.header), markers: sum((count) => count.markers) - before + asides,
    continuations: sum((count) => count.continuations), rejected: sum((count) => count.rejected), blank: sum((count) => count.blank),
  };
}

/** A table beside others is trusted where figures prove it; what is proven in no way is only as good as the answer. */
function withProofOf(account: StatementAccount, open: boolean): StatementAccount {
  return open && account.proof.status === 'verified' ? { ...account, proof: { ...account.proof, status: 'consistent' } } : account;
}

/**
 * Puts the sections of a file together: their accounts one after the other, their rows by date. Where not all tables are
 * proven by their figures, it is asked which of them hold the transactions; `answer` says so.
 *
 * @throws {StatementProblemError} recipe-mismatch where the answer names no table.
 */
export function combineSections({ sections: all, asides, lines }: ReadSections, answer: string | undefined): StatementReading {
  const sections = answer === undefined || answer === ALL_TABLES ? all : all.filter(({ section }) => String(section.headerLine) === answer);
  if (sections.length === 0) throw new StatementProblemError('recipe-mismatch');
  const main = sections.toSorted((a, b) => b.reading.transactions.length - a.reading.transactions.length)[0]!.reading;
  const questions = mergedQuestions(sections);
  const open = answer === undefined && sections.length > 1 && !sections.every(isProven);
  let offset = 0;
  const rows = sections.flatMap(({ reading }) => {
    const from = offset;
    offset += reading.accounts.length;
    return reading.transactions.map((row) => ({ ...row, account: row.account + from }));
  });
  const accounts = sections.flatMap(({ reading }) => reading.accounts.map((account) => withProofOf(account, open)));
  return {
    ...main,
    accounts,
    transactions: byDate(rows),
    proof: weakestProof(accounts.map(({ proof }) => proof.status)),
    questions: open ? [...questions, tableQuestion(sections)] : questions,
    rejected: sections.flatMap(({ reading }) => reading.rejected),
    source: { ...main.source, lines, lineCount: sumOfCounts(all, sections, asides) },
  };
}
