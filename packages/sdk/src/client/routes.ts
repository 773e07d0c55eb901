import type { OperationId, Operations, RouteOf } from '../contract/index.ts';

/**
 * Method and path of every operation. The contract itself carries schemas and a validator, which a browser need not
 * load; the compiler keeps this table equal to it.
 */
export const routes = {
  signIn: 'POST /v1/session',
  showSecondFactor: 'POST /v1/session/second-factor',
  startPasskeySignIn: 'POST /v1/session/passkey/options',
  signInWithPasskey: 'POST /v1/session/passkey',
  currentSession: 'GET /v1/session',
  signOut: 'DELETE /v1/session',
  listSessions: 'GET /v1/sessions',
  endSession: 'DELETE /v1/sessions/{sessionId}',
  endSessions: 'POST /v1/sessions/end',
  stepUp: 'POST /v1/session/step-up',
  startPasskeyStepUp: 'POST /v1/session/step-up/options',
  changePassword: 'PUT /v1/session/password',
  listFactors: 'GET /v1/session/factors',
  startTotp: 'POST /v1/session/factors/totp',
  confirmTotp: 'POST /v1/session/factors/totp/confirm',
  makeRecoveryCodes: 'POST /v1/session/factors/recovery-codes',
  startPasskey: 'POST /v1/session/factors/passkeys/options',
  addPasskey: 'POST /v1/session/factors/passkeys',
  removeFactor: 'DELETE /v1/session/factors/{factorId}',
  launchSession: 'POST /v1/organisations/{organisationId}/session',
  currentLaunchedSession: 'GET /v1/organisations/{organisationId}/session',
  endLaunchedSession: 'DELETE /v1/organisations/{organisationId}/session',
  createOrganisation: 'POST /v1/organisations',
  createEmbedSession: 'POST /v1/embed-sessions',
  listPlatformKeys: 'GET /v1/platform/keys',
  rotatePlatformKey: 'POST /v1/platform/keys',
  revokePlatformKey: 'DELETE /v1/platform/keys/{keyId}',
  readOrganisation: 'GET /v1/organisations/{organisationId}',
  updateOrganisation: 'PATCH /v1/organisations/{organisationId}',
  listMembers: 'GET /v1/organisations/{organisationId}/members',
  changeMember: 'PATCH /v1/organisations/{organisationId}/members/{personId}',
  removeMember: 'DELETE /v1/organisations/{organisationId}/members/{personId}',
  endMemberSessions: 'DELETE /v1/organisations/{organisationId}/members/{personId}/sessions',
  resetMemberPassword: 'POST /v1/organisations/{organisationId}/members/{personId}/password-reset',
  createInvitation: 'POST /v1/organisations/{organisationId}/invitations',
  listInvitations: 'GET /v1/organisations/{organisationId}/invitations',
  resendInvitation: 'POST /v1/organisations/{organisationId}/invitations/{invitationId}/resend',
  revokeInvitation: 'DELETE /v1/organisations/{organisationId}/invitations/{invitationId}',
  readInvitation: 'POST /v1/invitations/read',
  acceptInvitation: 'POST /v1/invitations/accept',
  joinByInvitation: 'POST /v1/session/invitations',
  requestPasswordReset: 'POST /v1/password-resets',
  redeemPasswordReset: 'POST /v1/password-resets/redeem',
  listIdentityProviders: 'GET /v1/identity-providers',
  startProviderSignIn: 'GET /v1/sign-in/oidc/{providerId}',
  finishProviderSignIn: 'GET /v1/sign-in/oidc/{providerId}/callback',
  linkIdentity: 'POST /v1/session/identity-providers/{providerId}',
  listAccounts: 'GET /v1/organisations/{organisationId}/accounts',
  createAccount: 'POST /v1/organisations/{organisationId}/accounts',
  createImport: 'POST /v1/organisations/{organisationId}/imports',
  listImports: 'GET /v1/organisations/{organisationId}/imports',
  readImport: 'GET /v1/organisations/{organisationId}/imports/{importId}',
  uploadImportContent: 'PATCH /v1/organisations/{organisationId}/imports/{importId}/content',
  decideImport: 'PUT /v1/organisations/{organisationId}/imports/{importId}/decisions',
  commitImport: 'POST /v1/organisations/{organisationId}/imports/{importId}/commit',
  undoImport: 'POST /v1/organisations/{organisationId}/imports/{importId}/undo',
  approveImport: 'POST /v1/organisations/{organisationId}/imports/{importId}/approval',
  listTransactions: 'GET /v1/organisations/{organisationId}/transactions',
  searchTransactions: 'POST /v1/organisations/{organisationId}/transactions/search',
  createTransaction: 'POST /v1/organisations/{organisationId}/transactions',
  correctTransaction: 'PATCH /v1/organisations/{organisationId}/transactions/{transactionId}',
  deleteTransaction: 'DELETE /v1/organisations/{organisationId}/transactions/{transactionId}',
  listPendingChanges: 'GET /v1/organisations/{organisationId}/pending-changes',
  approvePendingChange: 'POST /v1/organisations/{organisationId}/pending-changes/{changeId}/approval',
  withdrawPendingChange: 'DELETE /v1/organisations/{organisationId}/pending-changes/{changeId}',
  readCashFlow: 'GET /v1/organisations/{organisationId}/cash-flow',
  listKeys: 'GET /v1/organisations/{organisationId}/keys',
  rotateKeys: 'POST /v1/organisations/{organisationId}/keys/rotations',
  listAudit: 'GET /v1/organisations/{organisationId}/audit',
  listenEvents: 'GET /v1/organisations/{organisationId}/events',
  health: 'GET /healthz',
  ready: 'GET /readyz',
} as const satisfies { readonly [Id in OperationId]: RouteOf<Id> };

type CreatingId = { [Id in OperationId]: Operations[Id] extends { readonly idempotent: true } ? Id : never }[OperationId];

const creating = {
  createOrganisation: true,
  createAccount: true,
  createInvitation: true,
  createImport: true,
  createTransaction: true,
} as const satisfies { readonly [Id in CreatingId]: true };

/** POSTs that may be sent again as they are: one reads, the others end in the same state however often they arrive. */
const repeatable: ReadonlySet<OperationId> = new Set<OperationId>(['searchTransactions', 'commitImport', 'undoImport', 'approveImport', 'rotateKeys', 'readInvitation']);

/** Whether the operation carries an `Idempotency-Key`. */
export function isCreating(id: OperationId): boolean {
  return Object.hasOwn(creating, id);
}

/** Whether a request whose answer was lost may be sent again without doing its work twice. */
export function mayRepeat(id: OperationId): boolean {
  const method = routes[id].split(' ')[0];
  return method === 'GET' || method === 'PUT' || method === 'DELETE' || isCreating(id) || repeatable.has(id);
}

/** The method of an operation, and its path with `params` put in, each as one path segment. */
export function addressOf(id: OperationId, params: Readonly<Record<string, string>>): { readonly method: string; readonly path: string } {
  const [method = '', template = ''] = routes[id].split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    // An empty or dotted segment would name another resource: `/accounts/../members`.
    if (!value || /^\.{1,2}$/.test(value)) throw new TypeError(`${name} is missing or not an id.`);
    return encodeURIComponent(value);
  });
  return { method, path };
}
