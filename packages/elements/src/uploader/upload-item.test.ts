import { describe, expect, it } from 'vitest';
import { importOf, readingOf } from './testing/readings.ts';
import { draftOf, newItem, reduceItem, type ItemEvent, type UploadItem } from './upload-item.ts';

const failure = { code: 'internal-error', requestId: 'r', said: null };
const read: ItemEvent = { type: 'read-finished', reading: readingOf({ rows: [[2, 1000n, 5000n], [3, -400n, 4600n], [4, 50n, 4650n]], proof: { status: 'verified', detail: 'balance-chain' } }), sha256: 'a', accountId: 'account' };
const reviewed: ItemEvent = { type: 'server-reviewed', import: importOf() };

/** An item after some events. */
function after(...events: readonly ItemEvent[]): UploadItem {
  return events.reduce(reduceItem, newItem('file-1', 'august.csv', 100));
}

const reviewing = [{ type: 'read-started' }, read] as const;

describe('the way of a file', () => {
  it('leads from reading over the server\'s review into the ledger and back', () => {
    const kinds = [
      ...reviewing, { type: 'upload-started' }, reviewed, { type: 'commit-started' }, { type: 'committed', import: importOf({ state: 'committed' }) }, { type: 'undo-started' },
      { type: 'undone', import: importOf({ state: 'undone' }) },
    ] as const satisfies readonly ItemEvent[];
    const seen = kinds.map((_, index) => after(...kinds.slice(0, index + 1)).state.kind);
    expect(seen).toEqual(['reading', 'review', 'uploading', 'review', 'committing', 'committed', 'undoing', 'undone']);
  });

  it('never commits what the server has not reviewed as it is now', () => {
    expect(after(...reviewing, { type: 'commit-started' }).state.kind).toBe('review');
    const changed = after(...reviewing, { type: 'upload-started' }, reviewed, { type: 'rows-excluded', lines: [3] }, { type: 'commit-started' });
    expect(changed.state.kind).toBe('review');
    expect(draftOf(changed)?.remote).not.toBeNull();
  });

  it('does not upload while the file is being read again', () => {
    expect(after(...reviewing, { type: 'question-answered', field: 'date-order', value: 'day-month-year' }, { type: 'upload-started' }).state).toMatchObject({ kind: 'review', rereading: true });
  });

  it('ignores the late messages of what was cancelled', () => {
    const cancelled = after(...reviewing, { type: 'upload-started' }, { type: 'upload-cancelled' });
    expect(reduceItem(cancelled, reviewed)).toBe(cancelled);
    expect(reduceItem(cancelled, { type: 'upload-progressed', sentBytes: 9, totalBytes: 100 })).toBe(cancelled);
    expect(reduceItem(after(), { type: 'undone', import: importOf() }).state.kind).toBe('waiting');
  });

  it('never lets the progress of an upload fall', () => {
    const item = after(...reviewing, { type: 'upload-started' }, { type: 'upload-progressed', sentBytes: 60, totalBytes: 100 }, { type: 'upload-progressed', sentBytes: 40, totalBytes: 100 });
    expect(item.state).toMatchObject({ sentBytes: 60 });
  });
});

describe('an encrypted file', () => {
  const locked = (code: string): ItemEvent => ({ type: 'read-failed', failure: { code, requestId: '', said: null } });

  it('asks for its password and is read again with it', () => {
    expect(after({ type: 'read-started' }, locked('pdf-password-required')).state).toEqual({ kind: 'locked', wrong: false });
    const states = [{ type: 'password-given' }, { type: 'read-started' }, locked('pdf-password-wrong')] as const;
    const kinds = states.map((_, index) => after({ type: 'read-started' }, locked('pdf-password-required'), ...states.slice(0, index + 1)).state);
    expect(kinds).toMatchObject([{ kind: 'waiting' }, { kind: 'reading' }, { kind: 'locked', wrong: true }]);
  });

  it('is neither read nor sent without one', () => {
    const item = after({ type: 'read-started' }, locked('pdf-password-required'));
    for (const event of [{ type: 'read-started' }, read, { type: 'upload-started' }] as const) expect(reduceItem(item, event)).toBe(item);
  });
});

describe('failures', () => {
  it('keep the draft, so that nothing that was decided is lost', () => {
    const failed = after(...reviewing, { type: 'rows-excluded', lines: [3] }, { type: 'upload-started' }, { type: 'upload-failed', failure });
    expect(failed.state).toMatchObject({ kind: 'failed', step: 'uploading' });
    expect(reduceItem(failed, { type: 'upload-started' }).state.kind).toBe('uploading');
    expect(draftOf(reduceItem(failed, { type: 'review-reopened' }))?.excluded).toEqual(new Set([3]));
  });

  it('of a commit can be tried again as they were', () => {
    const failed = after(...reviewing, { type: 'upload-started' }, reviewed, { type: 'commit-started' }, { type: 'commit-failed', failure });
    expect(reduceItem(failed, { type: 'commit-started' }).state.kind).toBe('committing');
  });

  it('of an undo leave the import in the ledger', () => {
    const failed = after(...reviewing, { type: 'upload-started' }, reviewed, { type: 'commit-started' }, { type: 'committed', import: importOf() }, { type: 'undo-started' }, { type: 'undo-failed', failure });
    expect(failed.state).toMatchObject({ kind: 'committed', undoFailure: failure });
  });

  it('of reading leave nothing but reading it again', () => {
    const failed = after({ type: 'read-started' }, { type: 'read-failed', failure });
    expect(reduceItem(failed, { type: 'upload-started' })).toBe(failed);
    expect(reduceItem(failed, { type: 'read-started' }).state.kind).toBe('reading');
  });

  it('of changed settings keep the reading before them and what was tried', () => {
    const { recipe } = readingOf();
    const tried = { ...recipe, delimiter: '|' };
    const draft = draftOf(after(...reviewing, { type: 'recipe-changed', recipe: tried }, { type: 'reread-failed', failure }))!;
    expect(draft).toMatchObject({ recipe: tried, unread: failure });
    expect(draft.base.transactions).toHaveLength(3);
  });
});

describe('decisions about rows', () => {
  it('are proved again at once: a chain without one of its rows does not close', () => {
    const draft = draftOf(after(...reviewing, { type: 'rows-excluded', lines: [3] }))!;
    expect(draft.reading.proof).toBe('contradicted');
    expect(draft.reading.transactions).toHaveLength(2);
    expect(draft.base.proof).toBe('verified');
  });

  it('can be taken back', () => {
    const draft = draftOf(after(...reviewing, { type: 'rows-excluded', lines: [3, 4] }, { type: 'rows-included', lines: [3, 4] }, { type: 'row-edited', line: 2, field: 'amount', value: '9.00' }, { type: 'row-edited', line: 2, field: 'amount', value: null }))!;
    expect(draft.excluded.size).toBe(0);
    expect(draft.edits).toEqual([]);
    expect(draft.reading.proof).toBe('verified');
  });

  it('take an earlier confirmation of a contradiction back', () => {
    const draft = draftOf(after(...reviewing, { type: 'rows-excluded', lines: [3] }, { type: 'contradiction-accepted', accepted: true }, { type: 'rows-excluded', lines: [2] }))!;
    expect(draft.contradictionAccepted).toBe(false);
  });

  it('are forgotten for lines that are no rows any more once the file is read another way', () => {
    const draft = draftOf(after(
      ...reviewing, { type: 'rows-excluded', lines: [3, 4] }, { type: 'row-edited', line: 4, field: 'description', value: 'Rent' },
      { type: 'reread', reading: readingOf({ rows: [[2, 1000n], [3, -400n]] }) },
    ))!;
    expect(draft.excluded).toEqual(new Set([3]));
    expect(draft.edits).toEqual([]);
    expect(draft.reading.transactions.map((row) => row.source.line)).toEqual([2]);
  });

  it('drop amounts that a new currency cannot hold', () => {
    const draft = draftOf(after(...reviewing, { type: 'row-edited', line: 2, field: 'amount', value: '9.50' }, { type: 'reread', reading: readingOf({ currency: 'JPY', rows: [[2, 10n], [3, -4n]] }) }))!;
    expect(draft.edits).toEqual([]);
  });

  it('begin anew with another account, since an import belongs to one for ever', () => {
    const draft = draftOf(after(...reviewing, { type: 'upload-started' }, reviewed, { type: 'account-chosen', accountId: 'other' }))!;
    expect(draft).toMatchObject({ accountId: 'other', remote: null, remoteCurrent: false });
  });

  it('go back to what was recognised all together', () => {
    const draft = draftOf(after(...reviewing, { type: 'question-answered', field: 'sign', value: 'inverted' }, { type: 'reread', reading: readingOf() }, { type: 'recognition-restored' }))!;
    expect(draft).toMatchObject({ recipe: null, answers: {}, edits: [] });
  });
});
