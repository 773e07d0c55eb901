import { html, type TemplateResult } from 'lit';
import { failureBanner, type SignInView } from './sign-in-view.ts';
import { signOutButton, who } from './signed-in-view.ts';

/** The organisations of somebody who has several and has chosen none yet, or a plain sentence where there is none. */
export function choiceView(view: SignInView): TemplateResult {
  const { session, texts } = view;
  const { signIn } = texts;
  if (session.kind !== 'choosing') return html``;
  const { memberships, person } = session.session;
  return html`<div class="form">
    ${memberships.length === 0
      ? html`${who(signIn.signedInAs(person.name))}
          <div><h2 class="title">${signIn.noOrganisation.title}</h2><p>${signIn.noOrganisation.detail}</p></div>`
      : html`<h2 class="title" tabindex="-1">${signIn.chooseOrganisation}</h2>
          <ul class="organisations">
            ${memberships.map(
              (one) => html`<li>
                <button class="organisation" type="button" @click=${() => view.chooseOrganisation(one.organisationId)}>
                  <span>${one.organisationName}</span><span class="note">${texts.common.roles[one.role]}</span>
                </button>
              </li>`,
            )}
          </ul>
          <p class="note">${signIn.signedInAs(person.name)}</p>`}
    ${failureBanner(view)}
    <div>${signOutButton(view)}</div>
  </div>`;
}
