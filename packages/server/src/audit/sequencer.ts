import type { DataAccess } from '../database/data-access.ts';
import type { AuditCheckpoint, Custody } from '../vault/index.ts';
import { type Checkpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { LogRefusedError } from './log-refused-error.ts';
import { leavesFrom, type LogState, placeEntries, readState, rememberSigned } from './log-store.ts';
import { MerkleTree } from './merkle-tree.ts';
import { noteKeyId, type NoteSigner } from './signed-note.ts';

export interface SequencerOptions {
  readonly deploymentId: string;
  readonly data: DataAccess;
  readonly custody: Pick<Custody, 'checkpoint' | 'advance' | 'registered'>;
  /** Keys that sign, the active one first. */
  readonly signers: () => Promise<readonly NoteSigner[]>;
  readonly now?: () => Date;
}

/** Puts the entries of each log in order and signs what has come. */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #now: () => Date;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Brings the log of one organisation up to date: every entry that is committed gets its place, and a checkpoint over all of them
   * stands in custody. Several servers may do so at once.
   *
   * @returns the checkpoint; undefined where the log is empty.
   * @throws {LogRefusedError} when the log is not an extension of what was signed last: entries keep coming in, and none is signed.
   * @throws {KeysUnavailableError}
   */
  async run(organisationId: string): Promise<Checkpoint | undefined> {
    const { data } = this.#options;
    // Before anything gets a place: behind entries that are not the signed ones it would be lost with them.
    const before = await readState(data, organisationId);
    if (before) await this.#check(organisationId, before);
    let more = true;
    while (more) ({ more } = await placeEntries(data, organisationId));
    const state = await readState(data, organisationId);
    return state && this.#sign(organisationId, state);
  }

  /** Why the log would not be signed now, without changing anything; undefined where nothing is wrong with it. @throws {KeysUnavailableError} */
  async fault(organisationId: string): Promise<LogRefusedError | undefined> {
    const state = await readState(this.#options.data, organisationId);
    if (!state) return undefined;
    return this.#check(organisationId, state).then(() => undefined, (error: unknown) => {
      if (error instanceof LogRefusedError) return error;
      throw error;
    });
  }

  async #check(organisationId: string, state: LogState): Promise<{ readonly stored: AuditCheckpoint | undefined; readonly last: Checkpoint | undefined; readonly previous: Checkpoint | undefined; readonly tree: MerkleTree }> {
    const stored = await this.#options.custody.checkpoint(organisationId);
    const last = stored && parseCheckpoint(stored.note);
    const previous = await this.#inEpoch(organisationId, state.epoch, last);
    return { stored, last, previous, tree: await this.#extended(organisationId, state, previous) };
  }

  async #sign(organisationId: string, state: LogState): Promise<Checkpoint | undefined> {
    const { custody, deploymentId, data } = this.#options;
    const { stored, last, previous, tree } = await this.#check(organisationId, state);
    const signers = await this.#options.signers();
    if (tree.size === 0 || (previous && tree.size === previous.size && signersKnow(previous, signers))) return previous;
    const note = signCheckpoint({ deploymentId, organisationId, epoch: state.epoch }, tree, signers);
    // Where it was advanced meanwhile, another server was faster, and its next second takes what is left.
    if (!(await custody.advance(organisationId, stored, { epoch: state.epoch, size: tree.size, note }))) return last;
    await rememberSigned(data, organisationId, state.epoch, { tree, note, at: this.#now() });
    return parseCheckpoint(note);
  }

  /** The last checkpoint, where it is of this epoch; a new epoch begins only where custody knows of the decision. */
  async #inEpoch(organisationId: string, epoch: number, last: Checkpoint | undefined): Promise<Checkpoint | undefined> {
    if (last?.log.epoch === epoch) return last;
    if (last && last.log.epoch > epoch) throw new LogRefusedError('rolled-back');
    if (epoch === 1) return undefined;
    const decided = (await this.#options.custody.registered()).some((entry) => entry.kind === 'audit-epoch' && entry.organisationId === organisationId && entry.epoch === epoch);
    if (!decided) throw new LogRefusedError('unknown-epoch');
    return undefined;
  }

  /** The tree over all leaves, which must grow out of the one that was signed last. */
  async #extended(organisationId: string, { epoch, signed }: LogState, previous: Checkpoint | undefined): Promise<MerkleTree> {
    const remembered = await this.#grow(organisationId, epoch, signed, previous);
    // What the database remembers saves work and proves nothing: where it does not fit, all leaves are asked.
    const { tree, fits } = remembered.fits ? remembered : await this.#grow(organisationId, epoch, new MerkleTree(), previous);
    if (fits) return tree;
    throw new LogRefusedError(previous && tree.size < previous.size ? 'rolled-back' : 'forked');
  }

  async #grow(organisationId: string, epoch: number, tree: MerkleTree, previous: Checkpoint | undefined): Promise<{ readonly tree: MerkleTree; readonly fits: boolean }> {
    let fits = previous === undefined || isRoot(tree, previous);
    for await (const { position, hash } of leavesFrom(this.#options.data, organisationId, epoch, tree.size)) {
      if (position !== tree.size) throw new LogRefusedError('gap');
      tree.append(hash);
      fits ||= previous !== undefined && isRoot(tree, previous);
    }
    return { tree, fits };
  }
}

function isRoot(tree: MerkleTree, { size, root }: Checkpoint): boolean {
  return tree.size === size && Buffer.from(tree.root()).equals(root);
}

/** Whether the key that signs now has signed it: after a rotation a log is signed once more, though nothing has come. */
function signersKnow({ note }: Checkpoint, signers: readonly NoteSigner[]): boolean {
  const [active] = signers;
  const [name] = note.text.split('\n');
  return active === undefined || note.signatures.some(({ keyId }) => Buffer.from(noteKeyId({ name: name ?? '', publicKey: active.publicKey })).equals(keyId));
}
