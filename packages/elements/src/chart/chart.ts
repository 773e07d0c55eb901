import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Account, BucketSize, CashFlowSeries, Transaction } from '@cashflowsmart/sdk/contract';
import { reachOf } from '@cashflowsmart/sdk/roles';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { CashFlowElement } from '../foundation/base-element.ts';
import { withBaseStyles } from '../foundation/base-styles.ts';
import { Loader } from '../foundation/controllers/loader.ts';
import { TransactionOpenEvent } from '../foundation/events.ts';
import { describeFailure } from '../foundation/failure.ts';
import { button } from '../foundation/parts/button.ts';
import { failureState, notYourRole, sessionState } from '../foundation/parts/states.ts';
import type { View } from '../foundation/provider-context.ts';
import { MOST_ACCOUNTS } from './account-choice.ts';
import { bucketName, periodName, spanName } from './bucket-names.ts';
import { chartStyles } from './chart.styles.ts';
import { DrillController } from './drill-controller.ts';
import { drillTemplate } from './drill-template.ts';
import { drillStyles } from './drill.styles.ts';
import { figuresTemplate, notesTemplate, periodLine, readOutTemplate } from './figures-template.ts';
import { ghostModel } from './ghost.ts';
import { isBucketSize, isPeriod, isPeriodPreset, resolvePeriod, type Period, type PeriodPreset } from './period.ts';
import { planOf, type PeriodChoice, type Plan } from './plan.ts';
import { PlotSizeController } from './plot-size.ts';
import { plotTemplate } from './plot-template.ts';
import { readOutOf, spoken, type ReadOutWords } from './read-out.ts';
import { drawScene } from './scene-template.ts';
import { SceneCache } from './scene-cache.ts';
import { sceneStyles } from './scene.styles.ts';
import type { Scene } from './scene.ts';
import { seriesModel, type SeriesModel } from './series-model.ts';
import { chartSkeleton, emptyChart, nothingInPeriod, staleBanner, toolbarSkeleton, type Shape } from './states-template.ts';
import { tableTemplate, tableWidth } from './table-template.ts';
import { tableStyles } from './table.styles.ts';
import { today } from './today.ts';
import { toolbarTemplate } from './toolbar-template.ts';
import { ViewLink } from './view-link.ts';

interface AccountsInput {
  readonly client: CashFlowClient;
  readonly organisationId: string;
  readonly ledgerVersion: number;
}

interface LoadedAccounts {
  readonly items: readonly Account[];
  readonly organisationId: string;
  /** The state of the ledger that they were loaded at; the series is asked for at the same. */
  readonly ledgerVersion: number;
}

interface SeriesInput extends AccountsInput {
  readonly accountIds: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly by: BucketSize;
}

/** Room that the labels of the grid take at most, so that the size of buckets can be chosen before they are known. */
const GUTTER = 64;
/** A moving cursor is read out once it rests. */
const SPEAK_AFTER = 250;

let instances = 0;

/**
 * Balance, money in and money out over time, from the same figures as its table. What no statement covers is shown as
 * unknown, never as zero; currencies are never added up; transfers between own accounts stand apart.
 *
 * @attr period - `last-3-months`, `last-6-months`, `last-12-months` (default), `last-24-months`, `this-year`, `last-year` or `all`.
 * @attr from - First day; with `to` instead of `period`.
 * @attr to - Last day.
 * @attr by - `day`, `week`, `month` (default), `quarter` or `year`; a coarser one is drawn where the marks have no room.
 * @attr framed - Draws a border around the element.
 * @slot empty-action - What to do where there is no statement yet, such as a link to the uploader.
 * @event view-change - Accounts, currency, period or size are about to change; cancelable.
 * @event transaction-open - Somebody chose a transaction behind a bar; cancelable.
 * @csspart base - The element's box.
 * @csspart plot - The drawing.
 * @csspart transactions - The panel with the transactions behind a bar.
 */
export class CashFlowChartElement extends CashFlowElement {
  static override properties: PropertyDeclarations = {
    ...CashFlowElement.properties,
    period: {},
    from: {},
    to: {},
    by: {},
    framed: { type: Boolean, reflect: true },
    view: { attribute: false },
    asTable: { state: true },
    cursor: { state: true },
  };

  static override styles = withBaseStyles(chartStyles, sceneStyles, tableStyles, drillStyles);

  declare period: PeriodPreset | null;
  declare from: string | null;
  declare to: string | null;
  declare by: BucketSize | null;
  declare framed: boolean;
  /** What to look at, where a host keeps that itself; what is left out comes from the provider. */
  declare view: Partial<View> | undefined;
  protected declare asTable: boolean;
  protected declare cursor: number | null;

  readonly #uid = `cash-flow-chart-${(instances += 1)}`;
  readonly #link = new ViewLink(this, () => this.context, () => this.view);
  readonly #size = new PlotSizeController(
    this,
    () => this.renderRoot?.querySelector('.plot') ?? null,
    () => this.renderRoot?.querySelector('.chart') ?? null,
  );
  readonly #accounts: Loader<AccountsInput, LoadedAccounts>;
  readonly #series: Loader<SeriesInput, CashFlowSeries>;
  readonly #drill: DrillController;
  #plan: Plan | null = null;
  readonly #ghost = ghostModel();
  readonly #scenes = new SceneCache();
  #modelled: { readonly series: CashFlowSeries; readonly model: SeriesModel | null } | null = null;
  #focusNext: 'drill' | 'origin' | null = null;
  #speaking: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.period = null;
    this.from = null;
    this.to = null;
    this.by = null;
    this.framed = false;
    this.asTable = false;
    this.cursor = null;
    const report = (error: unknown): void => void this.reportFailure(error);
    this.#accounts = new Loader<AccountsInput, LoadedAccounts>(this, {
      input: () => this.#accountsInput,
      key: ({ organisationId, ledgerVersion }) => `${organisationId} ${ledgerVersion}`,
      load: async ({ client, organisationId, ledgerVersion }, signal) => ({ items: await client.accounts.list(organisationId, { signal }).toArray(), organisationId, ledgerVersion }),
      keeps: (before, now) => before.organisationId === now.organisationId,
      onFailure: report,
    });
    this.#series = new Loader<SeriesInput, CashFlowSeries>(this, {
      input: () => this.#seriesInput,
      key: ({ organisationId, ledgerVersion, accountIds, from, to, by }) => [organisationId, ledgerVersion, accountIds.join(), from, to, by].join(' '),
      load: ({ client, organisationId, accountIds, from, to, by }, signal) => client.cashFlow.read(organisationId, { accountIds, from, to, by }, { signal }),
      keeps: (before, now) => before.organisationId === now.organisationId,
      onFailure: report,
    });
    this.#drill = new DrillController(this, () => this.#seriesInput, report);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.#online);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#online);
    clearTimeout(this.#speaking);
  }

  get #accountsInput(): AccountsInput | undefined {
    const { context } = this;
    if (context?.session.kind !== 'active' || !reachOf(context.session.role, 'cash-flow:read')) return undefined;
    return { client: context.client, organisationId: context.session.organisationId, ledgerVersion: context.ledgerVersion };
  }

  get #seriesInput(): SeriesInput | undefined {
    const [accounts, loaded, plan] = [this.#accountsInput, this.#accounts.value, this.#plan];
    if (!accounts || !loaded || plan?.kind !== 'ready' || this.#size.width === 0) return undefined;
    const { choice, period, by } = plan;
    return { ...accounts, ledgerVersion: loaded.ledgerVersion, accountIds: choice.asked, from: period.from, to: period.to, by };
  }

  get #words(): ReadOutWords {
    return { formats: this.formats, texts: this.texts.chart, all: this.texts };
  }

  /** null while the accounts of the organisation are not there. */
  #makePlan(): Plan | null {
    const loaded = this.#accounts.value;
    if (!loaded || loaded.organisationId !== this.#accountsInput?.organisationId) return null;
    const { view } = this.#link;
    const attributes: PeriodChoice = isPeriod(this.from, this.to) ? { from: this.from!, to: this.to! } : isPeriodPreset(this.period) ? this.period : 'last-12-months';
    return planOf({
      accounts: loaded.items,
      view,
      period: this.#link.period ?? attributes,
      by: this.#link.by ?? (isBucketSize(this.by) ? this.by : view.by),
      width: this.#size.width - GUTTER,
      today: today(),
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.hasUpdated && (changed.has('period') || changed.has('from') || changed.has('to'))) this.#link.period = null;
    if (this.hasUpdated && changed.has('by')) this.#link.by = null;
    if (this.#link.follow()) this.#drill.close();
    this.#plan = this.#makePlan();
  }

  protected override updated(): void {
    if (this.#focusNext === null) return;
    const target = this.#focusNext === 'drill' ? '#drill-title' : this.asTable ? `button[data-index="${this.cursor ?? 0}"]` : '.plot';
    this.#focusNext = null;
    this.renderRoot.querySelector<HTMLElement>(target)?.focus();
  }

  protected override renderContent(): TemplateResult {
    const { context, texts } = this;
    const blocked = context?.session.kind === 'loading' ? null : sessionState(context, texts, html``);
    if (blocked) return html`<div class="chart blocked">${blocked}</div>`;
    if (context?.session.kind === 'active' && !reachOf(context.session.role, 'cash-flow:read')) {
      return html`<div class="chart blocked">${notYourRole(context.session.role, texts)}</div>`;
    }
    const model = this.#model;
    const stale = model !== null && (this.#series.state.kind !== 'ready' || this.#accounts.state.kind !== 'ready');
    return html`<section class=${stale ? 'chart stale' : 'chart'} aria-labelledby="title" aria-busy=${this.#isLoading}>
      ${this.#head(model)}
      ${this.#body(model)}
    </section>`;
  }

  #head(model: SeriesModel | null): TemplateResult {
    const { texts, formats } = this;
    const plan = this.#plan;
    const currency = plan && plan.kind !== 'no-accounts' ? plan.choice.currency : null;
    return html`<div class="head">
      <h2 class="title" id="title">${texts.chart.title}${currency ? html` <span class="unit">${currency}</span>` : nothing}</h2>
      ${model && plan?.kind === 'ready'
        ? html`<div class="toggle">${button({ label: this.asTable ? texts.chart.showChart : texts.chart.showTable, onClick: this.#toggleTable })}</div>`
        : nothing}
      ${plan?.kind === 'ready'
        ? toolbarTemplate(
            {
              choice: plan.choice,
              preset: plan.preset,
              periodName: spanName(plan.period, this.#words),
              by: plan.wanted,
              narrow: this.#size.narrow,
              onCurrency: (chosen) => this.#chooseAccounts(chosen, []),
              onAccounts: (accountIds) => this.#chooseAccounts(plan.choice.currency, accountIds),
              onPeriod: (preset) => this.#choosePeriod(preset),
              onBy: (by) => this.#chooseBy(by),
            },
            texts,
            formats,
          )
        : plan === null && !this.#failure
          ? toolbarSkeleton()
          : nothing}
    </div>`;
  }

  #body(model: SeriesModel | null): TemplateResult {
    const { texts } = this;
    const failed = this.#failure;
    const retry = (): void => this.#retry();
    if (!model && failed) return failureState(failed, texts, retry);
    const plan = this.#plan;
    if (plan?.kind === 'no-accounts') return emptyChart(texts.chart.noAccounts, this.#shape, texts, retry);
    if (plan?.kind === 'no-data') return emptyChart(texts.chart.empty, this.#shape, texts, retry);
    if (!model || plan?.kind !== 'ready') {
      const none = plan?.kind === 'ready' && this.#series.state.kind === 'ready';
      return none ? html`<div class="plot" part="plot">${this.#nothingInPeriod(plan.period)}</div>` : chartSkeleton(this.#shape, texts);
    }
    const words = this.#words;
    const known = model.coverage.none < model.coverage.total;
    const readOut = readOutOf(model, this.cursor ?? model.newest ?? model.columns.length - 1, words);
    return html`<div class="overview">${figuresTemplate(model, words)}${periodLine(model, words)}</div>
      ${this.asTable
        ? tableTemplate(model, { words, stacked: tableWidth(model, this.#digit) > this.#size.width, opened: this.#openedIndex(model), onOpen: (index) => this.#open(model, index, true) })
        : html`${readOutTemplate(readOut, words, this.#figuresAreLong(model))}${this.#plot(model, known)}`}
      ${failed ? staleBanner(failed, texts, retry) : nothing}
      ${notesTemplate(model, words, this.#requestNotes(plan))}
      ${this.asTable ? nothing : html`<div class="visually-hidden" id="table">${guard([model, words.all, words.formats], () => tableTemplate(model, { words, stacked: false, opened: null, onOpen: null }))}</div>`}
      ${this.#drillPanel(model)}`;
  }

  #plot(model: SeriesModel, known: boolean): TemplateResult {
    const scene = this.#scene(model);
    if (!known) {
      const ground = scene ? drawScene({ scene, uid: this.#uid, words: { noStatement: '' }, cursor: null, opened: null }) : nothing;
      return html`<div class="plot unknown-scene" part="plot">${ground}${this.#nothingInPeriod(model)}</div>`;
    }
    return plotTemplate(
      {
        model,
        scene,
        uid: this.#uid,
        rtl: this.direction === 'rtl',
        cursor: this.cursor,
        cursorNow: () => this.cursor,
        opened: this.#openedIndex(model),
        onMove: (index, byKey) => this.#move(model, index, byKey),
        onOpen: (index, byKey) => this.#open(model, index, byKey),
        onClose: () => this.#closeDrill(true),
      },
      this.#words,
    );
  }

  #nothingInPeriod(period: Period): TemplateResult {
    return nothingInPeriod(this.texts.chart.noStatementInPeriod(periodName(period, this.#words)), this.texts, () => this.#choosePeriod('all'));
  }

  #drillPanel(model: SeriesModel): TemplateResult | typeof nothing {
    const index = this.#openedIndex(model);
    const column = index === null ? undefined : model.columns[index];
    const drill = this.#drill;
    if (!column || this.#plan?.kind !== 'ready') return nothing;
    const { choice } = this.#plan;
    const names = choice.asked.length > 1 ? choice.accounts.map((account) => [account.id, account.name] as const) : [];
    return drillTemplate(
      {
        name: bucketName(column.bucket, model.by, this.#words),
        count: column.bucket.count,
        transactions: drill.transactions,
        hasMore: drill.hasMore,
        loadingMore: drill.loadingMore,
        failure: drill.error === undefined ? null : describeFailure(drill.error, this.texts),
        accountNames: new Map(names),
        onOpen: (transaction) => this.#openTransaction(transaction),
        onMore: () => void drill.more(),
        onRetry: () => drill.retry(),
        onClose: () => this.#closeDrill(true),
      },
      this.#words,
    );
  }

  #requestNotes(plan: Extract<Plan, { kind: 'ready' }>): readonly string[] {
    const { chart } = this.texts;
    const { formats } = this;
    return [
      ...(plan.period.movedBack && plan.choice.data.to ? [chart.movedBack(formats.date(plan.choice.data.to))] : []),
      ...(plan.by === plan.wanted ? [] : [chart.coarser(plan.by)]),
      ...(plan.choice.tooMany ? [chart.tooManyAccounts(formats.count(MOST_ACCOUNTS))] : []),
    ];
  }

  get #model(): SeriesModel | null {
    const series = this.#series.value;
    if (!series) return null;
    if (this.#modelled?.series !== series) this.#modelled = { series, model: seriesModel(series) };
    return this.#modelled.model;
  }

  /** Whether four figures of the longest kind have no room beside each other. */
  #figuresAreLong(model: SeriesModel): boolean {
    const longest = Math.max(...model.columns.flatMap(({ bucket, level }) => [bucket.moneyIn, bucket.moneyOut, bucket.net, level].map((money) => money?.amount.length ?? 0)));
    // Grouping marks add a third; a fifth of the width is the name's.
    return this.#digit * longest * 1.33 > this.#size.width / 5.4 - 12;
  }

  /** Pixels of a digit of the text, which is a quarter larger than the axis. */
  get #digit(): number {
    return this.#size.measure('0') * 1.25;
  }

  get #isLoading(): boolean {
    return this.#accounts.state.kind === 'loading' || this.#series.state.kind === 'loading';
  }

  get #failure(): ReturnType<typeof describeFailure> | null {
    const failed = [this.#accounts.state, this.#series.state].find((state) => state.kind === 'failed');
    return failed ? describeFailure(failed.error, this.texts) : null;
  }

  #scene(model: SeriesModel): Scene | null {
    const { width, height, fontSize, measure } = this.#size;
    return this.#scenes.sceneOf(model, { width, height, fontSize, measure, rtl: this.direction === 'rtl', words: this.#words });
  }

  get #shape(): Shape {
    return { scene: this.#ghost && this.#scene(this.#ghost), uid: this.#uid };
  }

  #openedIndex(model: SeriesModel): number | null {
    const { period } = this.#drill;
    if (!period) return null;
    const index = model.columns.findIndex(({ bucket }) => bucket.from === period.from && bucket.to === period.to);
    return index < 0 ? null : index;
  }

  #move(model: SeriesModel, index: number | null, byKey: boolean): void {
    this.cursor = index;
    clearTimeout(this.#speaking);
    if (!byKey || index === null) return;
    this.#speaking = setTimeout(() => {
      const readOut = readOutOf(model, index, this.#words);
      if (readOut) this.announce(spoken(readOut, this.#words));
    }, SPEAK_AFTER);
  }

  #open(model: SeriesModel, index: number, takeFocus: boolean): void {
    const column = model.columns[index];
    if (!column || column.coverage === 'none') return;
    if (this.asTable) this.cursor = index;
    if (this.#openedIndex(model) === index) {
      this.#closeDrill(false);
      return;
    }
    const { from, to } = column.bucket;
    if (!this.#link.open({ from, to })) return;
    this.#drill.open({ from, to });
    if (takeFocus) this.#focusNext = 'drill';
  }

  #closeDrill(giveBack: boolean): void {
    this.#drill.close();
    this.#link.close();
    if (giveBack) this.#focusNext = 'origin';
  }

  #openTransaction(transaction: Transaction): void {
    this.dispatchEvent(new TransactionOpenEvent({ transaction }));
  }

  #chooseAccounts(currency: string, accountIds: readonly string[]): void {
    if (this.#link.change({ currency, accountIds })) this.#closeDrill(false);
  }

  #choosePeriod(preset: PeriodPreset): void {
    const plan = this.#plan;
    if (plan?.kind !== 'ready') return;
    const { from, to } = resolvePeriod(preset, today(), plan.choice.data);
    if (!this.#link.choosePeriod(preset, { from, to })) return;
    this.#drill.close();
    this.cursor = null;
  }

  #chooseBy(by: BucketSize): void {
    if (!this.#link.chooseBy(by)) return;
    this.#closeDrill(false);
    this.cursor = null;
  }

  #retry(): void {
    if (this.#accounts.state.kind !== 'ready' || this.#plan?.kind !== 'ready') this.#accounts.retry();
    else this.#series.retry();
  }

  readonly #toggleTable = (): void => {
    this.asTable = !this.asTable;
    this.cursor = null;
  };

  readonly #online = (): void => {
    if (this.#failure?.kind === 'offline') this.#retry();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cash-flow-chart': CashFlowChartElement;
  }
}
