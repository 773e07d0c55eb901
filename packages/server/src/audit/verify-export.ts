import { z } from 'zod';
import { detailsHashOf, ENTRY_FORMAT, entryLeafHash } from './audit-entry.ts';
import { canonicalJson, type CanonicalValue } from './canonical-json.ts';
import { type Checkpoint, originOf, parseCheckpoint } from './checkpoint.ts';
import { MerkleTree } from './merkle-tree.ts';
import { noteKeyId, signersOf } from './signed-note.ts';

/** What is wrong with an export, and on which line, counted from 1. */
export interface ExportFinding {
  readonly line: number;
  readonly kind:
    | 'not-an-export' | 'not-canonical' | 'unknown-line' | 'wrong-log' | 'wrong-order' | 'entry-twice' | 'details-changed'
    | 'checkpoint-malformed' | 'checkpoint-not-trusted' | 'tree-changed' | 'not-covered' | 'truncated' | 'older-checkpoint-missing' | 'epoch-undecided';
}

/** What was checked. */
export interface VerifiedExport {
  readonly log: string;
  readonly deployment: string;
  readonly entries: number;
  /** Entries whose details are erased. */
  readonly erased: number;
  /** Checkpoints that one of the given keys has signed, and those that only other keys have. */
  readonly checkpoints: number;
  readonly foreignCheckpoints: number;
  readonly epochs: number;
  /** Entries that a restore lost, as the log itself says. */
  readonly lost: number;
  /** The last checkpoint that is trusted. */
  readonly last: { readonly epoch: number; readonly size: number } | null;
  readonly findings: readonly ExportFinding[];
}

const text = z.string();
const nullable = text.nullable();
const header = z.strictObject({ type: z.literal('header'), format: z.literal('cash-flow/audit-export/1'), log: z.uuid(), deployment: z.uuid(), at: z.iso.datetime(), publicKeys: z.array(text) });
const entryLine = z.strictObject({
  type: z.literal('entry'), epoch: z.int().positive(), position: z.int().nonnegative(), salt: z.base64().nullable(),
  details: z.record(text, z.union([text, z.int(), z.boolean(), z.null(), z.array(text)])).nullable(),
  entry: z.strictObject({
    format: z.literal(ENTRY_FORMAT), log: z.uuid(), id: z.uuid(), at: z.iso.datetime(), action: text, outcome: text, requestId: nullable, detailsHash: z.hex().length(64).nullable(),
    actor: z.strictObject({ kind: z.enum(['person', 'platform', 'host', 'system', 'anonymous']), id: nullable, credentialId: nullable }),
    object: z.strictObject({ kind: text, id: text }).nullable(),
  }),
});
const checkpointLine = z.strictObject({ type: z.literal('checkpoint'), note: text });
const endLine = z.strictObject({ type: z.literal('end'), entries: z.int().nonnegative() });
const anyLine = z.discriminatedUnion('type', [header, entryLine, checkpointLine, endLine]);
type Line = z.infer<typeof anyLine>;
const decisionDetails = z.looseObject({ lost: z.int().nonnegative(), kept: z.int().nonnegative(), root: text, checkpoint: text });

/** How many findings are listed; a file that is another one altogether has as many as lines. */
const MOST_FINDINGS = 100;

/**
 * Checks an export with nothing but public keys: that each entry is what was signed, that none is missing, added or moved, that details
 * are those that belong to it, and that the log is an extension of a checkpoint that was kept elsewhere.
 *
 * @param lines without their line feeds. @param options.keys public keys of 32 bytes. @param options.older kept notes.
 */
export async function verifyExport(
  lines: AsyncIterable<string>, { keys, older = [] }: { readonly keys: readonly Uint8Array[]; readonly older?: readonly string[] },
): Promise<VerifiedExport> {
  const check = new ExportCheck(keys, older.map(parseCheckpoint));
  let number = 0;
  for await (const each of lines) check.line(number += 1, each);
  return check.end(number);
}

class ExportCheck {
  readonly #keys: readonly Uint8Array[];
  readonly #older: readonly Checkpoint[];
  readonly #seen = new Set<Checkpoint>();
  readonly #findings: ExportFinding[] = [];
  readonly #ids = new Set<string>();
  #header: z.infer<typeof header> | undefined;
  #ended: number | undefined;
  #epoch = 1;
  #tree = new MerkleTree();
  #covered = 0;
  #number = 0;
  #counts = { entries: 0, erased: 0, checkpoints: 0, foreignCheckpoints: 0, lost: 0 };
  #last: Checkpoint | undefined;

  constructor(keys: readonly Uint8Array[], older: readonly Checkpoint[]) {
    this.#keys = keys;
    this.#older = older;
  }

  line(number: number, content: string): void {
    this.#number = number;
    const line = this.#read(content);
    if (!line) return;
    if ((line.type === 'header') !== (number === 1) || this.#ended !== undefined) {
      this.#find(number === 1 ? 'not-an-export' : 'unknown-line');
      return;
    }
    if (line.type === 'header') this.#begin(line);
    else if (line.type === 'entry') this.#entry(line);
    else if (line.type === 'checkpoint') this.#checkpoint(line.note);
    else this.#ended = line.entries;
  }

  end(number: number): VerifiedExport {
    this.#number = number;
    if (this.#covered !== this.#tree.size) this.#find('not-covered');
    if (this.#ended !== this.#counts.entries) this.#find('truncated');
    if (!this.#last && this.#counts.entries > 0) this.#find('checkpoint-not-trusted');
    for (const kept of this.#older) if (!this.#seen.has(kept)) this.#find('older-checkpoint-missing');
    return {
      log: this.#header?.log ?? '', deployment: this.#header?.deployment ?? '', ...this.#counts, epochs: this.#epoch, findings: this.#findings.slice(0, MOST_FINDINGS),
      last: this.#last ? { epoch: this.#last.log.epoch, size: this.#last.size } : null,
    };
  }

  #begin(line: z.infer<typeof header>): void {
    this.#header = line;
    this.#compareOlder();
  }

  #read(content: string): Line | undefined {
    try {
      const value = JSON.parse(content) as CanonicalValue;
      const line = anyLine.parse(value);
      // The one way in which the value is written: nothing can be hidden between the lines, nor read in two ways.
      if (canonicalJson(value) !== content) this.#find('not-canonical');
      return line;
    } catch {
      this.#find(this.#number === 1 ? 'not-an-export' : 'unknown-line');
      return undefined;
    }
  }

  #entry({ epoch, position, entry, details, salt }: z.infer<typeof entryLine>): void {
    if (epoch !== this.#epoch) this.#nextEpoch(epoch, entry, details);
    if (position !== this.#tree.size || epoch !== this.#epoch) this.#find('wrong-order');
    if (entry.log !== this.#header?.log) this.#find('wrong-log');
    if (this.#ids.has(entry.id)) this.#find('entry-twice');
    this.#ids.add(entry.id);
    this.#details(entry.detailsHash, details, salt);
    this.#tree.append(entryLeafHash(entry));
    this.#counts.entries += 1;
    this.#compareOlder();
  }

  #details(hash: string | null, details: z.infer<typeof entryLine>['details'], salt: string | null): void {
    if (details === null || salt === null) {
      if (details !== null || salt !== null) this.#find('details-changed');
      else if (hash !== null) this.#counts.erased += 1;
      return;
    }
    const actual = detailsHashOf(Buffer.from(salt, 'base64'), canonicalJson(details));
    if (Buffer.from(actual).toString('hex') !== hash) this.#find('details-changed');
  }

  /** A new log after a restore: its first entry says what the one before it had come to. */
  #nextEpoch(epoch: number, entry: z.infer<typeof entryLine>['entry'], details: z.infer<typeof entryLine>['details']): void {
    if (epoch <= this.#epoch) {
      this.#find('wrong-order');
      return;
    }
    const decision = decisionDetails.safeParse(details).data;
    if (entry.action !== 'audit.continue' || !decision || !this.#fitsEnd(epoch, decision)) this.#find('epoch-undecided');
    else this.#counts.lost += decision.lost;
    this.#epoch = epoch;
    this.#tree = new MerkleTree();
    this.#covered = 0;
  }

  /** What was kept is what stands before; and it is covered by what signs the decision. */
  #fitsEnd(epoch: number, { lost, kept, root, checkpoint: named }: z.infer<typeof decisionDetails>): boolean {
    try {
      const checkpoint = parseCheckpoint(named);
      const same = checkpoint.log.epoch === this.#epoch;
      const [size, hash] = same ? [this.#tree.size, this.#tree.root()] : [0, new MerkleTree().root()];
      // A checkpoint of what is lost: the log itself says that it is gone.
      for (const old of this.#older) if (sameLog(old, checkpoint) && old.size > size && old.size <= checkpoint.size) this.#seen.add(old);
      return checkpoint.log.epoch === epoch - 1 && this.#isOurs(checkpoint) && kept === size && root === Buffer.from(hash).toString('base64') && lost === Math.max(0, checkpoint.size - size);
    } catch {
      return false;
    }
  }

  #isOurs({ log }: Checkpoint): boolean {
    return log.organisationId === this.#header?.log && log.deploymentId === this.#header.deployment;
  }

  #checkpoint(note: string): void {
    let checkpoint: Checkpoint;
    try {
      checkpoint = parseCheckpoint(note);
    } catch {
      this.#find('checkpoint-malformed');
      return;
    }
    if (!this.#isOurs(checkpoint) || checkpoint.log.epoch !== this.#epoch) this.#find('wrong-log');
    if (!sameRoot(checkpoint, this.#tree)) {
      this.#find('tree-changed');
      return;
    }
    const trusted = this.#trusts(checkpoint);
    if (trusted === undefined) this.#counts.foreignCheckpoints += 1;
    else if (!trusted) this.#find('checkpoint-not-trusted');
    else {
      this.#counts.checkpoints += 1;
      this.#covered = this.#tree.size;
      this.#last = checkpoint;
    }
  }

  /** @returns undefined where only keys have signed it that were not given. */
  #trusts({ log, note }: Checkpoint): boolean | undefined {
    const name = originOf(log);
    const keys = this.#keys.map((publicKey) => ({ name, publicKey }));
    if (signersOf(note, keys).length > 0) return true;
    const known = note.signatures.some((signature) => keys.some((key) => signature.name === name && Buffer.from(signature.keyId).equals(noteKeyId(key))));
    return known ? false : undefined;
  }

  /** A kept checkpoint is one that the log has grown out of, when the log had just that root at just that size. */
  #compareOlder(): void {
    for (const kept of this.#older) {
      if (kept.log.epoch === this.#epoch && this.#isOurs(kept) && kept.size === this.#tree.size && sameRoot(kept, this.#tree) && this.#trusts(kept) !== false) this.#seen.add(kept);
    }
  }

  #find(kind: ExportFinding['kind']): void {
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push({ line: this.#number, kind });
  }
}

function sameLog(a: Checkpoint, b: Checkpoint): boolean {
  return originOf(a.log) === originOf(b.log);
}

function sameRoot({ size, root }: Checkpoint, tree: MerkleTree): boolean {
  return size === tree.size && Buffer.from(root).equals(tree.root());
}
