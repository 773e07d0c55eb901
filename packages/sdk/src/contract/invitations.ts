import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as people from './people-schemas.ts';
import * as schemas from './schemas.ts';

const invitationParams = organisationParams.extend({ invitationId: schemas.id });

export const invitationOperations = {
  createInvitation: defineOperation({
    id: 'createInvitation', method: 'POST', path: '/v1/organisations/{organisationId}/invitations', tag: 'invitations',
    access: 'members:manage',
    audit: 'invitation.create',
    summary: 'Invite somebody by e-mail into a role. The answer is the same whether or not they sign in here already.',
    params: organisationParams,
    body: { json: people.newInvitation },
    success: { status: 201, schema: people.invitation },
    problems: ['already-member', 'already-invited', 'too-many-invitations'],
    idempotent: true,
  }),
  listInvitations: defineOperation({
    id: 'listInvitations', method: 'GET', path: '/v1/organisations/{organisationId}/invitations', tag: 'invitations',
    access: 'members:manage',
    audit: 'invitation.list',
    summary: 'Invitations that nobody has accepted yet, the newest first.',
    params: organisationParams,
    success: { status: 200, schema: schemas.page(people.invitation, 'InvitationPage') },
    problems: [],
  }),
  resendInvitation: defineOperation({
    id: 'resendInvitation', method: 'POST', path: '/v1/organisations/{organisationId}/invitations/{invitationId}/resend', tag: 'invitations',
    access: 'members:manage',
    audit: 'invitation.resend',
    summary: 'Send an invitation once more, with a new link and a new time; the older link ends.',
    params: invitationParams,
    success: { status: 200, schema: people.invitation },
    problems: [],
  }),
  revokeInvitation: defineOperation({
    id: 'revokeInvitation', method: 'DELETE', path: '/v1/organisations/{organisationId}/invitations/{invitationId}', tag: 'invitations',
    access: 'members:manage',
    audit: 'invitation.revoke',
    summary: 'Take an invitation back: its link ends.',
    params: invitationParams,
    success: { status: 204 },
    problems: [],
  }),
  readInvitation: defineOperation({
    id: 'readInvitation', method: 'POST', path: '/v1/invitations/read', tag: 'invitations',
    access: { public: 'Whoever is invited may have no way to sign in yet; the token of the mail stands for them.' },
    audit: { none: 'Whoever has the link sees what the mail says.' },
    summary: 'What an invitation offers, for whoever has its link.',
    body: { json: people.readInvitation },
    success: { status: 200, schema: people.invitationOffer },
    problems: ['link-not-valid', 'keys-unavailable', 'data-destroyed'],
  }),
  acceptInvitation: defineOperation({
    id: 'acceptInvitation', method: 'POST', path: '/v1/invitations/accept', tag: 'invitations',
    access: { public: 'Whoever is invited may have no way to sign in yet; the token of the mail stands for them.' },
    audit: 'invitation.accept',
    summary: 'Accept an invitation, with a name and a password for whoever has none yet. It signs nobody in.',
    body: { json: people.acceptInvitation },
    success: { status: 204 },
    problems: ['link-not-valid', 'password-refused', 'password-common', 'keys-unavailable', 'data-destroyed'],
  }),
  joinByInvitation: defineOperation({
    id: 'joinByInvitation', method: 'POST', path: '/v1/session/invitations', tag: 'invitations',
    access: 'own-session',
    audit: 'invitation.accept',
    summary: 'Accept an invitation as the person who is signed in; it was sent to their e-mail.',
    body: { json: people.readInvitation },
    success: { status: 200, schema: people.joined },
    problems: ['link-not-valid', 'invitation-of-another', 'keys-unavailable', 'data-destroyed'],
  }),
} as const;
