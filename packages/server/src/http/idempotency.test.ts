import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { DataAccess } from '../database/data-access.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestRotation } from '../testing/test-rotation.ts';
import { makeTestKeys, openTestVault } from '../testing/test-vault.ts';
import type { KeyRotation } from '../vault/rotation/key-rotation.ts';
import { startTestServer, type TestClient, type TestServer } from './test-server.ts';

const HOUR = 3_600_000;

describeOnBothDatabases('an Idempotency-Key', (open) => {
  let data: DataAccess;
  let rotation: KeyRotation;
  let server: TestServer;
  let operator: TestClient;
  let admin: TestClient;
  let time = Date.parse('2026-03-01T08:00:00Z');

  beforeAll(async () => {
    const database = await open();
    data = database.data;
    const keys = await makeTestKeys(database);
    server = await startTestServer(database, await openTestVault(database, keys), { now: () => new Date(time) });
    ({ rotation } = await openTestRotation(database, keys));
    [operator, admin] = await Promise.all([server.signIn('operator'), server.signIn('admin')]);
  });

  const create = (client: TestClient, name: string, key?: string): Promise<Response> =>
    client.send('POST', `${server.path}/accounts`, { json: { name, currency: 'EUR' }, ...(key !== undefined && { key }) });
  const countOf = async (name: string): Promise<number> =>
    (await server.ledger.listAccounts(server.organisationId)).filter((account) => account.name === name).length;

  it.each([undefined, 'a'.repeat(15), 'a'.repeat(65), 'a b'.repeat(6), 'ä'.repeat(16)])('is needed to create, with 16 to 64 visible characters: not %j', async (key) => {
    const answer = await operator.send('POST', `${server.path}/accounts`, {
      json: { name: 'Keyless', currency: 'EUR' },
      // Header values are bytes: what is not ASCII travels as its UTF-8, as a browser would refuse to send it.
      ...(key !== undefined && { key: Buffer.from(key, 'utf8').toString('latin1') }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'idempotency-key-required' });
    expect(await countOf('Keyless')).toBe(0);
  });

  it('gives the same answer to the same request, and says so', async () => {
    const key = randomUUID();
    const [first, second] = [await create(operator, 'Twice', key), await create(operator, 'Twice', key)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
    expect(await second.json()).toEqual(await first.json());
    expect(await countOf('Twice')).toBe(1);
  });

  it('gives the same answer after the keys were rotated', async () => {
    const key = randomUUID();
    const first = await create(operator, 'Rotated', key);
    await rotation.rotate(server.organisationId, { once: true });
    const second = await create(operator, 'Rotated', key);
    expect(second.status).toBe(201);
    expect(await second.json()).toEqual(await first.json());
    expect(await countOf('Rotated')).toBe(1);
  });

  it('is refused for another body', async () => {
    const key = randomUUID();
    await create(operator, 'First body', key);
    const answer = await create(operator, 'Second body', key);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await countOf('Second body')).toBe(0);
  });

  it('creates once when the same request arrives many times at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(operator, 'At once', key)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ id: string }>));
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers.has('idempotency-replayed'))).toHaveLength(1);
    expect(await countOf('At once')).toBe(1);
  });

  it('belongs to one person', async () => {
    const key = randomUUID();
    const [mine, theirs] = await Promise.all((await Promise.all([create(operator, 'Each', key), create(admin, 'Each', key)])).map((answer) => answer.json() as Promise<{ id: string }>));
    expect(mine?.id).not.toBe(theirs?.id);
    expect(await countOf('Each')).toBe(2);
  });

  it('is not used up by a request that failed', async () => {
    const key = randomUUID();
    expect((await create(operator, '', key)).status).toBe(400);
    expect((await create(operator, 'After a failure', key)).status).toBe(201);
  });

  it('gives nothing to somebody who may not create any more', async () => {
    const key = randomUUID();
    await create(operator, 'Demoted', key);
    const set = (role: 'operator' | 'data-entry'): Promise<unknown> => data.inOrganisation(server.organisationId, (transaction) =>
      transaction.updateTable('members').set({ role }).where('organisation_id', '=', server.organisationId).where('person_id', '=', server.people.operator.id).execute());
    await set('data-entry');
    expect((await create(operator, 'Demoted', key)).status).toBe(403);
    await set('operator');
  });

  it('is forgotten after a day', async () => {
    const key = randomUUID();
    await create(operator, 'Daily', key);
    time += 24 * HOUR + 1;
    const again = await server.signIn('operator');
    const answer = await create(again, 'Daily', key);
    expect(answer.headers.has('idempotency-replayed')).toBe(false);
    expect(await countOf('Daily')).toBe(2);
    const rows = await data.inOrganisation(server.organisationId, (transaction) => transaction.selectFrom('idempotency_records').select('created_at')
      .where('organisation_id', '=', server.organisationId).execute());
    expect(rows.map(({ created_at }) => created_at.getTime())).toEqual([time]);
  });
});
