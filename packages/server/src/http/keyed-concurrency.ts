import { ConcurrencyLimit } from '../access/concurrency-limit.ts';

/** A limit of its own for each key, kept only while somebody uses it. */
export class KeyedConcurrency {
  readonly #limits: { readonly running: number; readonly waiting: number };
  readonly #entries = new Map<string, { readonly limit: ConcurrencyLimit; users: number }>();

  constructor(limits: { readonly running: number; readonly waiting: number }) {
    this.#limits = limits;
  }

  /** Keys in use. */
  get size(): number {
    return this.#entries.size;
  }

  /** @throws {TooManyWaitingError} at once, without running the task. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const entry = this.#entries.get(key) ?? { limit: new ConcurrencyLimit(this.#limits), users: 0 };
    this.#entries.set(key, entry);
    entry.users += 1;
    try {
      return await entry.limit.run(task);
    } finally {
      entry.users -= 1;
      if (entry.users === 0) this.#entries.delete(key);
    }
  }
}
