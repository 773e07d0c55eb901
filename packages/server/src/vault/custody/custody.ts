import type { KeyPurpose } from '../../database/schema.ts';
import { KeysUnavailableError } from '../errors.ts';
import type { WrappedKey } from '../key-provider.ts';
import type { RegisterEntry } from './register.ts';

export type { KeyPurpose };
export const keyPurposes = ['data', 'index', 'cookie', 'audit'] as const satisfies readonly KeyPurpose[];

/** Somebody asked for a key to be destroyed; another person has to confirm it. */
export interface DestructionRequest {
  readonly requestedAt: Date;
  /** Who asked, as they named themselves. */
  readonly requestedBy: string;
  /** SHA-256 of the code that the other person has to give. */
  readonly codeDigest: Uint8Array;
  /** Who confirmed it, once it was done. */
  readonly confirmedBy: string | null;
}

/** One version of a key, as custody keeps it. */
export interface CustodyKey {
  /** Unique within the organisation, across purposes; never given twice. */
  readonly keyId: number;
  readonly purpose: KeyPurpose;
  readonly createdAt: Date;
  /** The key under a master key; null once it is destroyed. */
  readonly wrapped: WrappedKey | null;
  /** HMAC under the key itself over what it is for: a key that was swapped for another does not fit it. */
  readonly commitment: Uint8Array;
  /** Since when nothing in the database may refer to it; null while something may. */
  readonly retiredAt: Date | null;
  /** Since when it is gone for ever. */
  readonly destroyedAt: Date | null;
  readonly destruction: DestructionRequest | null;
}

/** A key that was not destroyed. */
export type LivingKey = CustodyKey & { readonly wrapped: WrappedKey };

export function isLiving(key: CustodyKey): key is LivingKey {
  return key.wrapped !== null && key.destroyedAt === null;
}

/** The keys of one organisation, and how often they were written. */
export interface OrganisationKeys {
  readonly revision: number;
  readonly keys: readonly CustodyKey[];
}

export const noKeys: OrganisationKeys = { revision: 0, keys: [] };

/** The keys of one organisation, while nobody else can write them. */
export interface CustodyWriter {
  readonly keys: readonly CustodyKey[];
  /**
   * Adds keys, or replaces those with the same id, all of them or none. Returns when they will survive a power failure.
   *
   * @throws {KeysUnavailableError} when they could not be written, or another process wrote in between.
   */
  put(...keys: readonly CustodyKey[]): Promise<void>;
}

/** The newest signed checkpoint of an audit log. */
export interface AuditCheckpoint {
  /** Counts the logs of an organisation. */
  readonly epoch: number;
  /** Entries that it covers. */
  readonly size: number;
  /** C2SP signed note. */
  readonly note: string;
}

/** Whether `next` may stand in the place of `previous`: never an older one, nor one of a log that came before. */
export function follows(next: AuditCheckpoint, previous: AuditCheckpoint | undefined): boolean {
  if (!previous || next.epoch > previous.epoch) return true;
  return next.epoch === previous.epoch && next.size >= previous.size;
}

/** Where a custody is, for people and for checks that it is apart from the data. */
export type CustodyDescription =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      /** `system_identifier` of the cluster, by which it is told from the one of the data. */
      readonly cluster: string;
    };

/**
 * Where wrapped data keys live: outside the database, so that a copy of the database holds no key, and a key that is
 * destroyed here is gone from every backup of the data.
 */
export interface Custody {
  /** The deployment that these keys belong to; undefined as long as none was established. */
  deployment(): Promise<string | undefined>;
  /** Makes this the custody of `deploymentId`, unless it already has one. @returns the one it has. */
  establish(deploymentId: string): Promise<string>;
  /** Ids of all organisations that have keys here, the platform's among them, in order. */
  organisations(): Promise<readonly string[]>;
  keys(organisationId: string): Promise<readonly CustodyKey[]>;
  /** Raised by each write to the keys of the organisation; 0 where there are none. An older copy of the keys has a lower one. */
  revision(organisationId: string): Promise<number>;
  /** Runs `run` while no other process can write. @throws {KeysUnavailableError} when it cannot be had in time. */
  exclusively<T>(organisationId: string, run: (writer: CustodyWriter) => Promise<T>): Promise<T>;
  /**
   * Takes keys over from a backup of this custody, with their revision, unless those here are as new or newer.
   *
   * @returns whether they were taken. @throws {KeysUnavailableError} when it cannot be a backup of this custody.
   */
  adopt(organisationId: string, keys: OrganisationKeys): Promise<boolean>;
  /** Returns when the entry will survive a power failure; one that is there already changes nothing. @throws {KeysUnavailableError} */
  register(entry: RegisterEntry): Promise<void>;
  /** What was registered, in the order of time. @throws {KeysUnavailableError} */
  registered(): Promise<readonly RegisterEntry[]>;
  /** The newest signed checkpoint of an organisation's audit log; undefined where none was signed. @throws {KeysUnavailableError} */
  checkpoint(organisationId: string): Promise<AuditCheckpoint | undefined>;
  /**
   * Puts `next` in the place of `previous`, where that is what stands there and `next` follows it. Returns when it will survive a power failure.
   *
   * @returns whether it was put. @throws {KeysUnavailableError}
   */
  advance(organisationId: string, previous: AuditCheckpoint | undefined, next: AuditCheckpoint): Promise<boolean>;
  describe(): Promise<CustodyDescription>;
  /** @throws {KeysUnavailableError} when it cannot be read or written now. */
  health(): Promise<void>;
  /** Ends its connections; a folder has none. */
  close(): Promise<void>;
}

/** `keys` with `more` added, or in place of those with the same id; by id. */
export function withKeys(keys: readonly CustodyKey[], more: readonly CustodyKey[]): readonly CustodyKey[] {
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  for (const key of more) byId.set(key.keyId, key);
  return [...byId.values()].toSorted((a, b) => a.keyId - b.keyId);
}

/**
 * A key is never given twice, and nothing brings a destroyed one back: where a newer revision says otherwise, both have gone on
 * from the same backup, and taking it would lose keys.
 *
 * @throws {KeysUnavailableError}
 */
export function refuseDiverged(here: OrganisationKeys, newer: OrganisationKeys): void {
  const byId = new Map(newer.keys.map((key) => [key.keyId, key]));
  for (const key of here.keys) {
    const same = byId.get(key.keyId);
    if (!same || !Buffer.from(same.commitment).equals(Buffer.from(key.commitment)) || (isLiving(same) && !isLiving(key))) {
      throw new KeysUnavailableError('This custody and the backup of it have gone different ways, so neither holds the keys of both. Nothing was changed.');
    }
  }
}

const organisationIdPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isOrganisationId(text: string): boolean {
  return organisationIdPattern.test(text);
}

/** The id becomes the name of a file or the key of a row. @throws {TypeError} */
export function requireOrganisationId(text: string): void {
  if (!isOrganisationId(text)) throw new TypeError('An organisation id is a lower-case UUID.');
}
