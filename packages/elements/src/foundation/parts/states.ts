import { html, nothing, type TemplateResult } from 'lit';
import type { Role } from '@cashflowsmart/sdk/contract';
import type { Failure } from '../failure.ts';
import type { ProviderContext } from '../provider-context.ts';
import type { StateText, Texts } from '../texts.ts';
import { button } from './button.ts';
import { icon, type IconName } from './icons.ts';

export interface StateOptions {
  readonly icon: IconName;
  readonly text: StateText;
  readonly tone?: 'danger' | undefined;
  readonly action?: TemplateResult | undefined;
  readonly details?: TemplateResult | undefined;
}

/** A state in place of the content: what it is, one sentence, one action. */
export function statePanel(options: StateOptions): TemplateResult {
  return html`<div class="state${options.tone ? ` ${options.tone}` : ''}">
    ${icon(options.icon)}
    <div class="state-title">${options.text.title}</div>
    <p>${options.text.detail}</p>
    ${options.action ? html`<div class="row">${options.action}</div>` : nothing}${options.details ?? nothing}
  </div>`;
}

/** The empty state over a ghost of the real view. */
export function emptyState(text: StateText, ghost: TemplateResult, action?: TemplateResult): TemplateResult {
  return html`<div class="ghosted">
    <div class="ghost" aria-hidden="true" inert>${ghost}</div>
    ${statePanel({ icon: 'list', text, action })}
  </div>`;
}

/** Blocks in the geometry of what is coming; drawn after 150 ms. `lines`: how wide each is, from 1 to 12 twelfths. */
export function loadingState(label: string, skeleton: TemplateResult): TemplateResult {
  return html`<div class="late" role="status"><span class="visually-hidden">${label}</span><div aria-hidden="true">${skeleton}</div></div>`;
}

/** Code and request id, which a support desk asks for. */
export function technicalDetails(failure: Pick<Failure, 'code' | 'requestId'>, texts: Texts): TemplateResult {
  return html`<details class="technical">
    <summary>${texts.common.details}</summary>
    <dl>
      <dt>${texts.common.code}</dt>
      <dd>${failure.code}</dd>
      ${failure.requestId === '' ? nothing : html`<dt>${texts.common.requestId}</dt><dd>${failure.requestId}</dd>`}
    </dl>
  </details>`;
}

/** A failed load, in place: offline, session ended, not allowed, or an error with its details. */
export function failureState(failure: Failure, texts: Texts, onRetry: () => void): TemplateResult {
  if (failure.kind === 'session-ended') return statePanel({ icon: 'clock', text: texts.common.sessionEnded });
  if (failure.kind === 'not-allowed') return statePanel({ icon: 'lock', text: failure, details: technicalDetails(failure, texts) });
  const retry = button({ label: texts.common.retry, onClick: onRetry });
  if (failure.kind === 'offline') return statePanel({ icon: 'offline', text: failure, action: retry });
  return statePanel({ icon: 'alert', tone: 'danger', text: failure, action: retry, details: technicalDetails(failure, texts) });
}

/** What an element shows instead of its content for as long as nobody is signed in; null once somebody is. */
export function sessionState(context: ProviderContext | undefined, texts: Texts, skeleton: TemplateResult): TemplateResult | null {
  if (!context) return statePanel({ icon: 'offline', text: texts.common.noProvider });
  const { session } = context;
  const retry = (): void => void context.refreshSession();
  switch (session.kind) {
    case 'active':
      return null;
    case 'loading':
      return loadingState(texts.common.loading, skeleton);
    case 'none':
      return statePanel({ icon: 'lock', text: texts.common.signedOut });
    case 'choosing':
      return statePanel({ icon: 'list', text: texts.common.noOrganisation });
    case 'ended':
      return statePanel({ icon: 'clock', text: texts.common.sessionEnded });
    case 'offline':
      return statePanel({ icon: 'offline', text: texts.common.offline, action: button({ label: texts.common.retry, onClick: retry }) });
    case 'error': {
      const { problem } = session;
      const own = problem ? texts.problems[problem.code as keyof Texts['problems']] : undefined;
      const failure: Failure = {
        kind: 'error',
        title: own?.title ?? problem?.title ?? texts.common.failed.title,
        detail: own?.action ?? problem?.detail ?? texts.common.failed.detail,
        code: problem?.code ?? 'unexpected',
        requestId: problem?.requestId ?? '',
      };
      return failureState(failure, texts, retry);
    }
  }
}

/** Shown where the role does not reach. */
export function notYourRole(role: Role, texts: Texts): TemplateResult {
  return statePanel({ icon: 'lock', text: texts.common.notYourRole(texts.common.roles[role]) });
}
