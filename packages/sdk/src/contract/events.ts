import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';

export const eventOperations = {
  listenEvents: defineOperation({
    id: 'listenEvents', method: 'GET', path: '/v1/organisations/{organisationId}/events', tag: 'events',
    access: 'organisation:read',
    audit: { none: 'It tells that something has changed, and never what.' },
    summary: 'What changes in an organisation, told as it happens: a stream for as long as the session may read it. It does not count as activity.',
    params: organisationParams,
    success: { status: 200, stream: 'text/event-stream' },
    problems: [],
  }),
} as const;
