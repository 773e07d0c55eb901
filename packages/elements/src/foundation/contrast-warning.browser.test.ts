import { fixture, html } from '@open-wc/testing';
import { contrastFaults } from './contrast-warning.ts';
import { expect } from './testing/expect.ts';
import { withProvider } from './testing/story-provider.ts';

async function rootIn(scheme: 'light' | 'dark', accent?: string): Promise<ShadowRoot> {
  const element = await fixture(withProvider(html`<cash-flow-sign-in></cash-flow-sign-in>`, { theme: scheme }));
  const signIn = element.querySelector('cash-flow-sign-in')!;
  if (accent) signIn.style.setProperty('--cash-flow-accent', accent);
  return signIn.shadowRoot!;
}

describe('the contrast of a theme', () => {
  it('is enough in both schemes as they are shipped', async () => {
    expect(contrastFaults(await rootIn('light'))).to.deep.equal([]);
    expect(contrastFaults(await rootIn('dark'))).to.deep.equal([]);
  });

  it('is measured for the colours of a host, and a value that would do is named', async () => {
    const faults = contrastFaults(await rootIn('light', 'oklch(0.87 0.29 142)'));
    expect(faults).to.have.length(1);
    expect(faults[0]).to.match(/^--cash-flow-accent on --cash-flow-surface has 1\.\d\d:1 and needs 4\.5:1; #[0-9a-f]{6} reaches it\.$/);
  });

  it('leaves nothing behind in the element', async () => {
    const root = await rootIn('light');
    const sheets = root.adoptedStyleSheets.length;
    contrastFaults(root);
    expect(root.adoptedStyleSheets).to.have.length(sheets);
    expect(root.querySelector('.colour-probe')).to.equal(null);
  });
});
