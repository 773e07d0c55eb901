import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { selfSignedCertificate } from '../../http/certificate.ts';
import { KeysUnavailableError, UnsafeKeyPlaceError } from '../errors.ts';
import type { KeyProvider } from '../key-provider.ts';
import { describeKeyProvider } from './testing/key-provider-contract.ts';
import type { Fault } from './testing/service-server.ts';
import { startTransitServer, type TransitServer, transitToken } from './testing/transit-server.ts';
import { openVaultKeyProvider, type VaultKeyProviderOptions } from './vault-key-provider.ts';

const context = { deploymentId: 'd', organisationId: 'o', purpose: 'data', keyId: 1 };
const token = { variable: () => transitToken };
const refusal = (status: number, text: string): Fault => ({ status, body: { errors: [text] } });

async function start(...parameters: Parameters<typeof startTransitServer>): Promise<TransitServer> {
  const server = await startTransitServer(...parameters);
  onTestFinished(() => server.close());
  return server;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-transit-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('the Vault key provider', () => {
  let server: TransitServer;
  beforeEach(async () => { server = await start(); });
  const open = (options: Partial<VaultKeyProviderOptions> = {}): Promise<KeyProvider> =>
    openVaultKeyProvider({ address: server.url, token, key: 'cash-flow', timeout: 2_000, ...options });

  it('gives the context as associated data, and the version that Vault wrapped under', async () => {
    const wrapped = await (await open()).wrap(randomBytes(32), context);
    expect(wrapped).toMatchObject({ masterKeyId: 'transit/cash-flow', masterKeyVersion: 1 });
    expect(Buffer.from(wrapped.blob).toString()).toMatch(/^vault:v1:/);
    const { associated_data: associatedData } = server.requests.at(-1)?.body as { associated_data: string };
    expect(Buffer.from(associatedData, 'base64').toString('latin1')).toBe('\0\x0fcash-flow/key/1\0\x01d\0\x01o\0\x04data\0\x011');
  });

  it('does not unwrap under another version than the one that is written beside the blob', async () => {
    const provider = await open();
    const wrapped = await provider.wrap(randomBytes(32), context);
    await expect(provider.unwrap({ ...wrapped, masterKeyVersion: 2 }, context)).rejects.toThrow(KeysUnavailableError);
  });

  it.each<[string, readonly Fault[]]>([
    ['a limit on requests', [refusal(429, 'request path rate limit quota exceeded')]], ['a restart', [refusal(503, 'Vault is sealed'), 'break']],
    ['a standby that lags behind', [refusal(412, 'required index state not present')]], ['a proxy without a back end', [{ status: 502 }, { status: 504 }]],
  ])('goes on after %s', async (_, faults) => {
    const provider = await open();
    server.failWith(...faults);
    await provider.wrap(randomBytes(32), context);
  });

  it.each<[string, Fault, RegExp]>([
    ['sealed', refusal(503, 'Vault is sealed'), /it is sealed/], ['busy', refusal(429, 'too many'), /takes no more requests/], ['failing', refusal(500, 'internal error'), /answers with 500/],
    ['refusing the token', refusal(403, 'permission denied'), /refused the token/], ['without the key', refusal(404, ''), /no transit key transit\/cash-flow/],
    ['something else', { status: 200, body: { hello: 'world' } }, /does not speak as its transit engine/], ['refusing', refusal(405, 'unsupported operation'), /\(405\)/],
    ['breaking off', 'break', /connection failed \(ECONNRESET\)/], ['silent', 'silence', /did not answer in time/],
    ['talking too much', { status: 200, body: 'x'.repeat(100_000) }, /connection failed \(ERR_TOO_LONG\)/],
  ])('says what to do when Vault is %s, after a bounded number of attempts', async (_, fault, message) => {
    const provider = await open();
    const before = server.requests.length;
    server.failAlwaysWith(fault);
    await expect(provider.wrap(randomBytes(32), context)).rejects.toThrow(message);
    expect(server.requests.length - before).toBeLessThanOrEqual(4);
  });

  it('says when old versions of the key were locked too early', async () => {
    const provider = await open();
    const wrapped = await provider.wrap(randomBytes(32), context);
    await provider.rotate?.();
    server.minDecryptionVersion = 2;
    await expect(provider.unwrap(wrapped, context)).rejects.toThrow(/min_decryption_version/);
  });

  it('refuses a key that is not AES-256', async () => {
    server.type = 'chacha20-poly1305';
    await expect(open()).rejects.toThrow(/not of type aes256-gcm96/);
  });

  it('follows a standby to the active server, once', async () => {
    const standby = await start();
    const provider = await open({ address: standby.url });
    standby.failWith({ status: 307, headers: { location: `${server.url}/v1/transit/encrypt/cash-flow` } });
    const wrapped = await provider.wrap(randomBytes(32), context);
    await (await open()).unwrap(wrapped, context);
    standby.failAlwaysWith({ status: 307, headers: { location: `${standby.url}/v1/transit/encrypt/cash-flow` } });
    await expect(provider.wrap(randomBytes(32), context)).rejects.toThrow(KeysUnavailableError);
    expect(standby.requests.length).toBeLessThan(20);
  });

  it('takes its token to no server that is not reached over TLS', async () => {
    const provider = await open();
    server.failWith({ status: 307, headers: { location: 'http://vault.example/v1/transit/encrypt/cash-flow' } });
    await expect(provider.wrap(randomBytes(32), context)).rejects.toThrow(/not reached over TLS/);
    for (const address of ['http://vault.example', 'ftp://127.0.0.1', 'vault', 'https://user:password@vault.example']) {
      const error = await open({ address }).then(() => expect.fail('it opened'), (reason: unknown) => reason as Error);
      expect(error).toBeInstanceOf(KeysUnavailableError);
      expect(error.message).not.toContain('password');
    }
  });

  it('reads its token anew for each call, from a file that not everybody can read', async () => {
    const file = join(await makeFolder(), 'token');
    await writeFile(file, 'expired\n', { mode: 0o640 });
    await expect(open({ token: { file } })).rejects.toThrow(/refused the token/);
    await writeFile(file, `${transitToken}\n`);
    const provider = await open({ token: { file } });
    await writeFile(file, 'two words');
    await expect(provider.health()).rejects.toThrow(/no token for Vault/);
    const shared = join(await makeFolder(), 'token');
    await writeFile(shared, transitToken, { mode: 0o644 });
    await expect(open({ token: { file: shared } })).rejects.toThrow(UnsafeKeyPlaceError);
    await expect(open({ token: { file: join(await makeFolder(), 'none') } })).rejects.toThrow('The file with the token of Vault is not there.');
  });

  it('names its namespace', async () => {
    const other = await start({ namespace: 'finance' });
    await expect(open({ address: other.url })).rejects.toThrow(KeysUnavailableError);
    expect(await (await open({ address: other.url, namespace: 'finance' })).describe()).toMatchObject({ masterKeyId: 'finance/transit/cash-flow' });
  });

  it('trusts the authority that it is given, over TLS', async () => {
    const certificate = await selfSignedCertificate();
    const secure = await start({ certificate });
    await expect(open({ address: secure.url })).rejects.toThrow(/connection failed \(/);
    const caFile = join(await makeFolder(), 'ca.pem');
    await writeFile(caFile, certificate.cert);
    await (await open({ address: secure.url, caFile })).health();
    await expect(open({ address: secure.url, caFile: `${caFile}.none` })).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});

describeKeyProvider('vault', async () => {
  const server = await start();
  return {
    open: () => openVaultKeyProvider({ address: server.url, token, key: 'cash-flow', timeout: 2_000 }),
    rotate: (provider) => provider.rotate?.() ?? expect.fail('it cannot rotate'),
    takeDown: () => server.close(),
    timeLimit: 3_000,
    secrets: () => Promise.resolve([transitToken]),
  };
});
