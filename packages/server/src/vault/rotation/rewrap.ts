import { type Custody, isLiving, type LivingKey } from '../custody/custody.ts';
import { isUnderNewest, type KeyProvider } from '../key-provider.ts';
import type { KeyStore } from '../key-store.ts';

export interface RewrapOptions {
  readonly custody: Custody;
  readonly provider: KeyProvider;
  readonly store: Pick<KeyStore, 'rewrap'>;
}

/** How many keys were wrapped anew, and how many are under the newest master key now. */
export interface RewrapResult {
  readonly rewrapped: number;
  readonly keys: number;
}

/**
 * Wraps the keys of an organisation under the newest version of the master key. The keys themselves stay, so nothing is
 * sealed anew; a key that does not unwrap or does not fit its commitment stops it, and custody stays as it was.
 *
 * @throws {KeysUnavailableError}
 */
export async function rewrap({ custody, provider, store }: RewrapOptions, organisationId: string): Promise<RewrapResult> {
  return custody.exclusively(organisationId, async (writer) => {
    const newest = await provider.describe();
    const living = writer.keys.filter(isLiving);
    const older = living.filter(({ wrapped }) => !isUnderNewest(wrapped, newest));
    const rewrapped: LivingKey[] = [];
    for (const key of older) rewrapped.push(await store.rewrap(organisationId, key));
    if (rewrapped.length > 0) await writer.put(...rewrapped);
    return { rewrapped: rewrapped.length, keys: living.length };
  });
}
