import { CashFlowError } from '@cashflowsmart/sdk/client';

/** `cookie-refused`: the server signed the person in, but the browser did not keep the cookie of the session. */
export class CookieRefusedError extends CashFlowError {
  override readonly name = 'CookieRefusedError';

  constructor(options?: { readonly cause?: unknown }) {
    super('cookie-refused', 'The browser did not keep the cookie of the session.', options);
  }
}
