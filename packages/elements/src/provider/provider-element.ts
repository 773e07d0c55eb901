import { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Session } from '@cashflowsmart/sdk/contract';
import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { ProviderSource } from '../foundation/controllers/context-controller.ts';
import { CookieRefusedError } from '../foundation/cookie-refused-error.ts';
import { LoadErrorEvent, OrganisationChangeEvent, ReadyEvent, SessionEndEvent, UserActivityEvent, ViewChangeEvent } from '../foundation/events.ts';
import { isAbort, saysSessionEnded } from '../foundation/failure.ts';
import { providerContext, type LedgerChange, type ProviderContext, type SessionState, type View } from '../foundation/provider-context.ts';
import { textsFor, withOverrides, type TextOverrides } from '../foundation/texts.ts';
import { defaultWorkerUrl } from '../worker-url.ts';
import { SessionClock } from './session-clock.ts';
import { activeState, failedState } from './session-state.ts';
import { TabChannel, type TabMessage } from './tab-channel.ts';

const ACTIVITY_EVERY = 30_000;
const EMPTY_VIEW: View = { accountIds: [], currency: null, from: null, to: null, by: 'month' };
const ACTIVITY_EVENTS = ['pointerdown', 'keydown', 'wheel'] as const;

/** Whether somebody is signed in, with an organisation or before choosing one. */
function isEntered(state: SessionState): state is Extract<SessionState, { kind: 'active' | 'choosing' }> {
  return state.kind === 'active' || state.kind === 'choosing';
}

/**
 * Connects the elements inside it (or those that have it as `.provider`) with the API: one session, one
 * organisation, one view, one language. It draws nothing itself.
 *
 * @slot - The elements, and anything else.
 * @event ready - A session is there and its organisation is chosen.
 * @event load-error - The session could not be loaded.
 * @event organisation-change - Somebody chose another organisation, or one of several after signing in.
 * @event session-end - The session is over.
 * @event user-activity - Somebody works with the elements; at most every 30 seconds.
 * @event view-change - The shared view is about to change; cancelable.
 */
export class CashFlowProviderElement extends LitElement implements ProviderSource {
  static override properties: PropertyDeclarations = {
    api: {},
    locale: {},
    theme: { reflect: true },
    organisation: {},
    client: { attribute: false },
    texts: { attribute: false },
    workerUrl: { attribute: false },
    view: { attribute: false },
    session: { state: true },
    ledgerVersion: { state: true },
  };

  // `contents`: the provider adds no box to the host's layout; `color-scheme` is inherited all the same.
  static override styles = css`
    :host {
      display: contents;
    }

    :host([theme='light']) {
      color-scheme: light;
    }

    :host([theme='dark']) {
      color-scheme: dark;
    }
  `;

  /** Base address of the API, such as `/cash-flow`. Default: the page's own origin. */
  declare api: string;
  /** BCP 47 tag. Default: the language of the page, else of the browser. */
  declare locale: string | null;
  /** Default: the colour scheme of the page. */
  declare theme: 'light' | 'dark' | null;
  /** Id of the organisation to show. Default: the only one of the person; who has several chooses. */
  declare organisation: string | null;
  /** A client of one's own, such as one with another fetch; replaces `api`. */
  declare client: CashFlowClient | undefined;
  /** Words that replace the elements' own. */
  declare texts: TextOverrides | undefined;
  /** Where the statement worker is, if it was moved away from beside the elements. */
  declare workerUrl: URL | string | undefined;
  /** What the elements show together; a host may set it. */
  declare view: View;
  protected declare session: SessionState;
  protected declare ledgerVersion: number;

  readonly #provider = new ContextProvider(this, { context: providerContext });
  readonly #clock = new SessionClock(() => void this.#refresh(true));
  #ownClient: CashFlowClient | undefined;
  #context: ProviderContext | undefined;
  #channel: TabChannel | undefined;
  #loading: AbortController | undefined;
  #chosen: string | undefined;
  #lastActivity = -ACTIVITY_EVERY;
  #lastPost = -ACTIVITY_EVERY;

  constructor() {
    super();
    this.api = '';
    this.locale = null;
    this.theme = null;
    this.organisation = null;
    this.view = EMPTY_VIEW;
    this.session = { kind: 'loading' };
    this.ledgerVersion = 0;
    for (const type of ACTIVITY_EVENTS) this.addEventListener(type, () => this.#userActive(), { passive: true });
  }

  /** What the elements get. A new object with every change. */
  get context(): ProviderContext {
    this.#context ??= this.#createContext();
    return this.#context;
  }

  /**
   * Signs in. `signal` takes back the attempt for as long as the server has not answered it.
   *
   * @throws {CashFlowError} as the client does; `sign-in-failed` where e-mail and password do not fit.
   * @throws {CookieRefusedError} the browser did not keep the session; nobody is signed in.
   */
  async signIn(email: string, password: string, signal?: AbortSignal): Promise<void> {
    const session = await this.#client.session.signIn({ email, password }, signal ? { signal } : {});
    await this.#enterKept(session);
  }

  /**
   * Enters a session that has begun, such as by a second factor or a passkey.
   *
   * @throws {CookieRefusedError} the browser did not keep the session; nobody is signed in.
   */
  async enterSession(session: Session): Promise<void> {
    await this.#enterKept(session);
  }

  /** Ends the session on the server and everywhere on the page. */
  async signOut(): Promise<void> {
    await this.#client.session.signOut();
    this.#loading?.abort();
    this.#leave({ kind: 'none' }, 'signed-out');
    this.#channel?.post({ kind: 'session' });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('online', this.#online);
    if (this.hasUpdated) this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('online', this.#online);
    this.#loading?.abort();
    this.#clock.stop();
    this.#channel?.close();
    this.#channel = undefined;
  }

  override requestUpdate(...change: Parameters<LitElement['requestUpdate']>): void {
    super.requestUpdate(...change);
    // The base class asks for its first update before this class has its fields.
    if (#context in this) this.#context = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('api') || changed.has('client')) {
      this.#ownClient = undefined;
      if (this.isConnected) this.#connect();
    } else if (changed.has('organisation')) {
      this.#chosen = undefined;
      if (isEntered(this.session)) this.#enter(this.session.session);
    }
    this.#provider.setValue(this.context);
    this.dispatchEvent(new Event('context-change'));
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  get #client(): CashFlowClient {
    this.#ownClient ??= this.client ?? new CashFlowClient({ baseUrl: this.api, fetch: this.#fetch });
    return this.#ownClient;
  }

  get #locale(): string {
    return this.locale || this.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  }

  #createContext(): ProviderContext {
    return {
      version: 1,
      client: this.#client,
      session: this.session,
      view: this.view,
      locale: this.#locale,
      texts: withOverrides(textsFor(this.#locale), this.texts),
      workerUrl: this.workerUrl === undefined ? defaultWorkerUrl : new URL(this.workerUrl, document.baseURI),
      ledgerVersion: this.ledgerVersion,
      setView: (patch) => this.#setView(patch),
      signIn: (email, password, signal) => this.signIn(email, password, signal),
      enterSession: (session) => this.enterSession(session),
      signOut: () => this.signOut(),
      chooseOrganisation: (organisationId) => this.#choose(organisationId),
      refreshSession: () => this.#refresh(),
      reportFailure: (error) => this.#reportFailure(error),
      ledgerChanged: (change) => this.#ledgerChanged(change),
      userActive: () => this.#userActive(),
    };
  }

  #connect(): void {
    this.#channel?.close();
    this.#channel = new TabChannel(this.api, this.#heard);
    void this.#refresh();
  }

  /** Loads the session. `due`: by the clock it must have ended, so nothing stays on the screen without the server's word. */
  async #refresh(due = false): Promise<void> {
    this.#loading?.abort();
    const abort = new AbortController();
    this.#loading = abort;
    if (this.session.kind === 'offline' || this.session.kind === 'error') this.session = { kind: 'loading' };
    try {
      const session = await this.#client.session.current({ signal: abort.signal });
      if (!abort.signal.aborted) this.#enter(session);
    } catch (error) {
      if (abort.signal.aborted || isAbort(error)) return;
      const state = failedState(error, this.session);
      // A lost connection or a fault of the server takes away nothing that is on the screen.
      if (isEntered(this.session) && state.kind !== 'ended' && !due) return;
      if (isEntered(this.session) || state.kind === 'ended') this.#leave(state, 'expired');
      else this.session = state;
      if (state.kind === 'offline' || state.kind === 'error') {
        this.dispatchEvent(new LoadErrorEvent({ problem: state.kind === 'error' ? state.problem : null }));
      }
    }
  }

  /** Enters a session that has just begun, unless reading it back shows that the browser refused its cookie. */
  async #enterKept(begun: Session): Promise<void> {
    this.#loading?.abort();
    const abort = new AbortController();
    this.#loading = abort;
    let session = begun;
    try {
      session = await this.#client.session.current({ signal: abort.signal });
    } catch (error) {
      if (!abort.signal.aborted && saysSessionEnded(error)) {
        this.#leave({ kind: 'none' }, 'expired');
        throw new CookieRefusedError({ cause: error });
      }
      // A lost connection or a fault of the server says nothing about the cookie; the sign-in itself succeeded.
    }
    // What took the place of this read, such as a sign-out, knows better who is there.
    if (abort.signal.aborted) return;
    this.#enter(session);
    this.#channel?.post({ kind: 'session' });
  }

  #enter(session: Session): void {
    const before = this.session;
    // Whoever was taken out of the organisation they had chosen is asked again; one that the host names is never replaced.
    if (!session.memberships.some((one) => one.organisationId === this.#chosen)) this.#chosen = undefined;
    const state = activeState(session, this.#chosen ?? this.organisation ?? undefined, this.context.texts.common.notMember);
    this.session = state;
    this.#clock.watch(isEntered(state) ? session : undefined);
    if (state.kind === 'choosing') return;
    if (state.kind !== 'active') {
      this.dispatchEvent(new LoadErrorEvent({ problem: state.kind === 'error' ? state.problem : null }));
      return;
    }
    const { organisationId } = state;
    const same = before.kind === 'active' && before.organisationId === organisationId && before.session.person.id === session.person.id;
    if (!same) this.dispatchEvent(new ReadyEvent({ session, organisationId }));
  }

  #leave(state: SessionState, reason: 'signed-out' | 'expired'): void {
    const entered = isEntered(this.session);
    this.session = state;
    this.#chosen = undefined;
    this.#clock.watch(undefined);
    this.#show(EMPTY_VIEW);
    if (entered) this.dispatchEvent(new SessionEndEvent({ reason }));
  }

  #choose(organisationId: string): void {
    if (!isEntered(this.session)) return;
    if (this.session.kind === 'active' && this.session.organisationId === organisationId) return;
    this.#chosen = organisationId;
    // Accounts and currency belong to the organisation that is left.
    this.#show({ ...this.view, accountIds: [], currency: null });
    this.#enter(this.session.session);
    this.dispatchEvent(new OrganisationChangeEvent({ organisationId }));
  }

  #reportFailure(error: unknown): void {
    if (!saysSessionEnded(error) || !isEntered(this.session)) return;
    this.#leave({ kind: 'ended' }, 'expired');
    this.#channel?.post({ kind: 'session' });
  }

  #setView(patch: Partial<View>): void {
    this.#show({ ...this.view, ...patch });
  }

  #show(view: View): void {
    if (Object.keys(view).every((key) => view[key as keyof View] === this.view[key as keyof View])) return;
    if (this.dispatchEvent(new ViewChangeEvent({ view }))) this.view = view;
  }

  #ledgerChanged({ accountId }: LedgerChange): void {
    this.ledgerVersion += 1;
    if (this.session.kind === 'active') this.#channel?.post({ kind: 'ledger', organisationId: this.session.organisationId, accountId });
  }

  #userActive(): void {
    const now = performance.now();
    if (now - this.#lastActivity < ACTIVITY_EVERY) return;
    this.#lastActivity = now;
    this.dispatchEvent(new UserActivityEvent());
  }

  /** The page's fetch; every request of this tab also moves the idle time of the other tabs. */
  readonly #fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    this.#clock.touch();
    const now = performance.now();
    if (now - this.#lastPost >= ACTIVITY_EVERY) {
      this.#lastPost = now;
      this.#channel?.post({ kind: 'activity' });
    }
    return response;
  };

  readonly #heard = (message: TabMessage): void => {
    if (message.kind === 'activity') this.#clock.touch();
    else if (message.kind === 'session') void this.#refresh();
    else if (this.session.kind === 'active' && this.session.organisationId === message.organisationId) this.ledgerVersion += 1;
  };

  readonly #online = (): void => {
    if (this.session.kind === 'offline') void this.#refresh();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'cash-flow-provider': CashFlowProviderElement;
  }
}
