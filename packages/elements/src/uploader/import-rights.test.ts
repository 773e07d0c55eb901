import type { Role, StatementImport } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { mayApprove, mayUndo } from './import-rights.ts';
import { importOf } from './testing/readings.ts';

const person = (personId: string) => ({ personId, name: personId });
const asked = { state: 'awaiting', requestedAt: '2025-09-01T08:00:00Z', decidedBy: null, decidedAt: null, reason: null } as const;
const viewer = (role: Role, personId: string) => ({ role, personId });

describe('what a person may do with an import', () => {
  const waiting = importOf({ state: 'awaiting-approval', preparedBy: [person('brought'), person('decided')] });
  const leaving = importOf({ state: 'awaiting-undo', preparedBy: [person('brought')], undoApproval: { ...asked, requestedBy: person('asked') } });

  it.each<readonly [string, StatementImport, Role, string, boolean]>([
    ['a second operator approves a commit', waiting, 'operator', 'other', true],
    ['who brought it does not', waiting, 'admin', 'brought', false],
    ['who decided about it does not', waiting, 'operator', 'decided', false],
    ['data-entry does not', waiting, 'data-entry', 'other', false],
    ['who brought it approves an undo that somebody else asked for', leaving, 'operator', 'brought', true],
    ['who asked for an undo does not', leaving, 'operator', 'asked', false],
    ['nobody approves what does not wait', importOf({ state: 'committed' }), 'admin', 'other', false],
  ])('%s', (_, statementImport, role, personId, allowed) => {
    expect(mayApprove(statementImport, viewer(role, personId))).toBe(allowed);
  });

  it('data-entry undoes its own, and nobody what waits already', () => {
    const own = importOf({ state: 'committed', createdBy: person('me') });
    expect(mayUndo(own, viewer('data-entry', 'me'))).toBe(true);
    expect(mayUndo(own, viewer('data-entry', 'other'))).toBe(false);
    expect(mayUndo(own, viewer('operator', 'other'))).toBe(true);
    expect(mayUndo(leaving, viewer('admin', 'other'))).toBe(false);
  });
});
