import { identityBodies } from './access/identities.ts';
import { invitationBodies } from './access/invitations.ts';
import { factorBodies } from './access/factors/factor-rows.ts';
import { organisationBodies } from './access/organisations.ts';
import { personBodies } from './access/people.ts';
import { auditDetailBodies } from './audit/audit-details.ts';
import { sessionDetailBodies } from './access/session-details.ts';
import { platformBodies } from './embed/platforms.ts';
import { changeBodies } from './changes/change-store.ts';
import { idempotencyBodies } from './http/idempotency-store.ts';
import { importBodies } from './imports/import-body.ts';
import { ledgerBodies } from './ledger/sealed-rows.ts';
import { mailBodies } from './mail/outbox.ts';
import { identityProviderBodies } from './oidc/identity-providers.ts';
import type { SealedTable } from './vault/sealed-table.ts';

/** Every table with sealed bodies, as the features that own them describe it; what re-sealing and verification walk through. */
export const sealedBodies: readonly SealedTable[] = [organisationBodies, personBodies, identityBodies, platformBodies, sessionDetailBodies, factorBodies, ...ledgerBodies, importBodies, idempotencyBodies, changeBodies, mailBodies, invitationBodies, identityProviderBodies, auditDetailBodies];
