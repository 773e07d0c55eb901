import { html, nothing, type TemplateResult } from 'lit';
import { currencyDecimals, type CurrencyCode } from '@cashflowsmart/sdk/money';
import type { Proof } from '@cashflowsmart/sdk/statements';
import { icon, type IconName } from '../../foundation/parts/icons.ts';
import type { Formats } from '../../foundation/formats.ts';
import type { ProofView } from '../proof-view.ts';
import type { UploaderTexts } from '../uploader-texts.ts';

/** Amounts of a file that names no currency are drawn with two decimals, as they were read. */
const TWO_DECIMALS: CurrencyCode = 'XXX';

const ICONS: Readonly<Record<ProofView['status'], IconName>> = { verified: 'check', consistent: 'balance', unverifiable: 'info', contradicted: 'alert' };
const TONES: Readonly<Record<ProofView['status'], string>> = { verified: 'positive', consistent: 'accent', unverifiable: 'neutral', contradicted: 'danger' };

/** The sentence of a proof, such as "Adds up to the cent" or "Row 118 breaks the balance by 40.00". */
export function proofSentence(proof: ProofView, texts: UploaderTexts, formats: Formats): string {
  const words = texts.proof;
  if (proof.status === 'verified') return currencyDecimals(proof.currency ?? TWO_DECIMALS) === 0 ? words.verifiedWhole : words.verified;
  if (proof.status !== 'contradicted') return words.titles[proof.status];
  if (proof.difference === null) return words.contradicted;
  const difference = formats.units(proof.difference, proof.currency ?? TWO_DECIMALS);
  return proof.breaksAtLine === null ? words.closingOff(difference) : words.breaks(formats.number(proof.breaksAtLine), difference);
}

export interface ProofBannerOptions {
  readonly id: string;
  readonly proof: ProofView;
  readonly texts: UploaderTexts;
  readonly formats: Formats;
  /** Leads to the row that breaks the proof. */
  readonly onShowRow: ((line: number) => void) | undefined;
}

/** The proof: an icon, one sentence, the equation in figures, one action. */
export function proofBanner({ id, proof, texts, formats, onShowRow }: ProofBannerOptions): TemplateResult {
  const words = texts.proof;
  const details = words.details[proof.status];
  const line = proof.breaksAtLine;
  const terms = termsOf(proof, words);
  return html`<div class="proof ${TONES[proof.status]}" part="proof" role="group" aria-labelledby="${id}-proof">
    <div class="proof-words">
      <span class="proof-seal">${icon(ICONS[proof.status])}</span>
      <div>
        <h4 class="proof-title" id="${id}-proof">${proofSentence(proof, texts, formats)}</h4>
        <p class="proof-detail">${details[proof.detail as Proof['detail']] ?? details.other}${proof.currency === null ? nothing : ` ${words.inCurrency(proof.currency)}`}</p>
      </div>
    </div>
    ${equation(terms, proof.currency ?? TWO_DECIMALS, formats)}
    ${line !== null && onShowRow
      ? html`<div class="proof-action"><button class="button" type="button" @click=${() => onShowRow(line)}>${words.showRow(formats.number(line))}${icon('arrow')}</button></div>`
      : nothing}
  </div>`;
}

interface Term {
  readonly operator: string;
  readonly label: string;
  readonly units: bigint;
  readonly kind?: 'result' | 'stated';
}

function termsOf(proof: ProofView, words: UploaderTexts['proof']): readonly Term[] {
  const flows: readonly Term[] = [
    { operator: '+', label: words.moneyIn, units: proof.moneyIn },
    { operator: '\u2212', label: words.moneyOut, units: -proof.moneyOut },
  ];
  if (proof.opening === null || proof.computed === null) {
    return [{ ...flows[0]!, operator: '' }, flows[1]!, { operator: '=', label: words.net, units: proof.moneyIn + proof.moneyOut, kind: 'result' }];
  }
  const opening: Term = { operator: '', label: words.opening, units: proof.opening };
  if (proof.closing === null || proof.closing === proof.computed) {
    return [opening, ...flows, { operator: '=', label: words.closing, units: proof.computed, kind: 'result' }];
  }
  return [
    opening, ...flows,
    { operator: '=', label: words.computed, units: proof.computed, kind: 'result' },
    { operator: '\u2260', label: words.stated, units: proof.closing, kind: 'stated' },
  ];
}

/** The sum as one writes it on paper: in a line where there is room, else one figure under the other. */
function equation(terms: readonly Term[], currency: CurrencyCode, formats: Formats): TemplateResult {
  return html`<dl class="equation">
    ${terms.map((term) => html`<div class="term ${term.kind ?? ''}">
      <dt>${term.label}</dt>
      <dd><span class="operator" aria-hidden="true">${term.operator}</span><span class="fact-figure">${formats.units(term.units, currency)}</span></dd>
    </div>`)}
  </dl>`;
}
