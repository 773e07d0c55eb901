/** One form for an e-mail address by which a person is found: the same address typed in another way is the same person. */
export function normaliseEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
