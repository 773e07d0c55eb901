/** To what a wrapped key is bound; it unwraps under exactly this. */
export interface KeyContext {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly purpose: string;
  readonly keyId: number;
}

export interface WrappedKey {
  readonly blob: Uint8Array;
  /** The master key and its version, so that a rewrap can tell which keys it has still to do. */
  readonly masterKeyId: string;
  readonly masterKeyVersion: number;
}

/** The version of the master key under which keys are wrapped now. */
export interface MasterKeyDescription {
  /** The kind of provider, such as `file`. */
  readonly provider: string;
  readonly masterKeyId: string;
  /** Raised by each rotation; from 1. */
  readonly masterKeyVersion: number;
  /** Since when there is this version; null where the provider does not know. */
  readonly createdAt: Date | null;
}

/** Holds the master key outside the database and wraps data keys with it. */
export interface KeyProvider {
  /** @throws {KeysUnavailableError} */
  wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey>;
  /**
   * The bytes are the caller's alone, who may overwrite them after use.
   *
   * @throws {KeysUnavailableError} when the provider cannot be reached, or the blob or its context is not what was wrapped.
   */
  unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array>;
  /** @throws {KeysUnavailableError} */
  describe(): Promise<MasterKeyDescription>;
  /** @throws {KeysUnavailableError} when it cannot wrap and unwrap now. */
  health(): Promise<void>;
  /**
   * Makes a new version of the master key, under which keys are wrapped from then on; older versions go on to unwrap.
   * Absent where that is done by hand.
   *
   * @returns the new version. @throws {KeysUnavailableError}
   */
  rotate?(): Promise<MasterKeyDescription>;
  /** Lets go of connections. Absent where nothing stays open between calls. */
  close?(): Promise<void>;
}

/** Whether a key is wrapped under the master key that wraps now, so that a rewrap has nothing to do for it. */
export function isUnderNewest(wrapped: WrappedKey, newest: MasterKeyDescription): boolean {
  return wrapped.masterKeyId === newest.masterKeyId && wrapped.masterKeyVersion === newest.masterKeyVersion;
}
