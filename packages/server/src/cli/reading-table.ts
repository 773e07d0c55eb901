import type { DescribedReading } from './reading-description.ts';

const DESCRIPTION_WIDTH = 60;

/** Text of a file on a terminal: without characters that could steer it. */
function printable(text: string, width: number): string {
  const plain = text.replaceAll(/\p{C}/gu, ' ');
  return plain.length > width ? `${plain.slice(0, width - 1)}…` : plain;
}

const PROOFS: Readonly<Record<DescribedReading['proof']['status'], string>> = {
  verified: 'The figures of the statement prove every row.',
  consistent: 'The totals of the statement agree with its rows.',
  unverifiable: 'The statement carries no figures to check its rows against.',
  contradicted: 'The figures of the statement contradict its rows.',
};

function proofLines(reading: DescribedReading): readonly string[] {
  const breaks = reading.accounts.flatMap(({ proof }) => (proof.breaksAtLine === null
    ? []
    : [`The first row that breaks it is line ${String(proof.breaksAtLine)}${proof.difference === null ? '' : `, off by ${proof.difference}`}.`]));
  return [`Proof: ${reading.proof.status} (${reading.proof.detail}). ${PROOFS[reading.proof.status]}`, ...breaks];
}

type Row = DescribedReading['transactions'][number];

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  cell(row: Row): string;
}

const PAGE: Column = { title: 'Page', align: 'right', cell: ({ source }) => String(source.page ?? '') };

const COLUMNS: readonly Column[] = [
  { title: 'Line', align: 'right', cell: ({ source }) => String(source.line) },
  { title: 'Date', align: 'left', cell: ({ date }) => date },
  { title: 'Amount', align: 'right', cell: ({ amount }) => amount },
  { title: '', align: 'left', cell: ({ currency }) => currency ?? '' },
  { title: 'Balance', align: 'right', cell: ({ balance }) => balance ?? '' },
  { title: 'Description', align: 'left', cell: ({ description }) => printable(description, DESCRIPTION_WIDTH) },
];

function* rowLines(rows: readonly Row[], columns: readonly Column[]): Generator<string> {
  const widths = columns.map(({ title, cell }) => rows.reduce((width, row) => Math.max(width, cell(row).length), title.length));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (columns[at]?.align === 'right' ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ').trimEnd();
  yield line(columns.map(({ title }) => title));
  for (const row of rows) yield line(columns.map(({ cell }) => cell(row)));
}

function accountLine({ number, currency, opening, closing }: DescribedReading['accounts'][number]): string {
  const balances = `${opening === null ? '' : `, opening ${opening}`}${closing === null ? '' : `, closing ${closing}`}`;
  return `Account ${printable(number ?? 'without a number', 40)}, ${currency ?? 'no currency named'}${balances}`;
}

/** What is asked, how each choice reads the first row, and how to answer. */
function questionLines({ field, choices }: DescribedReading['questions'][number]): readonly string[] {
  return [
    `Question: ${field}. Answer it with --answer ${field}=VALUE, where VALUE is one of:`,
    ...choices.map(({ value, rows: [first] }) => {
      const reads = first ? `  line ${String(first.line)} is ${first.date ?? 'without a date'}, ${first.amount ?? 'without an amount'}` : '';
      return `  ${printable(value, 60)}${reads}`;
    }),
  ];
}

function* lines(reading: DescribedReading): Generator<string> {
  const { accounts, transactions, source, questions, rejected } = reading;
  yield* accounts.map(accountLine);
  yield '';
  yield* rowLines(transactions, source.kind === 'pdf' ? [PAGE, ...COLUMNS] : COLUMNS);
  yield '';
  yield `${String(transactions.length)} transactions on ${String(source.lines)} lines.`;
  yield* proofLines(reading);
  yield* questions.flatMap(questionLines);
  yield* rejected.map(({ line, reason }) => `Not read: line ${String(line)} (${reason}).`);
}

/** A reading as a table for people, with the proof beneath, line by line. */
export function* readingTable(reading: DescribedReading): Generator<string> {
  for (const line of lines(reading)) yield `${line}\n`;
}
