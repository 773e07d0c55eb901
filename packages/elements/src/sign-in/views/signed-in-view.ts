import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../foundation/parts/button.ts';
import { select } from '../../foundation/parts/field.ts';
import { icon } from '../../foundation/parts/icons.ts';
import { failureState } from '../../foundation/parts/states.ts';
import type { SignInView } from './sign-in-view.ts';

/** Who is signed in; it takes the focus where the form stood. */
export function who(name: string, note?: string): TemplateResult {
  return html`<div class="who" tabindex="-1">
    ${icon('check')}
    <div>
      <div>${name}</div>
      ${note === undefined ? nothing : html`<div class="note">${note}</div>`}
    </div>
  </div>`;
}

export function signOutButton({ flow, texts }: SignInView): TemplateResult {
  const busy = flow.pending === 'sign-out';
  return button({ label: busy ? texts.signIn.signingOut : texts.common.signOut, icon: 'sign-out', busy, onClick: () => void flow.signOut() });
}

/** Who is signed in and where, the switch between organisations, and the way out. */
export function signedInView(view: SignInView): TemplateResult {
  const { flow, texts, session } = view;
  if (session.kind !== 'active') return html``;
  const { organisationId, role } = session;
  const { memberships, person } = session.session;
  const name = memberships.find((one) => one.organisationId === organisationId)?.organisationName;
  return html`<div class="signed-in">
    ${who(texts.signIn.signedInAs(person.name), `${memberships.length === 1 ? `${name ?? ''}, ` : ''}${texts.common.roles[role]}`)}
    ${memberships.length > 1
      ? select({
          id: 'organisation',
          label: texts.signIn.organisation,
          value: organisationId,
          choices: memberships.map((one) => ({ value: one.organisationId, label: one.organisationName })),
          onChange: view.chooseOrganisation,
        })
      : nothing}
    ${signOutButton(view)}
    ${flow.failure ? failureState(flow.failure, texts, () => void flow.signOut()) : nothing}
  </div>`;
}
