import { reachOf, roles, type Permission, type Reach, type Role } from './roles.ts';

/**
 * What an embed session may call for each component that it was made for: permissions of the role matrix. Nothing else of the API is open to
 * it, whatever the role of its person. Keys, audit and settings are for people who sign in themselves.
 */
export const componentPermissions = {
  uploader: ['organisation:read', 'accounts:list', 'accounts:manage', 'imports:create', 'imports:read', 'imports:commit', 'imports:undo'],
  chart: ['organisation:read', 'accounts:list', 'cash-flow:read', 'transactions:read'],
  transactions: ['organisation:read', 'accounts:list', 'transactions:read', 'transactions:create', 'transactions:correct', 'transactions:delete'],
  'role-admin': ['organisation:read', 'members:manage'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;

export type Component = keyof typeof componentPermissions;
export const components = Object.keys(componentPermissions) as readonly Component[];

export function isComponent(value: unknown): value is Component {
  return typeof value === 'string' && Object.hasOwn(componentPermissions, value);
}

/** The lower of two roles: `roles` begins with the one that may most. */
export function lowerRole(a: Role, b: Role): Role {
  return roles.indexOf(a) > roles.indexOf(b) ? a : b;
}

/** How far a session for these components may go with a permission, in this role; `undefined` where it may not. */
export function embeddedReachOf(role: Role, allowed: readonly string[], permission: Permission): Reach | undefined {
  const named = allowed.filter(isComponent).some((component) => (componentPermissions[component] as readonly Permission[]).includes(permission));
  return named ? reachOf(role, permission) : undefined;
}
