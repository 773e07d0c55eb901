import { CashFlowError } from '@cashflowsmart/sdk/client';
import type { PasskeyAssertion, PasskeyRequestOptions } from '@cashflowsmart/sdk/contract';

/** The person, or their device, did not show the passkey. */
export class PasskeyNotShownError extends CashFlowError {
  override readonly name = 'PasskeyNotShownError';

  constructor(options?: { readonly cause?: unknown }) {
    super('passkey-not-shown', 'No passkey was shown.', options);
  }
}

/** Whether this page can ask for passkeys at all: in a secure context, in a browser that knows their JSON forms (WebAuthn Level 3). */
export function passkeysSupported(): boolean {
  return typeof PublicKeyCredential === 'function' && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';
}

/** Whether the browser offers passkeys in the field of the e-mail (conditional mediation). */
export async function passkeysFillFields(): Promise<boolean> {
  return passkeysSupported() && typeof PublicKeyCredential.isConditionalMediationAvailable === 'function' && PublicKeyCredential.isConditionalMediationAvailable();
}

export interface ShowPasskey {
  /** Wait in the field's suggestions instead of opening a dialog. */
  readonly inField?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Asks the device to sign the challenge with a passkey.
 *
 * @throws {PasskeyNotShownError} nobody showed one.
 */
export async function showPasskey(options: PasskeyRequestOptions, { inField = false, signal }: ShowPasskey): Promise<PasskeyAssertion> {
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
    const credential = await navigator.credentials.get({ publicKey, signal, ...(inField ? { mediation: 'conditional' as const } : {}) });
    if (!(credential instanceof PublicKeyCredential)) throw new PasskeyNotShownError();
    return credential.toJSON() as PasskeyAssertion;
  } catch (error) {
    signal.throwIfAborted();
    throw new PasskeyNotShownError({ cause: error });
  }
}
