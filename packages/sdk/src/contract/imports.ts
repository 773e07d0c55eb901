import { z } from 'zod';
import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as schemas from './schemas.ts';

const importParams = organisationParams.extend({ importId: schemas.id });

export const importOperations = {
  createImport: defineOperation({
    id: 'createImport', method: 'POST', path: '/v1/organisations/{organisationId}/imports', tag: 'imports',
    access: 'imports:create',
    summary: 'Announce a statement file: its size, its digest, and what a person decided about it.',
    params: organisationParams,
    body: { json: schemas.newImport },
    success: { status: 201, schema: schemas.statementImport },
    problems: ['file-empty', 'file-too-large'],
    audit: 'import.create',
    idempotent: true,
  }),
  listImports: defineOperation({
    id: 'listImports', method: 'GET', path: '/v1/organisations/{organisationId}/imports', tag: 'imports',
    access: 'imports:read',
    summary: 'Imports, newest first; data-entry sees its own.',
    params: organisationParams,
    query: z.object({ accountId: schemas.id.optional(), cursor: schemas.cursor.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
    success: { status: 200, schema: schemas.page(schemas.statementImport, 'ImportPage') },
    problems: [],
    audit: 'import.list',
  }),
  readImport: defineOperation({
    id: 'readImport', method: 'GET', path: '/v1/organisations/{organisationId}/imports/{importId}', tag: 'imports',
    access: 'imports:read',
    summary: 'One import: how much of it has arrived, what was read, what became of it.',
    params: importParams,
    success: { status: 200, schema: schemas.statementImport },
    problems: [],
    audit: 'import.read',
  }),
  uploadImportContent: defineOperation({
    id: 'uploadImportContent', method: 'PATCH', path: '/v1/organisations/{organisationId}/imports/{importId}/content', tag: 'imports',
    access: 'imports:create',
    summary: 'Append bytes of the file. After the last one the server reads the statement and the import is under review, or refused.',
    params: importParams,
    headers: z.object({ 'upload-offset': z.coerce.number().int().min(0).meta({ description: 'Where these bytes begin: the receivedBytes of the import.' }) }),
    body: { bytes: 'application/octet-stream' },
    success: { status: 200, schema: schemas.statementImport },
    problems: ['upload-offset-mismatch', 'checksum-mismatch'],
    audit: 'import.upload',
  }),
  decideImport: defineOperation({
    id: 'decideImport', method: 'PUT', path: '/v1/organisations/{organisationId}/imports/{importId}/decisions', tag: 'imports',
    access: 'imports:create',
    summary: 'Replace the decisions about the file, and give its password; the server reads it again with them.',
    params: importParams,
    body: { json: schemas.decideImport },
    success: { status: 200, schema: schemas.statementImport },
    problems: ['upload-incomplete', 'import-not-reviewable', 'recipe-mismatch', 'pdf-password-required', 'pdf-password-wrong', 'reading-timeout', 'reading-too-large'],
    audit: 'import.decide',
  }),
  commitImport: defineOperation({
    id: 'commitImport', method: 'POST', path: '/v1/organisations/{organisationId}/imports/{importId}/commit', tag: 'imports',
    access: 'imports:commit',
    summary: 'Put the new rows into the ledger, all of them or none; where a second person approves, ask for that. Asking twice imports once.',
    params: importParams,
    body: { json: schemas.commitImport },
    success: { status: 200, schema: schemas.statementImport },
    problems: ['upload-incomplete', 'import-not-reviewable', 'questions-open', 'proof-contradicted', 'currency-mismatch', 'account-mismatch', 'reading-timeout', 'reading-too-large', 'changed-meanwhile'],
    audit: 'import.commit',
  }),
  undoImport: defineOperation({
    id: 'undoImport', method: 'POST', path: '/v1/organisations/{organisationId}/imports/{importId}/undo', tag: 'imports',
    access: 'imports:undo',
    summary: 'Take an import out of the ledger; where a second person approves, ask for that. Rows that another import attests stay, handed over to it.',
    params: importParams,
    success: { status: 200, schema: schemas.statementImport },
    problems: ['import-not-committed', 'changed-meanwhile'],
    audit: 'import.undo',
  }),
  approveImport: defineOperation({
    id: 'approveImport', method: 'POST', path: '/v1/organisations/{organisationId}/imports/{importId}/approval', tag: 'imports',
    access: 'imports:approve',
    summary: 'Approve the commit or the undo of an import that waits for it, which is then carried out, or send it back. Never one\'s own.',
    params: importParams,
    body: { json: schemas.approve },
    success: { status: 200, schema: schemas.statementImport },
    problems: [
      'second-person-required', 'not-awaiting-approval', 'questions-open', 'proof-contradicted', 'currency-mismatch', 'account-mismatch', 'reading-timeout', 'reading-too-large',
      'changed-meanwhile',
    ],
    audit: 'import.approve',
  }),
} as const;
