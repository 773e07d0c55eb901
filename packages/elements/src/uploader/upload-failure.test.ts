import { ConnectionError } from '@cashflowsmart/sdk/client';
import { problems } from '@cashflowsmart/sdk/contract';
import { StatementProblemError } from '@cashflowsmart/sdk/statements';
import { describe, expect, it } from 'vitest';
import { textsFor, withOverrides } from '../foundation/texts.ts';
import { failureOf, failureOfRefusal, failureWords, localFailure } from './upload-failure.ts';

const english = textsFor('en');

describe('failureOf', () => {
  it('keeps the code of the reader and of the connection', () => {
    expect(failureOf(new StatementProblemError('no-table')).code).toBe('no-table');
    expect(failureOf(new ConnectionError('connection-failed', 'No answer.')).code).toBe('connection-failed');
  });

  it('knows a file that changed on disk', () => {
    expect(failureOf(new DOMException('', 'NotReadableError')).code).toBe('file-unreadable');
  });

  it('takes anything else for a broken reader, without its message', () => {
    expect(failureOf(new Error('secret'))).toEqual({ code: 'reader-unavailable', requestId: '', said: null });
  });
});

describe('failureWords', () => {
  it('says of a refused file what the contract says', () => {
    for (const code of ['file-empty', 'file-too-large', 'file-not-text', 'no-table', 'pdf-damaged', 'recipe-mismatch'] as const) {
      const { title, action } = problems[code];
      expect(failureWords(localFailure(code), english)).toEqual({ title, action });
    }
  });

  it('puts a host\'s own words first', () => {
    const own = withOverrides(english, { problems: { 'file-empty': { title: 'Nothing in it.', action: 'Ask us.' } } });
    expect(failureWords(localFailure('file-empty'), own).title).toBe('Nothing in it.');
  });

  it('shows a code that is newer than the texts in the words of the server', () => {
    const refusal = failureOfRefusal({ code: 'from-the-future', title: 'A new reason.', detail: 'A new thing to do.' });
    expect(failureWords(refusal, english)).toEqual({ title: 'A new reason.', action: 'A new thing to do.' });
  });

  it('speaks German where the page does', () => {
    expect(failureWords(localFailure('pdf-damaged'), textsFor('de')).title).toBe('Die PDF-Datei ist beschädigt.');
  });
});
