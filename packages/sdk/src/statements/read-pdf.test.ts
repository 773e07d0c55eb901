import { beforeAll, describe, expect, it } from 'vitest';
import { readingDigest, readStatement, StatementProblemError, type ReadStatementOptions } from './index.ts';
import { drawPdf, readBytes, readPages, tableTexts, type DrawnPdf, type DrawnText } from './pdf/testing-pdf.ts';
import { onePage, pdfOf, stream } from './pdf/testing-pdf-objects.ts';
import { rowsOf, utf8 } from './testing.ts';

async function codeOf(bytes: Uint8Array | Promise<Uint8Array>, options: Partial<ReadStatementOptions> = {}): Promise<string> {
  try {
    await readBytes(await bytes, options);
  } catch (error) {
    if (error instanceof StatementProblemError) return error.code;
    throw error;
  }
  return 'read';
}

const HEADER = ['Date', 'Description', 'Amount', 'Balance'];
const COLUMNS = [60, 140, { right: 430 }, { right: 530 }];
const ROWS = [['2026-08-04', 'Lantern oil', '-15.00', '485.00'], ['2026-08-14', 'Lens grant', '515.00', '1,000.00'], ['2026-08-25', 'Rope', '-70.00', '930.00']];
const TABLE = tableTexts({ columns: COLUMNS, rows: [HEADER, ...ROWS] });
const letter = (...lines: readonly string[]): readonly DrawnText[] => lines.map((text, index) => ({ text, x: 70, y: 100 + index * 16, size: 11 }));

describe('a PDF that is locked', () => {
  const locked = (version: NonNullable<DrawnPdf['locked']>['version'], password = 'Leuchtturm 7'): Promise<Uint8Array> => drawPdf({ pages: [{ texts: TABLE }], locked: { password, version } });

  // Ciphers: RC4 with 40 and 128 bits, AES with 128 and 256.
  it.each(['1.3', '1.4', '1.6', '1.7ext3'] as const)('asks for its password, tells a wrong one, and opens with the right one: version %s', async (version) => {
    const bytes = await locked(version);
    expect(await codeOf(bytes)).toBe('pdf-password-required');
    expect(await codeOf(bytes, { password: '' })).toBe('pdf-password-required');
    expect(await codeOf(bytes, { password: 'leuchtturm 7' })).toBe('pdf-password-wrong');
    const reading = await readBytes(bytes, { password: 'Leuchtturm 7' });
    expect(rowsOf(reading)).toEqual(['2026-08-04 -15.00', '2026-08-14 515.00', '2026-08-25 -70.00']);
  });

  it('opens with the password of its owner', async () => {
    const reading = await readBytes(await locked('1.6'), { password: 'Leuchtturm 7 of the owner' });
    expect(reading.transactions).toHaveLength(3);
  });

  it('opens without a password where it only forbids printing', async () => {
    const reading = await readBytes(await locked('1.4', ''));
    expect(reading.transactions).toHaveLength(3);
  });

  it('is a form that only some viewers fill in', async () => {
    const packet = '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform name="form"><pageSet><pageArea><contentArea/></pageArea></pageSet></subform></template></xdp:xdp>';
    const form = pdfOf([
      '<< /Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm << /Fields [] /XFA 5 0 R >> >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
      stream('', 'BT /F0 12 Tf 60 700 Td (Please wait... your viewer cannot show this document.) Tj ET'),
      stream('', packet),
    ]);
    expect(await codeOf(form)).toBe('pdf-form');
  });

  it('does not mind a password that nobody asked for', async () => {
    expect((await readPages([TABLE], { password: 'not needed' })).proof).toBe('verified');
  });
});

describe('a PDF that cannot be read', () => {
  const picture = stream('/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8', '\u0000\u00ff\u00ff\u0000');
  const scan = onePage('<< /XObject << /Page 6 0 R >> >>', 'q 595 0 0 842 0 0 cm /Page Do Q', [picture]);

  it('is a picture of a page', async () => {
    expect(await codeOf(scan)).toBe('pdf-scanned');
  });

  it('is a picture drawn within its page, with a page number', async () => {
    expect(await codeOf(onePage('<< /Font << /F0 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>', 'q 595 0 0 842 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \u0000\u00ff\u00ff\u0000 EI Q BT /F0 8 Tf 500 20 Td (1) Tj ET'))).toBe('pdf-scanned');
  });

  it('has nothing on its pages', async () => {
    expect(await codeOf(drawPdf({ pages: [{ texts: [] }, { texts: [] }] }))).toBe('pdf-empty');
    expect(await codeOf(onePage('<< >>', 'q 0 0 100 100 re f Q'))).toBe('pdf-empty');
  });

  it('is cut off, or is no PDF behind its first bytes', async () => {
    const whole = await drawPdf({ pages: [{ texts: TABLE }] });
    expect(await codeOf(whole.slice(0, whole.length - 300))).toBe('pdf-damaged');
    expect(await codeOf(whole.slice(0, whole.length >> 1))).toBe('pdf-damaged');
    expect(await codeOf(utf8('%PDF-1.7\nand nothing else\n'))).toBe('pdf-damaged');
    expect(await codeOf(utf8('%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< /Root 9 0 R >>\n%%EOF\n'))).toBe('pdf-damaged');
  });

  it('has a page that cannot be read, whichever it is', async () => {
    const whole = await drawPdf({ pages: Array.from({ length: 5 }, () => ({ texts: TABLE })) });
    const text = Array.from(whole, (byte) => String.fromCharCode(byte)).join('');
    const kids = /\/Kids \[([^\]]*)\]/.exec(text)![1]!;
    const pages = kids.match(/\d+ 0 R/g)!;
    expect(pages).toHaveLength(5);
    const nowhere = (page: string): string => page.replace(/^\d+/, (digits) => '9'.repeat(digits.length));
    // Several pages are asked for at once: of those that nobody waits for any more, no error may end the process.
    for (const damaged of [pages.slice(0, 1), pages.slice(2, 3), pages.slice(4), pages]) {
      const written = text.replace(kids, pages.map((page) => (damaged.includes(page) ? nowhere(page) : page)).join(' '));
      expect(await codeOf(Uint8Array.from(written, (char) => char.charCodeAt(0)))).toBe('pdf-damaged');
    }
  });

  it('is read nevertheless where only its table of objects is wrong', async () => {
    const whole = await drawPdf({ pages: [{ texts: TABLE }] });
    const text = Array.from(whole, (byte) => String.fromCharCode(byte)).join('').replace(/startxref\n\d+/, 'startxref\n7');
    const reading = await readBytes(Uint8Array.from(text, (char) => char.charCodeAt(0)));
    expect(rowsOf(reading)).toEqual(['2026-08-04 -15.00', '2026-08-14 515.00', '2026-08-25 -70.00']);
  });

  it('is no statement', async () => {
    const text = ['Dear member', 'From 1 March 2027 the fee of your account rises', 'from 4.50 to 5.00 a month. Nothing else changes.', 'If you do not agree, write to us by 28 February 2027.', 'Yours sincerely', 'The Lamplighters\' Savings Bank'];
    expect(await codeOf(drawPdf({ pages: [{ texts: letter(...text) }] }))).toBe('no-table');
    const menu = tableTexts({ columns: [60, 140, { right: 400 }], rows: [['No', 'Dish', 'Price'], ['1', 'Soup of the day', '6.50'], ['2', 'Dumplings', '9.00'], ['3', 'Plum cake', '4.80']] });
    expect(['no-table', 'no-dates']).toContain(await codeOf(drawPdf({ pages: [{ texts: menu }] })));
  });

  it('has no file behind it at all', async () => {
    expect(await codeOf(new Uint8Array(0))).toBe('file-empty');
  });
});

describe('the limits of a reading', () => {
  it('refuse more pages and more text than they allow', async () => {
    const pages = ROWS.map((row) => ({ texts: tableTexts({ columns: COLUMNS, rows: [HEADER, row] }) }));
    const bytes = await drawPdf({ pages });
    expect(await codeOf(bytes, { limits: { pages: 3 } })).toBe('read');
    expect(await codeOf(bytes, { limits: { pages: 2 } })).toBe('pdf-too-many-pages');
    expect(await codeOf(bytes, { limits: { rows: 10 } })).toBe('too-many-rows');
    expect(await codeOf(bytes, { limits: { bytes: bytes.length - 1 } })).toBe('file-too-large');
  });

  describe('on many pages', () => {
    let bytes: Uint8Array;
    beforeAll(async () => {
      const page = tableTexts({ columns: COLUMNS, rows: [HEADER, ...Array.from({ length: 40 }, (_, row) => [`2026-08-${String(1 + (row % 28)).padStart(2, '0')}`, `Row ${row}`, '-1.00', ''])] });
      bytes = await drawPdf({ pages: Array.from({ length: 12 }, () => ({ texts: page })) });
    });

    it('end it when its time is over', async () => {
      expect(await codeOf(bytes, { limits: { milliseconds: 1 } })).toBe('reading-timeout');
    });

    it('end it where the signal is aborted, with its reason, in between or before', async () => {
      const controller = new AbortController();
      const reason = new Error('The person has gone.');
      const reading = readStatement(bytes, { fileName: 'statement.pdf', signal: controller.signal });
      let steps = 0;
      const reads = (async (): Promise<void> => {
        for await (const { stage } of reading) {
          if (stage !== 'decode') throw new Error('It went on.');
          if (++steps === 5) controller.abort(reason);
        }
      })();
      await expect(reads).rejects.toBe(reason);
      expect(steps).toBe(5);
      await expect(readBytes(bytes, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it('let it stop where its consumer does', async () => {
      const reading = readStatement(bytes, { fileName: 'statement.pdf' });
      await reading.next();
      await reading.next();
      expect(await reading.return(undefined as never)).toEqual({ done: true, value: undefined });
      expect((await reading.next()).done).toBe(true);
    });
  });
});

describe('the reading of a PDF', () => {
  it('tells its progress, never falling, from 0 to 1, page by page', async () => {
    const steps: { readonly stage: string; readonly done: number }[] = [];
    const bytes = await drawPdf({ pages: ROWS.map((row) => ({ texts: tableTexts({ columns: COLUMNS, rows: [HEADER, row] }) })) });
    const reading = readStatement(bytes, { fileName: 'statement.pdf' });
    for (let step = await reading.next(); !step.done; step = await reading.next()) steps.push({ stage: step.value.stage, done: step.value.done });
    expect(steps.map(({ stage }) => stage)).toEqual(['decode', 'decode', 'decode', 'decode', 'find-table', 'prove']);
    expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b));
    expect([steps[0]!.done, steps.at(-1)!.done]).toEqual([0, 1]);
  });

  it('is the same twice, and leaves the bytes to their owner', async () => {
    const bytes = await drawPdf({ pages: [{ texts: TABLE }] });
    const copy = bytes.slice();
    const [first, second] = [await readBytes(bytes), await readBytes(bytes, { fileName: 'export.csv' })];
    expect(await readingDigest(first)).toBe(await readingDigest(second));
    expect(bytes).toEqual(copy);
    expect(first.source.bytes).toBe(bytes.length);
  });

  it('takes the Buffer that Node reads a file into, and leaves it as it was', async () => {
    const { Buffer } = await import('node:buffer' as string) as { readonly Buffer: { from(bytes: Uint8Array): Uint8Array } };
    const bytes = Buffer.from(await drawPdf({ pages: [{ texts: TABLE }] }));
    const copy = Uint8Array.from(bytes);
    expect(rowsOf(await readBytes(bytes))).toHaveLength(ROWS.length);
    expect(Uint8Array.from(bytes)).toEqual(copy);
  });

  it('rejects a line that looks like a booking and is none, and says where', async () => {
    const rows = [HEADER, ROWS[0]!, ['2026-08-41', 'Smudged day', '-5.00', '480.00'], ['2026-08-06', 'Wicks', '-80.00', '400.00'], ['2026-08-07', 'Ladder', '-40.00', '360.00']];
    const reading = await readPages([tableTexts({ columns: COLUMNS, rows })]);
    expect(reading.rejected).toEqual([expect.objectContaining({ line: 3, cells: expect.arrayContaining(['2026-08-41']) as unknown })]);
    expect(reading.source.lineCount).toMatchObject({ transactions: 3, rejected: 1 });
  });

  it('follows a recipe of an earlier file of the same bank', async () => {
    const { recipe } = await readPages([TABLE]);
    const next = tableTexts({ columns: COLUMNS, rows: [HEADER, ['2026-09-02', 'Paint', '-30.00', '900.00'], ['2026-09-09', 'Tours', '60.00', '960.00']] });
    const reading = await readPages([next], { recipe });
    expect(rowsOf(reading)).toEqual(['2026-09-02 -30.00', '2026-09-09 60.00']);
    expect(reading).toMatchObject({ proof: 'verified', recipe: { columns: ['date', 'description', 'amount', 'balance'] } });
  });

  it('never says in an error what stood in the file', async () => {
    const error = await readPages([letter('Confidential memo of 3 May 2026', 'Nothing to book', 'Regards')]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StatementProblemError);
    expect(String(error)).not.toMatch(/Confidential|memo/);
  });
});
