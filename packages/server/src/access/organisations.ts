import { randomUUID } from 'node:crypto';
import type { ApprovalSetting } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import { allOrganisations } from '../database/tenant-functions.ts';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';

const CODEC_VERSION = 1;
export const organisationBodies: SealedTable = { table: 'organisations', key: ['organisation_id'], codecVersion: CODEC_VERSION };
/** The first bodies had a name only. Sealed, the setting cannot be turned off by whoever can merely write to the database. */
const organisationBody = z.object({ name: z.string(), approval: z.enum(['none', 'second-person']).default('none') });
type OrganisationBody = z.infer<typeof organisationBody>;

function placeOf(organisationId: string, sealVersion: number): SealedRow {
  return { table: 'organisations', rowId: organisationId, sealVersion, codecVersion: CODEC_VERSION };
}

/** An organisation as it is stored, its body open. */
export interface StoredOrganisation extends OrganisationBody {
  readonly revision: number;
  readonly sealVersion: number;
}

export interface OrganisationChange {
  /** The revision that whoever changes it has seen. */
  readonly revision: number;
  readonly name?: string | undefined;
  readonly approval?: ApprovalSetting | undefined;
}

/** `share` keeps the settings as they are until the transaction ends; `update` also keeps others from reading them for a change. */
type Lock = 'share' | 'update';

export interface NewOrganisationOptions {
  /** A random one unless told. */
  readonly id?: string;
  /** The platform that makes it and alone may let people into it. */
  readonly ownerPlatformId?: string | null;
  /** What is written together with it. */
  readonly inTransaction?: (transaction: Transaction<Database>) => Promise<void>;
}

/** Organisations: one row each, name and settings sealed under the organisation's own key. */
export class Organisations {
  readonly #data: DataAccess;
  readonly #vault: Vault;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault }) {
    this.#data = options.data;
    this.#vault = options.vault;
  }

  /** @returns the id of the new organisation; its first key is made with it. */
  async create(name: string, { id: organisationId = randomUUID(), ownerPlatformId = null, inTransaction }: NewOrganisationOptions = {}): Promise<string> {
    const vault = await this.#vault.organisation(organisationId);
    await this.#data.inOrganisation(organisationId, async (transaction) => {
      await transaction.insertInto('organisations').values({
        organisation_id: organisationId, owner_platform_id: ownerPlatformId, revision: 1, seal_version: 1,
        sealed: sealBody(vault, placeOf(organisationId, 1), { name, approval: 'none' } satisfies OrganisationBody),
      }).execute();
      await inTransaction?.(transaction);
    });
    return organisationId;
  }

  /** @throws {ProblemError} `not-found`. */
  async read(organisationId: string): Promise<StoredOrganisation> {
    const vault = await this.#vault.organisation(organisationId);
    return this.#data.inOrganisation(organisationId, (transaction) => findOrganisation(transaction, vault));
  }

  /** @throws {ProblemError} `not-found`. */
  async name(organisationId: string): Promise<string> {
    return (await this.read(organisationId)).name;
  }

  /**
   * Renames it or changes its settings; what the change leaves out stays.
   * @throws {ProblemError} `changed-meanwhile` where the revision is not the latest.
   */
  async update(
    organisationId: string, change: OrganisationChange, inTransaction?: (transaction: Transaction<Database>, before: StoredOrganisation, after: StoredOrganisation) => Promise<void>,
  ): Promise<StoredOrganisation> {
    const vault = await this.#vault.organisation(organisationId);
    return this.#data.inOrganisation(organisationId, async (transaction) => {
      const before = await findOrganisation(transaction, vault, 'update');
      if (before.revision !== change.revision) throw new ProblemError('changed-meanwhile');
      const body: OrganisationBody = { name: change.name ?? before.name, approval: change.approval ?? before.approval };
      const after = { ...body, revision: before.revision + 1, sealVersion: before.sealVersion + 1 };
      await transaction.updateTable('organisations')
        .set({ revision: after.revision, seal_version: after.sealVersion, sealed: sealBody(vault, placeOf(organisationId, after.sealVersion), body) })
        .where('organisation_id', '=', organisationId).execute();
      await inTransaction?.(transaction, before, after);
      return after;
    });
  }

  /** Ids of all organisations; for the command line. */
  async all(): Promise<readonly string[]> {
    const rows = await this.#data.call(allOrganisations());
    return rows.map((row) => row.organisation_id);
  }
}

/** The organisation of a vault, read in a transaction of the caller's. @throws {ProblemError} `not-found`. */
export async function findOrganisation(transaction: Transaction<Database>, vault: OrganisationVault, lock?: Lock): Promise<StoredOrganisation> {
  const { organisationId } = vault;
  const query = transaction.selectFrom('organisations').select(['revision', 'seal_version', 'sealed']).where('organisation_id', '=', organisationId);
  const row = await (lock === 'update' ? query.forUpdate() : lock === 'share' ? query.forShare() : query).executeTakeFirst();
  if (!row) throw new ProblemError('not-found');
  const body = organisationBody.parse(openBody(vault, placeOf(organisationId, row.seal_version), row.sealed));
  return { ...body, revision: row.revision, sealVersion: row.seal_version };
}
