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

export interface MasterKeyDescription {
  /** The kind of provider, such as `file`. */
  readonly provider: string;
  readonly masterKeyId: string;
  readonly masterKeyVersion: number;
  readonly createdAt: Date;
}

/** Holds the master key outside the database and wraps data keys with it. */
export interface KeyProvider {
  /** @throws {KeysUnavailableError} */
  wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey>;
  /** @throws {KeysUnavailableError} when the provider cannot be reached, or the blob or its context is not what was wrapped. */
  unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array>;
  describe(): Promise<MasterKeyDescription>;
  /** @throws {KeysUnavailableError} when it cannot wrap and unwrap now. */
  health(): Promise<void>;
}
