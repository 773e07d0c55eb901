import { randomUUID } from 'node:crypto';
import type { PendingChange, Transaction } from '@cashflowsmart/sdk/contract';
import type * as kysely from 'kysely';
import { asksForApproval, requireActiveMember, requireSecondPerson } from '../access/approval-policy.ts';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import type { Audit, AuditedChange, MemberCaller } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { LedgerChange, LedgerOperations } from '../ledger/types.ts';
import type { OrganisationVault, Vault } from '../vault/index.ts';
import { deleteChange, findChange, insertChange, listChanges, markReturned, type StoredChange } from './change-store.ts';
import { peopleOf, showChange, type Verdict } from './show-change.ts';

export interface ChangesOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'organisation'>;
  readonly ledger: Pick<LedgerOperations, 'change' | 'previewChange'>;
  /** Names by person id. */
  readonly namesOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly now?: () => Date;
}

/** What a second person says about a change as they saw it. */
export interface ChangeVerdict {
  readonly decision: 'approve' | 'return';
  readonly revision: number;
  readonly reason?: string | undefined;
}

/** What stands in the transaction of a change besides it. */
export interface Beside {
  readonly audit: Audit;
  /** Keeps the answer, where it may be asked for again. */
  readonly record?: (transaction: kysely.Transaction<Database>, answer: Transaction | PendingChange) => Promise<void>;
}

/** Entries, corrections and deletions by hand: carried out at once, or kept waiting where the organisation asks for a second person. */
export class Changes {
  readonly #options: ChangesOptions;

  constructor(options: ChangesOptions) {
    this.#options = options;
  }

  /**
   * Carries out a change, or leaves it waiting once it is known that it could be carried out.
   * @throws {ProblemError} what the ledger says to it.
   */
  async make(caller: MemberCaller, change: LedgerChange, beside: Beside): Promise<Transaction | PendingChange> {
    const { data, ledger } = this.#options;
    const vault = await this.#options.vault.organisation(caller.organisationId);
    if (await data.inOrganisation(caller.organisationId, (trx) => asksForApproval(trx, vault))) return this.#ask(vault, caller, change, beside);
    return ledger.change(caller.organisationId, change, async (trx, transaction) => {
      // The setting may have been turned on meanwhile.
      if (await asksForApproval(trx, vault)) throw new ProblemError('changed-meanwhile');
      await beside.record?.(trx, transaction);
      await beside.audit(trx, carriedOut(change, transaction));
    });
  }

  /** What waits or was sent back, oldest first; `own`: only what the caller asked for. */
  async list(caller: MemberCaller): Promise<PendingChange[]> {
    const vault = await this.#options.vault.organisation(caller.organisationId);
    const stored = await this.#options.data.inOrganisation(caller.organisationId, (trx) => listChanges(trx, vault, caller.reach === 'all' ? undefined : caller.personId));
    const names = await this.#options.namesOf(peopleOf(stored));
    return stored.map((each) => showChange(each, names));
  }

  /**
   * Carries out a change that waits, or sends it back.
   * @throws {ProblemError} `not-found`, `not-awaiting-approval`, `second-person-required`, `changed-meanwhile` where the change
   * or its row are others by now, or what else the ledger says to it.
   */
  async decide(caller: MemberCaller, changeId: string, verdict: ChangeVerdict, audit: Audit): Promise<PendingChange> {
    const { data } = this.#options;
    const vault = await this.#options.vault.organisation(caller.organisationId);
    const by: Verdict = { decidedBy: caller.personId, decidedAt: this.#now().toISOString(), reason: verdict.decision === 'return' ? (verdict.reason ?? null) : null };
    const found = await data.inOrganisation(caller.organisationId, (trx) => findAwaiting(trx, vault, changeId, verdict.revision));
    if (verdict.decision === 'return') {
      const returned = await data.inOrganisation(caller.organisationId, async (trx) => {
        await requireActiveMember(trx, caller, 'imports:approve');
        const locked = await findAwaiting(trx, vault, changeId, verdict.revision);
        await audit(trx, { action: 'transaction.return', ...objectOf(locked.body.change), details: { change: changeId, what: locked.body.change.kind, reason: by.reason ?? '' } });
        return markReturned(trx, vault, locked, by);
      });
      return this.#show(returned);
    }
    requireSecondPerson(caller, [found.personId]);
    const approved = { ...found, revision: found.revision + 1, body: { ...found.body, ...by } };
    const answer = await this.#show(approved, 'approved');
    await this.#options.ledger.change(caller.organisationId, found.body.change, async (trx, transaction) => {
      await requireActiveMember(trx, caller, 'imports:approve');
      await findAwaiting(trx, vault, changeId, verdict.revision);
      await deleteChange(trx, vault, changeId);
      const { change } = found.body;
      await audit(trx, {
        action: 'transaction.approve', object: { kind: 'transaction', id: transaction.id }, details: { change: changeId, what: change.kind, requestedBy: found.personId },
      });
      await audit(trx, carriedOut(change, transaction));
    });
    return answer;
  }

  /** Takes back what the caller asked for. @throws {ProblemError} `not-found`, also where somebody else asked for it. */
  async withdraw(caller: MemberCaller, changeId: string, audit: Audit): Promise<void> {
    const vault = await this.#options.vault.organisation(caller.organisationId);
    await this.#options.data.inOrganisation(caller.organisationId, async (trx) => {
      const found = await findChange(trx, vault, changeId);
      if (found?.personId !== caller.personId) throw new ProblemError('not-found');
      await deleteChange(trx, vault, changeId);
      await audit(trx, { action: 'transaction.withdraw', ...objectOf(found.body.change), details: { change: changeId, what: found.body.change.kind } });
    });
  }

  async #ask(vault: OrganisationVault, caller: MemberCaller, change: LedgerChange, { audit, record }: Beside): Promise<PendingChange> {
    const { accountId, before, after } = await this.#options.ledger.previewChange(caller.organisationId, change);
    const stored: StoredChange = {
      id: randomUUID(), accountId, personId: caller.personId, state: 'awaiting', createdAt: this.#now(), revision: 1, sealVersion: 1,
      body: { change, before, after, decidedBy: null, decidedAt: null, reason: null },
    };
    const answer = await this.#show(stored);
    await this.#options.data.inOrganisation(caller.organisationId, async (trx) => {
      await insertChange(trx, vault, stored);
      await record?.(trx, answer);
      await audit(trx, { action: 'transaction.request-approval', ...objectOf(change), details: { change: stored.id, what: change.kind, accountId } });
    });
    return answer;
  }

  async #show(stored: StoredChange, state?: 'approved'): Promise<PendingChange> {
    return showChange(stored, await this.#options.namesOf(peopleOf([stored])), state);
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

/** A change that was carried out, as the audit log calls it whether or not somebody approved it. */
function carriedOut(change: LedgerChange, { id, accountId }: Transaction): AuditedChange<'transaction.create'> | AuditedChange<'transaction.correct'> | AuditedChange<'transaction.delete'> {
  const object = { kind: 'transaction', id } as const;
  if (change.kind === 'create') return { action: 'transaction.create', object, details: { accountId } };
  if (change.kind === 'delete') return { action: 'transaction.delete', object };
  return { action: 'transaction.correct', object, details: { fields: Object.keys(change.correction).filter((field) => field !== 'revision').toSorted() } };
}

function objectOf(change: LedgerChange): Pick<AuditedChange<'transaction.approve'>, 'object'> {
  return change.kind === 'create' ? {} : { object: { kind: 'transaction', id: change.transactionId } };
}

async function findAwaiting(trx: kysely.Transaction<Database>, vault: OrganisationVault, changeId: string, revision: number): Promise<StoredChange> {
  const found = await findChange(trx, vault, changeId);
  if (!found) throw new ProblemError('not-found');
  if (found.state !== 'awaiting') throw new ProblemError('not-awaiting-approval');
  if (found.revision !== revision) throw new ProblemError('changed-meanwhile');
  return found;
}
