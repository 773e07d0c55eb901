import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { InTransaction } from '../access/sessions.ts';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';

/** A partner that builds the elements into its own portal. */
export interface Platform {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'disabled';
  /** Pages of the partner, compared exactly. */
  readonly origins: readonly string[];
  /** Where its people sign in with a password or a passkey; null: nowhere, they launch. */
  readonly signInDomain: string | null;
}

export type PlatformSettings = Pick<Platform, 'name' | 'origins' | 'signInDomain'>;

const CODEC_VERSION = 1;
export const platformBodies: SealedTable = { table: 'platforms', key: ['id'], codecVersion: CODEC_VERSION };
const platformBody = z.object({ name: z.string(), origins: z.array(z.string()), signInDomain: z.string().nullable() });

interface PlatformRow {
  readonly id: string;
  readonly state: Platform['state'];
  readonly revision: number;
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

const COLUMNS = ['id', 'state', 'revision', 'seal_version', 'sealed'] as const;

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'platforms', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

function open(vault: OrganisationVault, row: PlatformRow): Platform {
  return { id: row.id, state: row.state, ...platformBody.parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed)) };
}

/** An origin is a page of another platform already. */
export class OriginTakenError extends Error {
  override readonly name = 'OriginTakenError';

  constructor() {
    super('One of these origins belongs to another platform. An origin has one platform at most.');
  }
}

/** Partners and what is set for each of them. Changed by command only. */
export class Platforms {
  readonly #data: DataAccess;
  readonly #vault: Vault;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault }) {
    this.#data = options.data;
    this.#vault = options.vault;
  }

  /** @returns the id of the new platform. @throws {OriginTakenError} */
  async create(settings: PlatformSettings, inTransaction?: (transaction: Transaction<Database>, id: string) => Promise<void>): Promise<string> {
    const vault = await this.#vault.platform();
    const id = randomUUID();
    const body: z.infer<typeof platformBody> = { ...settings, origins: [...settings.origins] };
    await this.#data.inPlatform(async (transaction) => {
      await refuseTaken(transaction, vault, id, settings.origins);
      await transaction.insertInto('platforms')
        .values({ organisation_id: PLATFORM, id, state: 'active', revision: 1, seal_version: 1, sealed: sealBody(vault, placeOf(id, 1), body) })
        .execute();
      await inTransaction?.(transaction, id);
    });
    return id;
  }

  /** By name. */
  async list(): Promise<readonly Platform[]> {
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('platforms').select(COLUMNS).where('organisation_id', '=', PLATFORM).execute());
    return rows.map((row) => open(vault, row)).sort((a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id));
  }

  /** @returns undefined where there is none. */
  async read(id: string): Promise<Platform | undefined> {
    const vault = await this.#vault.platform();
    const row = await this.#data.inPlatform((transaction) => select(transaction, id));
    return row && open(vault, row);
  }

  /** Changes settings in one step. @returns what they are now, or undefined where there is no such platform. @throws {OriginTakenError} */
  async change(id: string, change: (settings: PlatformSettings) => PlatformSettings, inTransaction?: InTransaction): Promise<Platform | undefined> {
    const vault = await this.#vault.platform();
    return this.#data.inPlatform(async (transaction) => {
      const row = await select(transaction, id, true);
      if (!row) return undefined;
      const { name, origins, signInDomain } = change(open(vault, row));
      await refuseTaken(transaction, vault, id, origins);
      const sealVersion = row.seal_version + 1;
      const body: z.infer<typeof platformBody> = { name, origins: [...origins], signInDomain };
      await transaction.updateTable('platforms')
        .set({ sealed: sealBody(vault, placeOf(id, sealVersion), body), seal_version: sealVersion, revision: row.revision + 1 })
        .where('organisation_id', '=', PLATFORM).where('id', '=', id).execute();
      await inTransaction?.(transaction);
      return { id, state: row.state, name, origins, signInDomain };
    });
  }

  /** A disabled platform's keys, launches and sessions are refused from the next request on. @returns whether there is such a platform. */
  async setState(id: string, state: Platform['state'], inTransaction?: InTransaction): Promise<boolean> {
    return this.#data.inPlatform(async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('platforms').set(({ eb }) => ({ state, revision: eb('revision', '+', 1) }))
        .where('organisation_id', '=', PLATFORM).where('id', '=', id).executeTakeFirst();
      if (numUpdatedRows > 0n) await inTransaction?.(transaction);
      return numUpdatedRows > 0n;
    });
  }
}

/** Two who take the same origin at once take turns: it stands in sealed bodies, where no unique index sees it. */
async function refuseTaken(transaction: Transaction<Database>, vault: OrganisationVault, id: string, origins: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('cash-flow platform origins', 0))`.execute(transaction);
  const others = await transaction.selectFrom('platforms').select(COLUMNS).where('organisation_id', '=', PLATFORM).where('id', '<>', id).execute();
  const taken = new Set(others.flatMap((row) => open(vault, row).origins));
  if (origins.some((origin) => taken.has(origin))) throw new OriginTakenError();
}

function select(transaction: Transaction<Database>, id: string, lock = false): Promise<PlatformRow | undefined> {
  const query = transaction.selectFrom('platforms').select(COLUMNS).where('organisation_id', '=', PLATFORM).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}
