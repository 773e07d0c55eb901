import { describe, expect, it } from 'vitest';
import { passwordRefusal } from './password-rules.ts';

const context = ['Ann Baker', 'ann.baker@bakery.example', 'Bakery Sunrise', 'portal.example'];

describe('a new password', () => {
  it.each([
    'password1234', 'PASSWORD!2024', '123456789012', 'qwertyuiop123', '1q2w3e4r5t6y', 'aaaaaaaaaaaa', 'abcabcabcabc', '2024Michael!2024', 'iloveyou!!!!',
  ])('is none that others had, also not dressed up: %s', async (password) => {
    expect(await passwordRefusal(password, [])).toBe('common');
  });

  it.each(['annbaker2024!', 'Bakery-Sunrise', 'ann.baker@bakery.example', 'portal.example.1', 'Sunrise 1234567'])('is not made of what everybody knows of the person: %s', async (password) => {
    expect(await passwordRefusal(password, context)).toBe('common');
    expect(await passwordRefusal(password, [])).not.toBe('too-short');
  });

  it.each(['correct horse battery', 'the bakery opens at dawn', 'zwölf Boxkämpfer jagen', 'k3v9xw2mq7pd', '長いパスワードを使いましょうね'])('may be anything else that is long enough: %s', async (password) => {
    expect(await passwordRefusal(password, context)).toBeUndefined();
  });

  it('has twelve characters, however many bytes those are', async () => {
    expect(await passwordRefusal('elevenchars', [])).toBe('too-short');
    expect(await passwordRefusal('🙂'.repeat(11), [])).toBe('too-short');
  });
});
