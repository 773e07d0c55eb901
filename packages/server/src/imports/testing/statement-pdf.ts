import PDFDocument from 'pdfkit';
import { statement, type Row } from './portal.ts';

export interface StatementPdfOptions {
  /** Encrypts the file with it, by AES with 256 bits. */
  readonly password?: string;
}

const MARGIN = 50;
const LINE = 16;
/** Left edges and widths of the four columns of `statement`, in points. */
const COLUMNS = [[50, 80], [140, 220], [365, 80], [455, 90]] as const;
const FIRST_FIGURES = 2;

/** The same statement as `statement` writes, printed on one page. */
export async function statementPdf(rows: readonly Row[], { password }: StatementPdfOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, pdfVersion: '1.7ext3', ...(password !== undefined && { userPassword: password }) });
  const chunks: Buffer[] = [];
  const written = new Promise<void>((resolve) => pdf.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', resolve));
  pdf.fontSize(9);
  statement(rows).trimEnd().split('\r\n').forEach((line, row) => {
    line.split(';').forEach((cell, index) => {
      const [x, width] = COLUMNS[index]!;
      pdf.text(cell, x, MARGIN + row * LINE, { width, ...(index >= FIRST_FIGURES && { align: 'right' }) });
    });
  });
  pdf.end();
  await written;
  return new Uint8Array(Buffer.concat(chunks));
}
