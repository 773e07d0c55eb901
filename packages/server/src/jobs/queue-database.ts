import { fromKysely, type Db } from 'pg-boss';
import type { OpenDatabase } from '../database/open-database.ts';

/**
 * The queue's way to the database: that of everybody else. On a database with one connection it waits its turn there, and
 * inside an open transaction it is refused, not hung. Within one, `fromKysely(transaction)` stands in its place.
 */
export function queueDatabase({ kysely, script }: Pick<OpenDatabase, 'kysely' | 'script'>): Db {
  const single = fromKysely(kysely);
  return {
    // Without values it may be many statements, with a BEGIN and COMMIT of their own.
    executeSql: async (text, values = []) => (values.length > 0 ? single.executeSql(text, values) : { rows: [...await script(text)] }),
  };
}
