import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import { allOrganisations } from '../database/tenant-functions.ts';
import { ProblemError } from '../http/problem-error.ts';
import { openBody, sealBody, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';

const CODEC_VERSION = 1;
export const organisationBodies: SealedTable = { table: 'organisations', key: ['organisation_id'], codecVersion: CODEC_VERSION };
const organisationBody = z.object({ name: z.string() });

function placeOf(organisationId: string, sealVersion: number): SealedRow {
  return { table: 'organisations', rowId: organisationId, sealVersion, codecVersion: CODEC_VERSION };
}

/** Organisations: one row each, its name sealed under the organisation's own key. */
export class Organisations {
  readonly #data: DataAccess;
  readonly #vault: Vault;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault }) {
    this.#data = options.data;
    this.#vault = options.vault;
  }

  /** @returns the id of the new organisation; its first key is made with it. */
  async create(name: string): Promise<string> {
    const organisationId = randomUUID();
    const vault = await this.#vault.organisation(organisationId);
    await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.insertInto('organisations').values({
        organisation_id: organisationId, revision: 1, seal_version: 1,
        sealed: sealBody(vault, placeOf(organisationId, 1), { name } satisfies z.infer<typeof organisationBody>),
      }).execute());
    return organisationId;
  }

  /** @throws {ProblemError} `not-found`. */
  async name(organisationId: string): Promise<string> {
    const vault = await this.#vault.organisation(organisationId);
    const row = await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('organisations').select(['seal_version', 'sealed']).where('organisation_id', '=', organisationId).executeTakeFirst());
    if (!row) throw new ProblemError('not-found');
    return organisationBody.parse(openBody(vault, placeOf(organisationId, row.seal_version), row.sealed)).name;
  }

  /** Ids of all organisations; for the command line. */
  async all(): Promise<readonly string[]> {
    const rows = await this.#data.call(allOrganisations());
    return rows.map((row) => row.organisation_id);
  }
}
