import { beforeAll, expect, it } from 'vitest';
import { ProblemError } from '../../http/problem-error.ts';
import { describeOnBothDatabases } from '../../testing/test-database.ts';
import { openTestVault } from '../../testing/test-vault.ts';
import { createAccess, type AccessServices } from '../access.ts';
import { Passkeys, type PasskeyOwner } from './passkeys.ts';
import { relyingParty } from './relying-party.ts';
import { SoftwareAuthenticator } from './testing/software-authenticator.ts';

const ORIGIN = 'https://portal.example';
const party = relyingParty(ORIGIN, [ORIGIN]);
const SESSION = '11111111-1111-4111-8111-111111111111';
const SIGN_IN = { purpose: 'sign-in', subjectId: null } as const;

describeOnBothDatabases('a passkey', (open) => {
  let access: AccessServices;
  let passkeys: Passkeys;
  let owner: PasskeyOwner;
  let time = Date.parse('2026-03-01T08:00:00Z');
  const device = new SoftwareAuthenticator(ORIGIN);

  beforeAll(async () => {
    const database = await open();
    const vault = await openTestVault(database);
    access = createAccess({ data: database.data, vault });
    passkeys = new Passkeys({ data: database.data, vault, now: () => new Date(time) });
    const person = { name: 'Ann', email: 'ann@example.com', password: 'a long password' };
    owner = { id: await access.people.create(person), ...person };
    await passkeys.create(owner, SESSION, party, { name: 'Laptop', response: device.create(await passkeys.creationOptions(owner, SESSION, party)) });
  });

  const codeOf = async (act: () => Promise<unknown>): Promise<unknown> => {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ProblemError) return error.code;
      throw error;
    }
  };
  const challenge = () => passkeys.requestOptions(SIGN_IN, party);

  it('tells whose it is, without an e-mail, and is listed', async () => {
    expect(await passkeys.use(device.get(await challenge()), SIGN_IN, party)).toBe(owner.id);
    expect((await access.factors.listOf(owner.id)).passkeys).toMatchObject([{ name: 'Laptop', lastUsedAt: new Date(time) }]);
    expect(await access.factors.methodsOf(owner.id)).toEqual(['passkey']);
  });

  it('signs a challenge once, for what it was given out, and within five minutes', async () => {
    const assertion = device.get(await challenge());
    expect(await passkeys.use(assertion, SIGN_IN, party)).toBe(owner.id);
    expect(await codeOf(() => passkeys.use(assertion, SIGN_IN, party))).toBe('passkey-refused');
    const stepUp = { purpose: 'step-up', subjectId: SESSION } as const;
    expect(await codeOf(async () => passkeys.use(device.get(await challenge()), stepUp, party))).toBe('passkey-refused');
    const ofOther = await passkeys.requestOptions({ ...stepUp, subjectId: owner.id }, party, owner.id);
    expect(await codeOf(() => passkeys.use(device.get(ofOther), stepUp, party))).toBe('passkey-refused');
    const late = await challenge();
    time += 300_000;
    expect(await codeOf(() => passkeys.use(device.get(late), SIGN_IN, party))).toBe('passkey-refused');
  });

  it('is refused from another page, without its owner, and from a copy that lags behind', async () => {
    const elsewhere = relyingParty('https://evil.example', ['https://evil.example']);
    expect(await codeOf(async () => passkeys.use(device.get(await challenge()), SIGN_IN, elsewhere))).toBe('passkey-refused');
    expect(await codeOf(async () => passkeys.use(device.get(await challenge(), { userVerified: false }), SIGN_IN, party))).toBe('passkey-refused');
    expect(await codeOf(async () => passkeys.use(device.get(await challenge(), { counter: 1 }), SIGN_IN, party))).toBe('passkey-refused');
    expect(await passkeys.use(device.get(await challenge(), { counter: 100 }), SIGN_IN, party)).toBe(owner.id);
  });

  it('is refused with one byte of its signature changed, and under the id of nobody', async () => {
    const { response, ...rest } = device.get(await challenge());
    const signature = Buffer.from(response.signature, 'base64url');
    signature.writeUInt8((signature.at(-1) ?? 0) ^ 1, signature.length - 1);
    expect(await codeOf(() => passkeys.use({ ...rest, response: { ...response, signature: signature.toString('base64url') } }, SIGN_IN, party))).not.toBe(owner.id);
    expect(await codeOf(async () => passkeys.use({ ...device.get(await challenge()), id: 'AAAA', rawId: 'AAAA' }, SIGN_IN, party))).toBeUndefined();
  });

  it('is made once, by a device that verifies its owner, for the session that asked', async () => {
    const other = new SoftwareAuthenticator(ORIGIN);
    const options = await passkeys.creationOptions(owner, SESSION, party);
    expect(options.excludeCredentials).toHaveLength(1);
    expect(await codeOf(() => passkeys.create(owner, owner.id, party, { name: 'x', response: other.create(options) }))).toBe('passkey-refused');
    expect(await codeOf(async () => passkeys.create(owner, SESSION, party, { name: 'x', response: other.create(await passkeys.creationOptions(owner, SESSION, party), { userVerified: false }) }))).toBe('passkey-refused');
  });

  it('cannot be made on a page that stands under an address', () => {
    expect(() => relyingParty('http://127.0.0.1:8080', ['http://127.0.0.1:8080'])).toThrow(ProblemError);
    expect(() => relyingParty('http://[::1]:8080', ['http://[::1]:8080'])).toThrow(ProblemError);
    expect(relyingParty('http://localhost:8080', ['https://a.example', 'http://localhost:8080', 'http://localhost:9090'])).toEqual({
      id: 'localhost', name: 'localhost', origins: ['http://localhost:8080', 'http://localhost:9090'],
    });
  });
});
