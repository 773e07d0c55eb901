import { describe, expect, it } from 'vitest';
import { checkCode, checkNewPassword, checkNewPerson, checkSignIn } from './check-sign-in.ts';

describe('checking a sign-in', () => {
  it('names each field that is missing', () => {
    expect(checkSignIn('', '')).toEqual({ email: 'emailMissing', password: 'passwordMissing' });
    expect(checkNewPerson('', '')).toEqual({ name: 'nameMissing', newPassword: 'passwordShort' });
    expect(checkCode('recovery-code', ' ')).toEqual({ code: 'recoveryCodeMissing' });
  });

  it('refuses what cannot be an address', () => {
    for (const text of ['mara', '@example.com', 'mara@', 'a b@example.com']) expect(checkSignIn(text, 'x')).toEqual({ email: 'emailInvalid' });
  });

  it('leaves unusual addresses to the server', () => {
    for (const text of ['mara@localhost', "o'neil+books@sub.example.com", 'mära@exämple.de']) expect(checkSignIn(text, 'x')).toEqual({});
  });

  it('takes six digits for a code of the app, and any text for a recovery code', () => {
    expect(checkCode('totp', '123 456')).toEqual({});
    expect(checkCode('totp', '12345')).toEqual({ code: 'codeInvalid' });
    expect(checkCode('recovery-code', 'abcd-efgh')).toEqual({});
  });

  it('counts the characters of a new password as a person does', () => {
    expect(checkNewPassword('🐎'.repeat(11))).toEqual({ newPassword: 'passwordShort' });
    expect(checkNewPassword('🐎'.repeat(12))).toEqual({});
  });
});
