import { html, type TemplateResult } from 'lit';
import { button, linkButton } from '../../foundation/parts/button.ts';
import { field } from '../../foundation/parts/field.ts';
import { failureState, loadingState } from '../../foundation/parts/states.ts';
import type { SignInStep } from '../sign-in-step.ts';
import { newPasswordField } from './password-fields.ts';
import { failureBanner, form, submitButton, type SignInView } from './sign-in-view.ts';

/** An invitation: to join for whoever is signed in, else with the name and password of a new person. */
export function invitationView(view: SignInView, { token, offer }: Extract<SignInStep, { kind: 'invitation' }>): TemplateResult {
  const { flow, texts, session } = view;
  const { signIn } = texts;
  if (!offer) {
    if (flow.failure) return failureState(flow.failure, texts, () => void flow.readOffer());
    return loadingState(texts.common.loading, html`<div class="skeleton field-ghost"></div><div class="skeleton field-ghost"></div>`);
  }
  const title = signIn.invitationTitle(offer.organisationName);
  const explained = html`<p>${signIn.invitationExplained(texts.common.roles[offer.role], offer.email)}</p>`;
  const later = html`<div>${linkButton(signIn.notNow, () => flow.go({ kind: 'left' }))}</div>`;
  if (session.kind === 'active' || session.kind === 'choosing') {
    const signOut = button({ label: texts.common.signOut, icon: 'sign-out', onClick: () => void flow.signOut() });
    return form({
      title,
      onSubmit: () => void flow.join(token),
      content: html`${explained}
        <p class="note">${signIn.signedInAs(session.session.person.name)}</p>
        ${failureBanner(view, flow.failure?.code === 'invitation-of-another' ? signOut : undefined)}
        ${submitButton(view, 'join', signIn.join(offer.organisationName), signIn.working)}
        ${later}`,
    });
  }
  const { errors, fields } = flow;
  return form({
    title,
    onSubmit: () => void flow.accept(token),
    content: html`${explained}
      ${failureBanner(view)}
      ${
        // For password managers: the e-mail belongs to the password that is chosen here.
        html`<input class="visually-hidden" type="text" name="email" autocomplete="username" .value=${offer.email} aria-label=${signIn.email} readonly tabindex="-1" />`
      }
      ${field({
        id: 'name', name: 'name', label: signIn.name, autocomplete: 'name', required: true, maxLength: 120,
        value: fields.name,
        error: errors.name === undefined ? undefined : signIn[errors.name],
        onInput: (name) => flow.type({ name }),
      })}
      ${newPasswordField(view, signIn.invitationPassword)}
      ${submitButton(view, 'accept', signIn.accept, signIn.working)}
      ${later}`,
  });
}
