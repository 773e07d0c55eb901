import { createHash, randomUUID } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import { logsToOrder } from '../database/tenant-functions.ts';
import type { Custody, Vault } from '../vault/index.ts';
import { exportLog } from './audit-export.ts';
import { type AuditTrail, HOST } from './audit-trail.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { LogRefusedError } from './log-refused-error.ts';
import { beginEpoch, leavesFrom, readState } from './log-store.ts';
import { MerkleTree } from './merkle-tree.ts';
import { Sequencer } from './sequencer.ts';
import { writeNoteKey } from './signed-note.ts';

export interface AuditLogsOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'deploymentId' | 'organisation' | 'auditSigners'>;
  readonly custody: Pick<Custody, 'checkpoint' | 'advance' | 'register' | 'registered'>;
  readonly trail: AuditTrail;
  /** Told of each log that could not be brought up to date. */
  readonly onFailure?: (error: unknown) => void;
  readonly now?: () => Date;
}

/** A key that has signed checkpoints of this deployment, now or before. */
export interface PublishedKey {
  readonly keyId: number;
  readonly since: Date;
  readonly publicKey: Uint8Array;
}

const SECOND = 1_000;

/** The audit logs as a whole: kept in order each second, signed, exported, and begun anew where somebody decides so. */
export class AuditLogs {
  readonly #options: AuditLogsOptions;
  readonly #sequencer: Sequencer;
  readonly #now: () => Date;
  readonly #published = new Set<number>();
  #timer: NodeJS.Timeout | undefined;
  #tick: Promise<void> = Promise.resolve();

  constructor(options: AuditLogsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#sequencer = new Sequencer({ ...options, deploymentId: options.vault.deploymentId, signers: () => this.#signers() });
  }

  /** From now on every log is brought up to date within a second or two. */
  start(): void {
    const next = (): void => {
      this.#timer = setTimeout(() => {
        this.#tick = this.runAll().catch((error: unknown) => { this.#options.onFailure?.(error); }).finally(() => { if (this.#timer) next(); });
      }, SECOND).unref();
    };
    next();
  }

  /** Ends that, when what is under way is done. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#tick;
  }

  /** Brings every log with something new up to date; one that cannot be does not keep the others from it. */
  async runAll(): Promise<void> {
    for (const { organisation_id: organisationId } of await this.#options.data.call(logsToOrder())) {
      await this.#sequencer.run(organisationId).catch((error: unknown) => { this.#options.onFailure?.(error); });
    }
  }

  /** Brings one log up to date. @throws {LogRefusedError} */
  run(organisationId: string): Promise<Checkpoint | undefined> {
    return this.#sequencer.run(organisationId);
  }

  /** Why a log is not signed any more, or undefined. @throws {KeysUnavailableError} */
  fault(organisationId: string): Promise<LogRefusedError | undefined> {
    return this.#sequencer.fault(organisationId);
  }

  /** The whole log as lines, brought up to date before. @throws {LogRefusedError} */
  async *export(organisationId: string): AsyncGenerator<string> {
    const { data, vault } = this.#options;
    const until = await this.run(organisationId);
    const publicKeys = (await this.publicKeys()).map(({ publicKey }) => writeNoteKey({ name: keyName(vault.deploymentId), publicKey }));
    yield* exportLog({ data, keys: () => vault.organisation(organisationId), organisationId, deploymentId: vault.deploymentId, until, publicKeys, at: this.#now() });
  }

  /** Every key that signs or has signed, the oldest first. */
  async publicKeys(): Promise<readonly PublishedKey[]> {
    await this.#signers();
    const entries = (await this.#options.custody.registered()).filter((entry) => entry.kind === 'audit-key');
    return entries.map(({ keyId, at, publicKey }) => ({ keyId, since: at, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64')) }));
  }

  /**
   * Begins a log anew that is not the one that was signed last: a decision of the host, registered in custody before it is carried out, and
   * the first entry of the new epoch. What the log before holds stays as it is.
   *
   * @returns how many signed entries are lost; undefined where nothing is wrong with the log.
   */
  async continueLog(organisationId: string, by: string): Promise<{ readonly epoch: number; readonly lost: number } | undefined> {
    const { custody, data, trail } = this.#options;
    const fault = await this.run(organisationId).then(() => undefined, (error: unknown) => error);
    if (fault === undefined) return undefined;
    if (!(fault instanceof LogRefusedError)) throw fault;
    const [state, stored] = [await readState(data, organisationId), await custody.checkpoint(organisationId)];
    if (!state || !stored) throw fault;
    const last = parseCheckpoint(stored.note);
    const epoch = Math.max(state.epoch, last.log.epoch) + 1;
    await custody.register({ kind: 'audit-epoch', id: randomUUID(), at: this.#now(), organisationId, epoch, by, note: stored.note });
    const kept = new MerkleTree();
    for await (const { hash } of leavesFrom(data, organisationId, last.log.epoch, 0)) kept.append(hash);
    const lost = Math.max(0, last.size - kept.size);
    const details = { lost, kept: kept.size, root: Buffer.from(kept.root()).toString('base64'), checkpoint: stored.note, by };
    await beginEpoch(data, organisationId, state.epoch, epoch, (await trail.log(organisationId)).prepared({ action: 'audit.continue', actor: HOST, details }));
    await this.run(organisationId);
    return { epoch, lost };
  }

  /** Keys that sign; a new one is published before its first signature. */
  async #signers(): Promise<Awaited<ReturnType<Vault['auditSigners']>>> {
    const signers = await this.#options.vault.auditSigners();
    for (const { keyId, publicKey } of signers) {
      if (this.#published.has(keyId)) continue;
      await this.#options.custody.register({ kind: 'audit-key', id: idOf(publicKey), at: this.#now(), keyId, publicKey: Buffer.from(publicKey).toString('base64') });
      this.#published.add(keyId);
    }
    return signers;
  }
}

/** The name under which keys are published; checkpoints are signed under the name of their log. */
export function keyName(deploymentId: string): string {
  return `cash-flow.audit/${deploymentId}`;
}

/** An id out of the key: published twice, it is registered once. */
function idOf(publicKey: Uint8Array): string {
  const hex = createHash('sha256').update(publicKey).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
