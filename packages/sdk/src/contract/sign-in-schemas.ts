/** What is sent and answered where people sign in, show a second factor, and look after their sessions and factors. */
import { z } from 'zod';
import { id, session, timestamp } from './schemas.ts';

const base64url = z.string().regex(/^[\w-]+$/).meta({ description: 'Bytes in base64url without padding.' });
const password = z.string().min(1).max(256);
export const newPassword = z.string().max(256).meta({ description: 'At least 12 characters of any kind, and none of the passwords that are tried first.' });

/* ---- passkeys (WebAuthn Level 3, section 5.1: the JSON forms) ---- */

const credentialDescriptor = z.object({ id: base64url, type: z.literal('public-key'), transports: z.array(z.string()).optional() });

export const passkeyCreationOptions = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    challenge: base64url,
    pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal('public-key') })),
    timeout: z.number().int(),
    excludeCredentials: z.array(credentialDescriptor),
    authenticatorSelection: z.object({ residentKey: z.string(), requireResidentKey: z.boolean(), userVerification: z.string() }),
    attestation: z.string(),
  })
  .meta({ id: 'PasskeyCreationOptions', description: 'For `navigator.credentials.create`. The challenge is good once, for five minutes.' });

export const passkeyRequestOptions = z
  .object({
    challenge: base64url, timeout: z.number().int(), rpId: z.string(), userVerification: z.string(),
    allowCredentials: z.array(credentialDescriptor).optional(),
  })
  .meta({ id: 'PasskeyRequestOptions', description: 'For `navigator.credentials.get`. The challenge is good once, for five minutes.' });

const credential = { id: base64url.max(1_400), rawId: base64url.max(1_400), type: z.literal('public-key'), authenticatorAttachment: z.string().max(32).optional(), clientExtensionResults: z.object({}) };

// Browsers add members of their own, so these are not strict.
export const passkeyCreation = z
  .object({ ...credential, response: z.object({ clientDataJSON: base64url.max(8_192), attestationObject: base64url.max(65_536), transports: z.array(z.string().max(32)).max(16).optional() }) })
  .meta({ id: 'PasskeyCreation', description: 'What `toJSON()` of a new credential gives.' });
export const passkeyAssertion = z
  .object({
    ...credential,
    response: z.object({ clientDataJSON: base64url.max(8_192), authenticatorData: base64url.max(8_192), signature: base64url.max(8_192), userHandle: base64url.max(128).optional() }),
  })
  .meta({ id: 'PasskeyAssertion', description: 'What `toJSON()` of a credential that has signed gives.' });

/* ---- signing in ---- */

const totpCode = z.string().regex(/^\d{6}$/).meta({ description: 'Six digits of an authenticator app; each good once.' });
const recoveryCode = z.string().min(1).max(64).meta({ description: 'A recovery code; groups and capitals make no difference.' });

export const secondFactorMethod = z.enum(['passkey', 'totp', 'recovery-code']);

export const secondFactorAsked = z
  .object({
    next: z.literal('second-factor'),
    methods: z.array(secondFactorMethod).meta({ description: 'How it can be shown, the strongest first.' }),
    passkey: passkeyRequestOptions.nullable().meta({ description: 'Options where `passkey` is among the methods.' }),
  })
  .meta({ id: 'SecondFactorAsked', description: 'The password was right; a second factor is to be shown within five minutes.' });

export const signInAnswer = z.union([secondFactorAsked, session]);

const code = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('totp'), code: totpCode }),
  z.strictObject({ method: z.literal('recovery-code'), code: recoveryCode }),
]);
export const secondFactor = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('totp'), code: totpCode }),
  z.strictObject({ method: z.literal('recovery-code'), code: recoveryCode }),
  z.strictObject({ method: z.literal('passkey'), response: passkeyAssertion }),
]);
export const passkeySignIn = z.strictObject({ response: passkeyAssertion });

export const stepUp = z.union([
  z.strictObject({ passkey: passkeyAssertion }),
  z.strictObject({ password, code: code.optional() }),
]);

/* ---- sessions ---- */

export const sessionFactor = z.enum(['password', 'totp', 'recovery-code', 'passkey', 'oidc', 'launch']);

export const ownSession = z
  .object({
    id,
    current: z.boolean().meta({ description: 'Whether it is the one that asks.' }),
    browser: z.string().nullable(),
    system: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'From where it began.' }),
    factors: z.array(sessionFactor),
    createdAt: timestamp,
    lastSeenAt: timestamp.meta({ description: 'To within a minute.' }),
  })
  .meta({ id: 'OwnSession' });
export const ownSessions = z.object({ items: z.array(ownSession) }).meta({ id: 'OwnSessions' });
export const endSessions = z.strictObject({ which: z.enum(['others', 'all']) }).meta({ id: 'EndSessions' });

export const changePassword = z
  .strictObject({ currentPassword: password, newPassword, endOtherSessions: z.boolean().default(true) })
  .meta({ id: 'ChangePassword' });

/* ---- factors ---- */

export const ownFactors = z
  .object({
    totp: z.object({ id, createdAt: timestamp }).nullable(),
    recoveryCodesLeft: z.number().int(),
    passkeys: z.array(z.object({ id, name: z.string(), createdAt: timestamp, lastUsedAt: timestamp.nullable() })),
  })
  .meta({ id: 'OwnFactors' });
export const totpStart = z
  .object({ secret: z.string(), uri: z.string().meta({ description: 'What a QR code for the app holds.' }) })
  .meta({ id: 'TotpStart' });
export const totpConfirm = z.strictObject({ code: totpCode });
export const recoveryCodes = z
  .object({ recoveryCodes: z.array(z.string()).nullable().meta({ description: 'Shown once; null where there were some already.' }) })
  .meta({ id: 'RecoveryCodes' });
export const newPasskey = z.strictObject({ name: z.string().trim().min(1).max(100), response: passkeyCreation }).meta({ id: 'NewPasskey' });
