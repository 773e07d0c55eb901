import { StatementProblemError } from './problem.ts';
import { inTurns, progress, type Progress, type ReadingContext } from './reading-context.ts';
import { openDocument, type OpenDocument } from './pdf/open-document.ts';
import type { PageText } from './pdf/page-text.ts';
import { readPages, type PdfReading } from './pdf/read-pages.ts';
import type { StatementReading } from './types.ts';

/** Pages with fewer pieces of text than this on average are pictures, or empty. */
const LEAST_TEXT = 3;

/**
 * Reads a PDF statement by the text that it holds.
 *
 * @throws {StatementProblemError} with the code of the contract that says why the file cannot be read.
 */
export async function* readPdf(bytes: Uint8Array, context: ReadingContext): Progress<StatementReading> {
  const { clock, limits, options } = context;
  yield progress('decode', 0);
  const document = await openDocument(bytes, options.password);
  try {
    if (document.pages > limits.pages) throw new StatementProblemError('pdf-too-many-pages');
    const pages: PageText[] = [];
    let words = 0;
    for await (const page of document.texts()) {
      words += page.runs.length;
      if (words > limits.rows) throw new StatementProblemError('too-many-rows');
      pages.push(page);
      await clock.giveWay();
      yield progress('decode', 0.7 * (page.number / document.pages));
    }
    if (words < LEAST_TEXT * document.pages) await refuseWithoutText(document, words);
    yield progress('find-table', 0.72);
    const reading: PdfReading = { context, pages, bytes: bytes.length, madeIn: await document.madeIn() };
    const result = await inTurns(readPages(reading), clock);
    clock.check();
    yield progress('prove', 1, result.transactions.length);
    return result;
  } finally {
    await document.close();
  }
}

const PAGES_LOOKED_AT = 3;

/** @throws {StatementProblemError} pdf-scanned where the pages are pictures, pdf-empty where there is nothing on them. */
async function refuseWithoutText(document: OpenDocument, words: number): Promise<void> {
  for (let number = 1; number <= Math.min(document.pages, PAGES_LOOKED_AT); number++) {
    if (await document.hasPictures(number)) throw new StatementProblemError('pdf-scanned');
  }
  if (words === 0) throw new StatementProblemError('pdf-empty');
}
