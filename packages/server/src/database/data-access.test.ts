import { sql, type Transaction } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, describeOnBothDatabases } from '../testing/test-database.ts';
import { DatabaseError, isUniqueViolation, NestedTransactionError, RetryableDatabaseError } from './errors.ts';
import { type Database, PLATFORM } from './schema.ts';

const version = (organisationId: string, keyId: number, state: 'active' | 'decrypt-only' = 'decrypt-only') =>
  ({ organisation_id: organisationId, key_id: keyId, purpose: 'data', state, created_at: new Date(), activated_at: new Date() }) as const;

async function insertVersion(transaction: Transaction<Database>, keyId: number): Promise<void> {
  await transaction.insertInto('key_versions').values(version(PLATFORM, keyId)).execute();
}

async function setting(transaction: Transaction<Database>): Promise<string | null | undefined> {
  const { rows } = await sql<{ value: string | null }>`select current_setting('cash_flow.organisation', true) as value`.execute(transaction);
  return rows[0]?.value;
}

describeOnBothDatabases('DataAccess', (open) => {
  it('tells the database for which organisation it speaks, in this transaction only', async () => {
    const { data, kysely } = await open();
    const organisationId = randomUUID();
    expect(await data.inOrganisation(organisationId, setting)).toBe(organisationId);
    expect(await data.inPlatform(setting)).toBe(PLATFORM);
    expect(await kysely.transaction().execute(setting)).toBeFalsy();
  });

  it('commits everything or nothing', async () => {
    const { data } = await open();
    await data.inPlatform((transaction) => insertVersion(transaction, 1));
    await expect(data.inPlatform(async (transaction) => {
      await insertVersion(transaction, 2);
      throw new RangeError('changed my mind');
    })).rejects.toThrow(RangeError);
    expect(await data.inPlatform((transaction) => transaction.selectFrom('key_versions').select('key_id').execute())).toEqual([{ key_id: '1' }]);
  });

  it('refuses a second transaction inside an open one instead of waiting for ever', async () => {
    const { data } = await open();
    await expect(data.inPlatform(() => data.inPlatform(setting))).rejects.toThrow(NestedTransactionError);
    await expect(data.inPlatform(() => data.inOrganisation(randomUUID(), setting))).rejects.toThrow(NestedTransactionError);
    await expect(data.inPlatform(() => { data.refuseInsideTransaction(); return Promise.resolve(); })).rejects.toThrow(NestedTransactionError);
  });

  it('refuses the root connection inside an open transaction', async () => {
    const { data, kysely } = await open();
    await expect(data.inPlatform(() => kysely.selectFrom('deployment').selectAll().execute())).rejects.toThrow(NestedTransactionError);
    await expect(data.inPlatform(() => kysely.transaction().execute(setting))).rejects.toThrow(NestedTransactionError);
  });

  it('works on after a refusal', async () => {
    const { data } = await open();
    await expect(data.inPlatform(() => data.inPlatform(setting))).rejects.toThrow(NestedTransactionError);
    expect(await data.inPlatform(setting)).toBe(PLATFORM);
  });

  it('lets what a transaction has started use the database once it is over', async () => {
    const { data } = await open();
    let release = (): void => undefined;
    const over = new Promise<void>((resolve) => { release = resolve; });
    let later: Promise<unknown> = Promise.resolve();
    await data.inPlatform(() => {
      later = over.then(() => data.inPlatform(setting));
      return Promise.resolve();
    });
    release();
    expect(await later).toBe(PLATFORM);
  });

  it('runs transactions that begin at once, all of them', async () => {
    const { data } = await open();
    await Promise.all(Array.from({ length: 25 }, (_, index) => data.inPlatform((transaction) => insertVersion(transaction, index + 1))));
    const { count } = await data.inPlatform((transaction) => transaction.selectFrom('key_versions').select((expression) => expression.fn.countAll().as('count')).executeTakeFirstOrThrow());
    expect(count).toBe('25');
  });

  it('says which constraint was broken and keeps the values to itself', async () => {
    const { data } = await open();
    const insert = data.inPlatform(async (transaction) => {
      await insertVersion(transaction, 4242);
      await insertVersion(transaction, 4242);
    });
    const error: unknown = await insert.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code: '23505', constraint: 'key_versions_pkey' });
    expect(isUniqueViolation(error, 'key_versions_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'people_login')).toBe(false);
    const { stack, ...fields } = error as DatabaseError;
    expect(JSON.stringify(fields) + String(stack)).not.toContain('4242');
    expect(error).not.toHaveProperty('cause.message');
  });

  it('keeps the input to itself where PostgreSQL would quote it', async () => {
    const { data } = await open();
    const error = await data.inOrganisation('someone@example.com', (transaction) =>
      transaction.selectFrom('accounts').selectAll().where('id', '=', 'someone@example.com').execute(),
    ).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ name: 'DatabaseError', code: '22P02' });
    expect(String((error as Error).stack)).not.toContain('someone@');
    expect(String((error as Error).stack)).toContain('data-access.ts');
  });

  it('lets a statement fail inside a transaction and reports that nothing was committed', async () => {
    const { data } = await open();
    const half = data.inPlatform(async (transaction) => {
      await insertVersion(transaction, 1);
      await insertVersion(transaction, 1).catch(() => undefined);
    });
    await half.catch(() => undefined);
    expect(await data.inPlatform((transaction) => transaction.selectFrom('key_versions').selectAll().execute())).toEqual([]);
    await expect(half).rejects.toThrow();
  });

  it('gives several reads one snapshot when asked', async () => {
    const { data } = await open();
    const level = await data.inPlatform(
      async (transaction) => (await sql<{ transaction_isolation: string }>`show transaction_isolation`.execute(transaction)).rows[0]?.transaction_isolation,
      { isolation: 'repeatable read' },
    );
    expect(level).toBe('repeatable read');
  });
});

describe('DataAccess on PostgreSQL, with several connections', () => {
  it('runs a transaction again that was the victim of a deadlock', async () => {
    const { database: { data }, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    await data.inPlatform((transaction) => transaction.insertInto('key_versions').values([version(PLATFORM, 1), version(PLATFORM, 2)]).execute());
    const runs: string[] = [];
    const meet = barrier(2);
    const lockBoth = (name: string, order: readonly [number, number]) =>
      data.inPlatform(async (transaction) => {
        const first = !runs.includes(name);
        runs.push(name);
        // The victim must not meet the other one head-on again, before that has taken what it waited for.
        const [one, other] = first ? order : [1, 2];
        await lockVersion(transaction, one);
        if (first) await meet();
        await lockVersion(transaction, other);
      }, { attempts: 2 });
    await Promise.all([lockBoth('a', [1, 2]), lockBoth('b', [2, 1])]);
    expect(runs).toHaveLength(3);
  });

  it('gives up after the attempts it was given', async () => {
    const { database: { data }, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    await data.inPlatform((transaction) => transaction.insertInto('key_versions').values([version(PLATFORM, 1), version(PLATFORM, 2)]).execute());
    const meet = barrier(2);
    const lockBoth = (order: readonly [number, number]) =>
      data.inPlatform(async (transaction) => {
        await lockVersion(transaction, order[0]);
        await meet();
        await lockVersion(transaction, order[1]);
      });
    const results = await Promise.allSettled([lockBoth([1, 2]), lockBoth([2, 1])]);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toBeInstanceOf(RetryableDatabaseError);
  });
});

async function lockVersion(transaction: Transaction<Database>, keyId: number): Promise<void> {
  await transaction.selectFrom('key_versions').select('key_id').where('organisation_id', '=', PLATFORM).where('key_id', '=', String(keyId)).forUpdate().execute();
}

/** Resolves for everybody when the last of `parties` has come. */
function barrier(parties: number): () => Promise<void> {
  let arrived = 0;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return () => {
    arrived += 1;
    if (arrived === parties) open();
    return opened;
  };
}
