import { html, type TemplateResult } from 'lit';
import { button } from '../../foundation/parts/button.ts';
import { icon } from '../../foundation/parts/icons.ts';
import type { UploaderTexts } from '../uploader-texts.ts';

export interface DropZoneOptions {
  readonly texts: UploaderTexts;
  /** The largest file, in words. */
  readonly limit: string;
  /** Whether files are held over the element right now. */
  readonly dragging: boolean;
  /** One line instead of a field, once there are files. */
  readonly slim: boolean;
  readonly onChoose: () => void;
}

/** Where files are dropped, and the button that does the same for keyboard and touch. */
export function dropZone({ texts, limit, dragging, slim, onChoose }: DropZoneOptions): TemplateResult {
  const words = texts.drop;
  const choose = button({ label: words.choose, kind: slim ? 'bordered' : 'primary', onClick: onChoose, part: 'choose' });
  const state = `drop-zone${slim ? ' slim' : ''}${dragging ? ' dragging' : ''}`;
  if (slim) {
    return html`<div class=${state} part="drop-zone">${icon('upload')}<span class="drop-words">${dragging ? words.active : words.more}</span>${choose}</div>`;
  }
  return html`<div class=${state} part="drop-zone">
    ${icon('upload')}
    <p class="drop-title">${dragging ? words.active : words.title}</p>
    <p class="note" id="formats">${words.detail(limit)}</p>
    ${choose}
  </div>`;
}
