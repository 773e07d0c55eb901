import type { QuestionField, Recipe, StatementImport } from '@cashflowsmart/sdk/contract';
import type { ReadingProgress, StatementReading } from '@cashflowsmart/sdk/statements';
import { applied, readAnew, withAnswer, withEdit, type Draft, type EditField } from './draft.ts';
import type { UploadFailure } from './upload-failure.ts';

/** Where one file stands on its way into the ledger. */
export type ItemState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading'; readonly progress: ReadingProgress | null }
  /** Encrypted: its password is asked for. What is typed never becomes part of the state. */
  | { readonly kind: 'locked'; readonly wrong: boolean }
  /** `rereading` is set while a change of the recipe is being tried; the reading before it stays in view. */
  | { readonly kind: 'review'; readonly draft: Draft; readonly rereading: boolean }
  | { readonly kind: 'uploading'; readonly draft: Draft; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly kind: 'committing'; readonly draft: Draft }
  /** In the ledger, or on its way: where a second person approves, `import.state` tells what it waits for. */
  | { readonly kind: 'committed'; readonly import: StatementImport; readonly undoFailure: UploadFailure | null }
  | { readonly kind: 'undoing'; readonly import: StatementImport }
  | { readonly kind: 'undone'; readonly import: StatementImport }
  | { readonly kind: 'failed'; readonly step: 'reading'; readonly failure: UploadFailure; readonly draft: null }
  | { readonly kind: 'failed'; readonly step: 'uploading' | 'committing'; readonly failure: UploadFailure; readonly draft: Draft };

export interface UploadItem {
  /** Local to the page; nothing on the server knows it. */
  readonly id: string;
  readonly fileName: string;
  readonly byteLength: number;
  readonly state: ItemState;
}

export type ItemEvent =
  | { readonly type: 'read-started' }
  | { readonly type: 'read-progressed'; readonly progress: ReadingProgress }
  | { readonly type: 'read-finished'; readonly reading: StatementReading; readonly sha256: string; readonly accountId: string | null }
  | { readonly type: 'read-failed'; readonly failure: UploadFailure }
  | { readonly type: 'password-given' }
  | { readonly type: 'account-chosen'; readonly accountId: string | null }
  | { readonly type: 'recipe-changed'; readonly recipe: Recipe }
  | { readonly type: 'recognition-restored' }
  | { readonly type: 'question-answered'; readonly field: QuestionField; readonly value: string }
  | { readonly type: 'reread'; readonly reading: StatementReading }
  | { readonly type: 'reread-failed'; readonly failure: UploadFailure }
  | { readonly type: 'rows-excluded'; readonly lines: readonly number[] }
  | { readonly type: 'rows-included'; readonly lines: readonly number[] }
  | { readonly type: 'row-edited'; readonly line: number; readonly field: EditField; readonly value: string | null }
  | { readonly type: 'contradiction-accepted'; readonly accepted: boolean }
  | { readonly type: 'upload-started' }
  | { readonly type: 'upload-progressed'; readonly sentBytes: number; readonly totalBytes: number }
  | { readonly type: 'upload-cancelled' }
  | { readonly type: 'server-reviewed'; readonly import: StatementImport }
  | { readonly type: 'upload-failed'; readonly failure: UploadFailure }
  | { readonly type: 'commit-started' }
  | { readonly type: 'committed'; readonly import: StatementImport }
  | { readonly type: 'commit-failed'; readonly failure: UploadFailure }
  | { readonly type: 'review-reopened' }
  | { readonly type: 'undo-started' }
  | { readonly type: 'undone'; readonly import: StatementImport }
  /** A second person said something about it. */
  | { readonly type: 'decided'; readonly import: StatementImport }
  | { readonly type: 'undo-failed'; readonly failure: UploadFailure };

export function newItem(id: string, fileName: string, byteLength: number): UploadItem {
  return { id, fileName, byteLength, state: { kind: 'waiting' } };
}

/**
 * The next state of an item. An event that does not belong to the state it meets changes nothing: it is
 * a late message of something that was cancelled.
 */
export function reduceItem(item: UploadItem, event: ItemEvent): UploadItem {
  const state = reduceState(item, event);
  return state === item.state ? item : { ...item, state };
}

function reduceState({ state, byteLength }: UploadItem, event: ItemEvent): ItemState {
  switch (state.kind) {
    case 'waiting':
    case 'reading':
      return whileReading(state, event);
    case 'locked':
      return event.type === 'password-given' ? { kind: 'waiting' } : state;
    case 'review':
      return whileReviewing(state, event, byteLength);
    case 'uploading':
      return whileUploading(state, event);
    case 'committing':
      if (event.type === 'committed') return { kind: 'committed', import: event.import, undoFailure: null };
      if (event.type === 'commit-failed') return { kind: 'failed', step: 'committing', failure: event.failure, draft: state.draft };
      return state;
    case 'committed':
      if (event.type === 'decided') return { ...state, import: event.import };
      return event.type === 'undo-started' ? { kind: 'undoing', import: state.import } : state;
    case 'undoing':
      // An undo that waits for approval leaves the rows where they are.
      if (event.type === 'undone') return event.import.state === 'awaiting-undo' ? { kind: 'committed', import: event.import, undoFailure: null } : { kind: 'undone', import: event.import };
      if (event.type === 'undo-failed') return { kind: 'committed', import: state.import, undoFailure: event.failure };
      return state;
    case 'failed':
      return afterFailure(state, event, byteLength);
    case 'undone':
      return state;
  }
}

function whileReading(state: Extract<ItemState, { kind: 'waiting' | 'reading' }>, event: ItemEvent): ItemState {
  switch (event.type) {
    case 'read-started':
      return { kind: 'reading', progress: null };
    case 'read-progressed':
      return state.kind === 'reading' ? { kind: 'reading', progress: event.progress } : state;
    case 'read-failed':
      return lockedBy(event.failure) ?? { kind: 'failed', step: 'reading', failure: event.failure, draft: null };
    case 'read-finished':
      return {
        kind: 'review',
        rereading: false,
        draft: {
          base: event.reading, reading: event.reading, sha256: event.sha256, accountId: event.accountId,
          recipe: null, answers: {}, edits: [], excluded: new Set(),
          contradictionAccepted: false, unread: null, remote: null, remoteCurrent: false,
        },
      };
    default:
      return state;
  }
}

/** Encryption is no end of a reading: a person is asked for the password. */
function lockedBy({ code }: UploadFailure): ItemState | null {
  if (code !== 'pdf-password-required' && code !== 'pdf-password-wrong') return null;
  return { kind: 'locked', wrong: code === 'pdf-password-wrong' };
}

type Reviewing = Extract<ItemState, { kind: 'review' }>;

function whileReviewing(state: Reviewing, event: ItemEvent, byteLength: number): ItemState {
  const { draft } = state;
  switch (event.type) {
    case 'account-chosen':
      // An import belongs to one account for ever: another account is another import.
      return { ...state, draft: { ...draft, accountId: event.accountId, remote: null, remoteCurrent: false } };
    case 'recipe-changed':
      return { ...state, rereading: true, draft: { ...draft, recipe: event.recipe, remoteCurrent: false } };
    case 'recognition-restored':
      return { ...state, rereading: true, draft: { ...draft, recipe: null, answers: {}, edits: [], excluded: new Set(), remoteCurrent: false } };
    case 'question-answered':
      return { ...state, rereading: true, draft: { ...draft, answers: withAnswer(draft.answers, event.field, event.value), remoteCurrent: false } };
    case 'reread':
      return { ...state, rereading: false, draft: readAnew(draft, event.reading) };
    case 'reread-failed':
      return { ...state, rereading: false, draft: { ...draft, unread: event.failure } };
    case 'rows-excluded':
      return { ...state, draft: changed(draft, { excluded: new Set([...draft.excluded, ...event.lines]) }) };
    case 'rows-included': {
      const back = new Set(event.lines);
      return { ...state, draft: changed(draft, { excluded: new Set([...draft.excluded].filter((line) => !back.has(line))) }) };
    }
    case 'row-edited':
      return { ...state, draft: changed(draft, { edits: withEdit(draft.edits, event.line, event.field, event.value) }) };
    case 'contradiction-accepted':
      return { ...state, draft: { ...draft, contradictionAccepted: event.accepted } };
    case 'upload-started':
      return state.rereading ? state : { kind: 'uploading', draft, sentBytes: 0, totalBytes: byteLength };
    case 'commit-started':
      return draft.remote === null || !draft.remoteCurrent ? state : { kind: 'committing', draft };
    default:
      return state;
  }
}

/** Other rows than before: proved again, to be confirmed again, and not what the server has reviewed. */
function changed(draft: Draft, rows: Partial<Pick<Draft, 'edits' | 'excluded'>>): Draft {
  return applied({ ...draft, ...rows, contradictionAccepted: false, remoteCurrent: false });
}

function whileUploading(state: Extract<ItemState, { kind: 'uploading' }>, event: ItemEvent): ItemState {
  switch (event.type) {
    case 'upload-progressed':
      return { ...state, sentBytes: Math.max(state.sentBytes, event.sentBytes), totalBytes: event.totalBytes };
    case 'upload-cancelled':
      return { kind: 'review', draft: state.draft, rereading: false };
    case 'server-reviewed':
      return { kind: 'review', rereading: false, draft: { ...state.draft, remote: event.import, remoteCurrent: true } };
    case 'upload-failed':
      return { kind: 'failed', step: 'uploading', failure: event.failure, draft: state.draft };
    default:
      return state;
  }
}

function afterFailure(state: Extract<ItemState, { kind: 'failed' }>, event: ItemEvent, byteLength: number): ItemState {
  if (state.step === 'reading') return event.type === 'read-started' ? { kind: 'reading', progress: null } : state;
  switch (event.type) {
    case 'review-reopened':
      return { kind: 'review', draft: state.draft, rereading: false };
    case 'upload-started':
      return { kind: 'uploading', draft: state.draft, sentBytes: 0, totalBytes: byteLength };
    case 'commit-started':
      return state.draft.remote === null || !state.draft.remoteCurrent ? state : { kind: 'committing', draft: state.draft };
    default:
      return state;
  }
}

/** The draft of an item that has one: from the end of reading until the import is committed. */
export function draftOf(item: UploadItem): Draft | null {
  return 'draft' in item.state ? item.state.draft : null;
}
