import { RowCells } from '../tokenise/row-cells.ts';
import type { Question, QuestionChoice } from '../types.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import { dateOfDay } from '../values/date-parser.ts';
import { decide, type Answers, type Decided } from './decide.ts';
import type { Evidence } from './evidence.ts';
import type { ReadingPlan } from './plan.ts';
import { compileRowReader } from './row-reader.ts';
import { compileTextReader } from './text-reader.ts';

const ROWS_SHOWN = 5;

/** Minor units as a decimal string in major units. */
export function decimalText(units: MinorUnits, decimals: number): string {
  const negative = units < 0;
  const digits = (negative ? -BigInt(units) : BigInt(units)).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return negative ? `-${text}` : text;
}

function preview(evidence: Evidence, plan: ReadingPlan): QuestionChoice['rows'] {
  const reader = compileRowReader(plan);
  const textsOf = compileTextReader(plan);
  return evidence.table.rows.slice(0, evidence.table.headRows).slice(0, ROWS_SHOWN).map(({ line, cells }) => {
    const row = RowCells.of(cells);
    const amount = reader.amount(row);
    const day = reader.day(row);
    return {
      line,
      date: day === 0 ? null : dateOfDay(day),
      amount: amount === null || amount === undefined ? null : decimalText(amount, reader.decimals(row)),
      description: textsOf(row).description.slice(0, 200),
    };
  });
}

/** Puts what the evidence leaves open to a person: each choice with the rows that it gives. */
export function askQuestions(evidence: Evidence, decided: Decided, answers: Answers): readonly Question[] {
  return decided.open.map(({ field, values }) => ({
    field,
    choices: values.map((value) => ({ value, rows: preview(evidence, decide(evidence, { ...answers, [field]: value }).plan) })),
  }));
}
