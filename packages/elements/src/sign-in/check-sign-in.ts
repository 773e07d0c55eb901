import { oneTimeCode } from './one-time-code.ts';
import type { SecondFactorMethod } from './sign-in-step.ts';

/** What is wrong with a field, as the key of its text. */
export interface SignInErrors {
  readonly email?: 'emailMissing' | 'emailInvalid';
  readonly password?: 'passwordMissing';
  readonly code?: 'codeInvalid' | 'recoveryCodeMissing';
  readonly name?: 'nameMissing';
  readonly newPassword?: 'passwordShort';
}

/** Characters that a new password has at least; everything else about it the server decides. */
export const SHORTEST_PASSWORD = 12;

/** Checks only what saves a round trip; what an address is, the server decides. */
export function checkEmail(email: string): SignInErrors {
  if (email === '') return { email: 'emailMissing' };
  return /^[^\s@]+@[^\s@]+$/.test(email) ? {} : { email: 'emailInvalid' };
}

export function checkSignIn(email: string, password: string): SignInErrors {
  return { ...checkEmail(email), ...(password === '' ? { password: 'passwordMissing' } : {}) };
}

export function checkCode(method: Exclude<SecondFactorMethod, 'passkey'>, typed: string): SignInErrors {
  if (method === 'totp') return oneTimeCode(typed) === null ? { code: 'codeInvalid' } : {};
  return typed.trim() === '' ? { code: 'recoveryCodeMissing' } : {};
}

export function checkNewPassword(password: string): SignInErrors {
  return [...password].length < SHORTEST_PASSWORD ? { newPassword: 'passwordShort' } : {};
}

export function checkNewPerson(name: string, password: string): SignInErrors {
  return { ...(name === '' ? { name: 'nameMissing' } : {}), ...checkNewPassword(password) };
}
