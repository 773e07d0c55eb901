import { readWholeStatement } from '../read-statement.ts';
import type { ReadStatementOptions, StatementReading } from '../types.ts';

/** A piece of text on a page; `x` and `y` in points from the upper left corner as a person holds the page. */
export interface DrawnText {
  readonly text: string;
  /** Its left edge, or its right one where it is aligned so. */
  readonly x: number;
  /** Its baseline. */
  readonly y: number;
  readonly size?: number;
  readonly align?: 'left' | 'right';
  /** One of the standard fonts, or `embedded`: Liberation Sans as a subset with a Unicode map. */
  readonly font?: 'Helvetica' | 'Helvetica-Bold' | 'Courier' | 'Times-Roman' | 'embedded';
}

export interface DrawnPage {
  readonly texts: readonly DrawnText[];
  /** Clockwise degrees by which the text stands turned on the sheet. */
  readonly turn?: 0 | 90 | 180 | 270;
  /** Whether the page has an entry that tells viewers to undo the turn. Default true. */
  readonly undone?: boolean;
}

export interface DrawnPdf {
  readonly pages: readonly DrawnPage[];
  /** The password that opens it, and the version of the format, which decides the cipher. */
  readonly locked?: { readonly password: string; readonly version: '1.3' | '1.4' | '1.6' | '1.7ext3' };
}

/** Of each page as a person holds it, whichever way its sheet lies. */
export const PAGE_WIDTH = 595;
export const PAGE_HEIGHT = 842;
const SIZE = 9;

interface Drawing {
  readonly page: { readonly dictionary: { readonly data: Record<string, unknown> } };
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end', listener: () => void): void;
  addPage(options: { readonly size: readonly [number, number]; readonly margin: number }): void;
  registerFont(name: string, path: string): void;
  transform(...matrix: readonly number[]): void;
  font(name: string): Drawing;
  fontSize(size: number): Drawing;
  widthOfString(text: string): number;
  text(text: string, x: number, y: number, options: { readonly lineBreak: boolean; readonly baseline: 'alphabetic' }): void;
  end(): void;
}

// This package is typed without Node, and the types of pdfkit need it: what is used of both is said here.
const drawings = async (): Promise<new (options: object) => Drawing> => ((await import('pdfkit' as string)) as { default: new (options: object) => Drawing }).default;
const modules = async (): Promise<{ createRequire(from: string): { resolve(name: string): string } }> => import('node:module' as string);

/** From coordinates of the page as it is held to those of the sheet, from its upper left corner. */
function turning(turn: number): readonly number[] | null {
  if (turn === 90) return [0, -1, 1, 0, 0, PAGE_WIDTH];
  if (turn === 180) return [-1, 0, 0, -1, PAGE_WIDTH, PAGE_HEIGHT];
  if (turn === 270) return [0, 1, -1, 0, PAGE_HEIGHT, 0];
  return null;
}

function drawPage(drawing: Drawing, { texts, turn = 0, undone = true }: DrawnPage): void {
  drawing.addPage({ size: turn % 180 === 0 ? [PAGE_WIDTH, PAGE_HEIGHT] : [PAGE_HEIGHT, PAGE_WIDTH], margin: 0 });
  if (undone && turn !== 0) drawing.page.dictionary.data.Rotate = turn;
  const matrix = turning(turn);
  if (matrix) drawing.transform(...matrix);
  for (const { text, x, y, size = SIZE, align = 'left', font = 'Helvetica' } of texts) {
    drawing.font(font).fontSize(size);
    const left = align === 'left' ? x : x - drawing.widthOfString(text);
    drawing.text(text, left, y, { lineBreak: false, baseline: 'alphabetic' });
  }
}

/** For tests: the bytes of a PDF in which some texts stand where they are told to. */
export async function drawPdf({ pages, locked }: DrawnPdf): Promise<Uint8Array> {
  const Document = await drawings();
  const drawing = new Document({
    autoFirstPage: false,
    info: { CreationDate: new Date(Date.UTC(2026, 5, 1)) },
    ...(locked && { pdfVersion: locked.version, userPassword: locked.password, ownerPassword: `${locked.password} of the owner` }),
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve) => drawing.on('end', resolve));
  drawing.on('data', (chunk) => chunks.push(chunk));
  if (pages.some((page) => page.texts.some(({ font }) => font === 'embedded'))) {
    const { createRequire } = await modules();
    drawing.registerFont('embedded', createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf'));
  }
  for (const page of pages) drawPage(drawing, page);
  drawing.end();
  await ended;
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  chunks.reduce((at, chunk) => (bytes.set(chunk, at), at + chunk.length), 0);
  return bytes;
}

/** The left edge of a column, or the right edge of one that is aligned to the right. */
export type DrawnColumn = number | { readonly right: number };

export interface DrawnTable {
  readonly columns: readonly DrawnColumn[];
  /** The cells of each line, empty where nothing stands; a number leaves that many points free. */
  readonly rows: readonly (readonly string[] | number)[];
  /** The first baseline. Default 120. */
  readonly top?: number;
  readonly leading?: number;
  readonly size?: number;
  readonly font?: DrawnText['font'];
}

/** For tests: the texts of a table. */
export function tableTexts({ columns, rows, top = 120, leading = 13, size = SIZE, font = 'Helvetica' }: DrawnTable): readonly DrawnText[] {
  let y = top - leading;
  return rows.flatMap((row): readonly DrawnText[] => {
    if (typeof row === 'number') {
      y += row;
      return [];
    }
    y += leading;
    return row.flatMap((text, index): DrawnText[] => {
      const column = columns[index]!;
      if (text === '') return [];
      return [typeof column === 'number' ? { text, x: column, y, size, font } : { text, x: column.right, y, size, font, align: 'right' }];
    });
  });
}

/** For tests: reads a PDF that is drawn for it, one page for each list of texts. */
export async function readPages(pages: readonly (readonly DrawnText[])[], options: Partial<ReadStatementOptions> = {}): Promise<StatementReading> {
  return readBytes(await drawPdf({ pages: pages.map((texts) => ({ texts })) }), options);
}

export async function readBytes(bytes: Uint8Array, options: Partial<ReadStatementOptions> = {}): Promise<StatementReading> {
  return readWholeStatement(bytes, { fileName: 'statement.pdf', ...options });
}

/** For tests: whether each line of the file ended as one thing, and as what the reading says it did. */
export function isAccountedFor({ source, transactions, rejected }: StatementReading): boolean {
  const { lines, lineCount } = source;
  const counted = Object.values(lineCount).reduce((sum, count) => sum + count, 0);
  return counted === lines && lineCount.transactions === transactions.length && lineCount.rejected === rejected.length;
}
