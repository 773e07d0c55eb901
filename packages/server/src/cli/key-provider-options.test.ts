import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandError } from './command.ts';
import { keyProviderConfig } from './key-provider-options.ts';

describe('the key provider of a command', () => {
  it('is a key file, from the option or its variable', () => {
    expect(keyProviderConfig({ 'key-file': 'a' }, { CASH_FLOW_KEY_FILE: 'b' })).toEqual({ kind: 'file', path: resolve('a'), create: false });
    expect(keyProviderConfig({ 'create-key-file': true }, { CASH_FLOW_KEY_FILE: 'b', CASH_FLOW_KEY_PROVIDER: 'file' })).toEqual({ kind: 'file', path: resolve('b'), create: true });
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['env', { CASH_FLOW_MASTER_KEYS: '1:x' }, { kind: 'env', production: false }],
    ['env', { CASH_FLOW_MASTER_KEYS: '1:x', NODE_ENV: 'production' }, { kind: 'env', production: true }],
    ['vault', { CASH_FLOW_VAULT_ADDRESS: 'https://vault.example', CASH_FLOW_VAULT_KEY: 'k', CASH_FLOW_VAULT_TOKEN_FILE: '/t', CASH_FLOW_VAULT_MOUNT: 'm' }, { kind: 'vault', address: 'https://vault.example', key: 'k', mount: 'm', token: { file: '/t' } }],
    ['aws-kms', { CASH_FLOW_AWS_KMS_KEY: 'alias/k', CASH_FLOW_AWS_KMS_FORMER_KEYS: 'arn:a, arn:b' }, { kind: 'aws-kms', key: 'alias/k', formerKeys: ['arn:a', 'arn:b'] }],
    ['gcp-kms', { CASH_FLOW_GCP_KMS_KEY: 'projects/p' }, { kind: 'gcp-kms', key: 'projects/p', endpoint: undefined }],
    [
      'pkcs11', { CASH_FLOW_PKCS11_MODULE: '/m.so', CASH_FLOW_PKCS11_TOKEN: 't', CASH_FLOW_PKCS11_KEY: 'k', CASH_FLOW_PKCS11_PIN_FILE: '/p' },
      { kind: 'pkcs11', module: '/m.so', tokenLabel: 't', keyLabel: 'k', pinFile: '/p' },
    ],
  ])('is %s with its variables', (kind, env, config) => {
    expect(keyProviderConfig({}, { CASH_FLOW_KEY_PROVIDER: kind, ...env })).toMatchObject(config);
  });

  it.each<[string, Parameters<typeof keyProviderConfig>, RegExp]>([
    ['nothing', [{}, {}], /--key-file or CASH_FLOW_KEY_FILE, or name another key provider with CASH_FLOW_KEY_PROVIDER/],
    ['an unknown one', [{}, { CASH_FLOW_KEY_PROVIDER: 'toString' }], /is one of file, env/],
    ['a missing variable', [{}, { CASH_FLOW_KEY_PROVIDER: 'env' }], /env needs CASH_FLOW_MASTER_KEYS/],
    ['a provider without what it needs to be let in', [{}, { CASH_FLOW_KEY_PROVIDER: 'vault', CASH_FLOW_VAULT_ADDRESS: 'https://vault.example', CASH_FLOW_VAULT_KEY: 'k' }], /vault needs CASH_FLOW_VAULT_TOKEN/],
    ['a key file besides another one', [{ 'key-file': 'a' }, { CASH_FLOW_KEY_PROVIDER: 'env', CASH_FLOW_MASTER_KEYS: '1:x' }], /there is no key file/],
  ])('refuses %s', (_, [values, env], message) => {
    expect(() => keyProviderConfig(values, env)).toThrow(CommandError);
    expect(() => keyProviderConfig(values, env)).toThrow(message);
  });
});
