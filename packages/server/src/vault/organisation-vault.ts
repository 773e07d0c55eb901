/** Where a sealed value stands. It goes into the associated data, so the value opens nowhere else. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  /** Primary key of the row within its organisation, as text. */
  readonly rowId: string;
  /** The row's `seal_version`. */
  readonly sealVersion: number;
  /** Version of the encoding inside. */
  readonly codecVersion: number;
}

/** The loaded data keys of one organisation. Sealing and opening are synchronous and never ask a key provider. */
export interface OrganisationVault {
  readonly deploymentId: string;
  readonly organisationId: string;
  /** Seals under the active data key with a fresh random nonce. */
  seal(place: SealedPlace, plaintext: Uint8Array): Uint8Array;
  /** @throws {SealedValueError} one opaque error, whether key, place, version or bytes are wrong. */
  open(place: SealedPlace, sealed: Uint8Array): Uint8Array;
}
