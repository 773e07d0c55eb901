import type { ProblemCode, Role } from '@cashflowsmart/sdk/contract';
import type { ChartTexts } from '../chart/chart-texts.ts';
import type { SignInTexts } from '../sign-in/sign-in-texts.ts';
import type { TransactionsTexts } from '../transactions/transactions-texts.ts';
import type { UploaderTexts } from '../uploader/uploader-texts.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import type { Count } from './plurals.ts';

/** A state of an element: what it is, and what to do about it. */
export interface StateText {
  readonly title: string;
  readonly detail: string;
}

/** Words that every element uses. */
export interface CommonTexts {
  readonly cancel: string;
  readonly close: string;
  readonly save: string;
  readonly delete: string;
  readonly retry: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly details: string;
  readonly loading: string;
  readonly account: string;
  readonly allAccounts: string;
  readonly date: string;
  readonly description: string;
  readonly amount: string;
  readonly balance: string;
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly requestId: string;
  readonly required: string;
  /** Before a value that was changed: `was 12.00`. */
  readonly was: (value: string) => string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly noProvider: StateText;
  readonly offline: StateText;
  readonly sessionEnded: StateText;
  readonly signedOut: StateText;
  /** Somebody is signed in and has not chosen among their organisations, or has none. */
  readonly noOrganisation: StateText;
  readonly notMember: StateText;
  readonly notYourRole: (role: string) => StateText;
  readonly failed: StateText;
  /** How long to wait after too many requests. */
  readonly waitSeconds: (seconds: Count) => string;
  readonly waitMinutes: (minutes: Count) => string;
}

/** A problem of the API in the reader's language; where a code is missing, the words of the server are shown. */
export type ProblemTexts = Readonly<Partial<Record<ProblemCode, { readonly title: string; readonly action: string }>>>;

/** Every word that the elements show. */
export interface Texts {
  /** Language in which these texts are written (BCP 47). */
  readonly language: string;
  readonly common: CommonTexts;
  readonly problems: ProblemTexts;
  readonly signIn: SignInTexts;
  readonly transactions: TransactionsTexts;
  readonly uploader: UploaderTexts;
  readonly chart: ChartTexts;
}

/** What a host replaces; everything else stays as it is. */
export type TextOverrides = { readonly [Section in keyof Texts]?: Texts[Section] extends string ? Texts[Section] : Partial<Texts[Section]> };

const languages: readonly Texts[] = [en, de];

/** The texts for a locale: by its language, else English. */
export function textsFor(locale: string): Texts {
  const language = locale.toLowerCase().split('-', 1)[0];
  return languages.find((texts) => texts.language === language) ?? en;
}

/** Texts with a host's own words put over them, section by section. */
export function withOverrides(texts: Texts, overrides: TextOverrides | undefined): Texts {
  if (!overrides) return texts;
  return {
    language: overrides.language ?? texts.language,
    common: { ...texts.common, ...overrides.common },
    problems: { ...texts.problems, ...overrides.problems },
    signIn: { ...texts.signIn, ...overrides.signIn },
    transactions: { ...texts.transactions, ...overrides.transactions },
    uploader: { ...texts.uploader, ...overrides.uploader },
    chart: { ...texts.chart, ...overrides.chart },
  };
}
