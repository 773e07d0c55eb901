import { randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import { beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestClient, type TestServer } from '../http/test-server.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { PENDING_COOKIE } from './pending-sign-ins.ts';
import { SESSION_COOKIE } from './session-cookie.ts';

const PASSWORD = 'a long password';

describeOnBothDatabases('a second factor', (open) => {
  let server: TestServer;
  let time = Date.parse('2026-03-01T08:00:00Z');

  beforeAll(async () => {
    const database = await open();
    server = await startTestServer(database, await openTestVault(database), { now: () => new Date(time) });
  });

  const cookiesOf = (answer: Response): Readonly<Record<string, string>> =>
    Object.fromEntries(answer.headers.getSetCookie().map((line) => [line.slice(0, line.indexOf('=')), line.split(';')[0] ?? '']));
  const newPerson = async (): Promise<{ id: string; email: string }> => {
    const email = `${randomUUID()}@example.com`;
    return { email, id: await server.access.people.create({ name: 'Ann', email, password: PASSWORD }) };
  };
  const begin = (email: string, cookie = ''): Promise<Response> => server.withCookie(cookie).send('POST', '/v1/session', { json: { email, password: PASSWORD } });
  const signIn = async (email: string): Promise<TestClient> => server.withCookie(cookiesOf(await begin(email))[SESSION_COOKIE] ?? '');
  const codeOf = (secret: string, offset = 0): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: time + offset });
  const enrol = async (client: TestClient): Promise<{ secret: string; codes: readonly string[] }> => {
    const { secret } = await (await client.send('POST', '/v1/session/factors/totp')).json() as { secret: string };
    const confirmed = await client.send('POST', '/v1/session/factors/totp/confirm', { json: { code: codeOf(secret) } });
    expect(confirmed.status).toBe(200);
    return { secret, codes: (await confirmed.json() as { recoveryCodes: string[] }).recoveryCodes };
  };
  const problemOf = async (answer: Response): Promise<unknown> => (await answer.json() as { code?: unknown }).code;

  it('is asked for once an app was confirmed, and leads to a session that says so', async () => {
    const { email } = await newPerson();
    const { secret, codes } = await enrol(await signIn(email));
    expect(codes).toHaveLength(10);
    time += 60_000;

    const asked = await begin(email);
    expect(asked.status).toBe(201);
    expect(await asked.json()).toEqual({ next: 'second-factor', methods: ['totp', 'recovery-code'], passkey: null });
    expect(asked.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-cash-flow-sign-in=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=300$/)]);
    const pending = server.withCookie(cookiesOf(asked)[PENDING_COOKIE] ?? '');
    expect((await pending.send('GET', '/v1/session')).status).toBe(401);

    const show = (code: string): Promise<Response> => pending.send('POST', '/v1/session/second-factor', { json: { method: 'totp', code } });
    expect(await problemOf(await show('000000'))).toBe('second-factor-failed');
    const done = await show(codeOf(secret));
    expect(done.status).toBe(201);
    expect(cookiesOf(done)[PENDING_COOKIE]).toBe(`${PENDING_COOKIE}=`);
    const client = server.withCookie(cookiesOf(done)[SESSION_COOKIE] ?? '');
    const { items } = await (await client.send('GET', '/v1/sessions')).json() as { items: { current: boolean; factors: string[] }[] };
    expect(items.find(({ current }) => current)).toMatchObject({ factors: ['password', 'totp'] });
    // Neither the code nor the first step is good again.
    expect(await problemOf(await show(codeOf(secret)))).toBe('sign-in-expired');
    const again = server.withCookie(cookiesOf(await begin(email))[PENDING_COOKIE] ?? '');
    expect(await problemOf(await again.send('POST', '/v1/session/second-factor', { json: { method: 'totp', code: codeOf(secret) } }))).toBe('second-factor-failed');

    const recovered = await again.send('POST', '/v1/session/second-factor', { json: { method: 'recovery-code', code: codes[0]?.toUpperCase() } });
    expect(recovered.status).toBe(201);
    const other = server.withCookie(cookiesOf(await begin(email))[PENDING_COOKIE] ?? '');
    expect(await problemOf(await other.send('POST', '/v1/session/second-factor', { json: { method: 'recovery-code', code: codes[0] } }))).toBe('second-factor-failed');
    expect(await (await client.send('GET', '/v1/session/factors')).json()).toMatchObject({ recoveryCodesLeft: 9, passkeys: [] });
  });

  it('is worth nothing after five minutes, after five attempts, or in another browser', async () => {
    const { email } = await newPerson();
    const { secret } = await enrol(await signIn(email));
    const show = (cookie: string | undefined, code: string): Promise<Response> => server.withCookie(cookie ?? '').send('POST', '/v1/session/second-factor', { json: { method: 'totp', code } });
    const late = cookiesOf(await begin(email))[PENDING_COOKIE];
    time += 300_000;
    expect(await problemOf(await show(late, codeOf(secret)))).toBe('sign-in-expired');
    const guessed = cookiesOf(await begin(email))[PENDING_COOKIE];
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await problemOf(await show(guessed, '000000'))).toBe('second-factor-failed');
    expect(await problemOf(await show(guessed, codeOf(secret)))).toBe('sign-in-expired');
    await begin(email);
    expect(await problemOf(await show('', codeOf(secret)))).toBe('sign-in-expired');
    // A session's cookie under the name of the other one is signed for its own name.
    const session = cookiesOf(await begin(server.people.admin.email))[SESSION_COOKIE];
    expect(await problemOf(await show(session?.replace(SESSION_COOKIE, PENDING_COOKIE), codeOf(secret)))).toBe('sign-in-expired');
  });

  it('is not guessed by whoever knows the password: ten wrong codes in an hour', async () => {
    const { email } = await newPerson();
    await enrol(await signIn(email));
    const answers: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      const cookie = cookiesOf(await begin(email))[PENDING_COOKIE] ?? '';
      answers.push((await server.withCookie(cookie).send('POST', '/v1/session/second-factor', { json: { method: 'totp', code: '000000' } })).status);
    }
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  });

  it('and the password are shown again before either changes, ten minutes after signing in', async () => {
    const { email } = await newPerson();
    const client = await signIn(email);
    const { secret } = await enrol(client);
    const elsewhere = await signIn((await newPerson()).email);
    time += 600_000;
    const newPassword = 'zwölf Boxkämpfer jagen';
    const change = (cookie: string, json: object): Promise<Response> => server.withCookie(cookie).send('PUT', '/v1/session/password', { json });
    expect(await problemOf(await change(client.cookie, { currentPassword: PASSWORD, newPassword }))).toBe('step-up-required');
    expect(await problemOf(await client.send('POST', '/v1/session/factors/totp'))).toBe('step-up-required');

    const stepUp = (json: object): Promise<Response> => client.send('POST', '/v1/session/step-up', { json });
    expect(await problemOf(await stepUp({ password: PASSWORD }))).toBe('step-up-failed');
    expect(await problemOf(await stepUp({ password: 'wrong', code: { method: 'totp', code: codeOf(secret) } }))).toBe('step-up-failed');
    const done = await stepUp({ password: PASSWORD, code: { method: 'totp', code: codeOf(secret) } });
    expect(done.status).toBe(200);
    const renewed = cookiesOf(done)[SESSION_COOKIE] ?? '';
    expect(renewed).not.toBe(client.cookie);
    // What was on its way with the secret before it still arrives, for 30 seconds.
    expect((await client.send('GET', '/v1/session')).status).toBe(200);
    time += 30_000;
    expect((await client.send('GET', '/v1/session')).status).toBe(401);

    expect(await problemOf(await change(renewed, { currentPassword: PASSWORD, newPassword: 'password1234' }))).toBe('password-common');
    expect(await problemOf(await change(renewed, { currentPassword: 'wrong', newPassword }))).toBe('step-up-failed');
    const other = server.withCookie((await server.access.sessions.begin((await server.access.people.authenticate(email, PASSWORD))?.id ?? '', undefined)).cookie.split(';')[0] ?? '');
    const changed = await change(renewed, { currentPassword: PASSWORD, newPassword });
    expect(changed.status).toBe(204);
    expect((await other.send('GET', '/v1/session')).status).toBe(401);
    expect((await server.withCookie(cookiesOf(changed)[SESSION_COOKIE] ?? '').send('GET', '/v1/session')).status).toBe(200);
    expect((await begin(email)).status).toBe(401);
    expect((await elsewhere.send('GET', '/v1/session')).status).toBe(200);
  });
});
