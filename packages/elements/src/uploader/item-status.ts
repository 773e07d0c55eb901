import type { Account } from '@cashflowsmart/sdk/contract';
import { importGate, isContradicted, secondLook } from './import-gate.ts';
import { includedRows } from './draft.ts';
import { forOneAccount } from './one-account.ts';
import type { UploadItem } from './upload-item.ts';

/** The one word that stands beside a file's name. */
export type ItemStatus =
  | 'waiting' | 'reading' | 'locked' | 'ready' | 'question' | 'check' | 'uploading' | 'checking' | 'committing'
  | 'committed' | 'awaiting' | 'undoing' | 'undone' | 'failed';

export function statusOf(item: UploadItem, accounts: readonly Account[]): ItemStatus {
  const { state } = item;
  switch (state.kind) {
    case 'review': {
      const draft = forOneAccount(state.draft, accounts);
      const gate = importGate(draft, accounts);
      if (gate === 'question-open') return 'question';
      const clear = !isContradicted(draft) && draft.base.rejected.length === 0 && secondLook(draft) === null;
      return gate === null && clear ? 'ready' : 'check';
    }
    case 'uploading':
      return state.sentBytes >= state.totalBytes && state.totalBytes > 0 ? 'checking' : 'uploading';
    case 'committed':
      // Sent back by whoever was asked for approval.
      if (state.import.state === 'review') return 'check';
      return state.import.state === 'committed' ? 'committed' : 'awaiting';
    case 'waiting':
    case 'reading':
    case 'locked':
    case 'committing':
    case 'undoing':
    case 'undone':
    case 'failed':
      return state.kind;
  }
}

/** Files that one press could import, and their rows. A file that needs a look is never among them. */
export function readyItems(items: readonly UploadItem[], accounts: readonly Account[]): { readonly items: readonly UploadItem[]; readonly rows: number } {
  const ready = items.filter((item) => item.state.kind === 'review' && !item.state.rereading && statusOf(item, accounts) === 'ready');
  const rows = ready.reduce((sum, item) => (item.state.kind === 'review' ? sum + includedRows(forOneAccount(item.state.draft, accounts)) : sum), 0);
  return { items: ready, rows };
}
