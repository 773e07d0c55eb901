import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import { render, type TemplateResult } from 'lit';
import * as signIn from '../../sign-in/sign-in.stories.ts';
import * as transactions from '../../transactions/transactions.stories.ts';
import { until } from './story-steps.ts';

/** The part of a story that is run here; Storybook shows the same ones. */
interface Story {
  readonly render: () => TemplateResult;
  readonly play?: (context: { readonly canvasElement: HTMLElement }) => Promise<void> | void;
}

const collections: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { 'sign-in': signIn, transactions };

const modes = [
  { name: 'light', scheme: 'light', direction: 'ltr', forced: 'none' },
  { name: 'dark', scheme: 'dark', direction: 'ltr', forced: 'none' },
  { name: 'from right to left', scheme: 'light', direction: 'rtl', forced: 'none' },
  { name: 'in forced colours', scheme: 'light', direction: 'ltr', forced: 'active' },
] as const;

/** The page belongs to the host: its landmarks and headings are not an element's business. */
const RULES_OF_PAGES = ['region', 'page-has-heading-one', 'landmark-one-main'];

const isStory = (value: unknown): value is Story => typeof value === 'object' && value !== null && 'render' in value;

/** Text and structure of everything drawn, shadow roots included. */
function drawn(node: Element | ShadowRoot): string {
  return [...node.querySelectorAll('*')].map((element) => element.outerHTML.length + (element.shadowRoot ? drawn(element.shadowRoot) : '')).join();
}

/** Waits until nothing has changed for ten frames. */
async function settled(canvas: Element): Promise<void> {
  let before = '';
  let quiet = 0;
  await until(() => {
    const now = drawn(canvas);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
    return quiet >= 10;
  }, 'a story at rest');
}

async function findings(canvas: Element, forced: boolean): Promise<readonly string[]> {
  const off = [...RULES_OF_PAGES, ...(forced ? ['color-contrast'] : [])];
  const result = await axe.run(canvas, { rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])) });
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

describe('every story', function () {
  this.timeout(60_000);
  const errors: string[] = [];
  const { error } = console;
  const failed = (event: ErrorEvent): void => void errors.push(event.message);

  before(async () => {
    await setViewport({ width: 900, height: 900 });
    console.error = (...parts: unknown[]) => void errors.push(parts.map(String).join(' '));
    window.addEventListener('error', failed);
  });

  after(async () => {
    console.error = error;
    window.removeEventListener('error', failed);
    document.documentElement.removeAttribute('style');
    document.documentElement.dir = '';
    await emulateMedia({ forcedColors: 'none' });
  });

  for (const [element, stories] of Object.entries(collections)) {
    for (const [title, story] of Object.entries(stories)) {
      if (!isStory(story)) continue;
      for (const mode of modes) {
        it(`of ${element} is accessible and quiet ${mode.name}: ${title}`, async () => {
          errors.length = 0;
          await emulateMedia({ forcedColors: mode.forced });
          document.documentElement.style.cssText = `color-scheme: ${mode.scheme}; background: Canvas`;
          document.documentElement.dir = mode.direction;
          const canvas = document.createElement('div');
          document.body.append(canvas);
          try {
            render(story.render(), canvas);
            await story.play?.({ canvasElement: canvas });
            await settled(canvas);
            expect(await findings(canvas, mode.forced === 'active')).to.deep.equal([]);
            expect(errors).to.deep.equal([]);
          } finally {
            render(null, canvas);
            canvas.remove();
          }
        });
      }
    }
  }
});
