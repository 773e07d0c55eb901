import { reachOf, type Permission } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { MemberCaller } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { findOrganisation } from './organisations.ts';

/** Whether what goes into the ledger of a vault's organisation waits for a second person; settled until the transaction ends. */
export async function asksForApproval(transaction: Transaction<Database>, vault: OrganisationVault): Promise<boolean> {
  return (await findOrganisation(transaction, vault, 'share')).approval === 'second-person';
}

/**
 * Whoever approves is an active member in a role that may, until the transaction ends which carries it out: between the
 * check of the request and that, a file is read again.
 * @throws {ProblemError} `not-allowed`.
 */
export async function requireActiveMember(transaction: Transaction<Database>, caller: MemberCaller, permission: Permission): Promise<void> {
  const member = await transaction.selectFrom('members').select(['role', 'state'])
    .where('organisation_id', '=', caller.organisationId).where('person_id', '=', caller.personId)
    .forShare().executeTakeFirst();
  if (member?.state !== 'active' || !reachOf(member.role, permission)) throw new ProblemError('not-allowed');
}

/**
 * What a person had a part in is approved by somebody else. One human with two sign-ins is two people here.
 * @throws {ProblemError} `second-person-required`.
 */
export function requireSecondPerson(caller: { readonly personId: string }, involved: readonly string[]): void {
  if (involved.includes(caller.personId)) throw new ProblemError('second-person-required');
}
