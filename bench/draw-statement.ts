import PDFDocument from 'pdfkit';

const ROWS_ON_PAGE = 26;
const LINE = 13;

/** Draws a statement with a running balance over some pages, two lines a booking. */
export async function drawStatement(pages: number): Promise<Uint8Array> {
  const document = new PDFDocument({ size: 'A4', margin: 40, compress: true });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', () => resolve()));
  let cents = 1_000_000;
  const amount = (value: number): string => (value / 100).toLocaleString('en', { minimumFractionDigits: 2 });
  for (let page = 0; page < pages; page++) {
    if (page > 0) document.addPage();
    document.fontSize(8);
    const put = (text: string, x: number, y: number): void => void document.text(text, x, y, { lineBreak: false });
    const putRight = (text: string, right: number, y: number): void => put(text, right - document.widthOfString(text), y);
    put('Date', 40, 80);
    put('Description', 100, 80);
    putRight('Amount', 450, 80);
    putRight('Balance', 550, 80);
    for (let row = 0; row < ROWS_ON_PAGE; row++) {
      const at = page * ROWS_ON_PAGE + row;
      const y = 100 + row * LINE * 2;
      const moved = at % 7 === 0 ? 250_000 + at : -(1_000 + ((at * 7919) % 90_000));
      cents += moved;
      const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 12)));
      put(day.toISOString().slice(0, 10), 40, y);
      put(at % 7 === 0 ? `Incoming transfer ${at} Northern Timber` : `Card payment ${at} Harbour Market`, 100, y);
      putRight(amount(moved), 450, y);
      putRight(amount(cents), 550, y);
      put(`Reference ${100_000 + at} entered by hand`, 100, y + LINE);
    }
  }
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** How many bookings so many pages hold. */
export function bookingsOn(pages: number): number {
  return pages * ROWS_ON_PAGE;
}
