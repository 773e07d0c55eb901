import type { BulkTransaction } from '../database/bulk.ts';

/** A table as an archive holds it. */
export interface TableShape {
  readonly table: string;
  /** Without generated ones, which the database makes anew. */
  readonly columns: readonly string[];
  /** Tables that rows of this one refer to. */
  readonly references: readonly string[];
}

/** Not in an archive: a restore signs everybody out, sends no mail once more, and lets no old link work. */
const LEFT_OUT: ReadonlySet<string> = new Set(['sessions', 'mails', 'password_resets', 'session_details', 'pending_sign_ins', 'passkey_challenges', 'throttles', 'launch_tokens']);

/** Every table of the schema, but for those of the migrations, in an order in which rows may be inserted. */
export async function allTables(transaction: Pick<BulkTransaction, 'query'>): Promise<readonly TableShape[]> {
  const shapes = await transaction.query<TableShape>(`
    SELECT c.relname::text AS "table",
      ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
      ARRAY(SELECT DISTINCT r.relname::text FROM pg_constraint f JOIN pg_class r ON r.oid = f.confrelid WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid ORDER BY 1) AS "references"
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT LIKE 'kysely\\_%'
    ORDER BY c.relname`);
  return inOrderOfReferences(shapes);
}

/** The tables that an archive holds. */
export async function archivedTables(transaction: Pick<BulkTransaction, 'query'>): Promise<readonly TableShape[]> {
  return (await allTables(transaction)).filter(({ table }) => !LEFT_OUT.has(table));
}

/** Each after all that it refers to. @throws {RangeError} when they refer to each other in a circle. */
export function inOrderOfReferences(shapes: readonly TableShape[]): readonly TableShape[] {
  const ordered: TableShape[] = [];
  const done = new Set<string>();
  let waiting = [...shapes];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ references }) => references.every((table) => done.has(table)));
    if (ready.length === 0) throw new RangeError('Tables refer to each other in a circle.');
    for (const shape of ready) {
      ordered.push(shape);
      done.add(shape.table);
    }
    waiting = waiting.filter(({ table }) => !done.has(table));
  }
  return ordered;
}

/** Names of the migrations that made the tables, in their order. */
export async function executedMigrations(transaction: Pick<BulkTransaction, 'query'>): Promise<readonly string[]> {
  const [there] = await transaction.query<{ there: boolean }>(`SELECT to_regclass('public.kysely_migration') IS NOT NULL AS there`);
  if (there?.there !== true) return [];
  return (await transaction.query<{ name: string }>('SELECT name FROM public.kysely_migration ORDER BY name')).map(({ name }) => name);
}
