import { KeysUnavailableError } from '../errors.ts';
import type { WrappedKey } from '../key-provider.ts';

/** @throws {KeysUnavailableError} when the key was wrapped under another master key than the configured one. */
export function refuseOtherMasterKey({ masterKeyId }: Pick<WrappedKey, 'masterKeyId'>, configured: string): void {
  if (masterKeyId !== configured) {
    throw new KeysUnavailableError(`A data key was wrapped under the master key ${masterKeyId}, but the key provider is configured for ${configured}. Point it to the one that belongs to this custody.`);
  }
}
