import type { WrappedKey } from '../key-provider.ts';

export const keyPurposes = ['data', 'index', 'cookie'] as const;
/** `data` seals bodies, `index` makes blind indexes, `cookie` signs session cookies. */
export type KeyPurpose = (typeof keyPurposes)[number];

/** One version of a key, as custody keeps it. */
export interface CustodyKey {
  /** Unique within the organisation, across purposes; never given twice. */
  readonly keyId: number;
  readonly purpose: KeyPurpose;
  readonly createdAt: Date;
  readonly wrapped: WrappedKey;
  /** HMAC under the key itself over what it is for: a key that was swapped for another does not fit it. */
  readonly commitment: Uint8Array;
}

/** The keys of one organisation, while nobody else can add to them. */
export interface CustodyWriter {
  readonly keys: readonly CustodyKey[];
  /** Returns when the key will survive a power failure. */
  add(key: CustodyKey): Promise<void>;
}

/**
 * Where wrapped data keys live: outside the database, so that a copy of the database holds no key, and a key that is
 * destroyed here is gone from every backup of the data.
 */
export interface Custody {
  /** The deployment that these keys belong to; undefined as long as none was established. */
  deployment(): Promise<string | undefined>;
  /** Makes this the custody of `deploymentId`, unless it already has one. @returns the one it has. */
  establish(deploymentId: string): Promise<string>;
  keys(organisationId: string): Promise<readonly CustodyKey[]>;
  /** Runs `run` while no other process can write. @throws {KeysUnavailableError} when it cannot be had in time. */
  exclusively<T>(organisationId: string, run: (writer: CustodyWriter) => Promise<T>): Promise<T>;
  /** @throws {KeysUnavailableError} when it cannot be read or written now. */
  health(): Promise<void>;
}
