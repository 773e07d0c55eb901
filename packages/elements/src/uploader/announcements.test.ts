import { describe, expect, it } from 'vitest';
import { formatsFor } from '../foundation/formats.ts';
import { textsFor } from '../foundation/texts.ts';
import { announcementOf } from './announcements.ts';
import { importOf, readingOf, reviewOf } from './testing/readings.ts';
import { newItem, reduceItem, type ItemEvent } from './upload-item.ts';

/** What is told at each of some events. */
function told(...events: readonly ItemEvent[]): readonly (string | null)[] {
  let item = newItem('file-1', 'august.csv', 1_000);
  return events.map((event) => {
    const before = item;
    item = reduceItem(item, event);
    return announcementOf(before, item, event, textsFor('en'), formatsFor('en-GB'));
  });
}

const progress = (done: number, rows: number): ItemEvent => ({ type: 'read-progressed', progress: { stage: 'parse', done, rows } });
const read: ItemEvent = { type: 'read-finished', reading: readingOf({ rejected: [9] }), sha256: 'a', accountId: 'account' };

describe('announcementOf', () => {
  it('tells the progress of a long reading in quarters, not at every step', () => {
    expect(told({ type: 'read-started' }, progress(0.1, 10), progress(0.26, 1_200), progress(0.3, 1_300), progress(0.9, 4_000))).toEqual([
      null, null, 'august.csv: 1,200 rows read so far', null, 'august.csv: 4,000 rows read so far',
    ]);
  });

  it('tells what was read, its proof, and what could not be read', () => {
    expect(told({ type: 'read-started' }, read)[1]).toBe('august.csv: 2 rows read. This file carries nothing to check against. 1 line could not be read.');
  });

  it('tells the question where one is open', () => {
    const question = { type: 'read-finished', reading: readingOf({ questions: [{ field: 'sign', choices: [] }] }), sha256: 'a', accountId: null } as const;
    expect(told({ type: 'read-started' }, question)[1]).toContain('Which of these rows are money out?');
  });

  it('tells what became of the import', () => {
    const committed = importOf({ state: 'committed', review: reviewOf({ newTransactions: 330, duplicates: 12 }) });
    const events: readonly ItemEvent[] = [
      { type: 'read-started' }, read, { type: 'upload-started' }, { type: 'server-reviewed', import: importOf() }, { type: 'commit-started' }, { type: 'committed', import: committed },
      { type: 'undo-started' }, { type: 'undone', import: committed },
    ];
    expect(told(...events).slice(5)).toEqual(['august.csv: 330 rows imported, 12 were already known', null, 'august.csv: Import of 330 rows undone']);
  });

  it('tells a failure by what happened', () => {
    expect(told({ type: 'read-started' }, { type: 'read-failed', failure: { code: 'pdf-damaged', requestId: '', said: null } })[1]).toBe('august.csv: The PDF is damaged.');
  });

  it('asks for the password of an encrypted file', () => {
    expect(told({ type: 'read-started' }, { type: 'read-failed', failure: { code: 'pdf-password-required', requestId: '', said: null } })[1])
      .toBe('august.csv: The PDF is protected by a password. Enter the password with which the file opens.');
  });

  it('says when a file is taken off the list', () => {
    expect(announcementOf(newItem('file-1', 'august.csv', 1), null, null, textsFor('en'), formatsFor('en'))).toBe('august.csv removed');
  });
});
