/**
 * Sealed rows of the ledger open, and yet do not belong together: an older row was put back, one is missing, or a body is
 * not what its format says. Nobody's request is at fault; `cashflowsmart ledger verify` tells which row it is.
 */
export class LedgerIntegrityError extends Error {
  override readonly name = 'LedgerIntegrityError';
  readonly code = 'ledger-integrity';
}
