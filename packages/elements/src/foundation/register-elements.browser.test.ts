import { fixture, html } from '@open-wc/testing';
import { defineElements } from '../define-elements.ts';
import { CashFlowSignInElement } from '../sign-in/sign-in-element.ts';
import { expect } from './testing/expect.ts';

describe('registering the elements', () => {
  it('uses the classes themselves the first time, and is safe to repeat', () => {
    defineElements();
    defineElements();
    expect(customElements.get('cash-flow-sign-in')).to.equal(CashFlowSignInElement);
    expect(new CashFlowSignInElement().localName).to.equal('cash-flow-sign-in');
  });

  it('registers them under another prefix too, where they work the same', async () => {
    defineElements({ prefix: 'acme' });
    const provider = await fixture(html`<div></div>`);
    const element = document.createElement('acme-sign-in');
    provider.append(element);
    expect(element instanceof CashFlowSignInElement).to.equal(true);
    await (element as CashFlowSignInElement).updateComplete;
    expect(element.shadowRoot?.textContent).to.contain('Not connected');
  });
});
