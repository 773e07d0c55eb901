import { isComponent, type Component, type Role } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { Identities } from '../access/identities.ts';
import type { People } from '../access/people.ts';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import { originDigest } from './origin.ts';
import type { PlatformOrigins } from './platform-origins.ts';
import { createSecretToken, proves, readSecretToken } from './secret-token.ts';

/** Seconds for which a launch token works. */
export const LAUNCH_SECONDS = 60;

export interface NewLaunch {
  readonly organisationId: string;
  /** The platform's own words for a person. */
  readonly user: { readonly id: string; readonly name: string };
  readonly role: Role;
  readonly components: readonly Component[];
  readonly origin: string;
}

/** What a launch token was made for. */
export interface Launch {
  readonly personId: string;
  readonly roleCap: Role;
  readonly components: readonly Component[];
  readonly origin: string;
  /** What the person is now. */
  readonly memberRole: Role;
}

/** Prepares what is recorded of a mint; called once the organisation is known to be the platform's. */
export type AuditedMint = () => Promise<(transaction: Transaction<Database>, minted: { readonly personId: string; readonly joined: boolean }) => Promise<void>>;

export interface LaunchesOptions {
  readonly data: DataAccess;
  readonly people: Pick<People, 'rename' | 'names'>;
  readonly identities: Pick<Identities, 'findOrCreate'>;
  readonly origins: Pick<PlatformOrigins, 'platformsOf'>;
  readonly now?: () => Date;
}

/** How a platform lets its users in: a token is minted by its back end and used up by its page. */
export class Launches {
  readonly #options: LaunchesOptions;
  readonly #now: () => Date;

  constructor(options: LaunchesOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Makes a token for one of the platform's users, who becomes a member at the first one.
   * @throws {ProblemError} `not-found`: no organisation of this platform; `origin-not-registered`, `member-disabled`.
   */
  async mint(platformId: string, launch: NewLaunch, audited?: AuditedMint): Promise<{ readonly token: string; readonly expiresAt: Date }> {
    const { data, people, identities, origins } = this.#options;
    const { organisationId, user, role, components, origin } = launch;
    if (!(await origins.platformsOf(origin)).has(platformId)) throw new ProblemError('origin-not-registered');
    // Before anybody is made: a platform must not fill the tables by way of organisations that are not its own.
    await data.inOrganisation(organisationId, (transaction) => refuseForeign(transaction, organisationId, platformId));
    const record = await audited?.();
    const { personId, created } = await identities.findOrCreate({ kind: 'platform', issuer: platformId, subject: user.id }, user.name);
    if (!created && (await people.names([personId])).get(personId) !== user.name) await people.rename(personId, user.name);

    const token = createSecretToken('cfl');
    const now = this.#now();
    const expiresAt = new Date(now.getTime() + LAUNCH_SECONDS * 1_000);
    await data.inOrganisation(organisationId, async (transaction) => {
      const joined = await transaction.insertInto('members').values({ organisation_id: organisationId, person_id: personId, role, state: 'active', revision: 1 })
        .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).doNothing()).executeTakeFirst();
      await activeRole(transaction, organisationId, personId);
      await removeOldLaunches(transaction, organisationId, now);
      await transaction.insertInto('launch_tokens').values({
        organisation_id: organisationId, id: token.id, secret_hash: token.secretHash, platform_id: platformId, person_id: personId, role_cap: role,
        components: [...new Set(components)], origin: originDigest(origin), expires_at: expiresAt,
      }).execute();
      await record?.(transaction, { personId, joined: (joined.numInsertedOrUpdatedRows ?? 0n) > 0n });
    });
    return { token: token.text, expiresAt };
  }

  /**
   * Uses a token up, whatever comes of it.
   * @throws {ProblemError} `launch-refused` for whatever is no living token of this organisation and this page; `member-disabled`.
   */
  async redeem(organisationId: string, text: string, origin: string | undefined): Promise<Launch> {
    const token = readSecretToken('cfl', text);
    if (!token) throw new ProblemError('launch-refused');
    const { data, origins } = this.#options;
    const row = await data.inOrganisation(organisationId, async (transaction) => {
      const found = await transaction.selectFrom('launch_tokens').selectAll()
        .where('organisation_id', '=', organisationId).where('id', '=', token.id).forUpdate().executeTakeFirst();
      if (!found || !proves(token, found.secret_hash)) return undefined;
      await transaction.deleteFrom('launch_tokens').where('organisation_id', '=', organisationId).where('id', '=', token.id).execute();
      const member = await transaction.selectFrom('members').select(['role', 'state'])
        .where('organisation_id', '=', organisationId).where('person_id', '=', found.person_id).executeTakeFirst();
      return { ...found, member };
    });
    if (!row || row.expires_at <= this.#now() || origin === undefined || row.origin !== originDigest(origin)) throw new ProblemError('launch-refused');
    // The platform may have been disabled, or the page taken from it, since.
    if (!(await origins.platformsOf(origin)).has(row.platform_id)) throw new ProblemError('launch-refused');
    if (row.member?.state !== 'active') throw new ProblemError('member-disabled');
    return { personId: row.person_id, roleCap: row.role_cap, components: row.components.filter(isComponent), origin, memberRole: row.member.role };
  }
}

/** Removes the tokens of one organisation that nobody can use any more. */
export async function removeOldLaunches(transaction: Transaction<Database>, organisationId: string, now: Date): Promise<void> {
  await transaction.deleteFrom('launch_tokens').where('organisation_id', '=', organisationId).where('expires_at', '<=', now).execute();
}

async function refuseForeign(transaction: Transaction<Database>, organisationId: string, platformId: string): Promise<void> {
  const own = await transaction.selectFrom('organisations').select('organisation_id')
    .where('organisation_id', '=', organisationId).where('owner_platform_id', '=', platformId).executeTakeFirst();
  if (!own) throw new ProblemError('not-found');
}

/** @throws {ProblemError} `member-disabled`. */
async function activeRole(transaction: Transaction<Database>, organisationId: string, personId: string): Promise<Role> {
  const { role, state } = await transaction.selectFrom('members').select(['role', 'state'])
    .where('organisation_id', '=', organisationId).where('person_id', '=', personId).executeTakeFirstOrThrow();
  if (state !== 'active') throw new ProblemError('member-disabled');
  return role;
}
