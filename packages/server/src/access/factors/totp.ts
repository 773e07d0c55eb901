import { Secret, TOTP, URI } from 'otpauth';

/** RFC 6238 with what every authenticator app takes: SHA-1, six digits, 30 seconds. */
const SETTINGS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits, the length of the hash (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;
/** Steps before and after the present one: clocks of telephones differ, and typing takes time. */
const WINDOW = 1;

/** A new secret, as bytes. */
export function newTotpSecret(): Uint8Array {
  return new Uint8Array(new Secret({ size: SECRET_BYTES }).buffer);
}

function totpOf(secret: Uint8Array): TOTP {
  return new TOTP({ ...SETTINGS, secret: new Secret({ buffer: Uint8Array.from(secret).buffer }) });
}

/** What a person types into their app: base32 without padding. */
export function totpSecretText(secret: Uint8Array): string {
  return totpOf(secret).secret.base32;
}

/** What a QR code for an app holds. `issuer` is the host of the portal, `account` what tells two accounts apart. */
export function totpUri(secret: Uint8Array, { issuer, account }: { readonly issuer: string; readonly account: string }): string {
  return URI.stringify(new TOTP({ ...SETTINGS, issuer, label: account, secret: totpOf(secret).secret }));
}

/**
 * The time step (30 seconds each since 1970) for which `code` is right; undefined where it is wrong, or right for a step
 * that is not later than `lastStep`: a code is good once (RFC 6238, section 5.2). Compares in constant time.
 */
export function totpStep(secret: Uint8Array, code: string, options: { readonly now: Date; readonly lastStep: number | undefined }): number | undefined {
  const timestamp = options.now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return undefined;
  const step = Math.floor(timestamp / 1_000 / SETTINGS.period) + delta;
  return options.lastStep === undefined || step > options.lastStep ? step : undefined;
}
