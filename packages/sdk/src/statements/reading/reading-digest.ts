import { sha256Hex } from '../../digest/index.ts';
import type { Proof, StatementReading } from '../types.ts';

/**
 * The canonical form of a reading: UTF-8 lines, each a JSON array without blanks and ended by U+000A.
 *
 * 1. `["cash-flow-reading",1]`
 * 2. per account: `["a",number,holder,currency,from,to,opening,closing,...proof]`, where from and to are the coverage
 * 3. per transaction, in order: `["t",account,date,valueDate,amount,balance,description,counterparty,reference,line]`
 * 4. `["p",proof]`
 *
 * A proof is `status,detail,opening,moneyIn,moneyOut,closing,breaksAtLine,difference`. Minor units are decimal strings.
 */
export function canonicalReading(reading: StatementReading): string {
  const lines: string[] = [JSON.stringify(['cash-flow-reading', 1])];
  for (const account of reading.accounts) {
    const { number, holder, currency, coverage, opening, closing, proof } = account;
    lines.push(JSON.stringify(['a', number, holder, currency, coverage?.from ?? null, coverage?.to ?? null, text(opening), text(closing), ...proofFields(proof)]));
  }
  for (const row of reading.transactions) {
    lines.push(
      JSON.stringify(['t', row.account, row.date, row.valueDate, text(row.amount), text(row.balance), row.description, row.counterparty, row.reference, row.source.line]),
    );
  }
  lines.push(JSON.stringify(['p', reading.proof]));
  return `${lines.join('\n')}\n`;
}

function text(units: bigint | null): string | null {
  return units === null ? null : units.toString();
}

function proofFields(proof: Proof): readonly (string | number | null)[] {
  return [proof.status, proof.detail, text(proof.opening), text(proof.moneyIn), text(proof.moneyOut), text(proof.closing), proof.breaksAtLine, text(proof.difference)];
}

/** SHA-256, in hexadecimal, over the canonical form: equal where two readings have the same rows, accounts and proof. */
export async function readingDigest(reading: StatementReading): Promise<string> {
  return sha256Hex(new TextEncoder().encode(canonicalReading(reading)));
}
