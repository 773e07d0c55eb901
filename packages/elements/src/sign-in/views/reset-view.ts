import { html, type TemplateResult } from 'lit';
import { linkButton } from '../../foundation/parts/button.ts';
import type { SignInStep } from '../sign-in-step.ts';
import { newPasswordField } from './password-fields.ts';
import { failureBanner, form, submitButton, type SignInView } from './sign-in-view.ts';

/** A new password, for whoever came by the link of a mail. */
export function resetView(view: SignInView, { token }: Extract<SignInStep, { kind: 'reset' }>): TemplateResult {
  const { flow, texts: { signIn } } = view;
  return form({
    title: signIn.resetTitle,
    onSubmit: () => void flow.setPassword(token),
    content: html`${failureBanner(view)}
      ${newPasswordField(view, signIn.newPassword)}
      ${submitButton(view, 'password', signIn.setPassword, signIn.working)}
      <div>${linkButton(signIn.notNow, () => flow.go({ kind: 'left' }))}</div>`,
  });
}
