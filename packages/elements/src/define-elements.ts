import { CashFlowChartElement } from './chart/chart.ts';
import { registerElements, type DefineOptions } from './foundation/register-elements.ts';
import { CashFlowProviderElement } from './provider/provider-element.ts';
import { CashFlowSignInElement } from './sign-in/sign-in-element.ts';
import { CashFlowTransactionsElement } from './transactions/transactions-element.ts';
import { CashFlowUploaderElement } from './uploader/uploader-element.ts';

const classes = {
  provider: CashFlowProviderElement,
  'sign-in': CashFlowSignInElement,
  uploader: CashFlowUploaderElement,
  chart: CashFlowChartElement,
  transactions: CashFlowTransactionsElement,
} as const;

/** Registers every element, by default as `cash-flow-*` in the page's registry. Safe to call twice. */
export function defineElements(options: DefineOptions = {}): void {
  registerElements(classes, options);
}
