/** What is missing, as the key of its text. */
export interface SignInErrors {
  readonly email?: 'emailMissing' | 'emailInvalid';
  readonly password?: 'passwordMissing';
}

/** Checks only what saves a round trip; what an address is, the server decides. */
export function checkSignIn(email: string, password: string): SignInErrors {
  return {
    ...(email === '' ? { email: 'emailMissing' } : !/^[^\s@]+@[^\s@]+$/.test(email) ? { email: 'emailInvalid' } : {}),
    ...(password === '' ? { password: 'passwordMissing' } : {}),
  };
}
