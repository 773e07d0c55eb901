import { z } from 'zod';
import { defineOperation } from './operation.ts';
import * as schemas from './schemas.ts';

export const organisationParams = z.object({ organisationId: schemas.id });

export const organisationOperations = {
  readOrganisation: defineOperation({
    id: 'readOrganisation', method: 'GET', path: '/v1/organisations/{organisationId}', tag: 'organisations',
    access: 'organisation:read',
    audit: { none: 'Every page begins with it, and it shows a name and a role.' },
    summary: 'An organisation and the role that one has in it.',
    params: organisationParams,
    success: { status: 200, schema: schemas.organisation },
    problems: [],
  }),
  updateOrganisation: defineOperation({
    id: 'updateOrganisation', method: 'PATCH', path: '/v1/organisations/{organisationId}', tag: 'organisations',
    access: 'organisation:manage',
    summary: 'Rename an organisation; say whether a second person approves what goes into its ledger. What waits by then goes on waiting.',
    params: organisationParams,
    body: { json: schemas.updateOrganisation },
    success: { status: 200, schema: schemas.organisation },
    problems: ['changed-meanwhile'],
    audit: 'organisation.change',
  }),
  listMembers: defineOperation({
    id: 'listMembers', method: 'GET', path: '/v1/organisations/{organisationId}/members', tag: 'organisations',
    access: 'members:manage',
    audit: 'member.list',
    summary: 'The people of an organisation and their roles.',
    params: organisationParams,
    success: { status: 200, schema: schemas.page(schemas.member, 'MemberPage') },
    problems: [],
  }),
  listAccounts: defineOperation({
    id: 'listAccounts', method: 'GET', path: '/v1/organisations/{organisationId}/accounts', tag: 'accounts',
    access: 'accounts:list',
    audit: 'account.list',
    summary: 'The accounts of an organisation, by name.',
    params: organisationParams,
    success: { status: 200, schema: schemas.page(schemas.account, 'AccountPage') },
    problems: [],
  }),
  createAccount: defineOperation({
    id: 'createAccount', method: 'POST', path: '/v1/organisations/{organisationId}/accounts', tag: 'accounts',
    access: 'accounts:manage',
    audit: 'account.create',
    summary: 'Create an account in one currency.',
    params: organisationParams,
    body: { json: schemas.newAccount },
    success: { status: 201, schema: schemas.account },
    problems: [],
    idempotent: true,
  }),
} as const;
