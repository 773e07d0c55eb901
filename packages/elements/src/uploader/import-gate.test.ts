import { describe, expect, it } from 'vitest';
import { importGate, isContradicted, nextStep, secondLook } from './import-gate.ts';
import { accountOf, draftOfReading, importOf, readingOf, reviewOf } from './testing/readings.ts';

const accounts = [accountOf()];
const question = { field: 'date-order', choices: [] } as const;
const contradicted = readingOf({ proof: { status: 'contradicted', detail: 'balance-chain' } });

describe('importGate', () => {
  it('lets a plain file through', () => {
    expect(importGate(draftOfReading(readingOf()), accounts)).toBeNull();
  });

  it('asks for the open question before anything else about the file', () => {
    expect(importGate(draftOfReading(readingOf({ questions: [question] }), { accountId: null }), accounts)).toBe('question-open');
  });

  it('stops at settings that do not fit, even where the reading before them was fine', () => {
    expect(importGate(draftOfReading(readingOf(), { unread: { code: 'recipe-mismatch', requestId: '', said: null } }), accounts)).toBe('not-read');
  });

  it('needs a row that is not left out', () => {
    expect(importGate(draftOfReading(readingOf(), { excluded: new Set([2, 3]) }), accounts)).toBe('no-rows');
  });

  it('needs an account that exists, in the currency and with the number of the statement', () => {
    expect(importGate(draftOfReading(readingOf(), { accountId: 'removed' }), accounts)).toBe('account-missing');
    expect(importGate(draftOfReading(readingOf({ currency: 'USD' })), accounts)).toBe('currency-differs');
    expect(importGate(draftOfReading(readingOf({ number: 'GB33BUKB20201555555555' })), [accountOf({ number: 'DE02120300000000202051' })])).toBe('number-differs');
  });

  it('lets a contradiction through only once it was accepted', () => {
    expect(importGate(draftOfReading(contradicted), accounts)).toBe('contradiction');
    expect(importGate(draftOfReading(contradicted, { contradictionAccepted: true }), accounts)).toBeNull();
  });

  it('has nothing to import where the ledger holds every row', () => {
    const remote = importOf({ review: reviewOf({ newTransactions: 0, duplicates: 2 }) });
    expect(importGate(draftOfReading(readingOf(), { remote, remoteCurrent: true }), accounts)).toBe('nothing-new');
  });

  it('says so where the server asks what the reader on this page does not know', () => {
    const remote = importOf({ review: reviewOf({ openQuestions: ['year'] }) });
    expect(importGate(draftOfReading(readingOf(), { remote, remoteCurrent: true }), accounts)).toBe('reader-outdated');
  });

  it('forgets the server\'s review as soon as a decision changes', () => {
    const remote = importOf({ review: reviewOf({ newTransactions: 0, duplicates: 2 }) });
    expect(importGate(draftOfReading(readingOf(), { remote, remoteCurrent: false }), accounts)).toBeNull();
  });
});

describe('isContradicted', () => {
  it('believes the server\'s proof before our own', () => {
    expect(isContradicted(draftOfReading(contradicted, { remote: importOf(), remoteCurrent: true }))).toBe(false);
  });
});

describe('nextStep', () => {
  it('uploads once, sends changed decisions after that, and commits what the server has reviewed', () => {
    expect(nextStep(draftOfReading(readingOf()))).toBe('upload');
    expect(nextStep(draftOfReading(readingOf(), { remote: importOf(), remoteCurrent: false }))).toBe('decide');
    expect(nextStep(draftOfReading(readingOf(), { remote: importOf(), remoteCurrent: true }))).toBe('commit');
  });
});

describe('secondLook', () => {
  const look = (change: Parameters<typeof reviewOf>[0]): string | null => secondLook(draftOfReading(readingOf(), { remote: importOf({ review: reviewOf(change) }), remoteCurrent: true }));

  it('is not needed where the server reads the same and the ledger holds none of it', () => {
    expect(look({})).toBeNull();
  });

  it('is needed for another reading, for a question, for rows that are known', () => {
    expect(look({ differs: true, duplicates: 1 })).toBe('differs');
    expect(look({ openQuestions: ['date-order'] })).toBe('question');
    expect(look({ duplicates: 1, newTransactions: 1 })).toBe('duplicates');
    expect(look({ duplicates: 2, newTransactions: 0 })).toBe('nothing-new');
  });

  it('is not asked for by a review of decisions that are no longer on the screen', () => {
    expect(secondLook(draftOfReading(readingOf(), { remote: importOf({ review: reviewOf({ differs: true }) }), remoteCurrent: false }))).toBeNull();
  });
});
