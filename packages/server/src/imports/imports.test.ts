import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openPortal, statement } from './testing/portal.ts';

const rent = { day: '15.01.2026', text: 'Miete Januar', amount: '-800,00' };
const salary = { day: '28.01.2026', text: 'Gehalt', amount: '2500,00' };
const january = statement([rent, salary]);

describeOnBothDatabases('imports', (open) => {
  it('are read, proved, and put into the ledger as a whole', async () => {
    const portal = await openPortal(await open());
    const client = await portal.as('data-entry');
    const received = await portal.upload(client, january);
    expect(received).toMatchObject({ state: 'review', receivedBytes: january.length, createdBy: { name: portal.server.people['data-entry'].name } });
    expect(received.review).toMatchObject({ transactions: 2, newTransactions: 2, duplicates: 0, openQuestions: [], proof: { status: 'verified' } });
    expect(await portal.descriptions()).toEqual([]);
    const committed = await client.imports.commit(portal.organisationId, received.id);
    expect(committed.state).toBe('committed');
    expect(await portal.descriptions()).toEqual(['Miete Januar', 'Gehalt']);
    expect(await client.imports.read(portal.organisationId, received.id)).toEqual(committed);
  });
});
