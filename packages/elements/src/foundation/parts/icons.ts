import { svg, html, type TemplateResult } from 'lit';

// 16 px grid, strokes of 1.5 px. Inline, because a data: image is refused by a strict Content-Security-Policy.
const paths = {
  add: 'M8 3v10M3 8h10',
  alert: 'M8 2 1.8 13h12.4zM8 6.5v3M8 11.3v.2',
  arrow: 'M3 8h10M9 4l4 4-4 4',
  balance: 'M8 2.5v11M4.5 13.5h7M3 4.5h10M3 4.5 1.2 9h3.6zM13 4.5 11.2 9h3.6z',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  chevron: 'm4 6 4 4 4-4',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  close: 'm4 4 8 8M12 4l-8 8',
  edit: 'M2.5 13.5h3l8-8-3-3-8 8zM8.7 4.3l3 3',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  'eye-off': 'm2.5 2.5 11 11M6.2 3.8A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.9 2.4M10.2 12a6 6 0 0 1-2.2.5C4 12.5 1.5 8 1.5 8a11 11 0 0 1 2.6-3M6.6 6.7a2 2 0 0 0 2.7 2.7',
  file: 'M9 1.8H4v12.4h8V4.8zM9 1.8v3h3M6 8h4M6 11h4',
  info: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.3V11M8 5v.1',
  list: 'M2.5 4h.1M2.5 8h.1M2.5 12h.1M5.5 4h8M5.5 8h8M5.5 12h8',
  lock: 'M3.5 7.2h9v6.3h-9zM5.2 7.2V5a2.8 2.8 0 0 1 5.6 0v2.2',
  offline: 'm2.5 2.5 11 11M5 11.6a4 4 0 0 1 4.6-.8M2 7.6a9 9 0 0 1 3-1.9M8 5a9 9 0 0 1 6 2.6M8 13.6v.1',
  question: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6.3 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.9.7-.9 1.3M8 11.2v.1',
  search: 'M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM10.3 10.3l3.4 3.4',
  'sign-out': 'M6.5 2.5h-4v11h4M6.5 8h7M10.5 5l3 3-3 3',
  transfer: 'M2.5 5.5h11M10.5 2.5l3 3-3 3M13.5 10.5h-11M5.5 7.5l-3 3 3 3',
  trash: 'M2.5 4.2h11M6 4.2V2.5h4v1.7M4 4.2l.7 9.3h6.6l.7-9.3M6.8 7v4M9.2 7v4',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6',
  upload: 'M8 10.5V2.5M4.8 5.7 8 2.5l3.2 3.2M2.5 10.5v3h11v-3',
} as const;

export type IconName = keyof typeof paths;

const mirrored: ReadonlySet<IconName> = new Set(['arrow', 'list', 'sign-out', 'undo']);

/** An icon beside a word; it says nothing by itself, so it is hidden from screen readers. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class=${mirrored.has(name) ? 'icon mirrored' : 'icon'} viewBox="0 0 16 16" aria-hidden="true" focusable="false">${svg`<path d=${paths[name]}></path>`}</svg>`;
}
