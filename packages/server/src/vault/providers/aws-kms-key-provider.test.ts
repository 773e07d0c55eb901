import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { KeysUnavailableError } from '../errors.ts';
import { isUnderNewest, type KeyProvider } from '../key-provider.ts';
import { type AwsKmsKeyProviderOptions, openAwsKmsKeyProvider } from './aws-kms-key-provider.ts';
import { materialsInOrder, versionOfMaterial } from './aws-kms-materials.ts';
import { awsAlias, awsKeyArn, type AwsKmsServer, failure, startAwsKmsServer } from './testing/aws-kms-server.ts';
import { describeKeyProvider } from './testing/key-provider-contract.ts';
import type { Fault } from './testing/service-server.ts';

const context = { deploymentId: 'd', organisationId: 'o', purpose: 'data', keyId: 1 };
const secretKey = 'a-secret-access-key-for-tests';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test-access-key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretKey);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  onTestFinished(() => { vi.unstubAllEnvs(); });
});

async function start(): Promise<AwsKmsServer> {
  const server = await startAwsKmsServer();
  onTestFinished(() => server.close());
  return server;
}

async function openOn(server: AwsKmsServer, options: Partial<AwsKmsKeyProviderOptions> = {}): Promise<KeyProvider> {
  const provider = await openAwsKmsKeyProvider({
    key: awsKeyArn, region: 'eu-central-1', endpoint: server.url, timeout: 2_000, rotation: { interval: 5, timeout: 500 }, ...options,
  });
  onTestFinished(() => provider.close?.());
  return provider;
}

describe('the AWS KMS key provider', () => {
  let server: AwsKmsServer;
  beforeEach(async () => { server = await start(); });

  it('gives the context as encryption context, which the log of KMS shows', async () => {
    const wrapped = await (await openOn(server)).wrap(randomBytes(32), context);
    expect(wrapped).toMatchObject({ masterKeyId: awsKeyArn, masterKeyVersion: 1 });
    const contexts = server.requests.map(({ body }) => (body as { EncryptionContext?: object }).EncryptionContext).filter((each) => each !== undefined);
    expect(contexts.at(-1)).toEqual({ 'cash-flow/deployment': 'd', 'cash-flow/organisation': 'o', 'cash-flow/purpose': 'data', 'cash-flow/key': '1' });
  });

  it('knows the key behind an alias, and unwraps under former keys only where they are named', async () => {
    const provider = await openOn(server, { key: awsAlias });
    const wrapped = await provider.wrap(randomBytes(32), context);
    expect(wrapped.masterKeyId).toBe(awsKeyArn);
    expect((await provider.describe()).masterKeyId).toBe(awsKeyArn);
    await provider.unwrap(wrapped, context);
    const former = awsKeyArn.replace('1234abcd', 'ffffffff');
    const moved = { ...wrapped, masterKeyId: former };
    const asked = server.requests.length;
    await expect(provider.unwrap(moved, context)).rejects.toThrow(/was wrapped under the master key/);
    expect(server.requests.slice(asked).map(({ headers }) => headers['x-amz-target'])).not.toContain('TrentService.Decrypt');
    await expect((await openOn(server, { formerKeys: [former] })).unwrap(moved, context)).rejects.toThrow(/there is no such key/);
  });

  it('waits until a rotation is complete, also one that somebody else has begun', async () => {
    const provider = await openOn(server);
    const wrapped = await provider.wrap(randomBytes(32), context);
    server.pendingPolls = 6;
    const [first, second] = await Promise.all([provider.rotate?.(), provider.rotate?.()]);
    expect([first?.masterKeyVersion, second?.masterKeyVersion]).toEqual([2, 2]);
    expect(first && isUnderNewest(wrapped, first)).toBe(false);
    server.pendingPolls = 1e9;
    await expect(provider.rotate?.()).rejects.toThrow(/not completed it yet/);
  });

  it('refuses a key that does not encrypt', async () => {
    server.keySpec = 'ECC_NIST_P256';
    await expect(openOn(server)).rejects.toThrow(/not a symmetric one/);
  });

  it.each<[string, readonly Fault[]]>([
    ['a limit on requests', [failure('ThrottlingException')]], ['a broken connection', ['break']], ['a failure inside', [failure('KMSInternalException', 500), { status: 503 }]],
  ])('goes on after %s', async (_, faults) => {
    const provider = await openOn(server, { timeout: 30_000 });
    server.failWith(...faults);
    await provider.wrap(randomBytes(32), context);
  });

  it.each<[string, Fault, RegExp]>([
    ['a policy that does not allow it', failure('AccessDeniedException'), /policies do not allow/], ['a disabled key', failure('DisabledException'), /is disabled/],
    ['a key that waits for its deletion', failure('KMSInvalidStateException'), /deletion/], ['a lasting limit', failure('ThrottlingException'), /no more requests/],
    ['unknown credentials', failure('UnrecognizedClientException'), /are unknown/], ['a failure inside', failure('KMSInternalException', 500), /KMSInternalException/],
    ['a page of a proxy', { status: 200, body: { hello: 'world' } }, /does not speak as it does/], ['broken connections', 'break', /ECONNRESET/], ['silence', 'silence', /did not answer in time/],
  ])('says what %s means, after a bounded number of attempts', async (_, fault, message) => {
    // The client waits between its attempts, for a random time.
    const provider = await openOn(server, { timeout: fault === 'silence' ? 1_000 : 30_000 });
    const before = server.requests.length;
    server.failAlwaysWith(fault);
    const error = await provider.wrap(randomBytes(32), context).then(() => expect.fail('it wrapped'), (reason: unknown) => reason as Error);
    expect(error).toBeInstanceOf(KeysUnavailableError);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('Said by the service');
    expect(server.requests.length - before).toBeLessThanOrEqual(3);
  });

  it('asks for credentials where there are none', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    await expect(openOn(server)).rejects.toThrow(/has no credentials/);
  });
});

describe('the materials of a key of AWS KMS', () => {
  const [first, second, third] = [
    { KeyMaterialId: 'a', KeyMaterialState: 'NON_CURRENT' }, { KeyMaterialId: 'b', KeyMaterialState: 'NON_CURRENT', RotationDate: new Date(1) },
    { KeyMaterialId: 'c', KeyMaterialState: 'CURRENT', RotationDate: new Date(2) },
  ] as const;
  const materials = materialsInOrder([third, first, { KeyMaterialId: 'd', KeyMaterialState: 'PENDING_ROTATION' }, second]);

  it('are numbered by age, without those that wait for a rotation', () => {
    expect(materials.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(['a', 'b', 'c'].map((id) => versionOfMaterial(materials, id))).toEqual([1, 2, 3]);
  });

  it('make a key look rather older than newer than it is', () => {
    expect(versionOfMaterial(materials, 'new')).toBe(3);
    expect(versionOfMaterial([], undefined)).toBe(1);
  });
});

describeKeyProvider('aws-kms', async () => {
  const server = await start();
  return {
    open: () => openOn(server),
    rotate: (provider) => provider.rotate?.() ?? expect.fail('it cannot rotate'),
    takeDown: () => server.close(),
    timeLimit: 3_000,
    secrets: () => Promise.resolve([secretKey]),
  };
});
