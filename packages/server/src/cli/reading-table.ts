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

/** A reading as a table for people, with the proof beneath. */
export function readingTable(reading: DescribedReading): string {
  const rows = reading.transactions.map(({ date, amount, currency, balance, description, source }) =>
    [String(source.line), date, amount, currency ?? '', balance ?? '', printable(description, DESCRIPTION_WIDTH)]);
  const head = ['Line', 'Date', 'Amount', '', 'Balance', 'Description'];
  const widths = head.map((title, column) => rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length));
  const rightAligned = new Set([0, 2, 4]);
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (rightAligned.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
  const accounts = reading.accounts.map(({ number, currency, opening, closing }) =>
    `Account ${printable(number ?? 'without a number', 40)}, ${currency ?? 'no currency named'}${opening === null ? '' : `, opening ${opening}`}${closing === null ? '' : `, closing ${closing}`}`);
  return [
    ...accounts, '',
    line(head), ...rows.map(line), '',
    `${String(rows.length)} transactions on ${String(reading.source.lines)} lines.`,
    ...proofLines(reading),
    ...reading.questions.map(({ field, choices }) => `Question: ${field}, one of ${choices.map(({ value }) => printable(value, 40)).join(', ')}.`),
    ...reading.rejected.map(({ line: at, reason }) => `Not read: line ${String(at)} (${reason}).`),
  ].join('\n').concat('\n');
}
