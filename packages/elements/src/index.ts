/**
 * The elements' classes. Importing them registers nothing and runs in Node too; `defineElements()` registers them,
 * or the entry `define` with the default names.
 */
export { CashFlowChartElement } from './chart/chart.ts';
export { defineElements } from './define-elements.ts';
export { CookieRefusedError } from './foundation/cookie-refused-error.ts';
export type { DefineOptions } from './foundation/register-elements.ts';
export type { ProviderSource } from './foundation/controllers/context-controller.ts';
export {
  CashFlowEvent,
  ImportCommitEvent,
  LoadErrorEvent,
  OrganisationChangeEvent,
  ReadyEvent,
  SessionEndEvent,
  StepChangeEvent,
  TransactionOpenEvent,
  UserActivityEvent,
  ViewChangeEvent,
} from './foundation/events.ts';
export { providerContext, type LedgerChange, type ProviderContext, type SessionState, type View } from './foundation/provider-context.ts';
export { textsFor, withOverrides, type StateText, type TextOverrides, type Texts } from './foundation/texts.ts';
export { CashFlowProviderElement } from './provider/provider-element.ts';
export { CashFlowSignInElement } from './sign-in/sign-in-element.ts';
export { CashFlowTransactionsElement } from './transactions/transactions-element.ts';
export { CashFlowUploaderElement } from './uploader/uploader-element.ts';
