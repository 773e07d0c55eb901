import { html, type TemplateResult } from 'lit';
import { banner } from '../../foundation/parts/banner.ts';
import { linkButton } from '../../foundation/parts/button.ts';
import type { SignInStep } from '../sign-in-step.ts';
import { emailField } from './password-fields.ts';
import { failureBanner, form, submitButton, type SignInView } from './sign-in-view.ts';

/** Asks for a link by mail. What it says afterwards never tells whether anybody has the e-mail. */
export function forgotView(view: SignInView, { sent }: Extract<SignInStep, { kind: 'forgot' }>): TemplateResult {
  const { flow, texts: { signIn } } = view;
  const back = linkButton(signIn.backToSignIn, () => flow.go({ kind: 'left' }));
  if (sent) {
    return html`<div class="form">
      <h2 class="title">${signIn.forgotTitle}</h2>
      <div class="notice" tabindex="-1">${banner({ tone: 'accent', icon: 'check', title: signIn.linkSent })}</div>
      <div>${back}</div>
    </div>`;
  }
  return form({
    title: signIn.forgotTitle,
    onSubmit: () => void flow.requestMail(),
    content: html`${failureBanner(view)}
      <p>${signIn.forgotExplained}</p>
      ${emailField(view)}
      ${submitButton(view, 'mail', signIn.sendLink, signIn.working)}
      <div>${back}</div>`,
  });
}
