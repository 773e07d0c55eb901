import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { createAccess } from '../access/access.ts';
import { authorise } from '../access/authorise.ts';
import { startTestServer, type TestClient, type TestServer } from '../http/test-server.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { EventHub } from './event-hub.ts';
import { Events } from './notice.ts';

/** Reads a stream message by message. */
function follow(body: ReadableStream<Uint8Array>) {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  return {
    /** The next event as `name data`, or `closed`. */
    async next(): Promise<string> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const message = text.slice(0, end);
          text = text.slice(end + 2);
          const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(message) ?? [];
          if (name !== undefined) return `${name} ${String(data)}`;
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return 'closed';
        text += value;
      }
    },
    close: () => reader.cancel(),
  };
}

const START = Date.parse('2026-03-01T08:00:00Z');

describeOnBothDatabases('event streams', (open) => {
  let database: TestDatabase;
  let server: TestServer;
  let elsewhere: EventHub;
  let elsewhereOpen: (client: TestClient) => Promise<ReturnType<typeof follow>>;
  let time = START;

  beforeAll(async () => {
    database = await open();
    const vault = await openTestVault(database);
    // Only what is told counts here, not the regular look.
    server = await startTestServer(database, vault, { now: () => new Date(time), events: { streamsPerPerson: 2, recheck: 60_000 } });
    await server.events.start();
    // Another server on the same database.
    const { sessions } = createAccess({ data: database.data, vault, now: () => new Date(time) });
    elsewhere = new EventHub({ listen: (channel, ear) => database.listen(channel, ear), limits: { recheck: 60_000 } });
    await elsewhere.start();
    database.onRemove(() => elsewhere.close());
    elsewhereOpen = async ({ cookie }) => {
      const recheck = async () => authorise(await sessions.authenticate(cookie, server.organisationId, { silent: true }), server.organisationId, 'organisation:read');
      return follow(elsewhere.open({ caller: await recheck(), recheck }));
    };
  });

  const listen = async (client: TestClient) => {
    const answer = await client.send('GET', `${server.path}/events`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/event-stream; charset=utf-8', 'no-store']);
    if (!answer.body) throw new Error('There is no stream.');
    return follow(answer.body);
  };
  const change = (client: TestClient) => client.send('POST', `${server.path}/accounts`, { json: { name: 'Current', currency: 'EUR' }, key: randomUUID() });

  it('tell on every server what changed once it is committed, to those whom it concerns', async () => {
    const [admin, entry] = [await server.signIn('admin'), await server.signIn('data-entry')];
    const [here, there, other] = [await listen(admin), await elsewhereOpen(admin), await listen(entry)];
    await expect(database.data.inOrganisation(server.organisationId, async (transaction) => {
      await Events.publish(transaction, server.organisationId, { kind: 'members' });
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    expect((await change(admin)).status).toBe(201);
    expect([await here.next(), await there.next()]).toEqual(['change {"kind":"ledger"}', 'change {"kind":"ledger"}']);
    await database.data.inOrganisation(server.organisationId, (transaction) => Events.publish(transaction, server.organisationId, { kind: 'imports' }));
    // The amounts are not theirs to read, and so is the news about them.
    expect(await other.next()).toBe('change {"kind":"imports"}');
    await Promise.all([here.close(), there.close(), other.close()]);
  });

  it('end with their session, on every server', async () => {
    const [operator, admin] = [await server.signIn('operator'), await server.signIn('admin')];
    const [here, there, others] = [await listen(operator), await elsewhereOpen(operator), await listen(admin)];
    expect((await operator.send('DELETE', '/v1/session')).status).toBe(204);
    expect([await here.next(), await there.next()]).toEqual(['end {"reason":"session-ended"}', 'end {"reason":"session-ended"}']);
    expect([await here.next(), await there.next()]).toEqual(['closed', 'closed']);
    await change(admin);
    expect(await others.next()).toBe('change {"kind":"ledger"}');
    await others.close();
  });

  it('end where the member gets another role or is disabled, on every server', async () => {
    const entry = await server.signIn('data-entry');
    const set = (to: { readonly role?: 'operator' | 'data-entry'; readonly state?: 'active' | 'disabled' }) => database.data.inOrganisation(server.organisationId, async (transaction) => {
      await transaction.updateTable('members').set(to).where('organisation_id', '=', server.organisationId).where('person_id', '=', server.people['data-entry'].id).execute();
      await Events.publish(transaction, server.organisationId, { kind: 'members' });
    });
    for (const to of [{ role: 'operator' }, { state: 'disabled' }] as const) {
      const [here, there] = [await listen(entry), await elsewhereOpen(entry)];
      await set(to);
      expect([await here.next(), await there.next()]).toEqual(['end {"reason":"access-changed"}', 'end {"reason":"access-changed"}']);
    }
    await set({ role: 'data-entry', state: 'active' });
  });

  it('keep no session alive, and end with the idle one', async () => {
    const hub = new EventHub({ listen: () => Promise.resolve(() => Promise.resolve()), limits: { recheck: 10 } });
    await hub.start();
    const admin = await server.signIn('admin');
    const { sessions } = server.access;
    const recheck = async () => authorise(await sessions.authenticate(admin.cookie, server.organisationId, { silent: true }), server.organisationId, 'organisation:read');
    time += 20 * 60_000;
    await (await listen(admin)).close();
    const stream = follow(hub.open({ caller: await recheck(), recheck }));
    time += 11 * 60_000;
    expect(await stream.next()).toBe('end {"reason":"session-ended"}');
    expect((await admin.send('GET', `${server.path}/events`)).status).toBe(401);
    await hub.close();
  });

  it('are bounded for a person, and freed when a reader leaves', async () => {
    const admin = await server.signIn('admin');
    const before = server.events.size;
    const first = await listen(admin);
    const second = await listen(admin);
    const refused = await admin.send('GET', `${server.path}/events`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests' });
    await second.close();
    await expect.poll(() => server.events.size).toBe(before + 1);
    await (await listen(admin)).close();
    await first.close();
    await expect.poll(() => server.events.size).toBe(before);
  });

  it('say that something may have been missed when the connection of notices was lost', async ({ skip }) => {
    skip(database.kind !== 'postgres', 'In one process nothing can be lost.');
    const stream = await listen(await server.signIn('admin'));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cash-flow-events' and datname = current_database()`.execute(database.kysely);
    expect(await stream.next()).toBe('change {"kind":"missed"}');
    await stream.close();
  });

  it('end when the server stops, which is told before that', async () => {
    const admin = await server.signIn('admin');
    const stream = await listen(admin);
    server.lifecycle.beginToStop();
    expect((await admin.send('GET', '/readyz')).status).toBe(503);
    expect((await admin.send('GET', '/healthz')).status).toBe(200);
    server.events.closeStreams();
    expect([await stream.next(), await stream.next()]).toEqual(['end {"reason":"stopping"}', 'closed']);
    expect((await admin.send('GET', `${server.path}/events`)).status).toBe(503);
  });
});
