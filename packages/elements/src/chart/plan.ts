import type { Account, BucketSize } from '@cashflowsmart/sdk/contract';
import type { CalendarDate } from '@cashflowsmart/sdk/dates';
import type { View } from '../foundation/provider-context.ts';
import { chooseAccounts, type AccountChoice } from './account-choice.ts';
import { fittingBucket, presetOf, resolvePeriod, type Period, type PeriodPreset, type ResolvedPeriod } from './period.ts';

/** A period by its name, or as two days. */
export type PeriodChoice = PeriodPreset | Period;

export interface PlanInput {
  readonly accounts: readonly Account[];
  readonly view: Pick<View, 'accountIds' | 'currency'>;
  readonly period: PeriodChoice;
  readonly by: BucketSize;
  /** Pixels in which the marks must have room. */
  readonly width: number;
  readonly today: CalendarDate;
}

/** What the chart asks for, or why there is nothing to ask. */
export type Plan =
  | { readonly kind: 'no-accounts' }
  | { readonly kind: 'no-data'; readonly choice: AccountChoice }
  | {
      readonly kind: 'ready';
      readonly choice: AccountChoice;
      readonly period: ResolvedPeriod;
      readonly preset: PeriodPreset | null;
      readonly wanted: BucketSize;
      /** As wanted, or coarser where the marks would have no room. */
      readonly by: BucketSize;
    };

/** Turns what a person chose into what the API is asked. Pure: the same choice on the same day is the same request. */
export function planOf({ accounts, view, period, by, width, today }: PlanInput): Plan {
  const choice = chooseAccounts(accounts, view);
  if (!choice) return { kind: 'no-accounts' };
  if (choice.asked.length === 0) return { kind: 'no-data', choice };
  const days = typeof period === 'string' ? resolvePeriod(period, today, choice.data) : { ...period, movedBack: false };
  const preset = typeof period === 'string' ? period : presetOf(days, today, choice.data);
  const resolved = preset ? resolvePeriod(preset, today, choice.data) : days;
  return {
    kind: 'ready',
    choice,
    period: resolved,
    preset,
    wanted: by,
    by: fittingBucket(by, resolved, width),
  };
}
