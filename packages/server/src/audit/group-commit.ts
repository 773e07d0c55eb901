interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Most items of one write. */
const MOST = 256;

/**
 * Writes items in groups: while one write for a key is under way, those that come meanwhile wait, and the next write takes all of
 * them. Nobody waits for a clock, and under load many share what one commit costs.
 */
export class GroupCommit<Item> {
  readonly #write: (key: string, items: readonly Item[]) => Promise<void>;
  readonly #waiting = new Map<string, Waiting<Item>[]>();

  constructor(write: (key: string, items: readonly Item[]) => Promise<void>) {
    this.#write = write;
  }

  /** Settles as the write of its group does. */
  add(key: string, item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const queue = this.#waiting.get(key);
      if (queue) queue.push(waiting);
      else {
        this.#waiting.set(key, [waiting]);
        void this.#run(key);
      }
    });
  }

  async #run(key: string): Promise<void> {
    for (;;) {
      const queue = this.#waiting.get(key) ?? [];
      const group = queue.splice(0, MOST);
      if (group.length === 0) {
        this.#waiting.delete(key);
        return;
      }
      try {
        await this.#write(key, group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
  }
}
