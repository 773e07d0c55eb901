import type { Role } from './roles.ts';

/** How a field is shown to a role: `masked` but for its end, or `hidden`, which is null. Not listed: as it is. */
export type FieldRule = 'masked' | 'hidden';

/**
 * What of an answer some roles see less of, by the id of its schema and by field: the server applies it to every answer in
 * which such a schema occurs. Data-entry chooses an account by its name and the end of its number, and learns nothing of
 * what is in it.
 */
export const fieldRules: Readonly<Record<string, Readonly<Record<string, Readonly<Partial<Record<Role, FieldRule>>>>>>> = {
  Account: {
    number: { 'data-entry': 'masked' },
    transactionCount: { 'data-entry': 'hidden' },
    dataFrom: { 'data-entry': 'hidden' },
    dataTo: { 'data-entry': 'hidden' },
  },
};

/** All but the last four letters and digits as dots; a text of four or fewer is masked as a whole. */
export function mask(text: string): string {
  const significant = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return `••••${significant.length > 4 ? significant.slice(-4) : ''}`;
}
