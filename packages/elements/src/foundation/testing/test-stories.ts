import { emulateMedia, setViewport } from '@web/test-runner-commands';
import axe from 'axe-core';
import { render, type TemplateResult } from 'lit';
import { until } from './story-steps.ts';
import { expect } from './expect.ts';

/** The part of a story that is run here; Storybook shows the same ones. */
interface Story {
  readonly render: () => TemplateResult;
  readonly play?: (context: { readonly canvasElement: HTMLElement }) => Promise<void> | void;
}

/** Structure and names are the same in every mode, so axe asks all its rules in one and only what can differ in the others. */
const modes = [
  { name: 'light', scheme: 'light', direction: 'ltr', forced: 'none', rules: 'all' },
  { name: 'dark', scheme: 'dark', direction: 'ltr', forced: 'none', rules: ['color-contrast', 'link-in-text-block'] },
  { name: 'from right to left', scheme: 'light', direction: 'rtl', forced: 'none', rules: ['target-size'] },
  { name: 'in forced colours', scheme: 'light', direction: 'ltr', forced: 'active', rules: ['target-size'] },
] as const;

/** The page belongs to the host: its landmarks and headings are not an element's business. */
const RULES_OF_PAGES = ['region', 'page-has-heading-one', 'landmark-one-main'];
const ALL_BUT_OF_PAGES = Object.fromEntries(RULES_OF_PAGES.map((rule) => [rule, { enabled: false }]));

const isStory = (value: unknown): value is Story => typeof value === 'object' && value !== null && 'render' in value;

/** Text and structure of everything drawn, shadow roots included. */
function drawn(node: Element | ShadowRoot): string {
  return [node.innerHTML, ...[...node.querySelectorAll('*')].map((element) => (element.shadowRoot ? drawn(element.shadowRoot) : ''))].join('');
}

/** Whether an element in `canvas` is still moving; what never ends, such as a waiting bar, does not count. */
function isMoving(canvas: Element): boolean {
  const ends = (animation: Animation): boolean => animation.effect?.getComputedTiming().iterations !== Infinity;
  return [...canvas.querySelectorAll('*')].some((element) => element.shadowRoot?.getAnimations().some((animation) => animation.playState === 'running' && ends(animation)));
}

/** Waits until nothing has changed for five frames and nothing moves. */
async function settled(canvas: Element): Promise<void> {
  let before = '';
  let quiet = 0;
  await until(() => {
    const now = drawn(canvas);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
    return quiet >= 5 && !isMoving(canvas);
  }, 'a story at rest');
}

async function findings(canvas: Element, rules: 'all' | readonly string[]): Promise<readonly string[]> {
  const asked = rules === 'all' ? { rules: ALL_BUT_OF_PAGES } : { runOnly: { type: 'rule' as const, values: [...rules] } };
  // Every rule looks at every node; only the description of nodes without a finding is left out.
  const result = await axe.run(canvas, { ...asked, resultTypes: ['violations'] });
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** Whether something sticks out of the page sideways. */
const overflows = (): boolean => document.documentElement.scrollWidth > document.documentElement.clientWidth;

/**
 * Tests every story of an element, as Storybook shows it: drawn in four modes, played, and then without a finding of axe
 * and without a word on the console.
 */
export function testStories(element: string, stories: Readonly<Record<string, unknown>>): void {
  describe(`every story of ${element}`, function () {
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

    for (const [title, story] of Object.entries(stories)) {
      if (!isStory(story)) continue;
      for (const mode of modes) {
        it(`is accessible and quiet ${mode.name}: ${title}`, async () => {
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
            expect(await findings(canvas, mode.rules)).to.deep.equal([]);
            expect(overflows(), 'no sideways scrolling').to.equal(false);
            expect(errors).to.deep.equal([]);
          } finally {
            render(null, canvas);
            canvas.remove();
          }
        });
      }
    }
  });
}
