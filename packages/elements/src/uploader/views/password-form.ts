import { html, type TemplateResult } from 'lit';
import { button } from '../../foundation/parts/button.ts';
import { field } from '../../foundation/parts/field.ts';
import { icon } from '../../foundation/parts/icons.ts';
import { failureWords, localFailure } from '../upload-failure.ts';
import type { UploadItem } from '../upload-item.ts';
import type { UploaderView } from './uploader-view.ts';

/** As long as the API takes them. */
const LONGEST = 200;

/** The id of the field in which the password of a file is typed. */
export function passwordFieldId(item: Pick<UploadItem, 'id'>): string {
  return `${item.id}-password`;
}

/** Asks for the password of an encrypted file, in its place. What is typed is nowhere but in the field, and is taken out of it at once. */
export function passwordForm(item: UploadItem, wrong: boolean, view: UploaderView): TemplateResult {
  const { texts, commands } = view;
  const words = texts.uploader.password;
  const required = failureWords(localFailure('pdf-password-required'), texts);
  const refused = failureWords(localFailure('pdf-password-wrong'), texts);
  const { passwordMissing, passwordShown } = view.display(item);
  const error = passwordMissing ? words.missing : wrong ? `${refused.title} ${refused.action}` : undefined;
  const submit = (event: Event): void => {
    event.preventDefault();
    const typed = (event.currentTarget as HTMLFormElement).querySelector('input')!;
    const { value } = typed;
    typed.value = '';
    commands.unlock(item, value);
  };
  return html`<form class="locked" novalidate @submit=${submit}>
    <div>
      <h4 class="locked-title">${icon('lock')}<span>${required.title}</span></h4>
      <p class="note">${required.action}</p>
    </div>
    ${field({
      id: passwordFieldId(item), label: words.label(item.fileName), type: passwordShown ? 'text' : 'password', value: undefined, autocomplete: 'off', maxLength: LONGEST, required: true, error, hint: words.hint,
      button: button({
        kind: 'plain', icon: passwordShown ? 'eye-off' : 'eye', iconOnly: true, label: passwordShown ? texts.signIn.hidePassword : texts.signIn.showPassword,
        onClick: () => commands.display(item, { passwordShown: !passwordShown }),
      }),
    })}
    <div class="row">
      ${button({ label: words.open, type: 'submit', kind: view.primary(item) ? 'primary' : 'bordered' })}
      ${button({ label: texts.common.cancel, kind: 'plain', onClick: () => commands.remove(item) })}
    </div>
  </form>`;
}
