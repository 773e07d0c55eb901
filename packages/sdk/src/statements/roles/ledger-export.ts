import { fold } from '../values/text.ts';
import type { ColumnProfile } from './column-profile.ts';

/** Headers that accounting programs write and banks do not. */
const LEDGER_HEADER = /^(?:account code|account type|ledger account|ledger code|ledger name|nominal code|nominal account|nominal|gl account|gl code|gl date|tax rate|tax rate name|vat code|tax code|journal|journal no|journal number|journal id|contra account|offset account|split|cost cent(?:er|re)|gegenkonto \(ohne bu-schlussel\)|bu-schlussel|belegfeld 1|soll\/haben-kennzeichen|kostenstelle|code journal|compte general|compte auxiliaire|journalcode|ecriturenum|comptenum|centro de coste|cuenta contable|conto contabile|grootboekrekening|dagboek|verifikation|ver ?nr|bilagsnummer|bilagsnr|konto ma|konto wn)$/;
/** What such programs call the kinds of their entries. */
const LEDGER_ENTRY = /^(?:spend money|receive money|(?:manual |general )?journal(?: entry)?|(?:accounts )?(?:payable|receivable)(?: (?:invoice|payment|credit note|overpayment|prepayment))?|bank transfer|expense claim)$/;
const MOSTLY = 0.5;

/**
 * Whether a table is the export of an account from an accounting program. There a debit of a bank account is money in, while
 * a bank's statement calls it money out.
 */
export function isLedgerExport(profiles: readonly ColumnProfile[]): boolean {
  return profiles.some(({ header, cells }) => {
    const entries = cells.filter((cell) => LEDGER_ENTRY.test(fold(cell))).length;
    return LEDGER_HEADER.test(fold(header)) || (entries > 0 && entries >= cells.length * MOSTLY);
  });
}
