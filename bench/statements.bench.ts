import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStatement, readWholeStatement } from '@cashflowsmart/sdk/statements';
import Papa from 'papaparse';
import { timed, type Benchmark } from './benchmark.ts';
import { bookingsOn, drawStatement } from './draw-statement.ts';
import { generateStatement } from './generate-statement.ts';
import { readInBrowser } from './statement-in-browser.ts';
import type { Streamed } from './stream-statement.ts';

/** Just under the most that a statement may have: 92 MB plain, 104 MB with quotes. */
const ROWS = 990_000;
const MEGABYTE = 1_000_000;

/** Reads a file in a process of its own, where nothing else takes memory. */
function streamInChild(file: string): Streamed {
  const script = fileURLToPath(new URL('./stream-statement.ts', import.meta.url));
  const child = spawnSync(process.execPath, ['--conditions=source', script, file], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error('The process that streams has failed.');
  return JSON.parse(child.stdout) as Streamed;
}

/**
 * From the bytes of a CSV to a proven reading whose rows a consumer has taken. The baseline is given the decoded text and the
 * delimiter, and cuts the text into cells; it reads no date and no amount, and proves nothing.
 */
function csv(kind: 'plain' | 'quoted'): Benchmark {
  return {
    name: `statements-csv-${kind}`,
    summary: `${ROWS.toLocaleString('en')} rows, ${kind}: decoded, recognised, read, proven and taken, against papaparse cutting the decoded text.`,
    unit: 'ms',
    runs: 5,
    compares: 'fastest',
    prepare: async () => {
      const { csv: text } = generateStatement(ROWS, { quoted: kind === 'quoted' });
      const bytes = new TextEncoder().encode(text);
      const folder = await mkdtemp(join(tmpdir(), 'statements-'));
      const file = join(folder, 'statement.csv');
      await writeFile(file, bytes);
      const streamed: number[] = [];
      const proven: number[] = [];
      const cut: number[] = [];
      return {
        ours: async () => {
          let taken = 0;
          const started = performance.now();
          const milliseconds = await timed(async () => {
            const { summary, batches } = await openStatement(bytes, { fileName: 'statement.csv' });
            proven.push(performance.now() - started);
            if (summary.proof !== 'verified') throw new Error(`The statement was read as ${summary.proof}.`);
            for await (const batch of batches()) taken += batch.length;
          });
          if (taken !== ROWS) throw new Error(`Read ${taken} rows instead of ${ROWS}.`);
          streamed.push(milliseconds);
          return milliseconds;
        },
        baseline: async () => {
          const milliseconds = await timed(async () => {
            const { data } = Papa.parse<string[]>(text, { delimiter: ';' });
            if (data.length !== ROWS + 2) throw new Error(`Cut ${data.length} records instead of ${ROWS + 2}.`);
          });
          cut.push(milliseconds);
          return milliseconds;
        },
        notes: async () => {
          const fastest = Math.min(...streamed);
          const whole = await timed(async () => readWholeStatement(bytes, { fileName: 'statement.csv' }));
          const child = streamInChild(file);
          const times = (value: number): string => (value / bytes.length).toFixed(2);
          const browser = await readInBrowser(file);
          const [read, papaparse] = [Math.min(...proven), Math.min(...cut)];
          return [
            `read and proven after ${read.toFixed(0)} ms, ${(read / papaparse).toFixed(2)} times papaparse; with every row made and taken ${(fastest / papaparse).toFixed(2)} times`,
            `${(bytes.length / MEGABYTE).toFixed(1)} MB; ${Math.round((ROWS / fastest) * 1_000).toLocaleString('en')} rows/s, ${((fastest * 1e6) / ROWS).toFixed(0)} ns/row; all rows as objects: ${whole.toFixed(0)} ms (once)`,
            `streamed in a process of its own: peak ${(child.peak / MEGABYTE).toFixed(0)} MB, ${times(child.peak)} times the file, of which ${(child.before / MEGABYTE).toFixed(0)} MB before it was opened`,
            `in Chromium, in a worker: ${browser.milliseconds.toFixed(0)} ms, longest task of the page ${browser.longestTask === null ? 'under 50 ms' : `${browser.longestTask.toFixed(0)} ms (${browser.longTasks} over 50 ms)`}`,
          ];
        },
        close: () => rm(folder, { recursive: true }),
      };
    },
  };
}

const PAGES = 60;

/** From the bytes of a PDF to a proven reading; the baseline is pdfjs's own extraction of the text of all pages. */
const pdf: Benchmark = {
  name: 'statements-pdf',
  summary: `${PAGES} pages with ${bookingsOn(PAGES).toLocaleString('en')} bookings: read and proven, against the text as pdfjs extracts it.`,
  unit: 'ms',
  runs: 15,
  compares: 'fastest',
  prepare: async () => {
    const bytes = await drawStatement(PAGES);
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    return {
      ours: () =>
        timed(async () => {
          const { proof, transactions } = await readWholeStatement(bytes, { fileName: 'statement.pdf' });
          if (proof !== 'verified' || transactions.length !== bookingsOn(PAGES)) throw new Error(`Read ${transactions.length} rows as ${proof}.`);
        }),
      baseline: () =>
        timed(async () => {
          // As the product opens it, but for the character maps, which this file does not need.
          const task = getDocument({
            data: bytes.slice(), disableFontFace: true, useSystemFonts: false, useWorkerFetch: false, useWasm: false,
            isOffscreenCanvasSupported: false, isImageDecoderSupported: false, enableXfa: false, verbosity: 0,
          });
          const document = await task.promise;
          for (let page = 1; page <= document.numPages; page++) await (await document.getPage(page)).getTextContent();
          await task.destroy();
        }),
      notes: async () => [`${(bytes.length / MEGABYTE).toFixed(1)} MB`],
      close: async () => undefined,
    };
  },
};

/** What `npm run bench -- statements` measures, one kind of file after the other. */
export const statements: readonly Benchmark[] = [csv('plain'), csv('quoted'), pdf];
