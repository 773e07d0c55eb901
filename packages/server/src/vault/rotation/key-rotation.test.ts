import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createAccess } from '../../access/access.ts';
import { PLATFORM, sealedTables } from '../../database/schema.ts';
import { Ledger } from '../../ledger/ledger.ts';
import { openTestLedger, variedRows, type TestLedger } from '../../ledger/testing/open-test-ledger.ts';
import { sealedBodies } from '../../sealed-bodies.ts';
import { describeOnBothDatabases, type TestDatabase } from '../../testing/test-database.ts';
import { openTestRotation } from '../../testing/test-rotation.ts';
import { makeTestKeys, openTestVault, type TestKeys } from '../../testing/test-vault.ts';
import { countReferences } from './key-references.ts';
import { KeyStateError } from './key-state-error.ts';
import { reseal } from './reseal.ts';

const now = { once: true };

async function versions(database: TestDatabase, organisationId: string) {
  const rows = await database.data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('key_versions').select(['key_id', 'purpose', 'state']).where('organisation_id', '=', organisationId).orderBy('key_id').execute());
  return rows.map(({ key_id, purpose, state }) => `${purpose} ${key_id} ${state}`);
}

/** Every row of every sealed table, without what a re-seal may change. */
async function everythingElse(database: TestDatabase, organisationId: string): Promise<Record<string, unknown[]>> {
  const result: Record<string, unknown[]> = {};
  for (const table of sealedTables) {
    const { rows } = await sql<object>`select * from ${sql.table(table)} where organisation_id = ${organisationId}`.execute(database.owner.kysely);
    result[table] = rows.map((row) => ({ ...row, sealed: null, key_id: null, seal_version: null, login_index: null, login_key_id: null })).map((row) => JSON.stringify(row)).toSorted();
  }
  return result;
}

async function listed({ ledger, organisationId, all }: TestLedger, accountId: string): Promise<readonly string[]> {
  const { items } = await ledger.list(organisationId, all, { accountId, limit: 500 });
  return items.map(({ id, description, amount, revision }) => `${id} ${description} ${amount.amount} ${String(revision)}`);
}

async function openLedger(database: TestDatabase, keys: TestKeys): Promise<TestLedger> {
  return openTestLedger(database, await openTestVault(database, keys));
}

describe('the tables that a rotation walks through', () => {
  it('are all that have a sealed body', () => {
    expect(sealedBodies.map(({ table }) => table).toSorted()).toEqual([...sealedTables].toSorted());
  });
});

describeOnBothDatabases('a rotation', (open) => {
  it('puts everything under one new key, changes nothing of what it says, and retires the old one', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    const [first, second] = [await ledger.account(), await ledger.account('Savings')];
    await ledger.import(first, variedRows(120));
    const undone = await ledger.import(first, variedRows(40, { seed: 1_000 }));
    await ledger.undo(undone);
    await ledger.import(second, variedRows(30));
    const said = [await listed(ledger, first), await listed(ledger, second)];
    const rest = await everythingElse(database, organisationId);

    const { rotation, custody } = await openTestRotation(database, keys);
    const moved: number[] = [];
    const outcome = await rotation.rotate(organisationId, now, { onProgress: (count) => moved.push(count) });

    expect(outcome).toMatchObject({ steps: ['begin', 'activate', 'move', 'retire'], unreadable: 0, left: 0 });
    expect(moved.reduce((sum, count) => sum + count, 0)).toBe(outcome.moved);
    const references = await countReferences(database.data, organisationId, sealedBodies, []);
    expect(new Set(references.map(({ keyId }) => keyId))).toEqual(new Set([2]));
    expect(references.reduce((sum, { count }) => sum + count, 0)).toBe(outcome.moved);
    expect(await versions(database, organisationId)).toEqual(['data 2 active']);
    expect((await custody.keys(organisationId)).map(({ retiredAt }) => retiredAt !== null)).toEqual([true, false]);
    expect(await everythingElse(database, organisationId)).toEqual(rest);
    const after = { ...ledger, ledger: new Ledger({ data: database.data, vault: await openTestVault(database, keys) }) };
    expect([await listed(after, first), await listed(after, second)]).toEqual(said);
    expect(await after.ledger.verify(organisationId)).toEqual([]);
    // The server that had loaded the old key only finds the new one by itself.
    await expect(listed(ledger, first)).rejects.toThrow('does not open');
    expect(await listed(ledger, first)).toEqual(said[0]);
  });

  it('makes one new key where two servers begin at once', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const account = await ledger.account();
    await ledger.import(account, variedRows(50));
    const askedAt = new Date();
    const servers = await Promise.all([openTestRotation(database, keys), openTestRotation(database, keys), openTestRotation(database, keys)]);
    const outcomes = await Promise.all(servers.map(({ rotation }) => rotation.rotate(ledger.organisationId, { once: true, askedAt })));
    expect(outcomes.map(({ left, unreadable }) => left + unreadable)).toEqual([0, 0, 0]);
    expect(await versions(database, ledger.organisationId)).toEqual(['data 2 active']);
    expect(await servers[0].custody.keys(ledger.organisationId)).toHaveLength(2);
  });

  it('that was stopped is gone on with by the next, which makes no key of its own', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    await ledger.import(await ledger.account(), variedRows(400));
    const { rotation, custody } = await openTestRotation(database, keys);
    const stop = new AbortController();
    await expect(rotation.rotate(organisationId, now, { signal: stop.signal, onProgress: () => { stop.abort(); } })).rejects.toThrow('abort');
    expect((await rotation.rotate(organisationId, now)).left).toBe(0);
    expect(await versions(database, organisationId)).toEqual(['data 2 active']);
    // Without a server it is driven on by calling it again, through the time that it waits.
    let time = Date.now();
    const patient = await openTestRotation(database, keys, { now: () => new Date(time), policy: { spread: 1_000 } });
    for (const wanted of [['data 2 active', 'data 3 pending'], ['data 2 decrypt-only', 'data 3 active'], ['data 3 active']]) {
      time += 2_000;
      await patient.rotation.rotate(organisationId, { once: false });
      expect(await versions(database, organisationId)).toEqual(wanted);
    }
    expect(await custody.keys(organisationId)).toHaveLength(3);
  });

  it('that is overtaken by another one leaves the rest to its next walk', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    const account = await ledger.account();
    const [slow, fast] = [await openTestRotation(database, keys), await openTestRotation(database, keys)];
    const damage = () => sql`update accounts set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = ${account}`.execute(database.owner.kysely);
    // The fast one cannot move the account, and so cannot retire the key under it, but retires the one that came after.
    await damage();
    await fast.rotation.rotate(organisationId, now);
    const vault = await slow.vault.organisation(organisationId);
    await fast.rotation.rotate(organisationId, now);
    expect(await versions(database, organisationId)).toEqual(['data 1 decrypt-only', 'data 3 active']);
    await damage();
    expect(await reseal({ data: database.data, keys: () => Promise.resolve(vault), tables: sealedBodies, keyIds: [1] })).toEqual({ moved: 0, unreadable: 0 });
    expect(await slow.rotation.run(organisationId)).toMatchObject({ moved: 1, unreadable: 0, left: 0 });
  });

  it('goes on beside imports, corrections and undoing on another server', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    const account = await ledger.account();
    await ledger.import(account, variedRows(200));
    const { rotation } = await openTestRotation(database, keys);
    let writing = true;
    const writes = (async () => {
      for (let round = 1; round <= 6; round += 1) {
        const importId = await ledger.import(account, variedRows(60, { seed: round * 1_000 }));
        if (round % 2 === 0) await ledger.undo(importId);
      }
      writing = false;
    })();
    let rotations = 0;
    while (writing) {
      // Without a spread the writer's key could be retired under its hands; that is a test of its own.
      await rotation.rotate(organisationId, { once: false });
      rotations += 1;
    }
    await writes;
    expect(rotations).toBeGreaterThan(0);
    const outcome = await rotation.rotate(organisationId, now);
    expect(outcome.left).toBe(0);
    const fresh = new Ledger({ data: database.data, vault: await openTestVault(database, keys) });
    expect(await fresh.verify(organisationId)).toEqual([]);
    expect((await fresh.list(organisationId, ledger.all, { accountId: account, limit: 500 })).items).toHaveLength(200 + 3 * 60);
  });

  it('waits until other servers have the new key, and again until they have let go of the old one', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { organisationId } = await openLedger(database, keys);
    let time = Date.now();
    const { rotation } = await openTestRotation(database, keys, { now: () => new Date(time), policy: { spread: 1_000, dataKeyAge: 90 * 86_400_000 } });
    expect(await rotation.run(organisationId)).toMatchObject({ steps: [], moved: 0 });
    time += 90 * 86_400_000;
    expect((await rotation.run(organisationId)).steps).toEqual(['begin']);
    expect(await versions(database, organisationId)).toEqual(['data 1 active', 'data 2 pending']);
    time += 999;
    expect((await rotation.run(organisationId)).steps).toEqual([]);
    time += 1;
    expect((await rotation.run(organisationId)).steps).toEqual(['activate', 'move']);
    expect(await versions(database, organisationId)).toEqual(['data 1 decrypt-only', 'data 2 active']);
    time += 1_000;
    expect((await rotation.run(organisationId)).steps).toEqual(['retire']);
    expect(await versions(database, organisationId)).toEqual(['data 2 active']);
  });

  it('leaves a value that does not open where it is, moves all others, and keeps the key', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    await ledger.import(await ledger.account(), variedRows(50));
    const damaged = await ledger.account('Damaged');
    await sql`update accounts set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = ${damaged}`.execute(database.owner.kysely);
    const { rotation } = await openTestRotation(database, keys);
    expect(await rotation.rotate(organisationId, now)).toMatchObject({ unreadable: 1, left: 1 });
    expect(await versions(database, organisationId)).toEqual(['data 1 decrypt-only', 'data 2 active']);
    const left = await countReferences(database.data, organisationId, sealedBodies, []);
    expect(left.filter(({ keyId }) => keyId === 1)).toEqual([{ table: 'accounts', keyId: 1, count: 1 }]);
    await expect(rotation.retire(organisationId, 1)).rejects.toMatchObject({ reason: 'in-use' });
  });

  it('ends between two batches when it is told to, and is finished by the next run', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    await ledger.import(await ledger.account(), variedRows(400));
    const { rotation } = await openTestRotation(database, keys);
    const controller = new AbortController();
    await expect(rotation.rotate(organisationId, now, { signal: controller.signal, onProgress: () => { controller.abort(); } })).rejects.toThrow('abort');
    expect((await versions(database, organisationId)).length).toBe(2);
    await rotation.run(organisationId);
    const references = await countReferences(database.data, organisationId, sealedBodies, []);
    expect(new Set(references.map(({ keyId }) => keyId))).toEqual(new Set([2]));
  });

  it('of the platform leaves everybody able to sign in, and nobody signed out', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { vault, rotation } = await openTestRotation(database, keys);
    const access = createAccess({ data: database.data, vault });
    const email = `${randomUUID()}@example.org`;
    const personId = await access.people.create({ name: 'A person', email, password: 'a long enough password' });
    const { cookie } = await access.sessions.begin(personId, undefined);
    const outcome = await rotation.rotate(PLATFORM, now);
    expect(outcome.left).toBe(0);
    // The key that signs cookies waits for other servers; the one that signed the cookie stays until it has ended.
    expect(await versions(database, PLATFORM)).toEqual(['cookie 3 active', 'data 5 active', 'index 6 active', 'cookie 7 pending', 'audit 8 active']);
    expect((await access.people.authenticate(email, 'a long enough password'))?.id).toBe(personId);
    expect((await access.sessions.authenticate(cookie.split(';')[0], null)).personId).toBe(personId);
    await expect(access.people.create({ name: 'Another', email: email.toUpperCase(), password: 'a long enough password' })).rejects.toThrow('e-mail');
  });

  it('of the platform passes by people whose body does not open, and gives all others their new index', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { vault, rotation } = await openTestRotation(database, keys);
    const { people } = createAccess({ data: database.data, vault });
    const password = 'a long enough password';
    const emails = Array.from({ length: 4 }, () => `${randomUUID()}@example.org`);
    const ids: string[] = [];
    for (const email of emails) ids.push(await people.create({ name: 'A person', email, password }));
    const damaged = ids.toSorted().at(0)!;
    await sql`update people set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = ${damaged}`.execute(database.owner.kysely);
    expect(await rotation.rotate(PLATFORM, now)).toMatchObject({ unreadable: 2, left: 2 });
    for (const [position, email] of emails.entries()) {
      if (ids[position] !== damaged) expect((await people.authenticate(email, password))?.id).toBe(ids[position]);
    }
    const { rows } = await sql<{ id: string }>`select id from people where login_key_id <> 6`.execute(database.owner.kysely);
    expect(rows.map(({ id }) => id)).toEqual([damaged]);
  });

  it('and a verification may take longer than keys are given out for', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const ledger = await openLedger(database, keys);
    const { organisationId } = ledger;
    for (let count = 0; count < 12; count += 1) await ledger.account(`Account ${String(count)}`);
    const { rotation } = await openTestRotation(database, keys);
    await rotation.begin(organisationId, 1);
    await sql`update key_versions set state = 'decrypt-only' where organisation_id = ${organisationId} and key_id = 1`.execute(database.owner.kysely);
    await sql`update key_versions set state = 'active', activated_at = now() where organisation_id = ${organisationId} and key_id = 2`.execute(database.owner.kysely);
    // Each look at the clock takes a second, and keys do something for sixteen at most.
    let seconds = 0;
    const vault = await openTestVault(database, keys, { keyLifetime: 8, now: () => (seconds += 1) });
    const given = () => vault.organisation(organisationId);
    const { moved } = await reseal({ data: database.data, keys: given, tables: sealedBodies, keyIds: [1], batchSize: 1, rest: 0 });
    expect(moved).toBeGreaterThan(12);
    expect(new Set((await countReferences(database.data, organisationId, sealedBodies, [])).map(({ keyId }) => keyId))).toEqual(new Set([2]));
    expect(await new Ledger({ data: database.data, vault }).verify(organisationId)).toEqual([]);
  });

  it('can be taken back as far as the retirement goes', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { organisationId } = await openLedger(database, keys);
    const { rotation, custody } = await openTestRotation(database, keys);
    await expect(rotation.restore(organisationId, 1)).rejects.toMatchObject({ reason: 'not-retired' });
    await expect(rotation.retire(organisationId, 1)).rejects.toMatchObject({ reason: 'in-use' });
    await expect(rotation.retire(organisationId, 9)).rejects.toThrow(KeyStateError);
    await rotation.rotate(organisationId, now);
    await rotation.restore(organisationId, 1);
    expect(await versions(database, organisationId)).toEqual(['data 1 decrypt-only', 'data 2 active']);
    expect((await custody.keys(organisationId))[0]?.retiredAt).toBeNull();
    await rotation.retire(organisationId, 1);
    expect(await versions(database, organisationId)).toEqual(['data 2 active']);
  });

  it('finishes what a server left that stopped between two steps', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { organisationId } = await openLedger(database, keys);
    const { rotation, custody } = await openTestRotation(database, keys);
    await rotation.rotate(organisationId, now);
    // Retired in the database, and not yet noted in custody.
    await custody.exclusively(organisationId, async (writer) => { await writer.put(...writer.keys.map((key) => ({ ...key, retiredAt: null }))); });
    await rotation.run(organisationId);
    expect((await custody.keys(organisationId)).map(({ retiredAt }) => retiredAt !== null)).toEqual([true, false]);
    // Durable in custody, and not yet known to the database: no second key is made.
    await database.data.inOrganisation(organisationId, (transaction) => transaction.updateTable('key_versions').set({ state: 'active' }).where('key_id', '=', '2').execute());
    const next = await rotation.rotate(organisationId, { once: false });
    expect(next.steps).toEqual(['begin']);
    await database.data.inOrganisation(organisationId, (transaction) => transaction.deleteFrom('key_versions').where('organisation_id', '=', organisationId).where('key_id', '=', '3').execute());
    await rotation.rotate(organisationId, now);
    expect(await versions(database, organisationId)).toEqual(['data 3 active']);
  });
});
