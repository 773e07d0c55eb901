import { contrastRatio, hexOf, mendedColour, type Rgb } from './contrast.ts';

/** Pairs of public tokens, and the ratio that WCAG 2.2 asks of them: 4.5 for text, 3 for controls and graphics. */
const PAIRS: readonly (readonly [token: string, ground: string, ratio: number])[] = [
  ['text', 'surface', 4.5],
  ['text-muted', 'surface', 4.5],
  ['text-muted', 'surface-sunken', 4.5],
  ['accent', 'surface', 4.5],
  ['on-accent', 'accent', 4.5],
  ['positive', 'positive-tint', 4.5],
  ['warning', 'warning-tint', 4.5],
  ['danger', 'danger-tint', 4.5],
  ['control-border', 'surface', 3],
  ['money-in', 'surface', 3],
  ['money-out', 'surface', 3],
  ['series-1', 'surface', 3],
  ['series-2', 'surface', 3],
  ['series-3', 'surface', 3],
  ['series-4', 'surface', 3],
];

/** The colours of a theme as they are drawn in a shadow root, whatever notation the host wrote them in. */
function drawnColours(root: ShadowRoot): ReadonlyMap<string, Rgb> {
  const colours = new Map<string, Rgb>();
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) return colours;
  const probe = document.createElement('span');
  probe.className = 'colour-probe';
  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  root.append(probe);
  for (const token of new Set(PAIRS.flatMap(([one, other]) => [one, other]))) {
    sheet.replaceSync(`.colour-probe { color: var(--_${token}); display: none; }`);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    colours.set(token, [red, green, blue]);
  }
  probe.remove();
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  return colours;
}

/** What is too faint in a theme, one line a pair, each with a value that would do. */
export function contrastFaults(root: ShadowRoot): readonly string[] {
  const colours = drawnColours(root);
  return PAIRS.flatMap(([token, ground, needed]) => {
    const [colour, behind] = [colours.get(token), colours.get(ground)];
    if (!colour || !behind) return [];
    const ratio = contrastRatio(colour, behind);
    if (ratio >= needed) return [];
    const mended = mendedColour(colour, behind, needed);
    const advice = mended ? `; ${hexOf(mended)} reaches it` : '';
    return [`--cash-flow-${token} on --cash-flow-${ground} has ${ratio.toFixed(2)}:1 and needs ${needed}:1${advice}.`];
  });
}

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
let checked = false;

/** Tells a developer once, on their own machine only, which colours of the theme cannot be read. */
export function warnOfContrast(root: ShadowRoot): void {
  if (checked || !LOOPBACK.test(location.hostname)) return;
  checked = true;
  const faults = contrastFaults(root);
  // eslint-disable-next-line no-console -- a developer's console is where a theme's author looks
  if (faults.length > 0) console.warn(`Colours that are hard to read:\n${faults.join('\n')}`);
}
