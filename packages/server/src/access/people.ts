import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import { isUniqueViolation } from '../database/errors.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import {
  type IndexedColumn, openBody, sealBody, type OrganisationVault, type ReindexBatch, type ReindexedBatch, type SealedRow, type SealedTable, SealedValueError, unlessDestroyed,
  type Vault,
} from '../vault/index.ts';
import { TooManyWaitingError } from './concurrency-limit.ts';
import { normaliseEmail } from './email.ts';
import { lockIndexes, refuseUnknownIndexKeys } from './index-locks.ts';
import { passwordRefusal } from './password-rules.ts';
import { hashPassword, PASSWORD_MIN_LENGTH, verifyPassword, type PasswordCheck } from './password.ts';
import { endSessionsOf, type InTransaction } from './sessions.ts';

/** A person who can sign in. Belongs to no organisation; what they are in one says `Members`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** null: a platform or an identity provider vouches for them, and they sign in nowhere else. */
  readonly email: string | null;
}

/** A person without e-mail and password, to be inserted in a transaction of the caller's. */
export interface VouchedPerson {
  readonly id: string;
  insert(transaction: Transaction<Database>): Promise<void>;
}

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** More that anybody who knows the person would try in a password, such as the organisation's name. */
  readonly context?: readonly string[];
}

/** Somebody has this e-mail already. */
export class EmailTakenError extends Error {
  override readonly name = 'EmailTakenError';

  constructor() {
    super('There is a person with this e-mail already.');
  }
}

/** A new password is one of those that are tried first. */
export class PasswordCommonError extends Error {
  override readonly name = 'PasswordCommonError';

  constructor() {
    super('The password is one of those that are tried first.');
  }
}

/** A new password is shorter than it may be. */
export class PasswordTooShortError extends Error {
  override readonly name = 'PasswordTooShortError';

  constructor() {
    super(`A password has at least ${String(PASSWORD_MIN_LENGTH)} characters.`);
  }
}

const CODEC_VERSION = 1;
export const personBodies: SealedTable = { table: 'people', key: ['id'], codecVersion: CODEC_VERSION };
const personBody = z.object({ name: z.string(), email: z.string().nullable(), passwordHash: z.string().nullable() });
type PersonBody = z.infer<typeof personBody>;

interface PersonRow {
  readonly id: string;
  readonly revision: number;
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

const COLUMNS = ['id', 'revision', 'seal_version', 'sealed'] as const;
/** Seconds to wait where too many are signing in at once. */
const RETRY_AFTER = 2;

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'people', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

function open(vault: OrganisationVault, row: PersonRow): PersonBody {
  return personBody.parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed));
}

/** @returns undefined where the body does not open: it is damaged, or its key was destroyed. */
function emailIn(vault: OrganisationVault, row: PersonRow): string | undefined {
  try {
    return unlessDestroyed(() => open(vault, row).email) ?? undefined;
  } catch (error) {
    if (error instanceof SealedValueError) return undefined;
    throw error;
  }
}

/** How a new index key takes over the login indexes. */
export function loginIndex(people: Pick<People, 'reindex'>): IndexedColumn {
  return { table: 'people', keyColumn: 'login_key_id', reindex: (keyIds, batch) => people.reindex(keyIds, batch) };
}

/** People and their passwords. Name, e-mail and hash stand in the sealed body; a blind index finds a person by e-mail. */
export class People {
  readonly #data: DataAccess;
  readonly #vault: Vault;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault }) {
    this.#data = options.data;
    this.#vault = options.vault;
  }

  /**
   * @returns the id of the new person.
   * @throws {EmailTakenError} {@link PasswordTooShortError}, {@link PasswordCommonError}, {@link UnknownKeyError} where the index has a key that is not loaded here.
   */
  async create({ name, email, password, context = [] }: NewPerson): Promise<string> {
    await refusePassword(password, [name, email, ...context]);
    const body: PersonBody = { name, email, passwordHash: await hashPassword(password) };
    const [vault, index] = await Promise.all([this.#vault.platform(), this.#vault.blindIndex('login', normaliseEmail(email))]);
    const id = randomUUID();
    try {
      await this.#data.inPlatform(async (transaction) => {
        await lockIndexes(transaction, index.all);
        // Under an older index key the same e-mail has another index, which the unique one of the table cannot see.
        const taken = await transaction.selectFrom('people').select('id')
          .where('organisation_id', '=', PLATFORM).where('login_index', 'in', [...index.all]).executeTakeFirst();
        if (taken) throw new EmailTakenError();
        await refuseUnknownIndexKeys(transaction, index.all);
        await transaction.insertInto('people').values({
          organisation_id: PLATFORM, id, login_index: index.current, revision: 1, seal_version: 1, sealed: sealBody(vault, placeOf(id, 1), body),
        }).execute();
      });
    } catch (error) {
      throw isUniqueViolation(error, 'people_login') ? new EmailTakenError() : error;
    }
    return id;
  }

  /**
   * The person whose e-mail and password these are. It takes as long where nobody has the e-mail.
   * @throws {ProblemError} `too-many-requests` where too many sign in at once, {@link UnknownKeyError} as `create`.
   */
  async authenticate(email: string, password: string): Promise<Person | undefined> {
    const [vault, index] = await Promise.all([this.#vault.platform(), this.#vault.blindIndex('login', normaliseEmail(email))]);
    const row = await this.#data.inPlatform(async (transaction) => {
      const found = await transaction.selectFrom('people').select(COLUMNS)
        .where('organisation_id', '=', PLATFORM).where('login_index', 'in', [...index.all]).executeTakeFirst();
      await refuseUnknownIndexKeys(transaction, index.all);
      return found;
    });
    const body = row && open(vault, row);
    const check = await this.#check(password, body?.passwordHash ?? undefined);
    if (!row || !body || !check.matches) return undefined;
    if (check.outdated) await this.#rehash(vault, row, { ...body, passwordHash: await hashPassword(password) });
    return { id: row.id, name: body.name, email: body.email };
  }

  /** The id of whoever has the e-mail; else of a new person. It takes as long either way. @throws as `create`, but for the e-mail. */
  async findOrCreate(person: NewPerson): Promise<string> {
    try {
      return await this.create(person);
    } catch (error) {
      if (!(error instanceof EmailTakenError)) throw error;
      const found = await this.byEmail(person.email);
      if (!found) throw error;
      return found.id;
    }
  }

  /** Whoever signs in with this e-mail. @throws {UnknownKeyError} as `create`. */
  async byEmail(email: string): Promise<(Person & { readonly hasPassword: boolean }) | undefined> {
    const [vault, index] = await Promise.all([this.#vault.platform(), this.#vault.blindIndex('login', normaliseEmail(email))]);
    const row = await this.#data.inPlatform(async (transaction) => {
      const found = await transaction.selectFrom('people').select(COLUMNS)
        .where('organisation_id', '=', PLATFORM).where('login_index', 'in', [...index.all]).executeTakeFirst();
      await refuseUnknownIndexKeys(transaction, index.all);
      return found;
    });
    const body = row && open(vault, row);
    return row && body && { id: row.id, name: body.name, email: body.email, hasPassword: body.passwordHash !== null };
  }

  /**
   * Hashes a new password, which takes its time; what comes back writes it in a transaction of the caller's.
   * @throws {PasswordTooShortError} {@link PasswordCommonError}
   */
  async newPassword(password: string): Promise<(transaction: Transaction<Database>, personId: string) => Promise<void>> {
    await refusePassword(password, []);
    const [vault, passwordHash] = [await this.#vault.platform(), await hashPassword(password)];
    return async (transaction, personId) => {
      const row = await transaction.selectFrom('people').select(COLUMNS)
        .where('organisation_id', '=', PLATFORM).where('id', '=', personId).forUpdate().executeTakeFirstOrThrow();
      const sealVersion = row.seal_version + 1;
      await transaction.updateTable('people')
        .set({ sealed: sealBody(vault, placeOf(row.id, sealVersion), { ...open(vault, row), passwordHash } satisfies PersonBody), seal_version: sealVersion, revision: row.revision + 1 })
        .where('organisation_id', '=', PLATFORM).where('id', '=', row.id).execute();
    };
  }

  /** Keyed index of a login, by which attempts with it can be told to be the same without its being kept. */
  async loginIndexOf(email: string): Promise<Uint8Array> {
    return (await this.#vault.blindIndex('login', normaliseEmail(email))).current;
  }

  /** Whether this is the password of that person. @throws {ProblemError} `too-many-requests` where too many are checked at once. */
  async isPasswordOf(personId: string, password: string): Promise<boolean> {
    const [vault, row] = [await this.#vault.platform(), await this.#row(personId)];
    return (await this.#check(password, (row && open(vault, row).passwordHash) ?? undefined)).matches;
  }

  /**
   * Changes a password, and ends all sessions of the person in the same moment, but for the one that is kept.
   * @throws {PasswordTooShortError} {@link PasswordCommonError}; {ProblemError} `changed-meanwhile`
   */
  async changePassword(personId: string, password: string, { context = [], endSessions, inTransaction }: ChangedPassword): Promise<void> {
    const [vault, row] = [await this.#vault.platform(), await this.#row(personId)];
    if (!row) throw new ProblemError('not-authenticated');
    const body = open(vault, row);
    await refusePassword(password, [body.name, ...(body.email === null ? [] : [body.email]), ...context]);
    const changed: PersonBody = { ...body, passwordHash: await hashPassword(password) };
    await this.#data.inPlatform(async (transaction) => {
      if (!await replace(transaction, vault, row, changed)) throw new ProblemError('changed-meanwhile');
      if (endSessions) await endSessionsOf(transaction, personId, endSessions.except);
      await inTransaction?.(transaction);
    });
  }

  /** Prepares a person for whom somebody else vouches; to be called outside a transaction, since it asks for keys. */
  async vouched(name: string): Promise<VouchedPerson> {
    const vault = await this.#vault.platform();
    const id = randomUUID();
    const body: PersonBody = { name, email: null, passwordHash: null };
    return {
      id,
      insert: async (transaction) => {
        await transaction.insertInto('people').values({
          organisation_id: PLATFORM, id, login_index: null, revision: 1, seal_version: 1, sealed: sealBody(vault, placeOf(id, 1), body),
        }).execute();
      },
    };
  }

  /** Gives a person another name. Where somebody else writes the row at the same moment, theirs stays. */
  async rename(id: string, name: string): Promise<void> {
    const vault = await this.#vault.platform();
    await this.#data.inPlatform(async (transaction) => {
      const row = await transaction.selectFrom('people').select(COLUMNS).where('organisation_id', '=', PLATFORM).where('id', '=', id).executeTakeFirst();
      const body = row && open(vault, row);
      if (row && body && body.name !== name) await replace(transaction, vault, row, { ...body, name });
    });
  }

  /** Those of `ids` that exist, in any order. */
  async read(ids: readonly string[]): Promise<readonly Person[]> {
    if (ids.length === 0) return [];
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('people').select(COLUMNS).where('organisation_id', '=', PLATFORM).where('id', 'in', [...ids]).execute());
    return rows.map((row) => {
      const { name, email } = open(vault, row);
      return { id: row.id, name, email };
    });
  }

  /** The name of a person by id, for what others did. */
  async names(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.read([...new Set(ids)])).map(({ id, name }) => [id, name]));
  }

  /** Puts people whose login index is from one of these keys under the present one. Whose body does not open keeps theirs: the e-mail stands in it. */
  async reindex(keyIds: readonly number[], { after, limit }: ReindexBatch): Promise<ReindexedBatch> {
    const vault = await this.#vault.platform();
    const rows = await this.#data.inPlatform((transaction) => {
      const old = transaction.selectFrom('people').select([...COLUMNS, 'login_index'])
        .where('organisation_id', '=', PLATFORM).where('login_key_id', 'in', keyIds.map(String));
      return (after === undefined ? old : old.where('id', '>', after)).orderBy('id').limit(limit).execute();
    });
    const opened = rows.flatMap((row) => {
      const email = emailIn(vault, row);
      return email === undefined ? [] : [{ row, email }];
    });
    const indexed = await Promise.all(opened.map(async ({ row, email }) => ({ row, index: await this.#vault.blindIndex('login', normaliseEmail(email)) })));
    const moved = await this.#data.inPlatform(async (transaction) => {
      let changed = 0n;
      for (const { row, index } of indexed) {
        // Where the index was changed since, another one was faster.
        const { numUpdatedRows } = await transaction.updateTable('people').set({ login_index: index.current })
          .where('organisation_id', '=', PLATFORM).where('id', '=', row.id).where('login_index', '=', row.login_index).executeTakeFirst();
        changed += numUpdatedRows;
      }
      return Number(changed);
    });
    return { moved, unreadable: rows.length - opened.length, last: rows.length < limit ? undefined : rows.at(-1)?.id };
  }

  async #check(password: string, hash: string | undefined): Promise<PasswordCheck> {
    try {
      return await verifyPassword(password, hash);
    } catch (error) {
      throw error instanceof TooManyWaitingError ? new ProblemError('too-many-requests', { retryAfter: RETRY_AFTER }) : error;
    }
  }

  async #rehash(vault: OrganisationVault, row: PersonRow, body: PersonBody): Promise<void> {
    // Where somebody else wrote the row meanwhile, theirs stays: the next sign-in tries again.
    await this.#data.inPlatform((transaction) => replace(transaction, vault, row, body));
  }

  #row(personId: string): Promise<PersonRow | undefined> {
    return this.#data.inPlatform((transaction) =>
      transaction.selectFrom('people').select(COLUMNS).where('organisation_id', '=', PLATFORM).where('id', '=', personId).executeTakeFirst());
  }
}

/** How a password changes. */
export interface ChangedPassword {
  /** More that must not be in it. */
  readonly context?: readonly string[];
  /** Which sessions end: all but `except`; none where it is left out. */
  readonly endSessions?: { readonly except: string | undefined } | undefined;
  readonly inTransaction?: InTransaction | undefined;
}

/** Writes the body that was made from exactly this row. @returns false where somebody else was faster. */
async function replace(transaction: Transaction<Database>, vault: OrganisationVault, row: PersonRow, body: PersonBody): Promise<boolean> {
  const sealVersion = row.seal_version + 1;
  const { numUpdatedRows } = await transaction.updateTable('people')
    .set({ sealed: sealBody(vault, placeOf(row.id, sealVersion), body), seal_version: sealVersion, revision: row.revision + 1 })
    .where('organisation_id', '=', PLATFORM).where('id', '=', row.id)
    .where('revision', '=', row.revision).where('seal_version', '=', row.seal_version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function refusePassword(password: string, context: readonly string[]): Promise<void> {
  const refusal = await passwordRefusal(password, context);
  if (refusal === 'too-short') throw new PasswordTooShortError();
  if (refusal === 'common') throw new PasswordCommonError();
}
