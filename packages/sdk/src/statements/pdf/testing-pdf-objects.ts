import { encode } from '../decode/testing.ts';
import { PAGE_HEIGHT, PAGE_WIDTH, type DrawnText } from './testing-pdf.ts';

/** For tests: the bytes of a PDF of numbered objects, from 1; the first one is the catalogue (ISO 32000-1, 7.5). */
export function pdfOf(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function stream(entries: string, content: string): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

const CATALOGUE = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';

/** A page with the content and resources given; they are objects 4 and 5. */
export function onePage(resources: string, content: string, more: readonly string[] = []): Uint8Array {
  return pdfOf([CATALOGUE, PAGES, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}] /Contents 4 0 R /Resources 5 0 R >>`, stream('', content), resources, ...more]);
}

/** Courier is 0.6 of its size wide in every letter, so that right edges are known without a font. */
const COURIER = '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>';

function courierText({ text, x, y, size = 9, align = 'left' }: DrawnText, height: number): string {
  const left = align === 'left' ? x : x - text.length * size * 0.6;
  return `BT /F0 ${size} Tf ${left.toFixed(2)} ${(height - y).toFixed(2)} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`;
}

/**
 * For tests: a page whose content is one form, with half of the texts and another form, moved and scaled, with the rest.
 * `content` is drawn by the page itself.
 */
export function withForms(texts: readonly DrawnText[], content = ''): Uint8Array {
  const half = texts.length >> 1;
  const fonts = `/Font << /F0 ${COURIER} >>`;
  const box = `/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000]`;
  const doubled = texts.slice(half).map((each) => ({ ...each, x: (each.x - 30) * 2, y: each.y * 2, size: (each.size ?? 9) * 2 }));
  const outer = stream(`${box} /Resources << ${fonts} /XObject << /Inner 7 0 R >> >>`, [...texts.slice(0, half).map((each) => courierText(each, PAGE_HEIGHT)), 'q /Inner Do Q'].join('\n'));
  const inner = stream(`${box} /Matrix [0.5 0 0 0.5 30 0] /Resources << ${fonts} >>`, doubled.map((each) => courierText(each, PAGE_HEIGHT * 2)).join('\n'));
  return onePage(`<< ${fonts} /XObject << /Outer 6 0 R >> >>`, `q /Outer Do Q q ${content} Q`, [outer, inner]);
}

export interface InCharacterMap {
  /** A predefined map (ISO 32000-1, 9.7.5.2) and the label of its encoding in the WHATWG Encoding Standard. */
  readonly map: string;
  readonly encoding: string;
  /** The character collection of Adobe that the map leads to. */
  readonly ordering: string;
  readonly texts: readonly DrawnText[];
}

/** For tests: a page set in a font that is not embedded and known by a predefined character map alone. */
export function withCharacterMap({ map, encoding, ordering, texts }: InCharacterMap): Uint8Array {
  const content = texts.map(({ text, x, y, size = 9, align = 'left' }) => {
    const left = align === 'left' ? x : x - text.length * size * 0.5;
    const codes = Array.from(encode(text, encoding), (byte) => byte.toString(16).padStart(2, '0')).join('');
    return `BT /F0 ${size} Tf ${left.toFixed(2)} ${(PAGE_HEIGHT - y).toFixed(2)} Td <${codes}> Tj ET`;
  }).join('\n');
  // Characters 1 to 94 of these collections are those of ASCII, here of half the width of the others.
  const descendant = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /DW 1000 /W [1 [${'500 '.repeat(95)}] 231 [${'500 '.repeat(95)}] 8094 [${'500 '.repeat(95)}] 13648 [${'500 '.repeat(95)}] 814 [${'500 '.repeat(95)}]] /FontDescriptor 8 0 R >>`;
  const descriptor = '<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>';
  return onePage('<< /Font << /F0 6 0 R >> >>', content, [`<< /Type /Font /Subtype /Type0 /BaseFont /Plain-${map} /Encoding /${map} /DescendantFonts [7 0 R] >>`, descendant, descriptor]);
}
