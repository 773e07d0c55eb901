import { ConnectionError, NotAuthenticatedError, ServerProblemError } from '@cashflowsmart/sdk/client';
import { describe, expect, it } from 'vitest';
import { en } from '../foundation/en.ts';
import { ORGANISATION, OTHER_ORGANISATION, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { activeState, failedState } from './session-state.ts';

const refused = (code: string): NotAuthenticatedError => new NotAuthenticatedError({ ...problemOf(code, 401, 'No.', 'No.'), errors: [], retryAfter: undefined });
const active = activeState(sessionAs('operator'), undefined, en.common.notMember);

describe('the state of a session', () => {
  it('is active in the organisation that was asked for, else in the only one', () => {
    expect(active).toMatchObject({ kind: 'active', organisationId: ORGANISATION, role: 'operator' });
    expect(activeState(sessionAs('admin', 2), OTHER_ORGANISATION, en.common.notMember)).toMatchObject({ organisationId: OTHER_ORGANISATION, role: 'admin' });
  });

  it('never falls to another organisation than the one asked for', () => {
    expect(activeState(sessionAs('admin', 1), OTHER_ORGANISATION, en.common.notMember)).toMatchObject({ kind: 'error', problem: { code: 'not-a-member' } });
  });

  it('waits for the choice of a person who has several, and says so of one who has none', () => {
    for (const count of [0, 2]) expect(activeState(sessionAs('admin', count), undefined, en.common.notMember)).toMatchObject({ kind: 'choosing', session: { person: { name: 'Mara Winter' } } });
  });

  it('is ended where there was a session, and none where there was not', () => {
    expect(failedState(refused('not-authenticated'), active).kind).toBe('ended');
    expect(failedState(refused('session-expired'), { kind: 'loading' }).kind).toBe('ended');
    expect(failedState(refused('not-authenticated'), { kind: 'loading' }).kind).toBe('none');
    for (const code of ['sign-in-failed', 'second-factor-failed', 'sign-in-expired', 'passkey-refused']) expect(failedState(refused(code), active).kind).toBe('error');
  });

  it('tells a lost connection from a fault of the server', () => {
    expect(failedState(new ConnectionError('connection-failed', ''), { kind: 'loading' }).kind).toBe('offline');
    const fault = new ServerProblemError({ ...problemOf('internal-error', 500, 'No.', 'No.'), errors: [], retryAfter: undefined });
    expect(failedState(fault, { kind: 'loading' })).toMatchObject({ kind: 'error', problem: { code: 'internal-error' } });
    expect(failedState(new ConnectionError('unexpected-response', ''), { kind: 'loading' })).toEqual({ kind: 'error', problem: null });
  });
});
