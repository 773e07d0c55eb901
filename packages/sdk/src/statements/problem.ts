import type { ProblemCode } from '../contract/problems.ts';

/** The contract's problem codes with which a reading can end. */
export type StatementProblemCode = Extract<
  ProblemCode,
  | 'file-empty' | 'file-too-large' | 'file-not-text' | 'encoding-invalid' | 'no-table' | 'no-dates' | 'no-amounts'
  | 'cell-too-long' | 'too-many-rows' | 'too-many-columns' | 'reading-timeout' | 'reading-too-large' | 'recipe-mismatch'
  | 'pdf-password-required' | 'pdf-password-wrong' | 'pdf-scanned' | 'pdf-empty' | 'pdf-damaged' | 'pdf-form' | 'pdf-too-many-pages'
>;

const MESSAGES: Readonly<Record<StatementProblemCode, string>> = {
  'file-empty': 'The file is empty.',
  'file-too-large': 'The file is larger than the limit.',
  'file-not-text': 'The file is not a text.',
  'encoding-invalid': 'The text of the file is damaged.',
  'no-table': 'No table of transactions was found.',
  'no-dates': 'No column of dates was found.',
  'no-amounts': 'No column of amounts was found.',
  'cell-too-long': 'A cell or a line is longer than the limit.',
  'too-many-rows': 'The file has more rows than the limit.',
  'too-many-columns': 'The file has more columns than the limit.',
  'reading-timeout': 'Reading took longer than the limit.',
  'reading-too-large': 'Reading took more memory than the limit.',
  'pdf-password-required': 'The PDF is protected by a password.',
  'pdf-password-wrong': 'The password does not open the PDF.',
  'pdf-scanned': 'The PDF holds pictures of pages, not text.',
  'pdf-empty': 'The PDF holds no text.',
  'pdf-damaged': 'The PDF is damaged.',
  'pdf-form': 'The PDF is an interactive form.',
  'pdf-too-many-pages': 'The PDF has more pages than the limit.',
  'recipe-mismatch': 'The recipe or a decision does not fit this file.',
};

/** Whether `code` is one with which a reading can end. */
export function isStatementProblemCode(code: unknown): code is StatementProblemCode {
  return typeof code === 'string' && Object.hasOwn(MESSAGES, code);
}

/** Why a file could not be read. `code` is a problem code of the contract; the message never holds input. */
export class StatementProblemError extends Error {
  override readonly name = 'StatementProblemError';
  readonly code: StatementProblemCode;

  constructor(code: StatementProblemCode) {
    super(MESSAGES[code]);
    this.code = code;
  }
}
