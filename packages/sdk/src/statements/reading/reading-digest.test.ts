import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readText } from '../testing.ts';
import type { StatementReading } from '../types.ts';
import { readingDigest } from './reading-digest.ts';

const CSV = 'Date,Text,Amount,Balance\n2026-03-01,Café "zwölf",-12.50,87.50\n2026-03-02,Rent,-50.00,37.50\n';

afterEach(() => vi.restoreAllMocks());

/** A reading with very many rows. */
async function longReading(): Promise<StatementReading> {
  const reading = await readText(CSV);
  return { ...reading, transactions: Array.from({ length: 400_000 }, (_, index) => reading.transactions[index % 2]!) };
}

describe('the digest of a reading', () => {
  it('is that of its canonical form', async () => {
    const proof = '"verified","balance-chain","10000","0","-6250","3750",null,null';
    const canonical = [
      '["cash-flow-reading",1]',
      `["a",null,null,null,"2026-03-01","2026-03-02","10000","3750",${proof}]`,
      '["t",0,"2026-03-01",null,"-1250","8750","Café \\"zwölf\\"",null,null,2]',
      '["t",0,"2026-03-02",null,"-5000","3750","Rent",null,null,3]',
      '["p","verified"]',
      '',
    ].join('\n');
    expect(await readingDigest(await readText(CSV))).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it('changes with the first and with the last of very many rows', async () => {
    const reading = await longReading();
    const [first, second] = reading.transactions;
    const rows = (index: number): StatementReading => ({ ...reading, transactions: reading.transactions.with(index, first === reading.transactions[index] ? second! : first!) });
    const digests = await Promise.all([reading, rows(0), rows(399_999)].map(readingDigest));
    expect(new Set(digests).size).toBe(3);
  });

  it('lets other work run while its form is written', async () => {
    const reading = await longReading();
    let turns = 0;
    let writing = true;
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'digest').mockImplementation((algorithm, bytes) => {
      writing = false;
      return digest(algorithm, bytes);
    });
    const other = (async () => {
      while (writing) {
        await new Promise((resolve) => setImmediate(resolve));
        turns++;
      }
    })();
    await readingDigest(reading);
    await other;
    expect(turns).toBeGreaterThan(5);
  });
});
