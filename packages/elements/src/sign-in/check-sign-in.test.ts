import { describe, expect, it } from 'vitest';
import { checkSignIn } from './check-sign-in.ts';

describe('checking a sign-in', () => {
  it('names each field that is missing', () => {
    expect(checkSignIn('', '')).toEqual({ email: 'emailMissing', password: 'passwordMissing' });
  });

  it('refuses what cannot be an address', () => {
    for (const text of ['mara', '@example.com', 'mara@', 'a b@example.com']) expect(checkSignIn(text, 'x')).toEqual({ email: 'emailInvalid' });
  });

  it('leaves unusual addresses to the server', () => {
    for (const text of ['mara@localhost', "o'neil+books@sub.example.com", 'mära@exämple.de']) expect(checkSignIn(text, 'x')).toEqual({});
  });
});
