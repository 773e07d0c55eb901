import { AsyncLocalStorage } from 'node:async_hooks';
import { type IsolationLevel, type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { fromDriverError, NestedTransactionError, RetryableDatabaseError } from './errors.ts';
import { type Database, PLATFORM } from './schema.ts';

export interface TransactionOptions {
  /** `repeatable read` gives several reads one snapshot. The default is the database's, `read committed`. */
  readonly isolation?: Exclude<IsolationLevel, 'snapshot'>;
  /** How often to run a transaction that lost against another one; 1 (the default) runs it once. */
  readonly attempts?: number;
}

interface Scope {
  open: boolean;
  readonly onCommit: (() => void)[];
}

/** Marks the asynchronous flow that is inside a transaction. */
export class TransactionScope {
  readonly #storage = new AsyncLocalStorage<Scope>();

  /** @throws {NestedTransactionError} inside an open transaction. */
  refuseInside(): void {
    if (this.#storage.getStore()?.open === true) throw new NestedTransactionError();
  }

  /** Has `run` called when the transaction that is open has been committed; never where it is rolled back, or where none is open. */
  onCommit(run: () => void): void {
    const scope = this.#storage.getStore();
    if (scope?.open === true) scope.onCommit.push(run);
  }

  /** @param onCommit collects what is to be called after the commit. */
  async enter<T>(run: () => Promise<T>, onCommit: (() => void)[] = []): Promise<T> {
    // What a transaction started and did not await may outlive it; it is then outside again.
    const scope: Scope = { open: true, onCommit };
    try {
      return await this.#storage.run(scope, run);
    } finally {
      scope.open = false;
    }
  }
}

/**
 * The one way to the tables: a transaction that has told the database for which organisation it speaks.
 * Both methods throw a `NestedTransactionError` inside an open transaction, a `RetryableDatabaseError` when the
 * transaction lost against another one, a `DatabaseError` without values for anything else that the database refused, and
 * a `DatabaseUnavailableError` when it cannot be reached.
 */
export class DataAccess {
  readonly #kysely: Kysely<Database>;
  readonly #scope: TransactionScope;

  constructor(kysely: Kysely<Database>, scope: TransactionScope) {
    this.#kysely = kysely;
    this.#scope = scope;
  }

  /** Runs `run` in one transaction for one organisation; its rows are committed together or not at all. */
  async inOrganisation<T>(
    organisationId: string,
    run: (transaction: Transaction<Database>) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    this.#scope.refuseInside();
    const attempts = options.attempts ?? 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(organisationId, run, options);
      } catch (error) {
        if (!(error instanceof RetryableDatabaseError) || attempt >= attempts) throw error;
      }
    }
  }

  /** The same for the tables that stand outside any organisation: people, sessions, the platform's keys. */
  inPlatform<T>(run: (transaction: Transaction<Database>) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    return this.inOrganisation(PLATFORM, run, options);
  }

  /**
   * Calls a function of the database that itself says for which organisation it speaks (`tenant-functions.ts`): one statement, which is a
   * transaction of its own, so one round trip.
   */
  async call<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]> {
    this.#scope.refuseInside();
    try {
      return (await statement.execute(this.#kysely)).rows;
    } catch (error) {
      throw fromDriverError(error);
    }
  }

  /** Has `run` called once the transaction around this call has been committed. It must not throw. */
  onCommit(run: () => void): void {
    this.#scope.onCommit(run);
  }

  /** @throws {NestedTransactionError} inside an open transaction; for what may have to use the database. */
  refuseInsideTransaction(): void {
    this.#scope.refuseInside();
  }

  async #once<T>(
    organisationId: string,
    run: (transaction: Transaction<Database>) => Promise<T>,
    options: TransactionOptions,
  ): Promise<T> {
    const onCommit: (() => void)[] = [];
    try {
      const result = await this.#kysely.transaction().execute((transaction) =>
        this.#scope.enter(async () => {
          // As a statement: the single-connection driver takes no isolation level when it begins.
          if (options.isolation !== undefined) await sql`set transaction isolation level ${sql.raw(options.isolation)}`.execute(transaction);
          await sql`select set_config('cash_flow.organisation', ${organisationId}, true)`.execute(transaction);
          return run(transaction);
        }, onCommit),
      );
      for (const call of onCommit) call();
      return result;
    } catch (error) {
      throw fromDriverError(error);
    }
  }
}
