import { beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { OrganisationVault } from '../vault/organisation-vault.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { openCursor, queryDigest, sealCursor } from './cursor.ts';

describe('a cursor', () => {
  const query = queryDigest(['account', '2024-01-01']);
  const position = { day: 19_800, account: 3, sequence: 12, ordinal: Number.MAX_SAFE_INTEGER };
  const refused = expect.objectContaining({ code: 'invalid-request' });
  let ours: OrganisationVault;
  let theirs: OrganisationVault;

  beforeAll(async () => {
    const { database, remove } = await createTestDatabase('pglite');
    const vault = await openTestVault(database);
    [ours, theirs] = [await vault.organisation(randomUUID()), await vault.organisation(randomUUID())];
    return remove;
  });

  it('leads back to its place', () => {
    expect(openCursor(ours, query, sealCursor(ours, query, position))).toEqual(position);
    const first = { day: -719_162, account: 0, sequence: 0, ordinal: 0 };
    expect(openCursor(ours, query, sealCursor(ours, query, first))).toEqual(first);
  });

  it('fits the contract and has one length, wherever it leads', () => {
    const lengths = [position, { day: 0, account: 0, sequence: 0, ordinal: 0 }].map((place) => sealCursor(ours, query, place).length);
    expect(new Set(lengths).size).toBe(1);
    expect(lengths[0]).toBeLessThanOrEqual(400);
  });

  it('is refused where it was made up, changed, or cut', () => {
    const sealed = sealCursor(ours, query, position);
    for (const forged of ['', 'x', 'AAAA'.repeat(40), sealed.slice(0, -4), `${sealed.slice(0, 60)}${sealed[60] === 'A' ? 'B' : 'A'}${sealed.slice(61)}`]) {
      expect(() => openCursor(ours, query, forged)).toThrow(refused);
    }
  });

  it('is refused by another organisation and for another question', () => {
    const sealed = sealCursor(ours, query, position);
    expect(() => openCursor(theirs, query, sealed)).toThrow(refused);
    expect(() => openCursor(ours, queryDigest(['account', '2024-01-02']), sealed)).toThrow(refused);
  });
});
