import { statementPdf } from '../packages/server/src/imports/testing/statement-pdf.ts';

/** A statement of November 2026 that opens with a password only. */
export function encryptedStatement(password: string): Promise<Uint8Array<ArrayBuffer>> {
  return statementPdf([['02.11.2026', 'Miete Werkstatt', '-1200,00'], ['09.11.2026', 'Rechnung 2026-118', '3480,50'], ['16.11.2026', 'Strom', '-214,90']], { password });
}

const ROWS = [
  ['日付', '摘要', '金額', '残高'],
  ['2026/11/04', '電気料金', '-132.40', '4867.60'],
  ['2026/11/11', '売上入金', '2150.00', '7017.60'],
  ['2026/11/25', '給与振込', '-1800.00', '5217.60'],
] as const;
const COLUMNS = [50, 150, 330, 440] as const;
const TOP = 780;
const LINE = 18;

/** Two bytes a character, as the encoding below takes them. */
function hex(text: string): string {
  return Array.from(text, (character) => character.codePointAt(0)!.toString(16).padStart(4, '0')).join('');
}

/**
 * A statement in a Japanese font that the file neither embeds nor describes: what its bytes mean stands only in the predefined character map
 * that it names (ISO 32000-1, 9.7.5.2), which a reader has to bring along.
 */
export function japaneseStatement(): Uint8Array<ArrayBuffer> {
  const text = ROWS.flatMap((cells, row) => cells.map((cell, column) => `BT /F1 10 Tf ${COLUMNS[column]!} ${TOP - row * LINE} Td <${hex(cell)}> Tj ET`)).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UTF16-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /DW 1000 /W [1 94 500] /FontDescriptor 7 0 R >>',
    '<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0 /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>',
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
