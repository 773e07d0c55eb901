import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeysUnavailableError } from '../errors.ts';
import { openEnvKeyProvider } from './env-key-provider.ts';
import { describeKeyProvider } from './testing/key-provider-contract.ts';

const newKey = (): string => randomBytes(32).toString('base64');

describe('the env key provider', () => {
  it('does not open in production', async () => {
    await expect(openEnvKeyProvider({ variable: () => `1:${newKey()}`, production: true })).rejects.toThrow(/development only/);
  });

  it('has no rotation of its own: the variable is set by hand', async () => {
    const keys = `1:${newKey()}`;
    expect((await openEnvKeyProvider({ variable: () => keys, production: false })).rotate).toBeUndefined();
  });

  const short = randomBytes(31).toString('base64');
  it.each([
    ['nothing', ''], ['a key without a version', newKey()], ['a short key', `1:${short}`], ['version 0', `0:${newKey()}`], ['words', 'secret'],
    ['an empty entry', `1:${newKey()},`], ['two keys of one version', `1:${newKey()},1:${newKey()}`],
  ])('refuses %s, and says nothing of what it holds', async (_, keys) => {
    const error = await openEnvKeyProvider({ variable: () => keys, production: false }).then(() => expect.fail('it opened'), (reason: unknown) => reason as Error);
    expect(error).toBeInstanceOf(KeysUnavailableError);
    for (const part of keys.split(/[:,]/).filter((text) => text.length > 1)) expect(error.message).not.toContain(part);
  });
});

describeKeyProvider('env', () => {
  let keys = `1:${newKey()}`;
  return Promise.resolve({
    open: () => openEnvKeyProvider({ variable: () => keys, production: false }),
    rotate: () => { keys = `${keys}, 2:${newKey()}`; return Promise.resolve(); },
    takeDown: () => { keys = ''; return Promise.resolve(); },
    timeLimit: 1_000,
    secrets: () => Promise.resolve(keys.split(',').map((entry) => entry.split(':')[1] ?? '').filter((key) => key !== '')),
  });
});
