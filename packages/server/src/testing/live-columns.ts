/** A column of a table or a view as the database has it. */
export interface LiveColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** The suite of the sealed values for which a CHECK constraint keeps the column; undefined where it takes others too. */
  readonly suite: 1 | 2 | undefined;
}

interface ColumnRow extends Omit<LiveColumn, 'suite'> {
  readonly constraints: readonly string[] | null;
}

/** Columns of tables, views and foreign tables in every schema but the system's own, with the constraints on each alone; a partition has the columns of its table. */
const query = `
  select namespace.nspname as schema, class.relname as table, attribute.attname as column, (
    select array_agg(pg_get_constraintdef(con.oid)) from pg_constraint con
    where con.conrelid = class.oid and con.contype = 'c' and con.convalidated and con.conkey = array[attribute.attnum]
  ) as constraints
  from pg_attribute attribute
  join pg_class class on class.oid = attribute.attrelid
  join pg_namespace namespace on namespace.oid = class.relnamespace
  where class.relkind in ('r', 'p', 'v', 'm', 'f') and not class.relispartition and attribute.attnum > 0 and not attribute.attisdropped
    and namespace.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and namespace.nspname !~ '^pg_(temp|toast_temp)_'`;

/** Compares the first two bytes of the column with magic byte and suite, and lets nothing else be an alternative. */
const sealed = /SUBSTRING\((\w+) FROM 1 FOR 2\) = '\\xc10([12])'::bytea/;

/** @param ask runs a query. */
export async function liveColumns(ask: (query: string) => Promise<readonly unknown[]>): Promise<readonly LiveColumn[]> {
  const rows = (await ask(query)) as readonly ColumnRow[];
  return rows.map(({ schema, table, column, constraints }) => {
    const suites = (constraints ?? []).flatMap((definition) => {
      const [, name, suite] = sealed.exec(definition) ?? [];
      return name === column && !/ OR /.test(definition) ? [suite === '1' ? (1 as const) : (2 as const)] : [];
    });
    return { schema, table, column, suite: suites[0] };
  });
}
