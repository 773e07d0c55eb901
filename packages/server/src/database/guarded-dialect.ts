import type { DatabaseConnection, DatabaseIntrospector, Dialect, DialectAdapter, Driver, Kysely, QueryCompiler, TransactionSettings } from 'kysely';

/** Called before a connection is taken; throws where that must not happen. */
export type ConnectionGuard = () => void;

/**
 * A dialect whose connections are handed out only past a guard. On a database with one connection the queue for it
 * stands here too, behind the guard: Kysely's own queue comes before the driver, so a nested use would wait there for
 * ever, unseen.
 */
export class GuardedDialect implements Dialect {
  readonly #inner: Dialect;
  readonly #guard: ConnectionGuard;

  constructor(inner: Dialect, guard: ConnectionGuard) {
    this.#inner = inner;
    this.#guard = guard;
  }

  createDriver(): Driver {
    const single = this.#inner.createAdapter().supportsMultipleConnections === false;
    return new GuardedDriver(this.#inner.createDriver(), this.#guard, single ? new Queue() : undefined);
  }

  createAdapter(): DialectAdapter {
    const adapter = this.#inner.createAdapter();
    return new Proxy(adapter, {
      get: (target, name) => {
        if (name === 'supportsMultipleConnections') return true;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  createQueryCompiler(): QueryCompiler {
    return this.#inner.createQueryCompiler();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return this.#inner.createIntrospector(database);
  }
}

class GuardedDriver implements Driver {
  readonly #inner: Driver;
  readonly #guard: ConnectionGuard;
  readonly #queue: Queue | undefined;

  constructor(inner: Driver, guard: ConnectionGuard, queue: Queue | undefined) {
    this.#inner = inner;
    this.#guard = guard;
    this.#queue = queue;
  }

  init(): Promise<void> {
    return this.#inner.init();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    this.#guard();
    await this.#queue?.enter();
    try {
      return await this.#inner.acquireConnection();
    } catch (error) {
      this.#queue?.leave();
      throw error;
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    try {
      await this.#inner.releaseConnection(connection);
    } finally {
      this.#queue?.leave();
    }
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return this.#inner.beginTransaction(connection, settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#inner.commitTransaction(connection);
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#inner.rollbackTransaction(connection);
  }

  destroy(): Promise<void> {
    return this.#inner.destroy();
  }
}

/** First come, first served, one at a time. */
class Queue {
  #occupied = false;
  readonly #waiting: (() => void)[] = [];

  enter(): Promise<void> {
    if (!this.#occupied) {
      this.#occupied = true;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#occupied = false;
  }
}
