import { fileOf, sampleStatement, type SampleOptions } from './sample-statements.ts';

/** What is used of pdfkit, whose own types bring those of Node along. */
interface PdfWriter {
  on(event: 'data', listener: (chunk: Uint8Array<ArrayBuffer>) => void): this;
  on(event: 'end', listener: () => void): this;
  fontSize(points: number): this;
  addPage(): this;
  text(text: string, x: number, y: number, options: { readonly width?: number; readonly align?: 'right'; readonly lineBreak?: boolean }): this;
  heightOfString(text: string, options: { readonly width: number }): number;
  end(): void;
}

type PdfWriterClass = new (options: { readonly size: 'A4'; readonly margin: number; readonly pdfVersion: '1.7ext3'; readonly userPassword?: string }) => PdfWriter;

export interface SamplePdfOptions extends SampleOptions {
  /** Encrypts the file, by AES with 256 bits. */
  readonly password?: string;
}

const MARGIN = 50;
const BOTTOM = 760;
/** Left edges and widths of date, description, amount and balance, in points. */
const COLUMNS = [[50, 70], [125, 230], [365, 80], [455, 90]] as const;
const FIRST_FIGURES = 2;

interface Pdfkit {
  readonly default: PdfWriterClass;
  /** There in browsers, where no font is at hand by itself. */
  readonly registerStdFonts?: (font: unknown) => void;
}

/** Loaded with the first PDF, as it is large. */
async function loadWriter(): Promise<PdfWriterClass> {
  const [pdfkit, font] = (await Promise.all([import('pdfkit' as string), import('pdfkit/standard-fonts/Helvetica' as string)])) as [Pdfkit, { readonly default: unknown }];
  pdfkit.registerStdFonts?.(font.default);
  return pdfkit.default;
}

/** The sample statement as a bank prints it: its preamble above, its table over as many pages as it takes, the head on each. */
export async function samplePdf({ password, ...options }: SamplePdfOptions = {}): Promise<File> {
  const Writer = await loadWriter();
  const pdf = new Writer({ size: 'A4', margin: MARGIN, pdfVersion: '1.7ext3', ...(password !== undefined && { userPassword: password }) });
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const written = new Promise<void>((resolve) => pdf.on('data', (chunk) => chunks.push(chunk)).on('end', resolve));
  const lines = sampleStatement(options).split('\r\n').filter((line) => line !== '').map((line) => line.split(';'));
  const head = lines.findIndex((cells) => cells.length > FIRST_FIGURES);
  pdf.fontSize(9);
  let y = MARGIN;
  for (const cells of lines.slice(0, head)) {
    pdf.text(cells.join(': '), MARGIN, y, { lineBreak: false });
    y += 14;
  }
  y = tableRow(pdf, lines[head]!, y + 14);
  for (const cells of lines.slice(head + 1)) {
    if (y > BOTTOM) y = tableRow(pdf.addPage(), lines[head]!, MARGIN);
    y = tableRow(pdf, cells, y);
  }
  pdf.end();
  await written;
  return fileOf(new Uint8Array(await new Blob(chunks).arrayBuffer()), 'business-account-2025-08.pdf', 'application/pdf');
}

/** Where the next row begins. */
function tableRow(pdf: PdfWriter, cells: readonly string[], y: number): number {
  cells.forEach((cell, index) => {
    const [x, width] = COLUMNS[index]!;
    if (cell !== '') pdf.text(cell, x, y, { width, ...(index >= FIRST_FIGURES && { align: 'right' }) });
  });
  return y + pdf.heightOfString(cells[1] || ' ', { width: COLUMNS[1][1] }) + 6;
}
