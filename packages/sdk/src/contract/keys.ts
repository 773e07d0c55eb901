import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as schemas from './schemas.ts';

export const keyOperations = {
  listKeys: defineOperation({
    id: 'listKeys', method: 'GET', path: '/v1/organisations/{organisationId}/keys', tag: 'keys',
    access: 'keys:manage',
    audit: 'key.list',
    summary: 'The keys that seal the data of the organisation: their age and state, and how much stands under each. Never the keys themselves.',
    params: organisationParams,
    success: { status: 200, schema: schemas.page(schemas.dataKey, 'DataKeyPage') },
    problems: [],
  }),
  rotateKeys: defineOperation({
    id: 'rotateKeys', method: 'POST', path: '/v1/organisations/{organisationId}/keys/rotations', tag: 'keys',
    access: 'keys:manage', stepUp: true,
    audit: 'key.rotate',
    summary: 'Replace a key by a new one. Everything is sealed anew in the background; the old key is retired when nothing is left under it. Asking again for the same key changes nothing.',
    params: organisationParams,
    body: { json: schemas.rotateKeys },
    success: { status: 200, schema: schemas.page(schemas.dataKey, 'DataKeyPage') },
    problems: [],
  }),
} as const;
