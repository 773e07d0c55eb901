import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Platforms } from './platforms.ts';

/** Milliseconds for which origins are taken for what they were: a change counts on every server after that. */
const TRUSTED_FOR = 3_000;

interface Snapshot {
  /** Of each platform, which row was read. */
  readonly versions: string;
  /** Pages of living platforms, with the platforms that list them. */
  readonly platformsOf: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Which page belongs to which platform, asked at every request from another site. Bodies are opened only after one of them changed; what is
 * trusted in between is some seconds old at most.
 */
export class PlatformOrigins {
  readonly #data: DataAccess;
  readonly #platforms: Pick<Platforms, 'list'>;
  readonly #now: () => number;
  #snapshot: Snapshot = { versions: '', platformsOf: new Map() };
  #checkedAt = -Infinity;
  #checking: Promise<Snapshot> | undefined;

  constructor(options: { readonly data: DataAccess; readonly platforms: Pick<Platforms, 'list'>; /** Milliseconds. */ readonly now?: () => number }) {
    this.#data = options.data;
    this.#platforms = options.platforms;
    this.#now = options.now ?? (() => performance.now());
  }

  /** The living platforms that list an origin. */
  async platformsOf(origin: string): Promise<ReadonlySet<string>> {
    return (await this.#current()).platformsOf.get(origin) ?? new Set();
  }

  /** Whether any living platform lists it. */
  async isPartner(origin: string): Promise<boolean> {
    return (await this.platformsOf(origin)).size > 0;
  }

  /** Lets the next question read them anew: they were changed here. */
  forget(): void {
    this.#checkedAt = -Infinity;
  }

  async #current(): Promise<Snapshot> {
    if (this.#now() - this.#checkedAt < TRUSTED_FOR) return this.#snapshot;
    // One look for all who ask at the same moment.
    this.#checking ??= this.#check().finally(() => { this.#checking = undefined; });
    return this.#checking;
  }

  async #check(): Promise<Snapshot> {
    const asked = this.#now();
    const rows = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('platforms').select(['id', 'revision']).where('organisation_id', '=', PLATFORM).orderBy('id').execute());
    const versions = rows.map(({ id, revision }) => `${id} ${String(revision)}`).join('\n');
    if (versions !== this.#snapshot.versions) this.#snapshot = { versions, platformsOf: await this.#read() };
    this.#checkedAt = asked;
    return this.#snapshot;
  }

  async #read(): Promise<Snapshot['platformsOf']> {
    const platformsOf = new Map<string, Set<string>>();
    for (const { id, origins, state } of await this.#platforms.list()) {
      if (state !== 'active') continue;
      for (const origin of origins) platformsOf.set(origin, (platformsOf.get(origin) ?? new Set()).add(id));
    }
    return platformsOf;
  }
}
