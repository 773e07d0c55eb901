import { saysBillPaid, saysPaymentReceived } from '../values/direction-words.ts';
import { signsOfAccount } from './account-list.ts';
import { signsOfCard } from './card-list.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { MoneyHypothesis } from './money-columns.ts';
import { isLedgerExport } from './ledger-export.ts';
import { mergedColumn, type MoneyColumns } from './money-layout.ts';
import { agreesWithSigns, signsOfProvider, takesPayments } from './payment-provider.ts';
import { signInHeader } from './sign-in-header.ts';
import { agreedByWords, PRINTED_SIGNS, readSigns, voteByWords, type SignReading, type WordVotes } from './sign.ts';

type Answer = 'as-printed' | 'inverted' | null;

export interface SignDecision {
  readonly hypothesis: MoneyHypothesis;
  readonly signs: SignReading;
  readonly inverted: boolean;
  readonly settled: boolean;
}

/** What the sign of the amounts is decided by, beside the amounts themselves. */
export interface SignEvidence {
  readonly profiles: readonly ColumnProfile[];
  readonly direction: ColumnProfile | null;
  /** Lines above the header, as cells. */
  readonly above: readonly (readonly string[])[];
  readonly answer: Answer;
}

const ENOUGH_LINKS = 2;
/** Signs of what a list is about that are enough to take its amounts for such; with one, a person decides. */
const ENOUGH_SIGNS = 2;
/** So many purchases for each minus: then it is a refund, whatever its text says. */
const MANY = 3;
/** One amount alone may be a refund that is printed with the sign of an account. */
const FEWEST_PURCHASES = 2;

/**
 * Decides the direction of amounts: by the balances, a flag or a mark, the header, the words of many rows; else as printed, and
 * `settled` only where the column itself carries both signs.
 */
export function decideSign(chosen: MoneyHypothesis, evidence: SignEvidence): SignDecision {
  const { profiles, direction, answer } = evidence;
  const proven = chosen.chain !== null && chosen.chain.links >= ENOUGH_LINKS && chosen.chain.closed / chosen.chain.links >= 0.8;
  const texts = textsOf(chosen, profiles);
  if (chosen.money.kind === 'pair') {
    const words = agreedByWords(voteByWords(chosen.amounts, texts));
    return chosen.named ? namedSign(chosen, { proven, ledger: isLedgerExport(profiles), words }, answer) : pairSign(chosen, proven || printsItsSigns(chosen.money, profiles), words, answer);
  }
  const amount = chosen.money.kind === 'single' ? profiles[chosen.money.amount]! : mergedColumn(profiles, chosen.money.columns);
  const printed = readSigns(amount, direction, false);
  if (chosen.signFromBalance) return { hypothesis: chosen, signs: printed, inverted: answer === 'inverted', settled: true };
  if (printed.spoken && printed.direction === 'none') return { hypothesis: chosen, signs: printed, inverted: false, settled: true };
  if (printed.spoken) return { ...namedSign(chosen, { proven, ledger: isLedgerExport(profiles), words: null }, answer), signs: printed };
  const byFigures: Answer = proven && (chosen.rivalChain === null || printed.told) ? (chosen.chain!.inverted ? 'inverted' : 'as-printed') : chosen.lessFee && printed.told ? 'as-printed' : null;
  const votes = voteByWords(chosen.amounts, texts);
  const words = agreedByWords(votes);
  // A plus and a minus are those of the account, unless a payment is thanked for beside a minus: then they add to what is owed.
  const bill = billsPaid(chosen.amounts, texts) === 'inverted' && thanks(chosen.amounts, texts);
  const list: ListSign = printsBothSigns(amount) && !bill ? NO_LIST : signOfList({ evidence, amounts: chosen.amounts, texts, votes });
  // The balances of a card may be what is owed on it: then they close with the signs of purchases.
  const owed = byFigures === 'as-printed' && list.sure && list.sign === 'inverted';
  const decided = answer ?? (owed ? null : (byFigures ?? signInHeader(amount.header) ?? (list.sure ? list.sign : null)));
  // Both signs in one column are a bank's own signs; where the words say otherwise, or where most amounts are positive
  // as the purchases of some card exports are, and no word speaks for money in, a person decides.
  const doubted = list.sign === 'inverted' || (votes.inverted > votes.asPrinted && votes.inverted >= Math.min(2, votes.rows)) || (mostlyPositive(chosen.amounts) && votes.asPrinted <= votes.inverted);
  const settled = owed ? answer !== null : decided !== null || printsBothSigns(amount) || (printed.told ? !doubted : words !== null) || chosen.amounts.every((each) => each === null);
  const likely = words ?? list.sign ?? (votes.inverted > votes.asPrinted ? 'inverted' : 'as-printed');
  // What is settled by its printed signs stays as printed; only an open question begins with what is likelier.
  const inverted = (decided ?? ((settled && printed.told) || printsBothSigns(amount) ? 'as-printed' : likely)) === 'inverted';
  return { hypothesis: chainWithSign(chosen, inverted), signs: readSigns(amount, direction, inverted), inverted, settled };
}

/** What the rows say in words, whichever columns they stand in. */
function textsOf({ amounts }: MoneyHypothesis, profiles: readonly ColumnProfile[]): readonly string[] {
  const spoken = profiles.filter((profile) => profile.numberShare < 0.5 && profile.dateShare < 0.5);
  return amounts.map((_, row) => spoken.map((profile) => profile.cells[row] ?? '').join(' '));
}

/**
 * Whether the balances of a hypothesis are what is owed: they grow as money goes out. Beside columns for debits and credits the
 * balances themselves say so; one column of amounts has to be that of a card as well, since any sign can be turned round by a person.
 */
export function balancesAreOwed(hypothesis: MoneyHypothesis, evidence: Pick<SignEvidence, 'profiles' | 'above'>, inverted: boolean): boolean {
  const { chain, money, amounts } = hypothesis;
  if (chain === null || hypothesis.signFromBalance || chain.links < ENOUGH_LINKS || chain.inverted === inverted) return false;
  if (money.kind === 'pair') return !inverted;
  const texts = textsOf(hypothesis, evidence.profiles);
  return inverted && signOfList({ evidence, amounts, texts, votes: voteByWords(amounts, texts) }).sign === 'inverted';
}

/** A hypothesis whose chain reads the amounts with a sign, where its balances close with either. */
export function chainWithSign(hypothesis: MoneyHypothesis, inverted: boolean): MoneyHypothesis {
  const { chain, rivalChain } = hypothesis;
  return rivalChain?.inverted === inverted ? { ...hypothesis, chain: rivalChain, rivalChain: chain } : hypothesis;
}

/** Whether each amount has a sign, a plus as well: then none of them needs to be guessed. */
function printsBothSigns({ amounts }: ColumnProfile): boolean {
  const scans = amounts.filter((scan) => scan !== null && /[1-9]/.test(scan.body));
  return scans.some((scan) => scan!.plus) && scans.some((scan) => scan!.negative) && scans.every((scan) => scan!.plus || scan!.negative);
}

/** What the kind of a list says about the sign of its amounts. */
interface ListSign {
  readonly sign: Answer;
  readonly sure: boolean;
}

const NO_LIST: ListSign = { sign: null, sure: false };

interface ListEvidence {
  readonly evidence: Pick<SignEvidence, 'profiles' | 'above'>;
  readonly amounts: MoneyHypothesis['amounts'];
  readonly texts: readonly string[];
  readonly votes: WordVotes;
}

/**
 * Providers print what was received as it is and what went back or out with a minus. Cards print purchases as they are and
 * the payments of their bills with a minus, or they print the signs of an account: then most of them have a minus.
 * Accounts print their own signs.
 */
function signOfList({ evidence, amounts, texts, votes }: ListEvidence): ListSign {
  const paid = billsPaid(amounts, texts);
  const cards = signsOfCard(evidence.profiles, evidence.above);
  if (takesPayments(evidence.profiles) && paid === null) return agreesWithSigns(evidence.profiles, amounts) ? { sign: 'as-printed', sure: signsOfProvider(evidence.profiles) > cards } : NO_LIST;
  if (paid === 'inverted' && thanks(amounts, texts) && amounts.some((amount) => amount !== null && amount > 0)) return { sign: 'inverted', sure: true };
  // What a card's list calls a payment, with a minus among purchases without one, is how its bill was paid.
  const against = cards >= ENOUGH_SIGNS && mostlyPositive(amounts) ? voteByWords(amounts.map((amount) => (amount !== null && amount > 0 ? amount : null)), texts).asPrinted : votes.asPrinted;
  if (paid === 'as-printed' || against > votes.inverted) return NO_LIST;
  const positives = count(amounts, (amount) => amount > 0);
  const negatives = count(amounts, (amount) => amount < 0);
  // An account that prints both signs prints its own.
  if (cards === 0 && negatives > 0 && votes.inverted === 0 && paid === null && signsOfAccount(evidence.profiles) >= ENOUGH_SIGNS) return { sign: 'as-printed', sure: true };
  if (paid === 'inverted' && (mostlyPositive(amounts) || (cards > 0 && positives > negatives))) return { sign: 'inverted', sure: true };
  // In a month of few purchases the payment of the bill alone may tell the sign.
  if (paid === 'inverted' && cards > 0) return { sign: 'inverted', sure: cards >= ENOUGH_SIGNS && votes.asPrinted === 0 };
  if (cards === 0 || !(negatives === 0 ? positives > 0 : mostlyPositive(amounts))) return NO_LIST;
  return { sign: 'inverted', sure: cards >= ENOUGH_SIGNS && positives >= FEWEST_PURCHASES && (positives > negatives * MANY || votes.inverted > 0) };
}

/** By the payments of bills: with a minus the amounts are those of a card, without one they are those of an account. */
function billsPaid(amounts: MoneyHypothesis['amounts'], texts: readonly string[]): Answer {
  const paid = amounts.filter((amount, row) => amount !== null && amount !== 0 && saysBillPaid(texts[row] ?? ''));
  if (paid.length === 0) return null;
  if (paid.every((amount) => amount !== null && amount < 0)) return 'inverted';
  return 'as-printed';
}

/** Whether thanks for a payment stand beside an amount. */
function thanks(amounts: MoneyHypothesis['amounts'], texts: readonly string[]): boolean {
  return amounts.some((amount, row) => amount !== null && amount !== 0 && saysPaymentReceived(texts[row] ?? ''));
}

function count(amounts: MoneyHypothesis['amounts'], test: (amount: number) => boolean): number {
  return amounts.filter((amount) => amount !== null && test(amount)).length;
}

function mostlyPositive(amounts: MoneyHypothesis['amounts']): boolean {
  const positives = count(amounts, (amount) => amount > 0);
  const negatives = count(amounts, (amount) => amount < 0);
  return positives >= 2 && positives > negatives * 1.5;
}

interface NamedEvidence {
  readonly proven: boolean;
  /** Whether debit and credit are those of a ledger, which are the other way round. */
  readonly ledger: boolean;
  readonly words: Answer;
}

/** Money out and in that headers or flags name: a ledger turns them round, by its balances or by an answer. */
function namedSign(chosen: MoneyHypothesis, { proven, ledger, words }: NamedEvidence, answer: Answer): SignDecision {
  const turned = chosen.chain?.inverted === true;
  // Balances that grow with debits are those of a ledger, or what is owed on a card, whose debits are money out.
  const byFigures: Answer = proven && chosen.rivalChain === null && (!turned || ledger) ? (turned ? 'inverted' : 'as-printed') : null;
  const doubted = ledger || turned || words === 'inverted';
  const decided = answer ?? byFigures;
  const likely = turned || (doubted && words !== 'as-printed') ? 'inverted' : 'as-printed';
  const inverted = (decided ?? likely) === 'inverted';
  const settled = decided !== null || !(doubted || chosen.rivalChain !== null);
  return { hypothesis: chainWithSign(chosen, inverted), signs: PRINTED_SIGNS, inverted, settled };
}

/** Whether the column of money out prints a minus before each amount and the other one none: then they cannot change places. */
function printsItsSigns(money: MoneyColumns, profiles: readonly ColumnProfile[]): boolean {
  if (money.kind !== 'pair' || money.out === null || money.in === null) return false;
  const signsOf = (column: number): readonly boolean[] => profiles[column]!.amounts.flatMap((scan) => (scan !== null && /[1-9]/.test(scan.body) ? [scan.negative] : []));
  const [out, into] = [signsOf(money.out), signsOf(money.in)];
  return out.length > 0 && into.length > 0 && out.every(Boolean) && !into.some(Boolean);
}

function pairSign(chosen: MoneyHypothesis, proven: boolean, words: Answer, answer: Answer): SignDecision {
  const signs = PRINTED_SIGNS;
  // Without names the two columns can change places; the recipe then says so by its roles, not by its sign.
  const swap = answer === 'inverted' || (answer === null && !proven && words === 'inverted');
  const settled = answer !== null || proven || words !== null;
  if (!swap || chosen.money.kind !== 'pair') return { hypothesis: chosen, signs, inverted: false, settled };
  const money: MoneyColumns = { ...chosen.money, out: chosen.money.in, in: chosen.money.out };
  return { hypothesis: { ...chosen, money, amounts: chosen.amounts.map((amount) => (amount === null ? null : -amount + 0)) }, signs, inverted: false, settled };
}
