/**
 * The API, once: operations with their permissions, schemas and problems. The server's routes, the
 * client's types and the OpenAPI document come from here.
 */
import { auditOperations } from './audit.ts';
import { eventOperations } from './events.ts';
import { factorOperations } from './factors.ts';
import { healthOperations } from './health.ts';
import { identityProviderOperations } from './identity-providers.ts';
import { importOperations } from './imports.ts';
import { invitationOperations } from './invitations.ts';
import { keyOperations } from './keys.ts';
import { memberOperations } from './members.ts';
import { organisationOperations } from './organisations.ts';
import { passwordResetOperations } from './password-resets.ts';
import { launchOperations } from './launch.ts';
import { platformOperations } from './platform.ts';
import { sessionOperations } from './session.ts';
import { transactionOperations } from './transactions.ts';

export const operations = {
  ...sessionOperations,
  ...factorOperations,
  ...launchOperations,
  ...platformOperations,
  ...organisationOperations,
  ...memberOperations,
  ...invitationOperations,
  ...passwordResetOperations,
  ...identityProviderOperations,
  ...importOperations,
  ...transactionOperations,
  ...keyOperations,
  ...auditOperations,
  ...eventOperations,
  ...healthOperations,
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;

export {
  auditActions, auditActorKinds, auditObjectKinds, isAuditAction, type AuditAction, type AuditActorKind, type AuditDetailsOf, type AuditDetailValue, type AuditKind, type AuditObjectKind,
} from './audit-actions.ts';
export { fieldRules, mask, type FieldRule } from './fields.ts';
export { componentPermissions, components, embeddedReachOf, isComponent, lowerRole, type Component } from './components.ts';
export { defineOperation, isPermission, problemsOf, type Access, type BodyKind, type Method, type Operation } from './operation.ts';
export { isPlatformScope, platformScopes, type PlatformScope } from './platform-scopes.ts';
export { isProblemCode, problems, type ProblemCode } from './problems.ts';
export { permissions, reachOf, roles, type Permission, type Reach, type Role } from './roles.ts';
export type { factorOperations, identityProviderOperations, invitationOperations, memberOperations, passwordResetOperations, sessionOperations };
export * as schemas from './schemas.ts';
export * as signInSchemas from './sign-in-schemas.ts';
export type * from './types.ts';
