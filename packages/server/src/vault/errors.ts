/**
 * A sealed value does not open. One error for every reason (key, place, version, length, bytes), so that nothing about
 * the reason can be learnt from it; it carries no value and no cause.
 */
export class SealedValueError extends Error {
  override readonly name = 'SealedValueError';

  constructor() {
    super('A sealed value does not open here.');
  }
}

/**
 * The header names a key that these keys do not hold: another server may have made it since, so it is worth to load them
 * again, once. To everybody else it is the same error as any other.
 */
export class UnknownKeyError extends SealedValueError {}

/** The key under which the value was sealed was destroyed: unreadable by design, and no sign of tampering. */
export class KeyDestroyedError extends Error {
  override readonly name = 'KeyDestroyedError';

  constructor() {
    super('The key of this value was destroyed, so it cannot be read any more.');
  }
}

/** What `open` returns; undefined where the key of the value was destroyed, for lists that go on without it. */
export function unlessDestroyed<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof KeyDestroyedError) return undefined;
    throw error;
  }
}

/** The keys cannot be had: the key provider or the custody is down, refuses, or lacks them. Nothing was changed. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';

  /** `reason` is a sentence for the operator; it must not hold key material. */
  constructor(reason: string, options: { readonly cause?: unknown } = {}) {
    super(reason, options);
  }
}

/** Database and custody are of two different deployments, so the keys cannot fit. */
export class DeploymentMismatchError extends Error {
  override readonly name = 'DeploymentMismatchError';
}

/** A key file or a custody folder lies where it must not, or can be read by others. */
export class UnsafeKeyPlaceError extends Error {
  override readonly name = 'UnsafeKeyPlaceError';
}
