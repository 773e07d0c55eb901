import { reachOf, type Reach } from '@cashflowsmart/sdk/contract';
import type { MemberCaller } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { findImport, type StoredImport } from './import-store.ts';
import type { ImportAddress, ImportsContext } from './imports-context.ts';

/**
 * Whose imports a caller may touch: everybody's (`undefined`) or only their own. An operation never reaches further than
 * the caller may read, so that sending bytes tells nothing about imports that one cannot see.
 */
export function ownerFilter(caller: MemberCaller): string | undefined {
  const reading: Reach | undefined = reachOf(caller.role, 'imports:read');
  return caller.reach === 'all' && reading === 'all' ? undefined : caller.personId;
}

/** @throws {ProblemError} `not-found` where it does not exist, or not for this caller. */
export async function loadImport(context: ImportsContext, vault: OrganisationVault, { caller, importId }: ImportAddress): Promise<StoredImport> {
  const stored = await context.data.inOrganisation(caller.organisationId, (trx) => findImport(trx, vault, importId, { personId: ownerFilter(caller) }));
  if (!stored) throw new ProblemError('not-found');
  return stored;
}
