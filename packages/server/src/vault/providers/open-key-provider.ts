import type { KeyProvider } from '../key-provider.ts';
import type { AwsKmsKeyProviderOptions } from './aws-kms-key-provider.ts';
import type { EnvKeyProviderOptions } from './env-key-provider.ts';
import type { FileKeyProviderOptions } from './file-key-provider.ts';
import type { GcpKmsKeyProviderOptions } from './gcp-kms-key-provider.ts';
import type { Pkcs11TokenOptions } from './pkcs11-token.ts';
import type { VaultKeyProviderOptions } from './vault-key-provider.ts';

/** Which key provider holds the master key, and how it is reached. */
export type KeyProviderConfig =
  | ({ readonly kind: 'file' } & Omit<FileKeyProviderOptions, 'dataFolders'>)
  | ({ readonly kind: 'env' } & EnvKeyProviderOptions)
  | ({ readonly kind: 'vault' } & VaultKeyProviderOptions)
  | ({ readonly kind: 'aws-kms' } & AwsKmsKeyProviderOptions)
  | ({ readonly kind: 'gcp-kms' } & GcpKmsKeyProviderOptions)
  | ({ readonly kind: 'pkcs11' } & Pkcs11TokenOptions);

export type KeyProviderKind = KeyProviderConfig['kind'];

/**
 * Opens the configured key provider. The modules of the others, and what they depend on, are not loaded.
 *
 * @throws {KeysUnavailableError} when it cannot wrap and unwrap now, or a package that it needs is not installed.
 * @throws {UnsafeKeyPlaceError}
 */
export async function openKeyProvider(config: KeyProviderConfig, { dataFolders }: Pick<FileKeyProviderOptions, 'dataFolders'>): Promise<KeyProvider> {
  switch (config.kind) {
    case 'file':
      return (await import('./file-key-provider.ts')).openFileKeyProvider({ ...config, dataFolders });
    case 'env':
      return (await import('./env-key-provider.ts')).openEnvKeyProvider(config);
    case 'vault':
      return (await import('./vault-key-provider.ts')).openVaultKeyProvider(config);
    case 'aws-kms':
      return (await import('./aws-kms-key-provider.ts')).openAwsKmsKeyProvider(config);
    case 'gcp-kms':
      return (await import('./gcp-kms-key-provider.ts')).openGcpKmsKeyProvider(config);
    case 'pkcs11':
      return (await import('./pkcs11-key-provider.ts')).openPkcs11KeyProvider(config);
  }
}
