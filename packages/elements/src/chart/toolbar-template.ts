import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Formats } from '../foundation/formats.ts';
import { select } from '../foundation/parts/field.ts';
import type { Texts } from '../foundation/texts.ts';
import type { AccountChoice } from './account-choice.ts';
import { bucketSizes, isBucketSize, isPeriodPreset, periodPresets, type PeriodPreset } from './period.ts';

/** What the controls stand at, and what they ask for. */
export interface Toolbar {
  readonly choice: AccountChoice;
  readonly preset: PeriodPreset | null;
  /** The name of the period where it is no preset. */
  readonly periodName: string;
  readonly by: BucketSize;
  /** Below 560 px the five sizes are a list. */
  readonly narrow: boolean;
  readonly onCurrency: (currency: string) => void;
  readonly onAccounts: (accountIds: readonly string[]) => void;
  readonly onPeriod: (preset: PeriodPreset) => void;
  readonly onBy: (by: BucketSize) => void;
}

const ALL = 'all';
const SEVERAL = 'several';
const CUSTOM = 'custom';

function accountSelect({ choice, onAccounts }: Toolbar, texts: Texts, formats: Formats): TemplateResult | typeof nothing {
  if (choice.accounts.length < 2) return nothing;
  const { chosen } = choice;
  return select({
    id: 'account',
    label: texts.common.account,
    value: chosen.length === 0 ? ALL : chosen.length === 1 ? chosen[0]! : SEVERAL,
    choices: [
      { value: ALL, label: texts.common.allAccounts },
      ...(chosen.length > 1 ? [{ value: SEVERAL, label: texts.chart.someAccounts(formats.count(chosen.length)) }] : []),
      ...choice.accounts.map((account) => ({ value: account.id, label: account.name })),
    ],
    onChange: (value) => {
      if (value !== SEVERAL) onAccounts(value === ALL ? [] : [value]);
    },
  });
}

function currencySelect({ choice, onCurrency }: Toolbar, texts: Texts): TemplateResult | typeof nothing {
  if (choice.currencies.length < 2) return nothing;
  return select({
    id: 'currency',
    label: texts.chart.currency,
    value: choice.currency,
    choices: choice.currencies.map((currency) => ({ value: currency, label: currency })),
    onChange: onCurrency,
  });
}

function periodSelect({ preset, periodName, onPeriod }: Toolbar, { chart }: Texts): TemplateResult {
  return select({
    id: 'period',
    label: chart.period,
    value: preset ?? CUSTOM,
    choices: [...(preset ? [] : [{ value: CUSTOM, label: periodName }]), ...periodPresets.map((value) => ({ value, label: chart.periods[value] }))],
    onChange: (value) => {
      if (isPeriodPreset(value)) onPeriod(value);
    },
  });
}

function sizes({ by, narrow, onBy }: Toolbar, { chart }: Texts): TemplateResult {
  const choose = (value: string): void => {
    if (isBucketSize(value)) onBy(value);
  };
  if (narrow) return select({ id: 'by', label: chart.by, value: by, choices: bucketSizes.map((value) => ({ value, label: chart.sizes[value] })), onChange: choose });
  return html`<fieldset class="segments">
    <legend class="visually-hidden">${chart.by}</legend>
    ${bucketSizes.map((size) => html`<label class="segment"><input type="radio" name="by" value=${size} .checked=${live(size === by)} @change=${() => choose(size)} /><span>${chart.sizes[size]}</span></label>`)}
  </fieldset>`;
}

/** Account, currency, period, bucket size: in one line where there is room. */
export function toolbarTemplate(toolbar: Toolbar, texts: Texts, formats: Formats): TemplateResult {
  return html`<div class="toolbar">
    ${currencySelect(toolbar, texts)}${accountSelect(toolbar, texts, formats)}${periodSelect(toolbar, texts)}${sizes(toolbar, texts)}
  </div>`;
}
