import { TableNode, type KyselyPlugin, type RootOperationNode, type Transaction } from 'kysely';
import { DataAccess, TransactionScope, type TransactionOptions } from '../../packages/server/src/database/data-access.ts';
import type { OpenDatabase } from '../../packages/server/src/database/open-database.ts';
import type { Database } from '../../packages/server/src/database/schema.ts';
import type { Custody } from '../../packages/server/src/vault/custody/custody.ts';

/** What a rotation writes, in the order in which it does: `key` and `retirement` into custody, the others into the database. */
export const rotationWrites = ['key', 'version', 'activation', 'batch', 'index', 'removal', 'retirement'] as const;
export type RotationWrite = (typeof rotationWrites)[number];

/** `before`: everything of the write is done but the commit, or the file's replacement. `after`: it is durable, and nothing else is done. */
export type Moment = 'before' | 'after';

/** The `occurrence`th time, from 1, that the moment of a write comes. */
export interface CrashPoint {
  readonly moment: Moment;
  readonly write: RotationWrite;
  readonly occurrence: number;
}

export type Watch = (moment: Moment, write: RotationWrite) => void;

/** Kills this process at a crash point, as `kill -9` does: nothing is closed, rolled back or released. */
export function killAt(point: CrashPoint): Watch {
  let left = point.occurrence;
  return (moment, write) => {
    if (moment === point.moment && write === point.write && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

/** The same custody, watched. */
export function watchedCustody(custody: Custody, watch: Watch): Custody {
  const exclusively: Custody['exclusively'] = (organisationId, run) => custody.exclusively(organisationId, (writer) => run({
    get keys() {
      return writer.keys;
    },
    put: async (...keys) => {
      const write = keys.some(({ retiredAt }) => retiredAt !== null) ? 'retirement' : 'key';
      watch('before', write);
      await writer.put(...keys);
      watch('after', write);
    },
  }));
  return new Proxy(custody, {
    get: (target, name) => {
      if (name === 'exclusively') return exclusively;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** The same access to the data, watched. */
export function watchedData(database: OpenDatabase, watch: Watch): DataAccess {
  return new WatchedDataAccess(database, watch);
}

class WatchedDataAccess extends DataAccess {
  readonly #inner: DataAccess;
  readonly #watch: Watch;

  constructor({ kysely, data }: OpenDatabase, watch: Watch) {
    super(kysely, new TransactionScope());
    this.#inner = data;
    this.#watch = watch;
  }

  override async inOrganisation<T>(organisationId: string, run: (transaction: Transaction<Database>) => Promise<T>, options?: TransactionOptions): Promise<T> {
    let write: RotationWrite | undefined;
    const result = await this.#inner.inOrganisation(organisationId, async (transaction) => {
      write = undefined;
      const seen = await run(transaction.withPlugin(listening((node) => { write ??= writeOf(node); })));
      if (write) this.#watch('before', write);
      return seen;
    }, options);
    if (write) this.#watch('after', write);
    return result;
  }

  override refuseInsideTransaction(): void {
    this.#inner.refuseInsideTransaction();
  }
}

function listening(hear: (node: RootOperationNode) => void): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      hear(node);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

/** Which write of a rotation a statement belongs to, if any. */
function writeOf(node: RootOperationNode): RotationWrite | undefined {
  // Re-sealing works on every table alike, in text; all other writes are built.
  if (node.kind === 'RawNode') return /^\s*update\b/.test(node.sqlFragments[0] ?? '') ? 'batch' : undefined;
  const table = tableOf(node);
  if (table === 'people') return node.kind === 'UpdateQueryNode' ? 'index' : undefined;
  if (table !== 'key_versions') return undefined;
  return ({ InsertQueryNode: 'version', UpdateQueryNode: 'activation', DeleteQueryNode: 'removal' } as const)[node.kind as string];
}

function tableOf(node: RootOperationNode): string | undefined {
  const table = node.kind === 'InsertQueryNode' ? node.into : node.kind === 'UpdateQueryNode' ? node.table : node.kind === 'DeleteQueryNode' ? node.from.froms[0] : undefined;
  return table && TableNode.is(table) ? table.table.identifier.name : undefined;
}
