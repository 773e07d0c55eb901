import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { KeysUnavailableError } from '../errors.ts';
import type { KeyProvider } from '../key-provider.ts';
import { type GcpKmsKeyProviderOptions, openGcpKmsKeyProvider } from './gcp-kms-key-provider.ts';
import { gcpFailure, gcpKey, type GcpKmsServer, startGcpKmsServer } from './testing/gcp-kms-server.ts';
import { describeKeyProvider } from './testing/key-provider-contract.ts';
import type { Fault } from './testing/service-server.ts';

const context = { deploymentId: 'd', organisationId: 'o', purpose: 'data', keyId: 1 };
/** Of a service account that signs its own tokens, so that nobody has to be asked for one. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-gcp-'));
  const path = join(folder, 'credentials.json');
  await writeFile(path, JSON.stringify({
    type: 'service_account', project_id: 'test', private_key_id: '1', private_key: privateKey, client_email: 'server@test.iam.gserviceaccount.com', client_id: '1',
    token_uri: 'http://127.0.0.1:1/token',
  }));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', path);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });
});

async function start(): Promise<GcpKmsServer> {
  const server = await startGcpKmsServer();
  onTestFinished(() => server.close());
  return server;
}

async function openOn(server: GcpKmsServer, options: Partial<GcpKmsKeyProviderOptions> = {}): Promise<KeyProvider> {
  const provider = await openGcpKmsKeyProvider({ key: gcpKey, endpoint: server.url, timeout: 2_000, ...options });
  onTestFinished(() => provider.close?.());
  return provider;
}

describe('the GCP KMS key provider', () => {
  let server: GcpKmsServer;
  beforeEach(async () => { server = await start(); });

  it('gives the context as additional authenticated data, and the version that KMS wrapped under', async () => {
    const wrapped = await (await openOn(server)).wrap(randomBytes(32), context);
    expect(wrapped).toMatchObject({ masterKeyId: gcpKey, masterKeyVersion: 1 });
    const { additionalAuthenticatedData } = server.requests.at(-1)?.body as { additionalAuthenticatedData: string };
    expect(Buffer.from(additionalAuthenticatedData, 'base64').toString('latin1')).toBe('\0\x0fcash-flow/key/1\0\x01d\0\x01o\0\x04data\0\x011');
  });

  it('notices by its checksums what was damaged on the way', async () => {
    const provider = await openOn(server);
    const wrapped = await provider.wrap(randomBytes(32), context);
    server.damages = true;
    await expect(provider.wrap(randomBytes(32), context)).rejects.toThrow(/a checksum does not fit/);
    await expect(provider.unwrap(wrapped, context)).rejects.toThrow(/a checksum does not fit/);
    server.damages = false;
    server.failWith({ status: 200, body: { name: `${gcpKey}/cryptoKeyVersions/1`, ciphertext: 'AAAA', ciphertextCrc32c: '0' } });
    await expect(provider.wrap(randomBytes(32), context)).rejects.toThrow(/a checksum does not fit/);
  });

  it('refuses a key that does not encrypt, and names that are none', async () => {
    server.purpose = 'ASYMMETRIC_SIGN';
    await expect(openOn(server)).rejects.toThrow(/not a symmetric one/);
    await expect(openOn(server, { key: `${gcpKey}/cryptoKeyVersions/1` })).rejects.toThrow(/without a version/);
    await expect(openOn(server, { endpoint: 'http://kms.example' })).rejects.toThrow(/with https/);
  });

  it.each<[string, readonly Fault[]]>([['a limit on requests', [gcpFailure(429, 'RESOURCE_EXHAUSTED')]], ['a failing front', [gcpFailure(503, 'UNAVAILABLE')]], ['a broken connection', ['break']]])('goes on after %s', async (_, faults) => {
    const provider = await openOn(server, { timeout: 30_000 });
    server.failWith(...faults);
    await provider.wrap(randomBytes(32), context);
  });

  it.each<[string, Fault, RegExp]>([
    ['a role that is missing', gcpFailure(403, 'PERMISSION_DENIED'), /roles do not allow/], ['a disabled version', gcpFailure(400, 'FAILED_PRECONDITION'), /disabled, or destroyed/],
    ['no such key', gcpFailure(404, 'NOT_FOUND'), /no such key/], ['unknown credentials', gcpFailure(401, 'UNAUTHENTICATED'), /application default credentials/],
    ['a failure inside', gcpFailure(500, 'INTERNAL'), /code 13/], ['silence', 'silence', /did not answer in time/],
  ])('says what %s means', async (_, fault, message) => {
    const provider = await openOn(server, { timeout: fault === 'silence' ? 1_000 : 30_000 });
    server.failAlwaysWith(fault);
    const error = await provider.wrap(randomBytes(32), context).then(() => expect.fail('it wrapped'), (reason: unknown) => reason as Error);
    expect(error).toBeInstanceOf(KeysUnavailableError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('Said by the service');
  });
});

describeKeyProvider('gcp-kms', async () => {
  const server = await start();
  return {
    open: () => openOn(server),
    rotate: (provider) => provider.rotate?.() ?? expect.fail('it cannot rotate'),
    takeDown: () => server.close(),
    timeLimit: 4_000,
    secrets: () => Promise.resolve([privateKey.slice(40, 80)]),
  };
});
