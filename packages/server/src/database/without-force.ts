import type { BulkTransaction } from './bulk.ts';

/**
 * Lets the owner fill tables by COPY, which PostgreSQL does not do under row security, whatever its policies say. Nobody else comes near them until the transaction ends, and
 * a transaction that fails takes this back, too.
 */
export async function withoutForce<T>(transaction: Pick<BulkTransaction, 'query'>, run: () => Promise<T>): Promise<T> {
  const forced = await transaction.query<{ name: string }>(`
    SELECT format('%I.%I', 'public', relname) AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relforcerowsecurity AND row_security_active(oid) ORDER BY relname`);
  for (const { name } of forced) await transaction.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
  const result = await run();
  for (const { name } of forced) await transaction.query(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
  return result;
}
