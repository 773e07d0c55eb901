/** The six digits of an authenticator app, however they were typed or pasted ("123 456", "123-456"); null where they are not six. */
export function oneTimeCode(typed: string): string | null {
  const digits = typed.replace(/[\s\p{Pd}]/gu, '').normalize('NFKC');
  return /^\d{6}$/.test(digits) ? digits : null;
}
