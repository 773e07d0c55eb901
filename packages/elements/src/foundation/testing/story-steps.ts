/** Steps of stories and tests: they find what a person would find, by its words, and wait for what a person would wait for. */

/** Long, since every worker that reads a PDF loads pdfjs anew, and the machine may be busy. */
const STEP_LIMIT = 20_000;

/** Waits until `find` gives something, looking once per frame. @throws {Error} after `limit` milliseconds, by default twenty seconds. */
export async function until<Found>(find: () => Found | null | undefined | false, what: string, limit = STEP_LIMIT): Promise<Found> {
  const end = performance.now() + limit;
  for (;;) {
    const found = find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`Not shown in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
}

const rootOf = (canvas: Element, tag: string): ShadowRoot | null => canvas.querySelector(tag)?.shadowRoot ?? null;

/** The words of an element's shadow root, without those of closed parts. */
function wordsOf(node: Element): string {
  return [node.getAttribute('aria-label') ?? '', node.textContent ?? ''].join(' ').replace(/\s+/g, ' ').trim();
}

/** Waits until an element shows a text. */
export async function untilShown(canvas: Element, tag: string, text: string): Promise<void> {
  await until(() => rootOf(canvas, tag)?.textContent?.replace(/\s+/g, ' ').includes(text), `"${text}" in ${tag}`);
}

/** Waits until an element no longer shows a text. */
export async function untilGone(canvas: Element, tag: string, text: string): Promise<void> {
  await until(() => !rootOf(canvas, tag)?.textContent?.replace(/\s+/g, ' ').includes(text), `${tag} without "${text}"`);
}

/** The button whose words contain `label`. */
export function buttonIn(canvas: Element, tag: string, label: string): Promise<HTMLButtonElement> {
  const find = (): HTMLButtonElement | undefined => [...(rootOf(canvas, tag)?.querySelectorAll('button') ?? [])].find((one) => wordsOf(one).includes(label));
  return until(find, `button "${label}" in ${tag}`);
}

export async function pressIn(canvas: Element, tag: string, label: string): Promise<void> {
  (await buttonIn(canvas, tag, label)).click();
}

/** The field, select or check box with a label. */
export function inputIn(canvas: Element, tag: string, label: string): Promise<HTMLInputElement | HTMLSelectElement> {
  const find = (): HTMLInputElement | HTMLSelectElement | undefined => {
    const found = [...(rootOf(canvas, tag)?.querySelectorAll('label') ?? [])].find((one) => wordsOf(one) === label)?.control;
    return found instanceof HTMLInputElement || found instanceof HTMLSelectElement ? found : undefined;
  };
  return until(find, `field "${label}" in ${tag}`);
}

/** Types into a field and leaves it. */
export function typeInto(field: HTMLInputElement | HTMLSelectElement, value: string): void {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
