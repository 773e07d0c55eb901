import { sha256Hex } from '../../digest/index.ts';
import { Clock } from '../clock.ts';
import type { Proof, StatementReading } from '../types.ts';

/** Some milliseconds of work. */
const ROWS_IN_A_PIECE = 2_000;

/**
 * The canonical form of a reading, in pieces: UTF-8 lines, each a JSON array without blanks and ended by U+000A.
 *
 * 1. `["cash-flow-reading",1]`
 * 2. per account: `["a",number,holder,currency,from,to,opening,closing,...proof]`, where from and to are the coverage
 * 3. per transaction, in order: `["t",account,date,valueDate,amount,balance,description,counterparty,reference,line]`
 * 4. `["p",proof]`
 *
 * A proof is `status,detail,opening,moneyIn,moneyOut,closing,breaksAtLine,difference`. Minor units are decimal strings.
 */
export function* canonicalReading(reading: StatementReading): Generator<string, void, undefined> {
  let piece = `${JSON.stringify(['cash-flow-reading', 1])}\n`;
  for (const account of reading.accounts) {
    const { number, holder, currency, coverage, opening, closing, proof } = account;
    piece += `${JSON.stringify(['a', number, holder, currency, coverage?.from ?? null, coverage?.to ?? null, text(opening), text(closing), ...proofFields(proof)])}\n`;
  }
  for (const [index, row] of reading.transactions.entries()) {
    piece += `${JSON.stringify(['t', row.account, row.date, row.valueDate, text(row.amount), text(row.balance), row.description, row.counterparty, row.reference, row.source.line])}\n`;
    if (index % ROWS_IN_A_PIECE !== 0) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}${JSON.stringify(['p', reading.proof])}\n`;
}

function text(units: bigint | null): string | null {
  return units === null ? null : units.toString();
}

function proofFields(proof: Proof): readonly (string | number | null)[] {
  return [proof.status, proof.detail, text(proof.opening), text(proof.moneyIn), text(proof.moneyOut), text(proof.closing), proof.breaksAtLine, text(proof.difference)];
}

/**
 * SHA-256, in hexadecimal, over the canonical form: equal where two readings have the same rows, accounts and proof. Gives
 * way to the event loop like the reading itself.
 */
export async function readingDigest(reading: StatementReading): Promise<string> {
  const clock = new Clock(undefined, Infinity);
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  for (const piece of canonicalReading(reading)) {
    pieces.push(encoder.encode(piece));
    await clock.giveWay();
  }
  const canonical = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    canonical.set(piece, offset);
    offset += piece.length;
  }
  return sha256Hex(canonical);
}
