import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';

const CODEC_VERSION = 1;
export const identityProviderBodies: SealedTable = { table: 'identity_providers', key: ['id'], codecVersion: CODEC_VERSION };

const providerBody = z.object({
  /** As people read it on the button. */
  name: z.string(),
  /** The issuer identifier, compared exactly with `iss`. */
  issuer: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  /** Where the API is reached by browsers: the redirect address begins with it. */
  apiBase: z.string(),
  /** E-mail domains for which this provider vouches: who is known here by such an address is recognised at the first sign-in. */
  domains: z.array(z.string()),
  /** `acr` values of which one must be in the ID token; empty: whatever the provider does. */
  acr: z.array(z.string()),
  /** `amr` values that must all be in it. */
  amr: z.array(z.string()),
});

/** A host's own identity provider (OpenID Connect Core 1.0). */
export type ProviderSettings = z.infer<typeof providerBody>;

export interface IdentityProvider extends ProviderSettings {
  readonly id: string;
  readonly revision: number;
}

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'identity_providers', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

/** The identity providers that a host has named, by command. The whole of each is sealed, its secret above all. */
export class IdentityProviders {
  readonly #data: DataAccess;
  readonly #vault: Vault;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault }) {
    this.#data = options.data;
    this.#vault = options.vault;
  }

  /** @returns its id. */
  async add(settings: ProviderSettings): Promise<string> {
    const vault = await this.#vault.platform();
    const id = randomUUID();
    await this.#data.inPlatform((transaction) => transaction.insertInto('identity_providers').values({
      organisation_id: PLATFORM, id, revision: 1, seal_version: 1, sealed: sealBody(vault, placeOf(id, 1), providerBody.parse(settings)),
    }).execute());
    return id;
  }

  /** By name. */
  async list(): Promise<readonly IdentityProvider[]> {
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('identity_providers').select(['id', 'revision', 'seal_version', 'sealed']).where('organisation_id', '=', PLATFORM).execute());
    return rows.map((row) => read(vault, row)).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  async find(id: string): Promise<IdentityProvider | undefined> {
    const vault = await this.#vault.platform();
    const row = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('identity_providers').select(['id', 'revision', 'seal_version', 'sealed']).where('organisation_id', '=', PLATFORM).where('id', '=', id).executeTakeFirst());
    return row && read(vault, row);
  }

  /** Nobody comes in by it any more; who is known by it stays known, and signs in by other means. @returns whether it was there. */
  async remove(id: string): Promise<boolean> {
    return this.#data.inPlatform(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('identity_providers').where('organisation_id', '=', PLATFORM).where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    });
  }
}

function read(vault: OrganisationVault, row: { readonly id: string; readonly revision: number; readonly seal_version: number; readonly sealed: Uint8Array }): IdentityProvider {
  return { id: row.id, revision: row.revision, ...providerBody.parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed)) };
}
