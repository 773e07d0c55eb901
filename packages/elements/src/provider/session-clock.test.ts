import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionAs } from '../foundation/testing/api-data.ts';
import { SessionClock } from './session-clock.ts';

const MINUTE = 60_000;

describe('the clock of a session', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2025-09-01T08:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  const due = vi.fn();
  const session = (expiresAt: string) => ({ ...sessionAs('operator'), expiresAt });

  it('is due after the idle time, counted from the last request', () => {
    due.mockClear();
    const clock = new SessionClock(due);
    clock.watch(session('2025-09-01T20:00:00Z'));
    vi.advanceTimersByTime(20 * MINUTE);
    clock.touch();
    vi.advanceTimersByTime(29 * MINUTE);
    expect(due).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2 * MINUTE);
    expect(due).toHaveBeenCalledOnce();
  });

  it('is due at the absolute end however busy the session is', () => {
    due.mockClear();
    const clock = new SessionClock(due);
    clock.watch(session('2025-09-01T08:10:00Z'));
    vi.advanceTimersByTime(9 * MINUTE);
    clock.touch();
    vi.advanceTimersByTime(2 * MINUTE);
    expect(due).toHaveBeenCalledOnce();
  });

  it('is never due without a session', () => {
    due.mockClear();
    const clock = new SessionClock(due);
    clock.watch(session('2025-09-01T08:10:00Z'));
    clock.watch(undefined);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(due).not.toHaveBeenCalled();
  });
});
