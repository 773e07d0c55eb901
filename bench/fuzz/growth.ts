import { readWholeStatement, StatementProblemError } from '@cashflowsmart/sdk/statements';
import { onePage } from '../../packages/sdk/src/statements/pdf/testing-pdf-objects.ts';

/** A file that grows in one respect. */
interface Shape {
  readonly name: string;
  readonly kind: 'csv' | 'pdf';
  readonly smallest: number;
  file(size: number): string | Uint8Array;
}

const ROW = '02.01.2026;Coffee;-3,50;96,50\n03.01.2026;Salary;1000,00;1096,50\n';
const HEAD = 'Date;Text;Amount;Balance\n';

function text(name: string, smallest: number, file: (size: number) => string): Shape {
  return { name, kind: 'csv', smallest, file };
}

function inText(letters: string): (size: number) => string {
  return (size) => `${HEAD}${ROW}04.01.2026;${letters.repeat(Math.ceil(size / letters.length))};-1,00;1095,50\n${ROW}`;
}

function inAmount(letters: string): (size: number) => string {
  return (size) => `${HEAD}${ROW}04.01.2026;Tea;${letters.repeat(Math.ceil(size / letters.length))};1095,50\n${ROW}`;
}

const SHAPES: readonly Shape[] = [
  ...['a', 'word ', ' ', '12.03.2026 ', '1.234,56 ', 'DE02 ', 'é', '$'].map((letters) => text(`a description of n times ${JSON.stringify(letters)}`, 16_384, inText(letters))),
  ...['1', '1.', ' ', '-', '(', '1 ', '0,', 'CR ', "1'"].map((letters) => text(`an amount of n times ${JSON.stringify(letters)}`, 16_384, inAmount(letters))),
  text('a date of n digits', 16_384, (size) => `${HEAD}${ROW}${'1'.repeat(size)};Tea;-1,00;1095,50\n${ROW}`),
  text('a header of n letters', 16_384, (size) => `Date;${'Text '.repeat(size / 5)};Amount;Balance\n${ROW}${ROW}`),
  text('a preamble of n letters', 16_384, (size) => `${'Account: 12 '.repeat(size / 12)}\n${HEAD}${ROW}${ROW}`),
  text('n columns', 256, (size) => `Date;Text;Amount${';Note'.repeat(size)}\n${`02.01.2026;Coffee;-3,50${';x'.repeat(size)}\n`.repeat(20)}`),
  text('n columns of amounts', 64, (size) => `Date;Text${';Amount'.repeat(size)}\n${`02.01.2026;Coffee${';-3,50'.repeat(size)}\n`.repeat(20)}`),
  text('n columns of dates', 64, (size) => `Text;Amount${';Date'.repeat(size)}\n${`Coffee;-3,50${';02.01.2026'.repeat(size)}\n`.repeat(20)}`),
  text('n quotes in a cell', 16_384, (size) => `${HEAD}${ROW}04.01.2026;${'"'.repeat(size)};-1,00;1095,50\n${ROW}`),
  text('n cells with a quote each', 4_096, (size) => `${HEAD}${'02.01.2026;Cof"fee;-3,50;96,50\n'.repeat(size / 4)}`),
  text('n quotes that open and never close', 4_096, (size) => `${HEAD}${'02.01.2026;"Coffee;-3,50;96,50\n'.repeat(size / 4)}`),
  text('one quote that never closes before n rows', 4_096, (size) => `${HEAD}02.01.2026;"Coffee;-3,50;96,50\n${ROW.repeat(size / 4)}`),
  text('n rows', 4_096, (size) => HEAD + ROW.repeat(size / 2)),
  text('n rows that cannot be read', 4_096, (size) => HEAD + ROW + '32.13.2026;Coffee;x;y\n'.repeat(size)),
  text('n empty lines', 16_384, (size) => HEAD + ROW + '\n'.repeat(size) + ROW),
  text('n lines before the table', 4_096, (size) => 'Some words\n'.repeat(size) + HEAD + ROW + ROW),
  text('n tables', 256, (size) => (HEAD + ROW + '\n').repeat(size)),
  {
    name: 'n pieces of text on a page', kind: 'pdf', smallest: 512,
    file: (size) => onePage('<< /Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >>', Array.from({ length: size }, (_, at) => `BT /F0 6 Tf ${20 + (at % 40) * 14} ${800 - Math.floor(at / 40) * 7} Td (${at % 40 === 0 ? '2026-01-02' : '1.50'}) Tj ET`).join('\n')),
  },
];

/** The largest file is this many times the smallest; a quadratic reading would take 256 times as long. */
const FACTOR = 16;
/** log(time) over log(size): 1 is linear, 2 quadratic. n log n stays below 1.2 over these sizes. */
const STEEPEST = 1.5;
/** Below this the noise of the machine counts more than the file. */
const LEAST_MILLISECONDS = 40;
const RUNS = 3;

/** Processor time of this process, which other processes do not stretch as they do the time of day. */
async function processorMilliseconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function leastTime({ kind, file }: Shape, size: number): Promise<number> {
  const content = file(size);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const huge = 1 << 30;
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    times.push(await processorMilliseconds(async () => {
      try {
        await readWholeStatement(bytes, { fileName: `statement.${kind}`, limits: { columns: huge, cellLength: huge >> 3, milliseconds: huge } });
      } catch (error) {
        if (!(error instanceof StatementProblemError)) throw error;
      }
    }));
  }
  return Math.min(...times);
}

export interface Growth {
  /** Milliseconds of processor time for the smallest file and for one sixteen times as large. */
  readonly small: number;
  readonly large: number;
}

export const SHAPE_NAMES: readonly string[] = SHAPES.map(({ name }) => name);

/** Measures one shape, in a process that does nothing else. */
export async function measureGrowth(name: string): Promise<Growth> {
  const shape = SHAPES.find((each) => each.name === name);
  if (!shape) throw new Error('There is no such shape.');
  await leastTime(shape, shape.smallest);
  return { small: await leastTime(shape, shape.smallest), large: await leastTime(shape, shape.smallest * FACTOR) };
}

/** How a measured growth reads, and whether the time grows much faster than the file. */
export function judgeGrowth(name: string, { small, large }: Growth): { readonly line: string; readonly steep: boolean } {
  const steepness = Math.log(large / Math.max(small, LEAST_MILLISECONDS / FACTOR)) / Math.log(FACTOR);
  const steep = large > LEAST_MILLISECONDS && steepness > STEEPEST;
  return { line: `${steep ? 'STEEP' : 'ok   '} ${name}: ${small.toFixed(1)} ms, ${FACTOR} times as much ${large.toFixed(1)} ms, n^${steepness.toFixed(2)}`, steep };
}
