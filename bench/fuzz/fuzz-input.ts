import fc from 'fast-check';
import { drawPdf, tableTexts } from '../../packages/sdk/src/statements/pdf/testing-pdf.ts';
import { withCharacterMap, withForms } from '../../packages/sdk/src/statements/pdf/testing-pdf-objects.ts';
import { printLedger, printedLayout } from '../../packages/sdk/src/statements/pdf/testing-statement.ts';
import { layout, ledger } from '../../packages/sdk/src/statements/testing-arbitraries.ts';
import { writeLedger } from '../../packages/sdk/src/statements/testing-ledger.ts';
import { seededRandom } from '../generate-statement.ts';
import { mutate, type Kind } from './mutate.ts';

const CSV_SEEDS = 300;
const PDF_SEEDS = 24;

/** A page whose content stands in clear, so that changed bytes change what is drawn and not only how it was packed. */
const TABLE = tableTexts({
  columns: [80, 160, { right: 430 }, { right: 520 }],
  rows: [['Date', 'Description', 'Amount', 'Balance'], ['2026-06-03', 'Windmill tickets', '-24.00', '976.00'], ['2026-06-17', 'Tulip sale', '324.00', '1,300.00'], ['2026-06-25', 'Clog maker', '-80.00', '1,220.00']],
});

/** Well-formed statements of many shapes, the same ones for the same seed. */
async function originals(kind: Kind, seed: number): Promise<readonly Uint8Array[]> {
  if (kind === 'csv') {
    const encoder = new TextEncoder();
    return fc.sample(fc.tuple(ledger, layout), { seed, numRuns: CSV_SEEDS }).map(([rows, how]) => encoder.encode(writeLedger(rows, how)));
  }
  const printed = await Promise.all(fc.sample(fc.tuple(ledger, printedLayout), { seed, numRuns: PDF_SEEDS }).map(([rows, how], index) =>
    drawPdf({ pages: printLedger(rows, how), ...(index % 8 === 7 && { locked: { password: '', version: '1.6' } }) })));
  const clear = [withForms(TABLE), withForms(TABLE, '0.7071 0.7071 -0.7071 0.7071 200 400 cm BT /F0 60 Tf (DUPLICATE 12.50) Tj ET'), withCharacterMap({ map: '90ms-RKSJ-H', encoding: 'shift_jis', ordering: 'Japan1', texts: TABLE })];
  return [...printed, ...Array.from({ length: 4 }, () => clear).flat()];
}

const kept = new Map<string, Promise<readonly Uint8Array[]>>();

/** The mutated file number `index` of a run: the same bytes for the same seed, kind and number. */
export async function fuzzInput(kind: Kind, seed: number, index: number): Promise<Uint8Array> {
  const key = `${kind} ${seed}`;
  const files = await (kept.get(key) ?? kept.set(key, originals(kind, seed)).get(key)!);
  // Neighbouring seeds give neighbouring first numbers: the generator is spun before it is used.
  const random = seededRandom(Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(index + 1, 0xc2b2_ae35));
  for (let spin = 0; spin < 8; spin += 1) random();
  const one = files[Math.floor(random() * files.length)]!;
  const other = files[Math.floor(random() * files.length)]!;
  return mutate(one, other, kind, random);
}
