import { sql, type Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import { MerkleTree } from './merkle-tree.ts';

/** Where a log stands: its epoch, and the tree up to where it was signed last. */
export interface LogState {
  readonly epoch: number;
  readonly signed: MerkleTree;
}

/** A leaf by its place. */
export interface PlacedLeaf {
  readonly position: number;
  readonly hash: Uint8Array;
}

/** Most entries that get their place in one transaction, and most leaves that are read at once. */
const BATCH = 5_000;

/** Takes the log for this transaction; other servers wait, or pass it by. */
async function lockState(transaction: Transaction<Database>, organisationId: string): Promise<{ readonly epoch: number }> {
  await transaction.insertInto('audit_logs').values({ organisation_id: organisationId, epoch: 1, size: 0, peaks: new Uint8Array(0) })
    .onConflict((conflict) => conflict.column('organisation_id').doNothing()).execute();
  return transaction.selectFrom('audit_logs').select('epoch').where('organisation_id', '=', organisationId).forUpdate().executeTakeFirstOrThrow();
}

/**
 * Gives entries that have none their place behind the others, the oldest first. Waits for whoever does the same.
 *
 * @returns how many there were; fewer than the most that it takes means that none is left.
 */
export function placeEntries(data: DataAccess, organisationId: string): Promise<{ readonly placed: number; readonly more: boolean }> {
  return data.inOrganisation(organisationId, async (transaction) => {
    const { epoch } = await lockState(transaction, organisationId);
    const { rows } = await sql<{ placed: number }>`
      with waiting as (
        select id, row_number() over (order by at, id) - 1 as offset_in_batch from (
          select at, id from audit_entries where organisation_id = ${organisationId} and position is null order by at, id limit ${BATCH}
        ) as oldest
      ), next as (
        select coalesce(max(position) + 1, 0) as position from audit_entries where organisation_id = ${organisationId} and epoch = ${epoch}
      ), placed as (
        update audit_entries as entry set epoch = ${epoch}, position = next.position + waiting.offset_in_batch
        from waiting, next where entry.organisation_id = ${organisationId} and entry.id = waiting.id returning 1
      ) select count(*)::int as placed from placed`.execute(transaction);
    const placed = rows[0]?.placed ?? 0;
    return { placed, more: placed === BATCH };
  });
}

/** @returns undefined where nothing of the log has a place yet. */
export async function readState(data: DataAccess, organisationId: string): Promise<LogState | undefined> {
  const row = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('audit_logs').select(['epoch', 'size', 'peaks']).where('organisation_id', '=', organisationId).executeTakeFirst());
  return row && { epoch: row.epoch, signed: treeOf(Number(row.size), row.peaks) };
}

/** What only saves work: where it cannot be read, the tree is made from all of its leaves. */
function treeOf(size: number, peaks: Uint8Array): MerkleTree {
  try {
    return MerkleTree.of(size, peaks);
  } catch (error) {
    if (error instanceof RangeError) return new MerkleTree();
    throw error;
  }
}

/** The leaves from a place on, in their order, whatever is between them. */
export async function* leavesFrom(data: DataAccess, organisationId: string, epoch: number, position: number): AsyncGenerator<PlacedLeaf> {
  for (let from = position; ;) {
    const rows = await data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('audit_entries').select(['position', 'leaf_hash'])
        .where('organisation_id', '=', organisationId).where('epoch', '=', epoch).where('position', '>=', String(from))
        .orderBy('position').limit(BATCH).execute());
    for (const row of rows) yield { position: Number(row.position), hash: row.leaf_hash };
    if (rows.length < BATCH) return;
    from = Number(rows.at(-1)?.position) + 1;
  }
}

/** Remembers up to where the log is signed, and keeps the checkpoint: the last one of each hour. */
export async function rememberSigned(data: DataAccess, organisationId: string, epoch: number, signed: { readonly tree: MerkleTree; readonly note: string; readonly at: Date }): Promise<void> {
  const { tree, note, at } = signed;
  const hour = new Date(at);
  hour.setUTCMinutes(0, 0, 0);
  await data.inOrganisation(organisationId, async (transaction) => {
    await transaction.updateTable('audit_logs').set({ size: tree.size, peaks: tree.peaks() })
      .where('organisation_id', '=', organisationId).where('epoch', '=', epoch).where('size', '<=', String(tree.size)).execute();
    await transaction.insertInto('audit_checkpoints').values({ organisation_id: organisationId, epoch, hour, size: tree.size, note })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'epoch', 'hour']).doUpdateSet({ size: tree.size, note })
        .where('audit_checkpoints.size', '<=', String(tree.size))).execute();
  });
}

/** The epochs of a log, in their order. */
export async function readEpochs(data: DataAccess, organisationId: string): Promise<readonly number[]> {
  const row = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('audit_logs').select('epoch').where('organisation_id', '=', organisationId).executeTakeFirst());
  return Array.from({ length: row?.epoch ?? 0 }, (_, index) => index + 1);
}

/** Kept checkpoints of one epoch, the smallest first. */
export async function storedCheckpoints(data: DataAccess, organisationId: string, epoch: number): Promise<readonly { readonly size: number; readonly note: string }[]> {
  const rows = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('audit_checkpoints').select(['size', 'note'])
      .where('organisation_id', '=', organisationId).where('epoch', '=', epoch).orderBy('size').execute());
  return rows.map(({ size, note }) => ({ size: Number(size), note }));
}

/** Begins an epoch of a log with its first entry; what has no place yet goes there behind it. */
export async function beginEpoch(data: DataAccess, organisationId: string, before: number, epoch: number, writeFirst: (transaction: Transaction<Database>) => Promise<string>): Promise<void> {
  await data.inOrganisation(organisationId, async (transaction) => {
    // Somebody else has decided meanwhile.
    if ((await lockState(transaction, organisationId)).epoch !== before) return;
    const id = await writeFirst(transaction);
    await transaction.updateTable('audit_entries').set({ epoch, position: 0 }).where('organisation_id', '=', organisationId).where('id', '=', id).execute();
    await transaction.updateTable('audit_logs').set({ epoch, size: 0, peaks: new Uint8Array(0) }).where('organisation_id', '=', organisationId).execute();
  });
}
