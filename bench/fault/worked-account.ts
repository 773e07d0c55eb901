import type { Transaction } from '@cashflowsmart/sdk/contract';
import { lockAccount } from '../../packages/server/src/ledger/ledger-writer.ts';
import type { FaultServer } from './fault-server.ts';
import type { WorkedAccount } from './statements.ts';

/** The transactions of an account that a writer works on. Each has a description of its own. */
export type Worked = readonly {
  readonly id: string;
  readonly revision: number;
  readonly description: string;
  /** null: an entry by hand. */
  readonly importId: string | null;
}[];

/** What an account holds, after whatever a killed process had sent to the database is committed or rolled back. */
export async function readWorkedAccount({ data, ledger }: FaultServer, { organisationId, personId, accountId }: WorkedAccount): Promise<Worked> {
  await data.inOrganisation(organisationId, (transaction) => lockAccount(transaction, organisationId, accountId));
  const items: Transaction[] = [];
  let cursor: string | undefined;
  do {
    const page = await ledger.list(organisationId, { personId, reach: 'all' }, { accountId, limit: 500, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items.map(({ id, revision, description, origin }) => ({ id, revision, description, importId: origin.kind === 'import' ? origin.importId : null }));
}

/** What an account must hold: what was acknowledged, and of a change whose outcome nobody heard all or nothing. */
export class AccountModel {
  #descriptions: ReadonlySet<string> = new Set();
  #pending: ReadonlySet<string> | undefined;

  intend(adds: readonly string[], removes: readonly string[]): void {
    this.#pending = new Set([...without(this.#descriptions, new Set(removes)), ...adds]);
  }

  acknowledge(): void {
    this.#descriptions = this.#pending ?? this.#descriptions;
    this.#pending = undefined;
  }

  /** @returns what is wrong with what was found; undefined where it is what it must be, which settles a change that was open. */
  settle(found: readonly string[]): string | undefined {
    const set = new Set(found);
    if (set.size !== found.length) return 'A row is there twice.';
    if (this.#pending && sameSet(set, this.#pending)) this.acknowledge();
    this.#pending = undefined;
    if (sameSet(set, this.#descriptions)) return undefined;
    const [lost, strange] = [without(this.#descriptions, set), without(set, this.#descriptions)];
    this.#descriptions = set;
    return `${String(lost.length)} rows are lost (${lost.slice(0, 2).join(', ')}), ${String(strange.length)} were never acknowledged (${strange.slice(0, 2).join(', ')}).`;
  }
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && without(a, b).length === 0;
}

function without(set: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  return [...set].filter((each) => !other.has(each));
}
