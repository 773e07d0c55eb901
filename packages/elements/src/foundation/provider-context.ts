import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { BucketSize, Problem, Role, Session } from '@cashflowsmart/sdk/contract';
import type { CalendarDate } from '@cashflowsmart/sdk/dates';
import { createContext } from '@lit/context';
import type { Texts } from './texts.ts';

/** Who is at the screen. `ended`: there was a session and it is over. */
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'none' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'error'; readonly problem: Problem | null }
  /** Somebody is signed in without an organisation: they have several and have not chosen, or none. */
  | { readonly kind: 'choosing'; readonly session: Session }
  | { readonly kind: 'active'; readonly session: Session; readonly organisationId: string; readonly role: Role };

/** What the elements under one provider look at together. */
export interface View {
  /** Empty: every account of the currency. */
  readonly accountIds: readonly string[];
  readonly currency: string | null;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly by: BucketSize;
}

/** Why the ledger changed, so that siblings load again. */
export interface LedgerChange {
  readonly kind: 'commit' | 'undo' | 'edit';
  readonly accountId: string;
}

/** What a provider gives to the elements below it. A versioned interface: later versions add, they never change. */
export interface ProviderContext {
  readonly version: 1;
  readonly client: CashFlowClient;
  readonly session: SessionState;
  readonly view: View;
  /** BCP 47 tag for Intl and the texts. */
  readonly locale: string;
  readonly texts: Texts;
  /** Where the statement worker is loaded from. */
  readonly workerUrl: URL;
  /** Grows with every change of the ledger that any sibling or tab reports. */
  readonly ledgerVersion: number;
  setView(patch: Partial<View>): void;
  /** Rejects with `cookie-refused` where the browser did not keep the session. */
  signIn(email: string, password: string, signal?: AbortSignal): Promise<void>;
  /** Enters a session that has begun in another way than by password alone; rejects as `signIn` does. */
  enterSession(session: Session): Promise<void>;
  signOut(): Promise<void>;
  chooseOrganisation(organisationId: string): void;
  /** Loads the session again; the provider also does so by itself where an element reports a 401. */
  refreshSession(): Promise<void>;
  /** Tell that a request failed, so that an ended session shows everywhere at once. */
  reportFailure(error: unknown): void;
  ledgerChanged(change: LedgerChange): void;
  /** Tell that the person is active, so that a host can keep its own session alive. */
  userActive(): void;
}

/** `Symbol.for`, so that two copies of the library on one page find each other. */
export const providerContext = createContext<ProviderContext | undefined>(Symbol.for('cash-flow/1'));
