/**
 * Runs in a page under the policy that the documentation asks a host to set: one story of every element, played to its
 * end, the statement worker included.
 */
import { violations } from './strict-page-record.ts';
import { html, render, type TemplateResult } from 'lit';
import * as chart from '../../chart/chart.stories.ts';
import * as signIn from '../../sign-in/sign-in.stories.ts';
import * as transactions from '../../transactions/transactions.stories.ts';
import * as uploader from '../../uploader/uploader.stories.ts';

interface PlayedStory {
  readonly render: () => TemplateResult;
  readonly play?: (context: { readonly canvasElement: HTMLElement }) => Promise<void> | void;
}

const played = [signIn.Refused, transactions.Correcting, chart.BehindABar, uploader.Verified] as readonly unknown[] as readonly PlayedStory[];

async function run(): Promise<string> {
  for (const story of played) {
    const canvas = document.createElement('div');
    document.body.append(canvas);
    render(story.render(), canvas);
    await story.play?.({ canvasElement: canvas });
    render(html``, canvas);
    canvas.remove();
  }
  return `played ${played.length}`;
}

const ended = await run().catch((error: unknown) => `failed: ${String(error)}`);
window.parent.postMessage({ strictPage: ended, violations }, window.location.origin);
