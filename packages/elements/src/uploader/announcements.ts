import type { Formats } from '../foundation/formats.ts';
import type { Texts } from '../foundation/texts.ts';
import { questionTitle } from './month-language.ts';
import { proofOfReading } from './proof-view.ts';
import { failureWords } from './upload-failure.ts';
import type { ItemEvent, UploadItem } from './upload-item.ts';
import { outcomeSentence } from './views/outcome.ts';
import { proofSentence } from './views/proof-banner.ts';

/** Parts of a progress that are told: a screen reader that hears every step hears nothing else. */
const TOLD_STEPS = 4;

/** What a screen reader is told about a change of an item; null where there is nothing worth interrupting for. */
export function announcementOf(before: UploadItem | null, after: UploadItem | null, event: ItemEvent | null, texts: Texts, formats: Formats): string | null {
  const words = texts.uploader.announce;
  if (after === null) return before === null ? null : words.removed(before.fileName);
  if (before === null || event === null) return null;
  const { state, fileName } = after;
  switch (event.type) {
    case 'read-progressed':
      return state.kind === 'reading' && step(event.progress.done) > step(progressBefore(before)) ? words.readingProgress(fileName, formats.count(event.progress.rows)) : null;
    case 'read-finished':
    case 'reread': {
      if (state.kind !== 'review') return null;
      const { reading } = state.draft;
      const proof = proofOfReading(reading, null);
      const question = reading.questions[0];
      const sentence = question === undefined ? (proof === null ? '' : proofSentence(proof, texts.uploader, formats)) : questionTitle(question, texts.uploader.question);
      const rejected = reading.rejected.length === 0 ? '' : ` ${words.rejected(formats.count(reading.rejected.length))}`;
      return words.read(fileName, formats.count(reading.transactions.length), sentence) + rejected;
    }
    case 'upload-progressed':
      return state.kind === 'uploading' && step(state.sentBytes / Math.max(1, state.totalBytes)) > step(uploadedBefore(before))
        ? words.uploadProgress(fileName, formats.percent(state.sentBytes / Math.max(1, state.totalBytes)))
        : null;
    case 'read-failed': {
      const { title, action } = failureWords(event.failure, texts);
      return words.told(fileName, state.kind === 'locked' ? `${title} ${action}` : title);
    }
    case 'reread-failed':
    case 'upload-failed':
    case 'commit-failed':
    case 'undo-failed':
      return words.told(fileName, failureWords(event.failure, texts).title);
    case 'upload-cancelled':
      return words.cancelled(fileName);
    case 'committed':
      return words.told(fileName, outcomeSentence(event.import, { texts, formats }));
    case 'undone':
      if (event.import.state === 'awaiting-undo') return words.told(fileName, outcomeSentence(event.import, { texts, formats }));
      return words.told(fileName, texts.uploader.outcome.undone(formats.count(event.import.review?.newTransactions ?? 0)));
    default:
      return null;
  }
}

const step = (done: number): number => Math.floor(Math.min(1, done) * TOLD_STEPS);

function progressBefore({ state }: UploadItem): number {
  return state.kind === 'reading' ? (state.progress?.done ?? 0) : 0;
}

function uploadedBefore({ state }: UploadItem): number {
  return state.kind === 'uploading' ? state.sentBytes / Math.max(1, state.totalBytes) : 0;
}
