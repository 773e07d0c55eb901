import { expect, it } from 'vitest';
import { PLATFORM } from '../../database/schema.ts';
import { defaultKeyPolicy, type KeyInventoryEntry } from '../../vault/index.ts';
import type { RotatedKeys } from './key-actions.ts';
import { describeDestruction, describeRotation, describeStatus, statusForPrograms } from './key-reports.ts';

const organisationId = '1f0b6f3e-2d1c-4a5e-9f2b-7c8d9e0f1a2b';
const key: KeyInventoryEntry = {
  keyId: 1, purpose: 'data', state: 'active', createdAt: '2026-01-02T00:00:00.000Z', values: 1, rotationDue: null,
  retiredAt: null, destructibleFrom: null, destroyedAt: null, destructionRequestedBy: null, masterKeyVersion: 3,
};
const status = {
  masterKey: { provider: 'file', masterKeyId: 'm', version: 3, createdAt: null, rotationDue: null },
  custody: { kind: 'folder', folder: '/custody' }, policy: defaultKeyPolicy, organisations: [{ organisationId, keys: [key] }],
} as const;
const through: RotatedKeys = { organisationId, steps: ['begin', 'activate', 'move', 'retire'], moved: 2, unreadable: 0, left: 0, waiting: [] };

it('a rotation tells whom it was about, and what is not through yet', () => {
  expect(describeRotation([through], false)).toBe(`2 values of organisation ${organisationId} were sealed anew.\n`);
  // A retired data key says nothing about the one that signs cookies, which waits.
  const report = describeRotation([{ ...through, organisationId: PLATFORM, waiting: ['cookie'] }, through], false);
  expect(report).toMatch(/^4 values of the platform and 1 organisation were sealed anew\.\nNot through yet: the platform \(keys for cookie\)\./);
});

it('the status names the master key of each key, and the units of the policy', () => {
  expect(describeStatus(status)).toContain('made 2026-01-02, under version 3 of the master key');
  expect(statusForPrograms(status)).toMatchObject({
    policy: { dataKeyAgeDays: 90, masterKeyAgeDays: 365, backupHorizonDays: 35, restoredHoldDays: 1, cookieLifetimeHours: 12, spreadMinutes: 20 },
  });
});

it('a request for a destruction tells the whole command, and keeps the code out of it', () => {
  const report = describeDestruction({ code: 'CODE', status: { organisationId: PLATFORM, keys: [key] } }, false);
  expect(report).toContain('\n  cashflowsmart keys destroy --organisation platform --key 1 --by NAME --confirm -\n');
  expect(report).toContain('\n  CODE\n');
});
