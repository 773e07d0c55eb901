import type { ColumnRole, ProofStatus, QuestionField, Recipe } from '@cashflowsmart/sdk/contract';
import type { Proof, ReadingStage, RejectionReason, StatementProblemCode } from '@cashflowsmart/sdk/statements';
import { plural, type Count } from '../foundation/plurals.ts';
import type { StateText } from '../foundation/texts.ts';
import type { AccountReason } from './account-match.ts';
import type { GateReason, SecondLook } from './import-gate.ts';
import { languageOfMonths } from './month-language.ts';
import type { FailureWords, LocalCode } from './upload-failure.ts';

/** Words of the statement uploader. */
export interface UploaderTexts {
  readonly label: string;
  readonly drop: {
    readonly title: string;
    readonly detail: (limit: string) => string;
    readonly more: string;
    readonly active: string;
    readonly choose: string;
    readonly pastedName: string;
  };
  readonly files: {
    readonly label: string;
    readonly remove: (fileName: string) => string;
    readonly show: (fileName: string) => string;
    readonly readyCount: (files: Count) => string;
    readonly importAll: (rows: Count) => string;
    readonly readAgain: string;
    readonly states: Readonly<Record<'waiting' | 'reading' | 'locked' | 'ready' | 'question' | 'check' | 'uploading' | 'checking' | 'committing' | 'committed' | 'awaiting' | 'undoing' | 'undone' | 'failed', string>>;
  };
  readonly reading: {
    readonly label: (fileName: string) => string;
    readonly rows: (rows: Count) => string;
    readonly stages: Readonly<Record<ReadingStage, string>>;
    readonly again: string;
  };
  readonly password: {
    readonly label: (fileName: string) => string;
    readonly hint: string;
    readonly missing: string;
    readonly open: string;
  };
  readonly sending: {
    readonly label: (fileName: string) => string;
    readonly progress: (sent: string, total: string) => string;
    readonly checking: string;
    readonly committing: string;
    readonly undoing: string;
  };
  readonly account: {
    readonly choose: string;
    readonly reasons: Readonly<Record<AccountReason, string>>;
    readonly none: StateText;
    readonly noneYet: StateText;
    readonly currencyDiffers: (statement: string, account: string) => string;
    readonly numberDiffers: (statement: string, account: string) => string;
    /** `ending`: the last four characters of its number. */
    readonly option: (name: string, ending: string | null, currency: string) => string;
  };
  readonly proof: {
    readonly verified: string;
    readonly verifiedWhole: string;
    readonly titles: Readonly<Record<Exclude<ProofStatus, 'verified' | 'contradicted'>, string>>;
    readonly breaks: (row: string, difference: string) => string;
    readonly closingOff: (difference: string) => string;
    readonly contradicted: string;
    readonly details: Readonly<Record<ProofStatus, Partial<Readonly<Record<Proof['detail'], string>>> & { readonly other: string }>>;
    readonly opening: string;
    readonly moneyIn: string;
    readonly moneyOut: string;
    readonly closing: string;
    readonly computed: string;
    readonly stated: string;
    readonly net: string;
    readonly inCurrency: (code: string) => string;
    readonly showRow: (row: string) => string;
    readonly rowNote: (before: string, expected: string, stated: string) => string;
    readonly accept: string;
  };
  readonly facts: {
    readonly period: string;
    readonly range: (from: string, to: string) => string;
    readonly noPeriod: string;
    readonly rows: string;
    readonly rejected: string;
    readonly excluded: string;
    readonly fresh: string;
    readonly known: string;
    readonly accounts: string;
  };
  readonly review: {
    readonly import: (rows: Count) => string;
    readonly importNew: (rows: Count) => string;
    readonly tryAgain: string;
    readonly back: string;
    readonly gates: Readonly<Record<GateReason, string>>;
    readonly secondLooks: Readonly<Record<Exclude<SecondLook, 'duplicates' | 'differs' | 'nothing-new'>, string>>;
    readonly differs: (server: Count, here: Count) => string;
    readonly duplicates: (rows: Count) => string;
    readonly nothingNew: (rows: Count) => string;
    readonly deletedBefore: (rows: Count) => string;
    readonly notSentYet: string;
  };
  readonly question: {
    readonly titles: Readonly<Record<QuestionField, string>>;
    /** In place of the title where dates name their months in words of several languages. */
    readonly monthLanguage: string;
    readonly detail: string;
    readonly choice: (field: QuestionField, value: string, position: number) => string;
    readonly rowsLabel: string;
    readonly answer: string;
    readonly unread: string;
  };
  readonly rows: {
    readonly title: string;
    readonly row: string;
    readonly include: (row: string) => string;
    readonly all: (rows: Count) => string;
    readonly attention: (rows: Count) => string;
    readonly filter: string;
    readonly none: string;
    readonly page: (from: string, to: string, total: string) => string;
    readonly previous: string;
    readonly next: string;
    readonly numbering: string;
    readonly numberingOverPages: string;
    readonly ofPage: (page: string) => string;
    readonly notRead: string;
    readonly excluded: string;
    readonly breaksHere: string;
    readonly edited: string;
    readonly edit: (row: string) => string;
    readonly apply: string;
    readonly reset: string;
    readonly invalidDate: string;
    readonly invalidAmount: (example: string) => string;
    readonly invalidDescription: string;
    readonly reasons: Readonly<Record<RejectionReason, string>>;
  };
  readonly recipe: {
    readonly title: string;
    readonly detail: string;
    readonly encoding: string;
    readonly delimiter: string;
    readonly header: string;
    readonly headerLine: (line: string) => string;
    readonly noHeader: string;
    readonly dateOrder: string;
    readonly decimalMark: string;
    readonly sign: string;
    readonly rowOrder: string;
    readonly columns: string;
    readonly column: (position: string) => string;
    readonly restore: string;
    readonly changed: string;
    readonly unread: string;
    readonly delimiters: Readonly<Record<string, string>>;
    readonly dateOrders: Readonly<Record<Recipe['dateOrder'], string>>;
    readonly decimalMarks: Readonly<Record<Recipe['decimalMark'], string>>;
    readonly signs: Readonly<Record<Recipe['sign'], string>>;
    readonly rowOrders: Readonly<Record<Recipe['rowOrder'], string>>;
    readonly roles: Readonly<Record<ColumnRole, string>>;
  };
  readonly outcome: {
    readonly committed: (rows: Count) => string;
    readonly known: (rows: Count) => string;
    readonly into: (account: string) => string;
    readonly undo: string;
    readonly undone: (rows: Count) => string;
    readonly undoneDetail: string;
    readonly awaiting: (rows: Count) => string;
    readonly awaitingDetail: string;
    readonly awaitingUndo: (rows: Count) => string;
    readonly awaitingUndoDetail: string;
    readonly returned: (name: string) => string;
  };
  readonly failure: {
    readonly safe: string;
    readonly commitUnknown: string;
    readonly undoSafe: string;
    readonly local: Readonly<Record<LocalCode, FailureWords>>;
    /** What the reader refuses before anything is sent; a text of `problems` goes before it. */
    readonly reading: Readonly<Record<StatementProblemCode, FailureWords>>;
    readonly unknown: FailureWords;
  };
  readonly recent: {
    readonly title: string;
    readonly failed: string;
    readonly rows: (rows: Count) => string;
    readonly by: (name: string, when: string) => string;
    readonly undone: string;
    readonly undo: (fileName: string) => string;
    readonly confirm: (rows: Count) => string;
    readonly takeOut: string;
    readonly keep: string;
    readonly awaiting: string;
    readonly awaitingUndo: string;
    readonly approve: string;
    readonly approveOf: (fileName: string) => string;
    readonly sendBack: string;
    readonly sendBackOf: (fileName: string) => string;
    readonly confirmApproval: (rows: Count) => string;
    readonly confirmUndoApproval: (rows: Count) => string;
    readonly contradicts: string;
    readonly reason: string;
    readonly reasonMissing: string;
    readonly deciding: string;
    readonly more: string;
  };
  readonly announce: {
    readonly added: (files: Count) => string;
    readonly readingProgress: (fileName: string, rows: Count) => string;
    readonly read: (fileName: string, rows: Count, proof: string) => string;
    readonly rejected: (rows: Count) => string;
    readonly uploadProgress: (fileName: string, percent: string) => string;
    readonly told: (fileName: string, sentence: string) => string;
    readonly removed: (fileName: string) => string;
    readonly cancelled: (fileName: string) => string;
  };
  readonly required: string;
}

const rows = plural('en');
const ROWS = { one: 'row', other: 'rows' } as const;

export const uploaderEn: UploaderTexts = {
  label: 'Import of bank statements',
  drop: {
    title: 'Drop bank statements here',
    detail: (limit) => `CSV and PDF statements as the bank hands them out, up to ${limit} each. They are read on this device first; you see every row before anything is imported.`,
    more: 'Drop more statements here',
    active: 'Let go to read the files',
    choose: 'Choose files',
    pastedName: 'Pasted rows.csv',
  },
  files: {
    label: 'Files',
    remove: (fileName) => `Remove ${fileName}`,
    show: (fileName) => `Review of ${fileName}`,
    readyCount: (files) => `${rows(files, { one: 'file', other: 'files' })} ready to import`,
    importAll: (count) => `Import all ${rows(count, ROWS)}`,
    readAgain: 'Read it again',
    states: {
      waiting: 'Waiting', reading: 'Reading', locked: 'Password needed', ready: 'Ready to import', question: 'One question', check: 'Needs a look', uploading: 'Uploading', checking: 'Being checked',
      committing: 'Importing', committed: 'Imported', awaiting: 'Waits for approval', undoing: 'Undoing', undone: 'Undone', failed: 'Not imported',
    },
  },
  reading: {
    label: (fileName) => `Reading ${fileName}`,
    rows: (count) => `${rows(count, ROWS)} so far`,
    stages: {
      decode: 'Reading the text', tokenise: 'Splitting lines and columns', 'find-table': 'Looking for the table', decide: 'Weighing what the columns are',
      parse: 'Reading dates and amounts', prove: 'Checking the sums',
    },
    again: 'Reading it again',
  },
  password: {
    label: (fileName) => `Password of ${fileName}`,
    hint: 'It opens the file on this device, goes along with the import, and is forgotten after that.',
    missing: 'Enter the password.',
    open: 'Open the file',
  },
  sending: {
    label: (fileName) => `Uploading ${fileName}`,
    progress: (sent, total) => `${sent} of ${total}`,
    checking: 'Reading it again on the server',
    committing: 'Putting the rows into the ledger',
    undoing: 'Taking the rows out of the ledger',
  },
  account: {
    choose: 'Choose an account',
    reasons: { number: 'The statement carries its number.', attribute: 'Chosen by this page.', 'only-one': 'The only account there is.' },
    none: { title: 'There is no account yet', detail: 'A statement is imported into an account. Ask an administrator or operator to create one.' },
    noneYet: { title: 'There is no account yet', detail: 'A statement is imported into an account. Create one first; its currency cannot be changed later.' },
    currencyDiffers: (statement, account) => `The statement is in ${statement}, the account in ${account}. Choose an account in ${statement}.`,
    numberDiffers: (statement, account) => `The statement carries the number ${statement}, the account ${account}. Choose the account that the statement belongs to.`,
    option: (name, ending, currency) => [name, ...(ending === null ? [] : [`\u2026${ending}`]), currency].join(' \u00b7 '),
  },
  proof: {
    verified: 'Adds up to the cent',
    verifiedWhole: 'Adds up exactly',
    titles: { consistent: 'Totals agree', unverifiable: 'This file carries nothing to check against' },
    breaks: (row, difference) => `Row ${row} breaks the balance by ${difference}`,
    closingOff: (difference) => `The closing balance is off by ${difference}`,
    contradicted: 'The figures contradict each other',
    details: {
      verified: { 'balance-chain': 'Every balance follows from the one before it.', 'opening-closing': 'Opening balance and rows give the closing balance.', other: 'The figures of the statement close.' },
      consistent: { totals: 'The totals that the file states match its rows.', 'dates-open': 'The figures close; the order of day and month is not settled.', 'balance-chain': 'The balances follow from each other; lines that could not be read, or too few rows, leave it short of proven.', 'opening-closing': 'Opening balance and rows give the closing balance; lines that could not be read leave it short of proven.', other: 'What can be checked agrees.' },
      unverifiable: { other: 'No balances and no totals. Compare the sums with the statement before you import.' },
      contradicted: { 'balance-chain': 'A row may be missing, doubled or changed. Check it against the statement.', other: 'A row may be missing, doubled or changed. Check the rows against the statement.' },
    },
    opening: 'Opening balance',
    moneyIn: 'Money in',
    moneyOut: 'Money out',
    closing: 'Closing balance',
    computed: 'Computed',
    stated: 'Statement says',
    net: 'Net',
    inCurrency: (code) => `All figures in ${code}.`,
    showRow: (row) => `Show row ${row}`,
    rowNote: (before, expected, stated) => `${before} before this row makes ${expected}; the file says ${stated}.`,
    accept: 'I have checked this and want to import it as it is',
  },
  facts: {
    period: 'Period', range: (from, to) => `${from} to ${to}`, noPeriod: 'No rows', rows: 'Rows', rejected: 'Not readable', excluded: 'Left out', fresh: 'New', known: 'Already known', accounts: 'Accounts in the file',
  },
  review: {
    import: (count) => `Import ${rows(count, ROWS)}`,
    importNew: (count) => `Import ${rows(count, { one: 'new row', other: 'new rows' })}`,
    tryAgain: 'Try again',
    back: 'Back to the review',
    gates: {
      'not-read': 'The changed settings do not fit this file. Change them, or go back to what was recognised.',
      'question-open': 'Answer the question above first.',
      'reader-outdated': 'Load the page again, then choose the file once more: it will ask what is open.',
      'no-rows': 'No row is left to import.',
      'account-missing': 'Choose the account first.',
      'currency-differs': 'Statement and account have different currencies.',
      'number-differs': 'The statement belongs to another account.',
      'nothing-new': 'Nothing is left to import.',
      contradiction: 'Check the contradiction, then confirm it above.',
    },
    secondLooks: {
      question: 'The server found a second way to read this file. Nothing was imported.',
      contradicted: 'By the server\'s reading the figures contradict each other. Nothing was imported.',
    },
    differs: (server, here) => `The server read this file differently: ${rows(server, ROWS)}, here ${here.text}. Nothing was imported. The figures below are the server's.`,
    duplicates: (count) => (count.value === 1 ? 'One row is already in the ledger and will not be added twice.' : `${count.text} rows are already in the ledger and will not be added twice.`),
    nothingNew: (count) => (count.value === 1 ? 'The only row of this file is already in the ledger. There is nothing to import.' : `All ${count.text} rows of this file are already in the ledger. There is nothing to import.`),
    deletedBefore: (count) => (count.value === 1 ? 'One of them was deleted from the ledger and stays deleted.' : `${count.text} of them were deleted from the ledger and stay deleted.`),
    notSentYet: 'Nothing has left this device yet.',
  },
  question: {
    titles: {
      'date-order': 'What comes first in these dates: the day or the month?',
      year: 'Which year do these dates belong to?',
      sign: 'Which of these rows are money out?',
      'decimal-mark': 'Is this sign the decimal mark, or does it group thousands?',
      columns: 'Which column holds what?',
      table: 'Which of the tables in this file is the list of bookings?',
      currency: 'Which currency are these amounts in?',
      account: 'Which account of this file is to be imported?',
    },
    monthLanguage: 'Which language are the months of these dates in?',
    detail: 'The file can be read in more than one way, and nothing in it decides. These are its first rows, each way.',
    choice: (field, value, position) => choiceEn(field, value, position),
    rowsLabel: 'First rows, read this way',
    answer: 'Read it this way',
    unread: 'not readable',
  },
  rows: {
    title: 'What was read',
    row: 'Row',
    include: (row) => `Import row ${row}`,
    all: (count) => `All ${count.text}`,
    attention: (count) => `To check ${count.text}`,
    filter: 'Rows shown',
    none: 'No row needs a look.',
    page: (from, to, total) => `Rows ${from} to ${to} of ${total}`,
    previous: 'Previous rows',
    next: 'Next rows',
    numbering: 'Row numbers are the line numbers of the file.',
    numberingOverPages: 'Row numbers count the lines of text over all pages.',
    ofPage: (page) => `Page ${page}`,
    notRead: 'Not read',
    excluded: 'Left out',
    breaksHere: 'The balance breaks here.',
    edited: 'Changed',
    edit: (row) => `Change row ${row}`,
    apply: 'Apply',
    reset: 'As in the file',
    invalidDate: 'Enter a day that exists.',
    invalidAmount: (example) => `Enter an amount such as ${example}.`,
    invalidDescription: 'Enter a description.',
    reasons: {
      'date-unreadable': 'Its date is not a day that exists.',
      'amount-unreadable': 'Its amount is not a number.',
      'amount-missing': 'It has no amount.',
      'date-missing': 'It has no date.',
      'currency-differs': 'It is in another currency than the rest.',
      'too-few-columns': 'It has fewer columns than the rest.',
    },
  },
  recipe: {
    title: 'How it was read',
    detail: 'Change what is wrong; the file is read again at once.',
    encoding: 'Encoding',
    delimiter: 'Columns are split by',
    header: 'Header',
    headerLine: (line) => `Line ${line}`,
    noHeader: 'None',
    dateOrder: 'Dates',
    decimalMark: 'Decimal mark',
    sign: 'Sign',
    rowOrder: 'Order',
    columns: 'Columns',
    column: (position) => `Column ${position}`,
    restore: 'Back to what was recognised',
    changed: 'Changed by you',
    unread: 'With these settings the file cannot be read. What you see is the reading before.',
    delimiters: { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Vertical bar', ':': 'Colon', '^': 'Caret', '~': 'Tilde' },
    dateOrders: { 'day-month-year': 'Day, month, year', 'month-day-year': 'Month, day, year', 'year-month-day': 'Year, month, day', 'year-day-month': 'Year, day, month' },
    decimalMarks: { '.': 'Point: 1,234.56', ',': 'Comma: 1.234,56' },
    signs: { 'as-printed': 'As in the file', inverted: 'Turned around' },
    rowOrders: { 'oldest-first': 'Oldest first', 'newest-first': 'Newest first', unordered: 'Unordered' },
    roles: {
      date: 'Date', 'value-date': 'Value date', 'transaction-date': 'Transaction date', amount: 'Amount', 'money-out': 'Money out', 'money-in': 'Money in', direction: 'In or out',
      balance: 'Balance', fee: 'Fee', currency: 'Currency', description: 'Description', counterparty: 'Counterparty', reference: 'Reference', account: 'Account', status: 'Status', ignore: 'Not used',
    },
  },
  outcome: {
    committed: (count) => `${rows(count, ROWS)} imported`,
    known: (count) => (count.value === 1 ? '1 was already known' : `${count.text} were already known`),
    into: (account) => `Into ${account}`,
    undo: 'Undo',
    undone: (count) => `Import of ${rows(count, ROWS)} undone`,
    undoneDetail: 'Rows that another import also holds are still in the ledger.',
    awaiting: (count) => `${rows(count, ROWS)} ${count.value === 1 ? 'waits' : 'wait'} for approval`,
    awaitingDetail: 'Somebody else has to approve them. Until then they are in no sum.',
    awaitingUndo: (count) => `Taking out ${rows(count, ROWS)} waits for approval`,
    awaitingUndoDetail: 'Somebody else has to approve it. Until then they stay in the ledger.',
    returned: (name) => `Sent back by ${name}`,
  },
  failure: {
    safe: 'Nothing was imported.',
    commitUnknown: 'Whether it arrived is not known. Trying again imports it once, never twice.',
    undoSafe: 'The import is still in the ledger.',
    local: {
      'connection-failed': { title: 'The service could not be reached.', action: 'Check the connection, then try again.' },
      'unexpected-response': { title: 'Something else answered in place of the service.', action: 'Check the connection, then try again.' },
      'file-unreadable': { title: 'The file can no longer be read.', action: 'It was moved, changed or locked. Choose it again.' },
      folder: { title: 'This is a folder.', action: 'Choose the files in it.' },
      'reader-unavailable': { title: 'The reader could not be started.', action: 'Load the page again. If it stays, tell the people who run it.' },
    },
    reading: {
      'file-empty': { title: 'The file is empty.', action: 'Export the statement again and choose the new file.' },
      'file-too-large': { title: 'The file is larger than the limit.', action: 'Export a shorter period and import it in parts.' },
      'file-not-text': { title: 'The file is neither CSV nor PDF.', action: 'Export the statement as CSV or PDF; spreadsheets and archives cannot be read.' },
      'encoding-invalid': { title: 'The text of the file is damaged.', action: 'Export the statement again; do not edit it in between.' },
      'no-table': { title: 'No table of transactions was found.', action: 'Check that the file is a list of bookings, one in each line.' },
      'no-dates': { title: 'No column of dates was found.', action: 'Export the statement with its booking dates.' },
      'no-amounts': { title: 'No column of amounts was found.', action: 'Export the statement with its amounts.' },
      'cell-too-long': { title: 'A cell or a line is longer than the limit.', action: 'Check that the file is a bank statement and not another export.' },
      'too-many-rows': { title: 'The file has more rows than the limit.', action: 'Export a shorter period and import it in parts.' },
      'too-many-columns': { title: 'The file has more columns than the limit.', action: 'Check that the file is a bank statement and not another export.' },
      'reading-too-large': { title: 'Reading the file takes more memory than the limit.', action: 'Export a shorter period and import it in parts.' },
      'reading-timeout': { title: 'Reading the file took longer than the limit.', action: 'Export a shorter period and import it in parts.' },
      'pdf-password-required': { title: 'The PDF is protected by a password.', action: 'Enter the password with which the file opens.' },
      'pdf-password-wrong': { title: 'The password does not open this PDF.', action: 'Enter the password again; it is often a part of an account number or of a birthday.' },
      'pdf-scanned': { title: 'The PDF holds pictures of pages, not text.', action: 'Download the statement from the bank instead of scanning it, or export it as CSV.' },
      'pdf-empty': { title: 'The PDF holds no text.', action: 'Download the statement again and choose the new file.' },
      'pdf-damaged': { title: 'The PDF is damaged.', action: 'Download the statement again; do not edit it in between.' },
      'pdf-form': { title: 'The PDF is an interactive form.', action: 'Print it into a PDF file and choose that one, or export the statement as CSV.' },
      'pdf-too-many-pages': { title: 'The PDF has more pages than the limit.', action: 'Download a shorter period and import it in parts.' },
      'recipe-mismatch': { title: 'The chosen columns do not fit this file.', action: 'Choose the columns again or go back to what was recognised.' },
    },
    unknown: { title: 'Something failed.', action: 'Try again; if it stays, report the request id.' },
  },
  recent: {
    title: 'Recent imports',
    failed: 'The recent imports could not be loaded.',
    rows: (count) => rows(count, ROWS),
    by: (name, when) => `${name}, ${when}`,
    undone: 'Undone',
    undo: (fileName) => `Undo the import of ${fileName}`,
    confirm: (count) => `Take ${rows(count, ROWS)} out of the ledger?`,
    takeOut: 'Undo import',
    keep: 'Keep',
    awaiting: 'Waits for approval',
    awaitingUndo: 'Undo waits for approval',
    approve: 'Approve',
    approveOf: (fileName) => `Approve ${fileName}`,
    sendBack: 'Send back',
    sendBackOf: (fileName) => `Send ${fileName} back`,
    confirmApproval: (count) => `Put ${rows(count, ROWS)} into the ledger?`,
    confirmUndoApproval: (count) => `Take ${rows(count, ROWS)} out of the ledger?`,
    contradicts: 'The figures of the statement contradict each other; it was asked to import it all the same.',
    reason: 'Reason',
    reasonMissing: 'Say why it is sent back.',
    deciding: 'Sending the decision',
    more: 'Show more',
  },
  announce: {
    added: (files) => `${rows(files, { one: 'file', other: 'files' })} added`,
    readingProgress: (fileName, count) => `${fileName}: ${rows(count, ROWS)} read so far`,
    read: (fileName, count, proof) => `${fileName}: ${rows(count, ROWS)} read. ${proof}.`,
    rejected: (count) => `${rows(count, { one: 'line', other: 'lines' })} could not be read.`,
    uploadProgress: (fileName, percent) => `${fileName}: ${percent} uploaded`,
    told: (fileName, sentence) => `${fileName}: ${sentence}`,
    removed: (fileName) => `${fileName} removed`,
    cancelled: (fileName) => `${fileName}: cancelled`,
  },
  required: 'Import at least one statement.',
};

function choiceEn(field: QuestionField, value: string, position: number): string {
  switch (field) {
    case 'date-order':
      return uploaderEn.recipe.dateOrders[value as Recipe['dateOrder']] ?? `Month names in ${languageOfMonths(value, 'en')}`;
    case 'decimal-mark':
      return uploaderEn.recipe.decimalMarks[value as Recipe['decimalMark']] ?? value;
    case 'sign':
      return value === 'inverted' ? 'The signs mean the opposite of what is printed' : 'The signs mean what is printed';
    case 'year':
    case 'currency':
      return value;
    case 'account':
      return value.startsWith('#') ? `Account ${value.slice(1)} of the statement` : value;
    case 'columns':
    case 'table':
      return `Reading ${position}`;
  }
}
