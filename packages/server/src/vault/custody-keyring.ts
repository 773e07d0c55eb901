import { type Custody, isLiving } from './custody/custody.ts';
import { KeysUnavailableError } from './errors.ts';
import type { KeyProvider } from './key-provider.ts';
import { checkCommitment, Keyring } from './keyring.ts';
import type { OrganisationVault } from './organisation-vault.ts';

/**
 * The data keys of an organisation as custody alone knows them, for what stands outside of any database. Opens values under every
 * version that was not destroyed, and seals nothing.
 *
 * @throws {KeysUnavailableError}
 */
export async function openCustodyKeyring(
  { custody, provider }: { readonly custody: Custody; readonly provider: KeyProvider },
  organisationId: string,
): Promise<OrganisationVault> {
  const deploymentId = await custody.deployment();
  if (deploymentId === undefined) throw new KeysUnavailableError('This custody holds no keys.');
  const all = (await custody.keys(organisationId)).filter(({ purpose }) => purpose === 'data');
  const keys = await Promise.all(all.filter(isLiving).map(async ({ keyId, purpose, wrapped, commitment }) => {
    const context = { deploymentId, organisationId, purpose, keyId };
    const key = await provider.unwrap(wrapped, context);
    checkCommitment(key, context, commitment);
    return { keyId, purpose, active: false, key };
  }));
  const destroyed = new Set(all.filter((key) => !isLiving(key)).map(({ keyId }) => keyId));
  return new Keyring({ deploymentId, organisationId, keys, destroyed, expired: () => false });
}
