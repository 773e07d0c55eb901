import { CashFlowClient } from '@cashflowsmart/sdk/client';
import { html, type TemplateResult } from 'lit';
import { defineElements } from '../../define-elements.ts';
import type { View } from '../provider-context.ts';
import type { TextOverrides } from '../texts.ts';
import { createApiFetch, type ApiFetchOptions } from './api-fetch.ts';
import { apiData, type ApiData } from './api-data.ts';

export interface StoryProviderOptions extends ApiFetchOptions {
  readonly data?: ApiData;
  readonly locale?: string;
  readonly theme?: 'light' | 'dark';
  readonly organisation?: string;
  readonly view?: Partial<View>;
  readonly texts?: TextOverrides;
}

/** A real client over the in-memory API; it never waits for a retry. */
export function storyClient(data: ApiData = apiData(), options: ApiFetchOptions = {}): CashFlowClient {
  return new CashFlowClient({ baseUrl: 'https://api.example', fetch: createApiFetch(data, options), retry: { retries: 0 } });
}

/** The content inside a provider that is connected to the in-memory API. Each call has data of its own. */
export function withProvider(content: TemplateResult, options: StoryProviderOptions = {}): TemplateResult {
  defineElements();
  const view: View = { accountIds: [], currency: null, from: null, to: null, by: 'month', ...options.view };
  return html`<cash-flow-provider
    .client=${storyClient(options.data, options)}
    .locale=${options.locale ?? 'en-GB'}
    .theme=${options.theme ?? null}
    .organisation=${options.organisation ?? null}
    .view=${view}
    .texts=${options.texts}
  >${content}</cash-flow-provider>`;
}
