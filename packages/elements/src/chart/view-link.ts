import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { ViewChangeEvent } from '../foundation/events.ts';
import type { ProviderContext, View } from '../foundation/provider-context.ts';
import { isPeriod } from './period.ts';
import type { PeriodChoice } from './plan.ts';

const NO_VIEW: View = { accountIds: [], currency: null, from: null, to: null, by: 'month' };

const daysOf = ({ from, to }: Pick<View, 'from' | 'to'>): string => `${from} ${to}`;

/**
 * How the chart and the shared view hang together. It follows days that a sibling or the host puts there; days that it
 * puts there itself, such as those of an opened bar, are for the siblings and do not narrow the chart.
 */
export class ViewLink {
  readonly #host: EventTarget;
  readonly #context: () => Pick<ProviderContext, 'view' | 'setView'> | undefined;
  readonly #own: () => Partial<View> | undefined;
  #seen: View | null = null;
  #written: string | null = null;
  /** The days of the shared view before a bar was opened. */
  #before: Pick<View, 'from' | 'to'> | null = null;
  /** What was chosen here or by a sibling; null: what the attributes say. */
  period: PeriodChoice | null = null;
  by: BucketSize | null = null;

  constructor(host: EventTarget, context: () => Pick<ProviderContext, 'view' | 'setView'> | undefined, own: () => Partial<View> | undefined) {
    this.#host = host;
    this.#context = context;
    this.#own = own;
    // A host hears of a change at the chart or at the provider, which tells of every change; not twice at the provider.
    host.addEventListener(ViewChangeEvent.type, (event) => event.stopPropagation());
  }

  /** The shared view, with what the host set on the element over it. */
  get view(): View {
    return { ...NO_VIEW, ...this.#context()?.view, ...this.#own() };
  }

  /** Takes over what others changed since the last call; true where that is another period. */
  follow(): boolean {
    const [view, seen] = [this.view, this.#seen];
    this.#seen = view;
    if (seen && view.by !== seen.by) this.by = view.by;
    if (daysOf(view) === daysOf(seen ?? NO_VIEW) || daysOf(view) === this.#written) return false;
    this.period = isPeriod(view.from, view.to) ? { from: view.from!, to: view.to! } : null;
    this.#written = null;
    this.#before = null;
    return true;
  }

  /** Asks for another view; false where the host prevented it. */
  change(patch: Partial<View>): boolean {
    if (!this.#host.dispatchEvent(new ViewChangeEvent({ view: { ...this.view, ...patch } }))) return false;
    this.#context()?.setView(patch);
    return true;
  }

  chooseBy(by: BucketSize): boolean {
    if (!this.change({ by })) return false;
    this.by = by;
    return true;
  }

  choosePeriod(period: PeriodChoice, days: Pick<View, 'from' | 'to'>): boolean {
    if (!this.#write(days)) return false;
    this.#before = null;
    this.period = period;
    return true;
  }

  /** Shows the days of a bar to the siblings. */
  open(days: Pick<View, 'from' | 'to'>): boolean {
    const before = this.#before ?? { from: this.view.from, to: this.view.to };
    if (!this.#write(days)) return false;
    this.#before = before;
    return true;
  }

  /** Gives the siblings back the days that they showed before. */
  close(): void {
    const before = this.#before;
    this.#before = null;
    if (before) this.#write(before);
  }

  #write({ from, to }: Pick<View, 'from' | 'to'>): boolean {
    const previous = this.#written;
    this.#written = daysOf({ from, to });
    if (this.change({ from, to })) return true;
    this.#written = previous;
    return false;
  }
}
