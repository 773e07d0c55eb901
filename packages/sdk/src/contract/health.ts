import { defineOperation } from './operation.ts';
import { health } from './schemas.ts';

export const healthOperations = {
  health: defineOperation({
    id: 'health', method: 'GET', path: '/healthz', tag: 'operation',
    access: { public: 'Whether the process runs; it says nothing else.' },
    audit: { none: 'Probes ask it every few seconds, and it says nothing.' },
    summary: 'The process runs.',
    success: { status: 200, schema: health },
    problems: [],
  }),
  ready: defineOperation({
    id: 'ready', method: 'GET', path: '/readyz', tag: 'operation',
    access: { public: 'Whether requests can be answered; it says nothing else.' },
    audit: { none: 'Probes ask it every few seconds, and it says nothing.' },
    summary: 'Database and keys answer.',
    success: { status: 200, schema: health },
    problems: ['keys-unavailable'],
  }),
} as const;
