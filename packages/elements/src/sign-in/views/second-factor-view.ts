import { html, nothing, type TemplateResult } from 'lit';
import type { PasskeyRequestOptions } from '@cashflowsmart/sdk/contract';
import { button, linkButton } from '../../foundation/parts/button.ts';
import { field } from '../../foundation/parts/field.ts';
import type { SignInStep } from '../sign-in-step.ts';
import { failureBanner, form, submitButton, type SignInView } from './sign-in-view.ts';

function codeField({ flow, texts: { signIn } }: SignInView, method: 'totp' | 'recovery-code'): TemplateResult {
  const { errors, fields } = flow;
  const app = method === 'totp';
  return field({
    id: 'code', name: 'code', label: app ? signIn.code : signIn.recoveryCode,
    autocomplete: app ? 'one-time-code' : 'off',
    inputMode: app ? 'numeric' : 'text',
    // Room for groups and spaces that come along when a code is pasted.
    maxLength: app ? 16 : 64,
    required: true,
    value: fields.code,
    error: errors.code && signIn[errors.code],
    onInput: (code) => flow.type({ code }),
  });
}

function passkeyButton({ flow, texts: { signIn } }: SignInView, options: PasskeyRequestOptions, primary: boolean): TemplateResult {
  const busy = flow.pending === 'passkey';
  return html`<div class="submit">${button({
    kind: primary ? 'primary' : 'bordered',
    label: busy ? signIn.passkeyPending : signIn.usePasskey,
    icon: 'lock',
    busy,
    onClick: () => void flow.showFactorPasskey(options),
  })}</div>`;
}

/** The second factor after a password that was right: the code of an app, a passkey, or a recovery code. */
export function secondFactorView(view: SignInView, { asked, method }: Extract<SignInStep, { kind: 'second-factor' }>): TemplateResult {
  const { flow, texts: { signIn } } = view;
  const explained = { totp: signIn.secondFactorByApp, passkey: signIn.secondFactorByPasskey, 'recovery-code': signIn.secondFactorByRecoveryCode }[method];
  const passkey = flow.passkeys ? asked.passkey : null;
  return form({
    title: signIn.secondFactorTitle,
    onSubmit: () => {
      if (method !== 'passkey') void flow.showCode(method);
    },
    content: html`<p>${explained}</p>
      ${failureBanner(view)}
      ${method === 'passkey' ? nothing : html`${codeField(view, method)}${submitButton(view, 'factor', signIn.continue, signIn.pending)}`}
      ${passkey ? passkeyButton(view, passkey, method === 'passkey') : nothing}
      <div class="ways">
        ${method !== 'totp' && asked.methods.includes('totp') ? linkButton(signIn.useApp, () => flow.chooseMethod('totp')) : nothing}
        ${method !== 'recovery-code' && asked.methods.includes('recovery-code') ? linkButton(signIn.useRecoveryCode, () => flow.chooseMethod('recovery-code')) : nothing}
        ${linkButton(signIn.back, () => flow.go({ kind: 'left' }))}
      </div>`,
  });
}
