import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as schemas from './schemas.ts';

const path = '/v1/organisations/{organisationId}/session';

/** The session of whoever came in by a launch: one for each organisation, chosen by the path. */
export const launchOperations = {
  launchSession: defineOperation({
    id: 'launchSession', method: 'POST', path, tag: 'session',
    access: { public: 'The token in the body says who comes in; there is no session yet.' },
    audit: 'session.begin',
    summary: 'Begin a session with a launch token, from the page for which it was made. Sets a cookie of this organisation, or answers with a bearer of ten minutes where the browser refused that.',
    params: organisationParams,
    body: { json: schemas.launchSession },
    success: { status: 201, schema: schemas.begunLaunchedSession },
    problems: ['launch-refused', 'member-disabled', 'keys-unavailable'],
  }),
  currentLaunchedSession: defineOperation({
    id: 'currentLaunchedSession', method: 'GET', path, tag: 'session',
    access: 'launched-session',
    audit: { none: 'It tells a person who they are.' },
    summary: 'Who came in, as what, and for which components.',
    params: organisationParams,
    success: { status: 200, schema: schemas.launchedSession },
    problems: ['member-disabled', 'keys-unavailable'],
  }),
  endLaunchedSession: defineOperation({
    id: 'endLaunchedSession', method: 'DELETE', path, tag: 'session',
    access: 'launched-session',
    audit: 'session.end',
    summary: 'Sign out of this organisation; nothing else of the browser is touched.',
    params: organisationParams,
    success: { status: 204 },
    problems: [],
  }),
} as const;
