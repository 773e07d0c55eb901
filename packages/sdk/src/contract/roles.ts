/** What a member of an organisation is: set per organisation, enforced at the API. */
export const roles = ['admin', 'operator', 'data-entry'] as const;
export type Role = (typeof roles)[number];

/**
 * How far a permission reaches: `all` of the organisation, or only what the person brought in (`own`).
 * Absent means refused.
 */
export type Reach = 'all' | 'own';

/**
 * The role matrix, once: the server enforces it, the elements show what it allows. A pair that is not
 * listed is refused.
 */
export const permissions = {
  'organisation:read': { admin: 'all', operator: 'all', 'data-entry': 'all' },
  'accounts:list': { admin: 'all', operator: 'all', 'data-entry': 'all' },
  'accounts:manage': { admin: 'all', operator: 'all' },
  'imports:create': { admin: 'all', operator: 'all', 'data-entry': 'all' },
  'imports:commit': { admin: 'all', operator: 'all', 'data-entry': 'own' },
  'imports:read': { admin: 'all', operator: 'all', 'data-entry': 'own' },
  'imports:undo': { admin: 'all', operator: 'all', 'data-entry': 'own' },
  'imports:approve': { admin: 'all', operator: 'all' },
  'transactions:create': { admin: 'all', operator: 'all', 'data-entry': 'all' },
  'transactions:read': { admin: 'all', operator: 'all', 'data-entry': 'own' },
  'transactions:correct': { admin: 'all', operator: 'all' },
  'transactions:delete': { admin: 'all', operator: 'all' },
  'cash-flow:read': { admin: 'all', operator: 'all' },
  'members:manage': { admin: 'all' },
  'organisation:manage': { admin: 'all' },
  'keys:manage': { admin: 'all' },
  'audit:read': { admin: 'all' },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Role, Reach>>>>>;

export type Permission = keyof typeof permissions;

/** How far `role` may go with `permission`, or `undefined` where it may not. */
export function reachOf(role: Role, permission: Permission): Reach | undefined {
  const row: Readonly<Partial<Record<Role, Reach>>> = permissions[permission];
  return Object.hasOwn(row, role) ? row[role] : undefined;
}
