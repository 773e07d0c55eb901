import { HASH_LENGTH, type MerkleTree } from './merkle-tree.ts';
import { MalformedNoteError, type NoteSigner, parseNote, signNote, type SignedNote } from './signed-note.ts';

/** Which log: of which deployment and organisation, and which of its epochs. */
export interface LogName {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly epoch: number;
}

/** A signed tree head (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly log: LogName;
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: SignedNote;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ORIGIN = new RegExp(`^cash-flow\\.audit/(${UUID})/(${UUID})/([1-9][0-9]{0,8})$`);
const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

/** The first line of a checkpoint, and the name of the keys that sign it. */
export function originOf({ deploymentId, organisationId, epoch }: LogName): string {
  return `cash-flow.audit/${deploymentId}/${organisationId}/${String(epoch)}`;
}

/** Origin, size and root, a line each, signed by each of the keys under the origin as their name. */
export function signCheckpoint(log: LogName, tree: Pick<MerkleTree, 'size' | 'root'>, signers: readonly NoteSigner[]): string {
  const origin = originOf(log);
  return signNote(`${origin}\n${String(tree.size)}\n${Buffer.from(tree.root()).toString('base64')}\n`, origin, signers);
}

/** Reads a checkpoint; its signatures are not checked. @throws {MalformedNoteError} */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text);
  // Without the extension lines that the format allows: nothing could check them.
  const [origin = '', size = '', root = '', rest, ...more] = note.text.split('\n');
  const [, deploymentId, organisationId, epoch] = ORIGIN.exec(origin) ?? [];
  const hash = new Uint8Array(Buffer.from(root, 'base64'));
  const isRoot = hash.length === HASH_LENGTH && Buffer.from(hash).toString('base64') === root;
  if (deploymentId === undefined || organisationId === undefined || !SIZE.test(size) || !Number.isSafeInteger(Number(size)) || !isRoot || rest !== '' || more.length > 0) {
    throw new MalformedNoteError();
  }
  return { log: { deploymentId, organisationId, epoch: Number(epoch) }, size: Number(size), root: hash, note };
}
