import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../../foundation/failure.ts';
import { banner } from '../../foundation/parts/banner.ts';
import { button } from '../../foundation/parts/button.ts';
import { technicalDetails } from '../../foundation/parts/states.ts';
import type { SessionState } from '../../foundation/provider-context.ts';
import type { Texts } from '../../foundation/texts.ts';
import { isPlainLoopback } from '../plain-loopback.ts';
import type { SignInController, SignInTask } from '../sign-in-controller.ts';

/** What every view of the sign-in draws from. */
export interface SignInView {
  readonly flow: SignInController;
  readonly texts: Texts;
  readonly session: SessionState;
  readonly chooseOrganisation: (organisationId: string) => void;
}

/** Refusals that a person answers by themselves; a support desk has no part in them. */
const OWN_BUSINESS: ReadonlySet<string> = new Set(['sign-in-failed', 'second-factor-failed', 'sign-in-expired', 'passkey-not-shown', 'passkey-refused', 'password-common', 'password-refused', 'link-not-valid']);

function detailOf(failure: Failure, texts: Texts): TemplateResult {
  const { detail, code, kind } = failure;
  if (OWN_BUSINESS.has(code) || kind === 'offline') return html`${detail}`;
  if (code === 'cookie-refused') return html`${detail}${isPlainLoopback(location) ? ` ${texts.signIn.cookieRefusedLocally}` : nothing}`;
  return html`${detail}${technicalDetails(failure, texts)}`;
}

/** What failed last, read out at once. */
export function failureBanner({ flow: { failure }, texts }: SignInView, actions?: TemplateResult): TemplateResult | typeof nothing {
  if (!failure) return nothing;
  const { kind, title } = failure;
  return banner({ tone: 'danger', icon: kind === 'offline' ? 'offline' : 'alert', role: 'alert', title, body: detailOf(failure, texts), actions });
}

export interface SignInForm {
  readonly title: string;
  readonly onSubmit: () => void;
  readonly content: TemplateResult;
}

/** A form with its heading; the browser's own messages are replaced by those at the fields. */
export function form({ title, onSubmit, content }: SignInForm): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit();
  };
  return html`<form class="form" novalidate aria-label=${title} @submit=${submit}>
    <h2 class="title" tabindex="-1">${title}</h2>
    ${content}
  </form>`;
}

/** The one primary button of a form. */
export function submitButton({ flow: { pending } }: SignInView, task: SignInTask, label: string, busyLabel: string): TemplateResult {
  const busy = pending === task;
  return html`<div class="submit">${button({ kind: 'primary', type: 'submit', part: 'submit', label: busy ? busyLabel : label, busy })}</div>`;
}
