import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { bareStatement, openPortal, type Portal } from './testing/portal.ts';

const file = bareStatement([['01.02.2026', 'Rent', '-850,00'], ['02.02.2026', 'Salary', '2000,00']]);
const bytes = new TextEncoder().encode(file).length;

describeOnBothDatabases('the quota of files', (open) => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await openPortal(await open(), { imports: { filesPerDay: 3, bytesPerDay: 3 * bytes + 10 } });
  });

  it('counts the files of each person within a day, also those that come at once', async () => {
    const { upload } = await portal.newAccount();
    const [operator, dataEntry] = await Promise.all([portal.as('operator'), portal.as('data-entry')]);
    const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => upload(operator, file)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'too-many-requests' });
    // Another person has a quota of their own.
    expect(await upload(dataEntry, file)).toMatchObject({ state: 'review' });
    // A day later the files of before count no more.
    await portal.database.data.inOrganisation(portal.organisationId, (transaction) =>
      sql`UPDATE imports SET created_at = created_at - interval '25 hours' WHERE organisation_id = ${portal.organisationId}`.execute(transaction));
    expect(await upload(operator, file)).toMatchObject({ state: 'review' });
  });

  it('counts their bytes, before they are announced and as they arrive', async () => {
    const { account, upload } = await portal.newAccount();
    const admin = await portal.as('admin');
    const large = new TextEncoder().encode(`${file}${' '.repeat(3 * bytes)}`);
    await expect(upload(admin, large)).rejects.toMatchObject({ code: 'too-many-requests' });
    expect((await admin.imports.list(portal.organisationId, { accountId: account.id }).toArray())).toEqual([]);
    // Either of them fits alone, also when both were announced before a byte of them arrived.
    const twice = `${file}${' '.repeat(bytes)}`;
    const outcomes = await Promise.allSettled([upload(admin, twice), upload(admin, twice)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'too-many-requests' } });
  });
});
