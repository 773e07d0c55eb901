import type { Census, SealedEntry } from './census.ts';

/** What is wrong with the values of a deployment after a rotation. Each line is one value. */
export interface Verdict {
  readonly lost: readonly string[];
  /** Do not open, or say something else than they must. */
  readonly unreadable: readonly string[];
  /** Under another key than the active one. */
  readonly leftBehind: readonly string[];
  /** Whatever else does not fit: versions of keys, custody, seal versions. */
  readonly faults: readonly string[];
}

/** Tables whose rows nobody changes once they are there. */
const UNCHANGED: ReadonlySet<string> = new Set(['organisations', 'people', 'idempotency_records']);

/** Remembers what every value said, and holds later censuses against it. */
export class Judge {
  /** Digests of values that nobody changes. */
  readonly #unchanged = new Map<string, string>();
  #sealVersions: ReadonlyMap<string, number> = new Map();

  /** @param changing row ids of what will be changed; everything else of the first census will not, whatever its table. */
  constructor(first: Census, changing: ReadonlySet<string> = new Set()) {
    this.#remember(first, ({ rowId }) => !changing.has(rowId));
  }

  /** The values that nobody changes, and what they say, by place. */
  get unchanged(): ReadonlyMap<string, string> {
    return this.#unchanged;
  }

  /** After a rotation has ended. */
  judge(census: Census): Verdict {
    const { lost, unreadable, faults } = this.judgeValues(census);
    const leftBehind = [...census.entries].filter(([, { organisationId, keyId }]) => keyId !== census.active.get(organisationId)).map(([place]) => place);
    return { lost, unreadable, leftBehind, faults: [...faults, ...census.keyFaults] };
  }

  /** Whatever a rotation is at: nothing is lost, and everything opens. */
  judgeValues(census: Census): Pick<Verdict, 'lost' | 'unreadable' | 'faults'> {
    const lost = [...this.#unchanged.keys()].filter((place) => !census.entries.has(place));
    const unreadable: string[] = [];
    const faults: string[] = [];
    for (const [place, { digest, sealVersion }] of census.entries) {
      const expected = this.#unchanged.get(place);
      if (digest === null || (expected !== undefined && digest !== expected)) unreadable.push(place);
      if (sealVersion < (this.#sealVersions.get(place) ?? 0)) faults.push(`An older seal version came back: ${place}`);
    }
    this.#remember(census, ({ table }) => UNCHANGED.has(table.table));
    return { lost, unreadable, faults };
  }

  #remember(census: Census, unchanged: (entry: SealedEntry) => boolean): void {
    this.#sealVersions = new Map(Array.from(census.entries, ([place, { sealVersion }]) => [place, sealVersion]));
    for (const [place, entry] of census.entries) {
      if (entry.digest !== null && unchanged(entry) && !this.#unchanged.has(place)) this.#unchanged.set(place, entry.digest);
    }
  }
}
