import { fixture } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { expect } from '../testing/expect.ts';
import { until } from '../testing/story-steps.ts';
import { Loader } from './loader.ts';

interface Asked {
  readonly key: string;
  readonly signal: AbortSignal;
  resolve(value: string): void;
  reject(error: unknown): void;
}

/** Shows what its loader holds; the test answers the loads. */
class LoaderProbe extends LitElement {
  static override properties = { key: {} };
  declare key: string | undefined;
  readonly asked: Asked[] = [];
  readonly loader = new Loader<string, string>(this, {
    input: () => this.key,
    key: (key) => key,
    keeps: (before, now) => before[0] === now[0],
    load: (key, signal) => new Promise((resolve, reject) => this.asked.push({ key, signal, resolve, reject })),
  });

  protected override render(): TemplateResult {
    return html`${this.loader.state.kind}`;
  }
}
customElements.define('loader-probe', LoaderProbe);

async function probe(key: string): Promise<LoaderProbe> {
  const element = await fixture<LoaderProbe>(html`<loader-probe .key=${key}></loader-probe>`);
  return element;
}

const reaches = (element: LoaderProbe, kind: string): Promise<boolean> => until(() => element.loader.state.kind === kind, `the state ${kind}`);

describe('a loader', () => {
  it('loads once for each key, and not again for the same', async () => {
    const element = await probe('a1');
    element.asked[0]!.resolve('one');
    await reaches(element, 'ready');
    element.requestUpdate();
    await element.updateComplete;
    expect(element.asked).to.have.length(1);
    expect(element.loader.value).to.equal('one');
  });

  it('aborts what it no longer needs, and a late answer changes nothing', async () => {
    const element = await probe('a1');
    element.key = 'a2';
    await element.updateComplete;
    expect(element.asked[0]!.signal.aborted).to.equal(true);
    element.asked[1]!.resolve('two');
    await reaches(element, 'ready');
    element.asked[0]!.resolve('one');
    await element.updateComplete;
    expect(element.loader.value).to.equal('two');
  });

  it('keeps what is shown only where the new load is of the same kind', async () => {
    const element = await probe('a1');
    element.asked[0]!.resolve('one');
    await reaches(element, 'ready');
    element.key = 'a2';
    await element.updateComplete;
    expect(element.loader.value).to.equal('one');
    element.key = 'b1';
    await element.updateComplete;
    expect(element.loader.value).to.equal(undefined);
  });

  it('forgets everything where there is nothing to load', async () => {
    const element = await probe('a1');
    element.asked[0]!.resolve('one');
    await reaches(element, 'ready');
    element.key = undefined;
    await element.updateComplete;
    expect(element.loader.state).to.deep.equal({ kind: 'idle' });
  });

  it('tries what failed again when the connection is back', async () => {
    const element = await probe('a1');
    element.asked[0]!.reject(new Error('down'));
    await reaches(element, 'failed');
    window.dispatchEvent(new Event('online'));
    await until(() => element.asked.length === 2, 'the second load');
    element.asked[1]!.resolve('one');
    await reaches(element, 'ready');
  });

  it('stops when its element leaves the page, and begins again when it comes back', async () => {
    const element = await probe('a1');
    const parent = element.parentElement!;
    element.remove();
    expect(element.asked[0]!.signal.aborted).to.equal(true);
    parent.append(element);
    await until(() => element.asked.length === 2, 'the second load');
  });
});
