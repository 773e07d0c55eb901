import { KeysUnavailableError } from '../errors.ts';
import type { KeyProvider } from '../key-provider.ts';
import { LocalKeyProvider, type LocalMasterKey } from './local-key-provider.ts';

export interface EnvKeyProviderOptions {
  /**
   * Gives the variable: `VERSION:KEY` for each version, separated by commas, a number from 1 and 32 bytes in base64. The
   * highest version wraps, all of them unwrap.
   */
  readonly variable: () => string | undefined;
  /** Whether real data is at stake; then it refuses to open. */
  readonly production: boolean;
}

const subject = 'The variable with the master key';
const entryPattern = /^([1-9]\d{0,8}):([A-Za-z0-9+/]{43}=)$/;

/**
 * A master key in a variable, for development only: variables are shown by process lists, inherited by child processes,
 * and written into crash reports.
 *
 * @throws {KeysUnavailableError} in production, or when the variable holds no keys.
 */
export async function openEnvKeyProvider({ variable, production }: EnvKeyProviderOptions): Promise<KeyProvider> {
  if (production) {
    throw new KeysUnavailableError('A master key in a variable is for development only. Choose another key provider with CASH_FLOW_KEY_PROVIDER.');
  }
  const provider = new LocalKeyProvider({ subject, read: () => Promise.resolve(parseKeys(variable() ?? '')) });
  await provider.health();
  return provider;
}

function parseKeys(text: string): readonly LocalMasterKey[] {
  const keys = text.split(',').map((entry) => {
    const [, version, key = ''] = entryPattern.exec(entry.trim()) ?? [];
    if (version === undefined) {
      throw new KeysUnavailableError(`${subject} takes VERSION:KEY, several of them separated by commas, the key being 32 bytes in base64 (openssl rand -base64 32).`);
    }
    return { provider: 'env', masterKeyId: 'env', masterKeyVersion: Number(version), createdAt: null, key: Buffer.from(key, 'base64') };
  });
  if (new Set(keys.map(({ masterKeyVersion }) => masterKeyVersion)).size !== keys.length) throw new KeysUnavailableError(`${subject} holds two keys with the same version.`);
  return keys;
}
