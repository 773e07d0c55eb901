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

  it('asks no more than once an idle time where the clock of the device is ahead by days', () => {
    due.mockClear();
    const clock = new SessionClock(due);
    const confirmed = session('2025-08-29T20:00:00Z');
    due.mockImplementation(() => clock.watch(confirmed));
    clock.watch(confirmed);
    vi.advanceTimersByTime(65 * MINUTE);
    expect(due).toHaveBeenCalledTimes(2);
    clock.stop();
    due.mockReset();
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
