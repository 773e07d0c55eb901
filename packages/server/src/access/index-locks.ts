import { sql, type Transaction } from 'kysely';
import { type Database, PLATFORM } from '../database/schema.ts';
import { UnknownKeyError } from '../vault/index.ts';

/** Makes whoever takes the same value wait, also under another version of the index key: any two servers share one of them. */
export async function lockIndexes(transaction: Transaction<Database>, indexes: readonly Uint8Array[]): Promise<void> {
  const locks = indexes.map((index) => Buffer.from(index).readBigInt64BE(4)).toSorted((a, b) => (a < b ? -1 : 1));
  for (const lock of locks) await sql`select pg_advisory_xact_lock(${String(lock)}::bigint)`.execute(transaction);
}

/**
 * Another server may have put values under an index key that is not loaded here: what is not found, or not taken, may be there.
 * Asked after the look-up in the same transaction: the key is known to the database before anything stands under it.
 * @throws {UnknownKeyError}
 */
export async function refuseUnknownIndexKeys(transaction: Transaction<Database>, indexes: readonly Uint8Array[]): Promise<void> {
  const known = indexes.map((index) => String(Buffer.from(index).readUInt32BE(0)));
  const newer = await transaction.selectFrom('key_versions').select('key_id')
    .where('organisation_id', '=', PLATFORM).where('purpose', '=', 'index').where('state', '<>', 'destroyed').where('key_id', 'not in', known).executeTakeFirst();
  if (newer) throw new UnknownKeyError();
}
