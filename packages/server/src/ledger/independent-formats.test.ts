/** The ledger's bodies read by a second implementation, which was written from `docs/ledger-format.md` and `docs/formats.md`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toDayNumber } from '@cashflowsmart/sdk/dates';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../testing/test-database.ts';
import { allRows, fillPortal } from '../testing/sealed-values.ts';
import type { Portal } from '../imports/testing/portal.ts';
import { slowDecode } from '../vault/testing/slow-cbor.ts';
import * as slow from '../vault/testing/slow-formats.ts';
import { encodeAccount, type AccountBody } from './account-codec.ts';
import { encodeAttestation, encodeForward } from './attestations.ts';
import { encodeChunk } from './chunk-codec.ts';
import { withCorrection, type Chunk } from './chunk.ts';
import { encodeMonth } from './month-codec.ts';
import { firstDayOf } from './month-number.ts';
import type { Month } from './months.ts';
import { TRANSFER } from './rows.ts';
import { anyCorrection, anyRow, chunkOf } from './testing/chunks.ts';
import { slowAccount, slowAttestation, slowChunk, slowForward, slowMonth, type SlowRow } from './testing/slow-ledger-formats.ts';
import type { IncomingRow } from './types.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const amount = fc.oneof(fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }), fc.bigInt({ min: -100_000n, max: 100_000n }));
const integer = fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 2 ** 31 - 1 }));
const wellFormed = (row: IncomingRow): IncomingRow => ({
  ...row, description: row.description.toWellFormed(), counterparty: row.counterparty?.toWellFormed() ?? null, reference: row.reference?.toWellFormed() ?? null,
});

/** What the page says about a row that was given in: nothing of how it is kept. */
function expectedRow(row: IncomingRow, ordinal: number, chunk: Chunk): SlowRow {
  const correction = chunk.corrections.get(ordinal) ?? null;
  return {
    ordinal, day: toDayNumber(row.day), valueDay: row.valueDay === null ? null : toDayNumber(row.valueDay), amount: row.amount, balance: row.balance, transfer: (chunk.rows.flags[ordinal]! & TRANSFER) !== 0,
    deleted: correction?.deleted ?? false, line: row.line, description: row.description, counterparty: row.counterparty, reference: row.reference, correction,
  };
}

describe('a second implementation', () => {
  it('reads what chunks hold', () => {
    fc.assert(fc.property(fc.array(anyRow.map(wellFormed), { maxLength: 40 }), fc.array(fc.tuple(fc.nat(39), anyCorrection), { maxLength: 5 }), (rows, corrections) => {
      const ordered = rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
      let chunk = chunkOf(rows, { sequence: rows.length * 7 });
      for (const [index, each] of corrections) if (index < rows.length) chunk = withCorrection(chunk, index, { ...each, description: each.description?.toWellFormed() ?? null });
      expect(slowChunk(encodeChunk(chunk))).toEqual({
        account: chunk.accountId, import: chunk.owner.importId, person: null, sequence: rows.length * 7, next: rows.length,
        rows: ordered.map((row, index) => expectedRow(row, index, chunk)),
      });
    }), { numRuns: 60 });
  });

  it('reads what months hold', () => {
    const sums = fc.record({ moneyIn: amount, moneyOut: amount, transfersIn: amount, transfersOut: amount, unprinted: amount, count: integer, closing: fc.option(amount) });
    const entry = fc.record({ id: fc.uuid(), owner: fc.uuid(), hand: fc.boolean(), sequence: integer, from: fc.nat({ max: 30 }), to: fc.nat({ max: 30 }), count: integer, digest });
    fc.assert(fc.property(fc.integer({ min: 12, max: 9_999 * 12 + 11 }), fc.uniqueArray(fc.tuple(fc.nat({ max: 27 }), sums), { selector: ([day]) => day }), fc.array(entry), (number, days, entries) => {
      const first = firstDayOf(number);
      const month: Month = {
        month: number,
        days: new Map(days.map(([day, each]) => [first + day, each])),
        chunks: entries.map(({ owner, hand, from, to, ...rest }) => ({ ...rest, from: first + from, to: first + to, owner: hand ? { importId: null, personId: owner } : { importId: owner, personId: null } })),
      };
      expect(slowMonth(encodeMonth(month))).toEqual({
        month: number, days: [...month.days],
        chunks: month.chunks.map(({ owner, digest: of, ...rest }) => ({ ...rest, import: owner.importId, person: owner.personId, digest: hex(of) })),
      });
    }), { numRuns: 60 });
  });

  it('reads what accounts, attestations and forwards hold', () => {
    const account: fc.Arbitrary<AccountBody> = fc.record({
      name: fc.string(), number: fc.option(fc.string()), currency: fc.constant('EUR'), nextSequence: integer,
      months: fc.array(fc.record({ month: integer, id: fc.uuid(), count: integer, digest })),
      imports: fc.array(fc.record({ importId: fc.uuid(), digest, coverage: fc.option(fc.record({ from: fc.integer({ min: -700_000, max: 2_900_000 }), to: integer })) })),
    });
    const ordinals = fc.array(integer).map((values) => Int32Array.from(values));
    fc.assert(fc.property(account, fc.uniqueArray(fc.uuid(), { maxLength: 5 }), ordinals, (body, chunks, ordinal) => {
      expect(slowAccount(encodeAccount(body))).toEqual({
        name: body.name, number: body.number, currency: body.currency, next: body.nextSequence,
        months: body.months.map((each) => ({ ...each, digest: hex(each.digest) })),
        imports: body.imports.map(({ importId, digest: of, coverage }) => ({ id: importId, digest: hex(of), from: coverage?.from ?? null, to: coverage?.to ?? null })),
      });
      const line = ordinal.toReversed();
      expect(slowAttestation(encodeAttestation(new Map(chunks.map((chunk) => [chunk, { ordinal, line }]))))).toEqual(chunks.map((chunk) => [chunk, [...ordinal], [...line]]));
      expect(slowForward(encodeForward(chunks.map((chunkId) => ({ chunkId, ordinal }))))).toEqual(chunks.map((chunk) => [chunk, [...ordinal]]));
    }), { numRuns: 60 });
  });

  it('reads a whole ledger from database, custody and key file, and finds it as the API tells it', async () => {
    const filled = await createTestDatabase('pglite');
    onTestFinished(filled.remove);
    const portal = await fillPortal(filled.database);
    const reader = await openReader(portal);
    const client = await portal.as('admin');
    const lengths: number[] = [];
    for (const account of await client.accounts.list(portal.organisationId).toArray()) {
      const body = slowAccount(reader.content('accounts', account.id));
      expect(body).toMatchObject({ name: account.name, number: account.number, currency: account.currency });
      const months = body.months.map((month) => slowMonth(reader.content('ledger_months', month.id, month.digest)));
      const chunks = new Map(months.flatMap((month) => month.chunks.map((chunk) => [chunk.id, slowChunk(reader.content('ledger_chunks', chunk.id, chunk.digest))])));
      const told = [...chunks].flatMap(([id, { rows }]) => rows.filter(({ deleted }) => !deleted).map((row) =>
        [`${id}.${String(row.ordinal)}`, row.correction?.day ?? row.day, row.correction?.amount ?? row.amount, row.correction?.description ?? row.description]));
      const transactions = await client.transactions.list(portal.organisationId, { accountId: account.id }).toArray();
      lengths.push(transactions.length);
      expect(told.toSorted()).toEqual(transactions.map(({ id, date, amount: money, description }) => [id, toDayNumber(date), BigInt(money.amount.replace('.', '')), description]).toSorted());
      for (const each of body.imports) slowAttestation(reader.content('ledger_attestations', each.id, each.digest));
    }
    expect(lengths.filter((length) => length > 200)).toHaveLength(2);
    expect(reader.rows('ledger_forwards').map((id) => slowForward(reader.content('ledger_forwards', id)).length)).not.toContain(0);
  }, 60_000);

  it('reads a file from them', async () => {
    const filled = await createTestDatabase('pglite');
    onTestFinished(filled.remove);
    const portal = await fillPortal(filled.database);
    const reader = await openReader(portal);
    const client = await portal.as('admin');
    const { id, byteLength } = (await client.imports.list(portal.organisationId).toArray()).find((each) => each.byteLength > 65_536) ?? expect.fail('no large file');
    const { fileKey, sha256 } = slowDecode(reader.content('imports', id)) as { fileKey: Uint8Array; sha256: string };
    const { rows: segments } = await sql<{ position: number; sealed: Uint8Array }>`select position, sealed from import_segments where import_id = ${id} order by position`.execute(filled.database.kysely);
    const parts = segments.map(({ position, sealed }) => slow.openSegment(fileKey, { ...reader.owner, importId: id, position, last: position === segments.length - 1 }, Uint8Array.from(sealed)));
    expect(parts.map(({ length }) => length)).toEqual([65_536, byteLength - 65_536]);
    expect(createHash('sha256').update(Buffer.concat(parts)).digest('hex')).toBe(sha256);
  }, 60_000);
});

/** Another program, with the data key of an organisation: from the files of the master key and of custody, and from rows. */
async function openReader(portal: Portal) {
  const { organisationId, keys } = portal;
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
  const { deploymentId } = (await json(join(keys.custodyFolder, 'custody.json'))) as { deploymentId: string };
  const [{ wrapped, keyId }] = ((await json(join(keys.custodyFolder, 'keys', `${organisationId}.json`))) as { keys: [{ wrapped: string; keyId: number }] }).keys;
  const [{ key: masterKey }] = ((await json(keys.keyFile)) as { versions: [{ key: string }] }).versions;
  const [fromMaster, fromCustody] = [masterKey, wrapped].map((text) => Uint8Array.from(Buffer.from(text, 'base64'))) as [Uint8Array, Uint8Array];
  const owner = { deploymentId, organisationId };
  const dataKey = slow.unwrapKey(fromMaster, { ...owner, purpose: 'data', keyId }, fromCustody);
  const stored = await allRows(portal);
  return {
    owner,
    /** Ids of the rows of a table. */
    rows: (name: string) => stored.filter(({ table }) => table.table === name).map(({ rowId }) => rowId),
    /** The content of a body, whose digest must be this one where one is known. */
    content(name: string, id: string, expectedDigest?: string): Uint8Array {
      const { sealVersion, sealed } = stored.find(({ table, rowId }) => table.table === name && rowId === id)!;
      const content = slow.openBody(dataKey, { ...owner, keyId, table: name, rowId: id, sealVersion, codecVersion: 1 }, Uint8Array.from(sealed));
      if (expectedDigest !== undefined) expect(createHash('sha256').update(content).digest('hex')).toBe(expectedDigest);
      return content;
    },
  };
}
