// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- declares a module that has no types; packages that compile this file do not see the declaration otherwise
/// <reference path="./pdfjs-worker.d.ts" />
import type * as Pdfjs from 'pdfjs-dist';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { StatementProblemError, type StatementProblemCode } from '../problem.ts';
import { loadCharacterMap } from '#character-maps';
import { pageText, type PageText, type TextItem } from './page-text.ts';
import { tolerateStrayRejections } from './stray-rejections.ts';

/** A PDF whose text can be had page by page. */
export interface OpenDocument {
  readonly pages: number;
  /**
   * Its pages from the first to the last.
   *
   * @throws {StatementProblemError} pdf-damaged.
   */
  texts(): AsyncGenerator<PageText, void, undefined>;
  /** Whether a page paints pictures. */
  hasPictures(number: number): Promise<boolean>;
  /** The year in which the file says it was made. */
  readonly madeIn: () => Promise<number | null>;
  close(): Promise<void>;
}

/** What a file ends with (ISO 32000-1, 7.5.5); some producers append a little after it. */
const END = [0x25, 0x25, 0x45, 0x4f, 0x46];
const END_WINDOW = 64 * 1024;

function isWhole(bytes: Uint8Array): boolean {
  for (let at = bytes.length - END.length; at >= 0 && at > bytes.length - END_WINDOW; at--) {
    if (END.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/** Only the predefined character maps are read; text needs no font, no picture and no WebAssembly. */
class CharacterMaps {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    if (kind !== 'cMapUrl') throw new Error('Not needed for text.');
    return loadCharacterMap(filename);
  }
}

const WRONG_PASSWORD = 2;

function problemOf(error: unknown, password: string | undefined): StatementProblemCode {
  if (error instanceof Error && error.name === 'PasswordException') {
    const wrong = password !== undefined && password !== '' && 'code' in error && error.code === WRONG_PASSWORD;
    return wrong ? 'pdf-password-wrong' : 'pdf-password-required';
  }
  return 'pdf-damaged';
}

/** pdfjs is large: it is loaded with the first PDF. In a worker and in Node it does its work in the same thread. */
async function loadPdfjs(): Promise<typeof Pdfjs> {
  const [pdfjs, worker] = await Promise.all([import('pdfjs-dist/legacy/build/pdf.mjs'), import('pdfjs-dist/legacy/build/pdf.worker.mjs')]);
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker ??= worker;
  return pdfjs;
}

/**
 * Opens a PDF for its text.
 *
 * @throws {StatementProblemError} pdf-password-required, pdf-password-wrong, pdf-damaged, pdf-form.
 */
export async function openDocument(bytes: Uint8Array, password: string | undefined): Promise<OpenDocument> {
  if (!isWhole(bytes)) throw new StatementProblemError('pdf-damaged');
  const pdfjs = await loadPdfjs();
  const endTolerance = tolerateStrayRejections();
  const task = pdfjs.getDocument({
    // pdfjs takes possession of what it is given, and takes no Buffer: slice() would leave one, over the same memory.
    data: new Uint8Array(bytes),
    ...(password !== undefined && password !== '' && { password }),
    BinaryDataFactory: CharacterMaps,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  const close = async (): Promise<void> => {
    await task.destroy().finally(endTolerance);
  };
  let document: PDFDocumentProxy;
  try {
    document = await task.promise;
  } catch (error) {
    await close().catch(() => undefined);
    throw new StatementProblemError(problemOf(error, password));
  }
  if (await isPureForm(document)) {
    await close();
    throw new StatementProblemError('pdf-form');
  }
  return {
    pages: document.numPages,
    texts: () => texts(document),
    hasPictures: async (number) => hasPictures(document, number, pdfjs.OPS),
    madeIn: async () => yearOf(await document.getMetadata().catch(() => null)),
    close,
  };
}

/** Whether a file is nothing but a form of XFA, whose pages only say that the viewer cannot show it. */
async function isPureForm(document: PDFDocumentProxy): Promise<boolean> {
  const { info } = await document.getMetadata().catch(() => ({ info: {} }));
  const form = info as { readonly IsXFAPresent?: boolean; readonly IsAcroFormPresent?: boolean };
  return form.IsXFAPresent === true && form.IsAcroFormPresent !== true;
}

/** Pages are unpacked elsewhere than in this thread: while one is, others are read. */
const PAGES_AHEAD = 2;

async function* texts(document: PDFDocumentProxy): AsyncGenerator<PageText, void, undefined> {
  const ahead: Promise<PageText>[] = [];
  let asked = 0;
  const ask = (): void => {
    asked += 1;
    const page = readPage(document, asked);
    // Where reading ends early nobody waits for this page.
    page.catch(() => undefined);
    ahead.push(page);
  };
  for (let number = 1; number <= document.numPages; number++) {
    while (asked < document.numPages && ahead.length <= PAGES_AHEAD) ask();
    yield await ahead.shift()!;
  }
}

async function readPage(document: PDFDocumentProxy, number: number): Promise<PageText> {
  try {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const { items, styles } = await page.getTextContent();
    page.cleanup();
    const monospaced = new Set(Object.entries(styles).flatMap(([name, { fontFamily }]) => (fontFamily === 'monospace' ? [name] : [])));
    const texts = items.filter((item): item is typeof item & TextItem => 'str' in item);
    return pageText({ number, width: viewport.width, height: viewport.height, transform: viewport.transform as number[], items: texts, monospaced });
  } catch {
    throw new StatementProblemError('pdf-damaged');
  }
}

async function hasPictures(document: PDFDocumentProxy, number: number, ops: typeof Pdfjs.OPS): Promise<boolean> {
  try {
    const { fnArray } = await (await document.getPage(number)).getOperatorList();
    return fnArray.some((op) => op === ops.paintImageXObject || op === ops.paintInlineImageXObject || op === ops.paintImageMaskXObject);
  } catch {
    return false;
  }
}

function yearOf(metadata: { readonly info: object } | null): number | null {
  const made = metadata && 'CreationDate' in metadata.info ? String(metadata.info.CreationDate) : '';
  const year = /^(?:D:)?((?:19|20)\d{2})/.exec(made);
  return year ? Number(year[1]) : null;
}
