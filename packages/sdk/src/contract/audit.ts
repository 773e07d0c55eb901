import { z } from 'zod';
import { auditActions, auditActorKinds, auditObjectKinds, type AuditAction } from './audit-actions.ts';
import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as schemas from './schemas.ts';

const detail = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

export const auditEntry = z
  .object({
    id: schemas.id,
    at: schemas.timestamp,
    actor: z.object({
      kind: z.enum(auditActorKinds),
      id: schemas.id.nullable(),
      name: z.string().nullable().meta({ description: 'Of a person, as they are called now; null where they are not known any more.' }),
      credentialId: schemas.id.nullable().meta({ description: 'The session, or the key of a platform, by which they were known.' }),
    }),
    action: z.string().meta({ description: 'What was done or tried, as `resource.verb`.' }),
    object: z.object({ kind: z.enum(auditObjectKinds), id: z.string() }).nullable(),
    outcome: z.string().meta({ description: '`done`, or the code of the problem by which it was refused.' }),
    requestId: schemas.id.nullable(),
    details: z.record(z.string(), detail).nullable().meta({ description: 'What else is said, the address of the client among it; null where it was erased.' }),
  })
  .meta({ id: 'AuditEntry' });

const actionNames = Object.keys(auditActions) as [AuditAction, ...AuditAction[]];

export const auditOperations = {
  listAudit: defineOperation({
    id: 'listAudit', method: 'GET', path: '/v1/organisations/{organisationId}/audit', tag: 'audit',
    access: 'audit:read',
    audit: 'audit.list',
    summary: 'What was done, tried and read in the organisation, newest first. Proof of it is in the export that the host makes.',
    params: organisationParams,
    query: z.object({
      from: schemas.timestamp.optional().meta({ description: 'The earliest instant.' }),
      to: schemas.timestamp.optional().meta({ description: 'The first instant that is not among them.' }),
      actorId: schemas.id.optional(),
      action: z.enum(actionNames).optional(),
      cursor: schemas.cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    success: { status: 200, schema: schemas.page(auditEntry, 'AuditEntryPage') },
    problems: [],
  }),
} as const;
