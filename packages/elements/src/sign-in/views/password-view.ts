import { html, nothing, type TemplateResult } from 'lit';
import { banner } from '../../foundation/parts/banner.ts';
import { button, linkButton } from '../../foundation/parts/button.ts';
import type { SignInStep } from '../sign-in-step.ts';
import { emailField, passwordField } from './password-fields.ts';
import { failureBanner, form, submitButton, type SignInView } from './sign-in-view.ts';

/** E-mail and password, or a passkey instead of both. */
export function passwordView(view: SignInView, step: Extract<SignInStep, { kind: 'sign-in' }>): TemplateResult {
  const { flow, texts, session } = view;
  const { signIn } = texts;
  const notice = step.notice === null ? nothing : banner({ tone: 'accent', icon: 'check', title: step.notice === 'accepted' ? signIn.accepted : signIn.passwordSet });
  const ended = session.kind === 'ended' && step.notice === null ? banner({ tone: 'warning', icon: 'clock', title: signIn.ended }) : nothing;
  return form({
    title: signIn.title,
    onSubmit: () => void flow.signIn(),
    content: html`${flow.failure ? failureBanner(view) : html`${notice}${ended}`}
      ${emailField(view, () => void flow.offerPasskeysInField())}
      ${passwordField(view)}
      ${submitButton(view, 'sign-in', texts.common.signIn, signIn.pending)}
      ${flow.passkeys
        ? button({
            label: flow.pending === 'passkey' ? signIn.passkeyPending : signIn.usePasskey,
            icon: 'lock',
            busy: flow.pending === 'passkey',
            onClick: () => void flow.signInWithPasskey(),
          })
        : nothing}
      <div>${linkButton(signIn.forgot, () => flow.go({ kind: 'password-forgotten' }))}</div>`,
  });
}
