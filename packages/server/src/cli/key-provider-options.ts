import { resolve } from 'node:path';
import type { KeyProviderConfig, KeyProviderKind } from '../vault/index.ts';
import { CommandError, EXIT, text, type CommandIo, type OptionValues } from './command.ts';

/** The variables of one provider. */
interface Variables {
  optional(name: string): string | undefined;
  /** @throws {CommandError} when it is missing. */
  required(name: string): string;
}

type Reader = (variables: Variables, env: CommandIo['env']) => KeyProviderConfig;

/** How each provider is configured. Options would show in process lists, so there is none for what is secret. */
const READERS: Readonly<Record<Exclude<KeyProviderKind, 'file'>, Reader>> = {
  env: ({ required }, env) => {
    required('CASH_FLOW_MASTER_KEYS');
    return { kind: 'env', variable: () => env['CASH_FLOW_MASTER_KEYS'], production: env['NODE_ENV'] === 'production' };
  },
  vault: ({ required, optional }, env) => {
    const file = optional('CASH_FLOW_VAULT_TOKEN_FILE');
    if (file === undefined) required('CASH_FLOW_VAULT_TOKEN');
    return {
      kind: 'vault', address: required('CASH_FLOW_VAULT_ADDRESS'), key: required('CASH_FLOW_VAULT_KEY'), mount: optional('CASH_FLOW_VAULT_MOUNT'),
      namespace: optional('CASH_FLOW_VAULT_NAMESPACE'), caFile: optional('CASH_FLOW_VAULT_CA_FILE'),
      token: file === undefined ? { variable: () => env['CASH_FLOW_VAULT_TOKEN'] } : { file },
    };
  },
  'aws-kms': ({ required, optional }) => ({
    kind: 'aws-kms', key: required('CASH_FLOW_AWS_KMS_KEY'), formerKeys: list(optional('CASH_FLOW_AWS_KMS_FORMER_KEYS')),
  }),
  'gcp-kms': ({ required, optional }) => ({ kind: 'gcp-kms', key: required('CASH_FLOW_GCP_KMS_KEY'), endpoint: optional('CASH_FLOW_GCP_KMS_ENDPOINT') }),
  pkcs11: ({ required }) => ({
    kind: 'pkcs11', module: required('CASH_FLOW_PKCS11_MODULE'), tokenLabel: required('CASH_FLOW_PKCS11_TOKEN'), keyLabel: required('CASH_FLOW_PKCS11_KEY'),
    pinFile: required('CASH_FLOW_PKCS11_PIN_FILE'),
  }),
};

/**
 * Where the master key is: the provider that CASH_FLOW_KEY_PROVIDER names, with its variables, else a key file.
 *
 * @throws {CommandError} when the provider is unknown, or something that it needs is missing.
 */
export function keyProviderConfig(values: OptionValues, env: CommandIo['env']): KeyProviderConfig {
  const kind = env['CASH_FLOW_KEY_PROVIDER'] || 'file';
  const option = text(values, 'key-file');
  if (kind === 'file') return keyFile(option ?? env['CASH_FLOW_KEY_FILE'], values);
  if (!isKind(kind)) throw new CommandError(`CASH_FLOW_KEY_PROVIDER is one of file, ${Object.keys(READERS).join(', ')}.`, EXIT.unusable);
  if (option !== undefined || values['create-key-file'] === true) {
    throw new CommandError(`CASH_FLOW_KEY_PROVIDER is ${kind}, so there is no key file. Leave out --key-file and --create-key-file.`, EXIT.unusable);
  }
  const optional = (name: string): string | undefined => env[name] || undefined;
  const required = (name: string): string => {
    const value = optional(name);
    if (value === undefined) throw new CommandError(`The key provider ${kind} needs ${name}.`, EXIT.unusable);
    return value;
  };
  return READERS[kind]({ optional, required }, env);
}

function keyFile(path: string | undefined, values: OptionValues): KeyProviderConfig {
  if (!path) throw new CommandError('Say where the master key lies, with --key-file or CASH_FLOW_KEY_FILE, or name another key provider with CASH_FLOW_KEY_PROVIDER.', EXIT.unusable);
  return { kind: 'file', path: resolve(path), create: values['create-key-file'] === true };
}

/** Parts that are separated by commas. */
function list(text = ''): readonly string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
}

function isKind(kind: string): kind is keyof typeof READERS {
  return Object.hasOwn(READERS, kind);
}
