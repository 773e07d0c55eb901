import { z } from 'zod';
import { defineOperation } from './operation.ts';
import * as schemas from './schemas.ts';

/** For the back ends of partners, which prove themselves by an API key and never from a page. */
export const platformOperations = {
  createOrganisation: defineOperation({
    id: 'createOrganisation', method: 'POST', path: '/v1/organisations', tag: 'platforms',
    access: { platform: 'organisations:create' },
    audit: 'organisation.create',
    summary: 'Create an organisation, into which this platform alone may let people.',
    body: { json: schemas.newOrganisation },
    success: { status: 201, schema: schemas.createdOrganisation },
    problems: [],
    idempotent: true,
  }),
  createEmbedSession: defineOperation({
    id: 'createEmbedSession', method: 'POST', path: '/v1/embed-sessions', tag: 'platforms',
    access: { platform: 'embed-sessions:create' },
    audit: 'embed-session.create',
    summary: 'Let one of the platform\'s own users into one of its organisations. The token begins a session once, within a minute; asking again makes another one.',
    body: { json: schemas.newEmbedSession },
    success: { status: 201, schema: schemas.embedSession },
    problems: ['not-found', 'origin-not-registered', 'member-disabled', 'data-destroyed'],
  }),
  listPlatformKeys: defineOperation({
    id: 'listPlatformKeys', method: 'GET', path: '/v1/platform/keys', tag: 'platforms',
    access: { platform: 'keys:rotate' },
    audit: 'platform-key.list',
    summary: 'The platform\'s own API keys, newest first; never the keys themselves.',
    success: { status: 200, schema: schemas.page(schemas.platformKey, 'PlatformKeyPage') },
    problems: [],
  }),
  rotatePlatformKey: defineOperation({
    id: 'rotatePlatformKey', method: 'POST', path: '/v1/platform/keys', tag: 'platforms',
    access: { platform: 'keys:rotate' },
    audit: 'platform-key.rotate',
    summary: 'Replace the API key of this request by a new one, which the answer shows once; the old one lives on for the chosen time.',
    body: { json: schemas.rotatePlatformKey },
    success: { status: 201, schema: schemas.newPlatformKey },
    problems: ['too-many-keys'],
  }),
  revokePlatformKey: defineOperation({
    id: 'revokePlatformKey', method: 'DELETE', path: '/v1/platform/keys/{keyId}', tag: 'platforms',
    access: { platform: 'keys:rotate' },
    audit: 'platform-key.revoke',
    summary: 'End one of the platform\'s own API keys at once.',
    params: z.object({ keyId: schemas.id }),
    success: { status: 204 },
    problems: ['not-found'],
  }),
} as const;
