import type { TemplateResult } from 'lit';
import { button } from '../../foundation/parts/button.ts';
import { field } from '../../foundation/parts/field.ts';
import type { SignInView } from './sign-in-view.ts';

/** Shows and hides what is typed into a field for a password. */
function eye({ flow, texts: { signIn } }: SignInView): TemplateResult {
  const { visible } = flow;
  return button({ kind: 'plain', icon: visible ? 'eye-off' : 'eye', iconOnly: true, label: visible ? signIn.hidePassword : signIn.showPassword, onClick: () => flow.toggleVisible() });
}

export function emailField({ flow, texts: { signIn } }: SignInView, onFocus?: () => void): TemplateResult {
  const { errors, fields } = flow;
  return field({
    id: 'email', name: 'email', label: signIn.email, type: 'email', autocomplete: onFocus ? 'username webauthn' : 'username', inputMode: 'email', required: true, maxLength: 254,
    value: fields.email,
    error: errors.email && signIn[errors.email],
    onFocus,
    onInput: (email) => flow.type({ email }),
  });
}

export function passwordField(view: SignInView): TemplateResult {
  const { flow, texts: { signIn } } = view;
  const { errors, fields, visible } = flow;
  return field({
    id: 'password', name: 'password', label: signIn.password, type: visible ? 'text' : 'password', autocomplete: 'current-password', required: true, maxLength: 256,
    value: fields.password,
    error: errors.password && signIn[errors.password],
    onInput: (password) => flow.type({ password }),
    button: eye(view),
  });
}

export function newPasswordField(view: SignInView, label: string): TemplateResult {
  const { flow, texts: { signIn } } = view;
  const { errors, fields, visible } = flow;
  return field({
    id: 'new-password', name: 'new-password', label, type: visible ? 'text' : 'password', autocomplete: 'new-password', required: true, maxLength: 256,
    value: fields.newPassword,
    hint: signIn.newPasswordHint,
    error: errors.newPassword && signIn[errors.newPassword],
    onInput: (newPassword) => flow.type({ newPassword }),
    button: eye(view),
  });
}
