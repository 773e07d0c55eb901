/** How people come in, change, go, and get back in: through the API, with a real mail server. */
import { randomUUID } from 'node:crypto';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import type { Role } from '@cashflowsmart/sdk/contract';
import { sql } from 'kysely';
import { beforeAll, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { Jobs } from '../jobs/index.ts';
import { mailJobs } from '../mail/mail-jobs.ts';
import { startMailbox, type Mailbox } from '../mail/testing/mailbox.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { newLinkToken } from './link-token.ts';

const HOUR = 3_600_000;
const PASSWORD = 'a password long enough';

describeOnBothDatabases('people', (open) => {
  let database: TestDatabase;
  let server: TestServer;
  let mailbox: Mailbox;
  let admin: CashFlowClient;
  let organisationId: string;
  let time = Date.parse('2026-03-01T08:00:00Z');

  beforeAll(async () => {
    database = await open();
    mailbox = await startMailbox();
    const jobs = new Jobs({ database, jobs: mailJobs, log: () => undefined });
    server = await startTestServer(database, await openTestVault(database), { jobs, now: () => new Date(time) });
    await jobs.start(server.comingAndGoing.jobHandlers(mailbox.mailer));
    database.onRemove(async () => {
      await jobs.stop();
      await mailbox.close();
    });
    ({ organisationId } = server);
    admin = await as(server.people.admin);
  });

  const client = (): CashFlowClient => new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
  const as = async ({ email, password }: { readonly email: string; readonly password: string }): Promise<CashFlowClient> => {
    const signedIn = client();
    await signedIn.session.signIn({ email, password });
    return signedIn;
  };
  const newMember = async (role: Role, organisation = organisationId): Promise<{ readonly id: string; readonly email: string; readonly password: string; readonly client: CashFlowClient }> => {
    const person = { name: `A ${role}`, email: `${randomUUID()}@bakery.example`, password: PASSWORD };
    const id = await server.access.people.create(person);
    await server.access.members.add(organisation, id, role);
    return { id, ...person, client: await as(person) };
  };
  const memberOf = async (personId: string) => (await admin.members.list(organisationId).toArray()).find((member) => member.personId === personId);
  const invite = async (email: string, role: Role = 'operator'): Promise<{ readonly id: string; readonly token: string }> => {
    const { id } = await admin.invitations.create(organisationId, { email, role });
    return { id, token: (await mailbox.next(email)).token('invitation') };
  };

  /** Every mail that waited has been sent, or found to be none. */
  const settled = (): Promise<void> => vi.waitFor(async () => {
    const { rows } = await sql<{ mails: string }>`select count(*)::text as mails from mails`.execute(database.owner.kysely);
    expect(rows).toEqual([{ mails: '0' }]);
  }, { timeout: 30_000, interval: 50 });

  it('come in by a link that works once, and choose their own password', async () => {
    const email = 'New.Person@bakery.example';
    const { token } = await invite(email, 'data-entry');
    const guest = client();
    expect(await guest.invitations.read(token)).toMatchObject({ organisationName: 'Bakery', email, role: 'data-entry' });
    await expect(guest.invitations.accept({ token, name: 'New', password: 'short' })).rejects.toMatchObject({ code: 'password-refused' });
    await guest.invitations.accept({ token, name: 'New', password: PASSWORD });
    await expect(guest.session.current()).rejects.toMatchObject({ code: 'not-authenticated' });
    const { memberships } = await guest.session.signIn({ email: 'new.person@bakery.example', password: PASSWORD });
    expect(memberships).toEqual([{ organisationId, organisationName: 'Bakery', role: 'data-entry' }]);
    for (const again of [() => guest.invitations.read(token), () => guest.invitations.accept({ token, name: 'New', password: PASSWORD }), () => guest.invitations.join(token)]) {
      await expect(again()).rejects.toMatchObject({ code: 'link-not-valid' });
    }
    expect(await admin.invitations.list(organisationId).toArray()).toEqual([]);
    await expect(admin.invitations.create(organisationId, { email, role: 'admin' })).rejects.toMatchObject({ code: 'already-member' });
  });

  it('of whom two come at once with one link: one of them gets in', async () => {
    const { token } = await invite('twice@bakery.example');
    const answers = await Promise.allSettled([1, 2].map((index) => client().invitations.accept({ token, name: `Person ${String(index)}`, password: PASSWORD })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('who sign in here already join, and keep name and password: the answer tells nobody which it was', async () => {
    const elsewhere = await newMember('operator', server.otherOrganisationId);
    const { token } = await invite(elsewhere.email);
    await client().invitations.accept({ token, name: 'Somebody else', password: 'another password' });
    await expect(as({ ...elsewhere, password: 'another password' })).rejects.toMatchObject({ code: 'sign-in-failed' });
    const { person, memberships } = await elsewhere.client.session.current();
    expect(person.name).toBe('A operator');
    expect(memberships.map(({ organisationName }) => organisationName)).toEqual(['Bakery', 'Butchery']);
  });

  it('who are signed in join with their own invitation, and with no other', async () => {
    const elsewhere = await newMember('operator', server.otherOrganisationId);
    const { token } = await invite(elsewhere.email, 'data-entry');
    const stranger = await newMember('operator', server.otherOrganisationId);
    await expect(stranger.client.invitations.join(token)).rejects.toMatchObject({ code: 'invitation-of-another' });
    expect(await elsewhere.client.invitations.join(token)).toEqual({ organisationId, organisationName: 'Bakery', role: 'data-entry' });
  });

  it('whose invitation is sent again, revoked or three days old do not come in by the older link', async () => {
    const [again, revoked, old] = [await invite('again@bakery.example'), await invite('revoked@bakery.example'), await invite('old@bakery.example')];
    await expect(admin.invitations.create(organisationId, { email: 'AGAIN@bakery.example', role: 'operator' })).rejects.toMatchObject({ code: 'already-invited' });
    await admin.invitations.resend(organisationId, again.id);
    const newer = (await mailbox.next('again@bakery.example')).token('invitation');
    await admin.invitations.revoke(organisationId, revoked.id);
    const forged = newLinkToken(organisationId, old.id).text;
    for (const token of [again.token, revoked.token, forged]) await expect(client().invitations.read(token)).rejects.toMatchObject({ code: 'link-not-valid' });
    await client().invitations.read(newer);
    time += 72 * HOUR;
    const later = await as(server.people.admin);
    for (const token of [newer, old.token]) await expect(client().invitations.read(token)).rejects.toMatchObject({ code: 'link-not-valid' });
    expect((await later.invitations.list(organisationId).toArray()).map(({ state }) => state)).toEqual(['expired', 'expired']);
    // What has expired stands in nobody's way.
    await later.invitations.create(organisationId, { email: 'old@bakery.example', role: 'operator' });
    expect(await later.invitations.list(organisationId).toArray()).toHaveLength(2);
    admin = later;
  });

  it('have another role, or none, at their next request', async () => {
    const member = await newMember('operator');
    await member.client.accounts.create(organisationId, { name: 'Giro', currency: 'EUR' });
    const lowered = await admin.members.change(organisationId, member.id, { revision: 1, role: 'data-entry' });
    expect(lowered).toMatchObject({ role: 'data-entry', state: 'active', revision: 2 });
    await expect(member.client.accounts.create(organisationId, { name: 'Till', currency: 'EUR' })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(admin.members.change(organisationId, member.id, { revision: 1, role: 'admin' })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    await admin.members.change(organisationId, member.id, { revision: 2, state: 'disabled' });
    await expect(member.client.organisations.read(organisationId)).rejects.toMatchObject({ code: 'not-allowed' });
    expect((await member.client.session.current()).memberships).toEqual([]);
    await admin.members.change(organisationId, member.id, { revision: 3, state: 'active' });
    await member.client.organisations.read(organisationId);
    await admin.members.remove(organisationId, member.id, 4);
    await expect(member.client.organisations.read(organisationId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await memberOf(member.id)).toBeUndefined();
    await expect(admin.members.change(organisationId, member.id, { revision: 5, state: 'active' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('who were removed leave their imports under their name, and may be asked back', async () => {
    const member = await newMember('operator');
    const account = await member.client.accounts.create(organisationId, { name: 'Giro', currency: 'EUR' });
    await member.client.imports.create(organisationId, { accountId: account.id, fileName: 'a.csv', byteLength: 10, sha256: '0'.repeat(64) });
    await admin.members.remove(organisationId, member.id, 1);
    expect((await admin.imports.list(organisationId).toArray()).map(({ createdBy }) => createdBy)).toContainEqual({ personId: member.id, name: 'A operator' });
    const { token } = await invite(member.email, 'data-entry');
    await member.client.invitations.join(token);
    expect(await memberOf(member.id)).toMatchObject({ role: 'data-entry', state: 'active' });
  });

  it('who are disabled are not let in again by an older invitation', async () => {
    const elsewhere = await newMember('operator', server.otherOrganisationId);
    const { token } = await invite(elsewhere.email);
    await server.access.members.add(organisationId, elsewhere.id, 'operator');
    await admin.members.change(organisationId, elsewhere.id, { revision: 1, state: 'disabled' });
    await expect(elsewhere.client.invitations.join(token)).rejects.toMatchObject({ code: 'link-not-valid' });
    expect(await memberOf(elsewhere.id)).toMatchObject({ state: 'disabled' });
  });

  it('are never left without an administrator, also where two take the role from each other at once', async () => {
    const organisation = await server.access.organisations.create('Mill');
    const [ann, ben] = [await newMember('admin', organisation), await newMember('admin', organisation)];
    await ann.client.invitations.create(organisation, { email: 'third@bakery.example', role: 'admin' });
    const answers = await Promise.allSettled([
      ann.client.members.change(organisation, ben.id, { revision: 1, role: 'operator' }),
      ben.client.members.change(organisation, ann.id, { revision: 1, state: 'disabled' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.find((answer) => answer.status === 'rejected');
    // Whoever was slower is no administrator any more.
    expect(refused?.reason).toMatchObject({ code: 'not-allowed' });
    const last = answers[0].status === 'fulfilled' ? ann : ben;
    const { revision } = (await last.client.members.list(organisation).toArray()).find(({ personId }) => personId === last.id) ?? { revision: 0 };
    for (const attempt of [
      () => last.client.members.change(organisation, last.id, { revision, role: 'operator' }), () => last.client.members.change(organisation, last.id, { revision, state: 'disabled' }),
      () => last.client.members.remove(organisation, last.id, revision),
    ]) await expect(attempt()).rejects.toMatchObject({ code: 'last-admin' });
  });

  it('are signed out by an administrator, and may sign in again', async () => {
    const member = await newMember('operator');
    await admin.members.endSessions(organisationId, member.id);
    await expect(member.client.session.current()).rejects.toMatchObject({ code: 'not-authenticated' });
    await as(member);
    const stranger = await newMember('operator', server.otherOrganisationId);
    await expect(admin.members.endSessions(organisationId, stranger.id)).rejects.toMatchObject({ code: 'not-found' });
    await stranger.client.session.current();
  });

  it('choose a new password by a link that works once, which ends every session and is told to them', async () => {
    const member = await newMember('operator');
    await client().passwordResets.request({ email: member.email.toUpperCase() });
    const token = (await mailbox.next(member.email)).token('reset');
    await expect(client().passwordResets.redeem({ token, password: 'short' })).rejects.toMatchObject({ code: 'password-refused' });
    await client().passwordResets.redeem({ token, password: 'quite another password' });
    await expect(member.client.session.current()).rejects.toMatchObject({ code: 'not-authenticated' });
    await expect(as(member)).rejects.toMatchObject({ code: 'sign-in-failed' });
    await as({ ...member, password: 'quite another password' });
    await expect(client().passwordResets.redeem({ token, password: 'and another one again' })).rejects.toMatchObject({ code: 'link-not-valid' });
    expect((await mailbox.next(member.email)).text).toContain('Your password was changed.');
  });

  it('get no second link at once, and none works after half an hour', async () => {
    const member = await newMember('operator');
    await admin.members.resetPassword(organisationId, member.id);
    const token = (await mailbox.next(member.email)).token('reset');
    await client().passwordResets.request({ email: member.email });
    await settled();
    time += 3 * 60_000;
    await client().passwordResets.request({ email: member.email, locale: 'de' });
    const second = await mailbox.next(member.email);
    expect(second.text).toContain('neues Passwort');
    expect(mailbox.received.filter(({ to }) => to.includes(member.email))).toHaveLength(2);
    await expect(client().passwordResets.redeem({ token, password: PASSWORD })).rejects.toMatchObject({ code: 'link-not-valid' });
    time += 30 * 60_000;
    await expect(client().passwordResets.redeem({ token: second.token('reset'), password: PASSWORD })).rejects.toMatchObject({ code: 'link-not-valid' });
    admin = await as(server.people.admin);
  });

  it('are not flooded with mails: the eleventh request for one e-mail in an hour is refused, whoever has it or not', async () => {
    for (const email of ['nobody.at.all@bakery.example', server.people.operator.email]) {
      for (let attempt = 0; attempt < 10; attempt += 1) await client().passwordResets.request({ email });
      await expect(new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch(), retry: { retries: 0 } }).passwordResets.request({ email })).rejects.toMatchObject({ code: 'too-many-requests' });
    }
    expect(mailbox.received.filter(({ to }) => to.includes(server.people.operator.email)).length).toBeLessThanOrEqual(1);
  });

  it('of whom nobody knows the e-mail get the same answer and no mail; and no mail is left behind', async () => {
    await settled();
    const before = mailbox.received.length;
    await client().passwordResets.request({ email: 'nobody@bakery.example' });
    await settled();
    expect(mailbox.received.length).toBe(before);
  });
});
