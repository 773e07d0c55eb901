import { describe, expect, it, onTestFinished } from 'vitest';
import { createAccess } from '../access/access.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault } from '../testing/test-vault.ts';
import { run } from './testing/command-process.ts';

describe('admin create', () => {
  it('makes an organisation whose admin can sign in, with a password of its own or a given one', async () => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    const keys = await makeTestKeys(database);
    const access = createAccess({ data: database.data, vault: await openTestVault(database, keys) });
    const env = { DATABASE_URL: database.options.kind === 'postgres' ? database.options.connectionString : '', CASH_FLOW_KEY_FILE: keys.keyFile, CASH_FLOW_CUSTODY: keys.custodyFolder };
    const create = (email: string, more: readonly string[] = [], input?: string) =>
      run(['admin', 'create', '--organisation', 'Test company', '--name', 'First', '--email', email, ...more], env, input);

    const made = await create('first@example.com');
    expect(made.code, made.error).toBe(0);
    const [, organisationId = '', password = ''] = /^Organisation: (\S{36})\nAdmin: first@example\.com\nPassword: (\S{35})\nIt is shown this once\.\n$/.exec(made.out) ?? [];
    const first = await access.people.authenticate('first@example.com', password);
    expect(await access.members.membershipsOf(first?.id ?? '')).toEqual([{ organisationId, organisationName: 'Test company', role: 'admin' }]);

    const given = await create('second@example.com', ['--password-file', '-'], 'correct horse battery\n');
    expect(given).toMatchObject({ code: 0, out: expect.not.stringContaining('Password') as string });
    expect(await access.people.authenticate('second@example.com', 'correct horse battery')).toMatchObject({ name: 'First' });

    expect(await create('FIRST@example.com')).toMatchObject({ code: 1, out: '', error: 'There is a person with this e-mail already. Nothing was made.\n' });
    expect(await create('third@example.com', ['--password-file', '-'], 'short\n')).toMatchObject({ code: 1, error: expect.stringMatching(/^A password has at least 12 characters\. Nothing/) as string });
    expect(await create('nobody')).toMatchObject({ code: 2, error: '--email takes an e-mail address.\n' });
    expect(await access.organisations.all()).toHaveLength(2);
  }, 180_000);
});
