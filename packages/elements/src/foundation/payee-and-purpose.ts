import type { Transaction } from '@cashflowsmart/sdk/contract';

/** What a row of a list says: who, and where there is more than that, what for. */
export interface PayeeAndPurpose {
  readonly payee: string;
  readonly purpose: string | null;
}

const JOINTS = /^[\s·,;:|/–-]+/u;

/**
 * Divides the words of a transaction for display. A statement's description often begins with the counterparty
 * that stands in a column of its own; it is then not said twice.
 */
export function payeeAndPurpose({ counterparty, description }: Pick<Transaction, 'counterparty' | 'description'>): PayeeAndPurpose {
  if (counterparty === null) return { payee: description, purpose: null };
  const rest = description.startsWith(counterparty) ? description.slice(counterparty.length) : description;
  const purpose = rest === description ? description : rest.replace(JOINTS, '');
  // What goes on without a break is another name that begins alike, such as "Miller" and "Millers Bakery".
  const sameName = rest === '' || rest === description || JOINTS.test(rest);
  return { payee: counterparty, purpose: (sameName ? purpose : description) || null };
}
