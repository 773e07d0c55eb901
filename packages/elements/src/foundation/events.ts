import type { Problem, Session, StatementImport, Transaction } from '@cashflowsmart/sdk/contract';
import type { View } from './provider-context.ts';

/** An event of an element: it bubbles out of every shadow root, and its detail is typed and frozen. */
export abstract class CashFlowEvent<Detail> extends Event {
  readonly detail: Readonly<Detail>;

  constructor(type: string, detail: Detail, options: { readonly cancelable?: boolean } = {}) {
    super(type, { bubbles: true, composed: true, cancelable: options.cancelable ?? false });
    this.detail = Object.freeze(detail);
  }
}

/** A session is there and its organisation is chosen. */
export class ReadyEvent extends CashFlowEvent<{ session: Session; organisationId: string }> {
  static readonly type = 'ready';
  constructor(detail: { session: Session; organisationId: string }) {
    super(ReadyEvent.type, detail);
  }
}

/** The session could not be loaded; `problem` is null where no answer came. */
export class LoadErrorEvent extends CashFlowEvent<{ problem: Problem | null }> {
  static readonly type = 'load-error';
  constructor(detail: { problem: Problem | null }) {
    super(LoadErrorEvent.type, detail);
  }
}

/** Somebody chose the organisation that the elements show, after signing in or later; a host that keeps it sets `organisation`. */
export class OrganisationChangeEvent extends CashFlowEvent<{ organisationId: string }> {
  static readonly type = 'organisation-change';
  constructor(detail: { organisationId: string }) {
    super(OrganisationChangeEvent.type, detail);
  }
}

/** The session is over: by sign-out, or because the server said so. */
export class SessionEndEvent extends CashFlowEvent<{ reason: 'signed-out' | 'expired' }> {
  static readonly type = 'session-end';
  constructor(detail: { reason: 'signed-out' | 'expired' }) {
    super(SessionEndEvent.type, detail);
  }
}

/** Somebody works with the elements; at most every 30 seconds. */
export class UserActivityEvent extends CashFlowEvent<Record<never, never>> {
  static readonly type = 'user-activity';
  constructor() {
    super(UserActivityEvent.type, {});
  }
}

/** The sign-in shows another step; `invitation` and `reset` come from the link of a mail, also while somebody is signed in. */
export class StepChangeEvent extends CashFlowEvent<{ step: 'sign-in' | 'second-factor' | 'forgot' | 'reset' | 'invitation' }> {
  static readonly type = 'step-change';
  constructor(detail: StepChangeEvent['detail']) {
    super(StepChangeEvent.type, detail);
  }
}

/** A statement was imported. */
export class ImportCommitEvent extends CashFlowEvent<{ import: StatementImport }> {
  static readonly type = 'import-commit';
  constructor(detail: { import: StatementImport }) {
    super(ImportCommitEvent.type, detail);
  }
}

/** The shared view is about to change; a host that keeps it itself prevents that and sets `view`. */
export class ViewChangeEvent extends CashFlowEvent<{ view: View }> {
  static readonly type = 'view-change';
  constructor(detail: { view: View }) {
    super(ViewChangeEvent.type, detail, { cancelable: true });
  }
}

/** Somebody opens a transaction; a host that shows it itself prevents the element's own dialog. */
export class TransactionOpenEvent extends CashFlowEvent<{ transaction: Transaction }> {
  static readonly type = 'transaction-open';
  constructor(detail: { transaction: Transaction }) {
    super(TransactionOpenEvent.type, detail, { cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    ready: ReadyEvent;
    'load-error': LoadErrorEvent;
    'organisation-change': OrganisationChangeEvent;
    'session-end': SessionEndEvent;
    'step-change': StepChangeEvent;
    'user-activity': UserActivityEvent;
    'import-commit': ImportCommitEvent;
    'view-change': ViewChangeEvent;
    'transaction-open': TransactionOpenEvent;
  }
}
