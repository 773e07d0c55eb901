import { openDatabase, type DatabaseOptions } from '../../database/open-database.ts';
import { requireServingRole } from '../../database/serving-role.ts';
import { spokenMessage } from '../spoken-errors.ts';
import { failure, type Finding, ok } from './finding.ts';

/** Whether row-level security holds back whoever connects as a server does. */
export async function roleFinding(options: DatabaseOptions): Promise<Finding> {
  const database = await openDatabase(options);
  try {
    await requireServingRole(database.kysely);
    return ok('row-security', 'Row-level security is forced on every table, and holds back the role of DATABASE_URL.');
  } catch (error) {
    const message = spokenMessage(error);
    if (message === undefined) throw error;
    return failure('row-security', message);
  } finally {
    await database.close();
  }
}
