import { expect } from './testing/expect.ts';

interface Report {
  readonly strictPage: string;
  readonly violations: readonly string[];
}

/** Opens a page of the test server and waits for what it reports. */
function reportOf(path: string): Promise<Report> {
  const frame = document.createElement('iframe');
  frame.title = 'Page under the strict policy';
  frame.width = '900';
  frame.height = '900';
  const report = new Promise<Report>((resolve) => {
    const listener = ({ data, source }: MessageEvent<Partial<Report>>): void => {
      if (source !== frame.contentWindow || data.strictPage === undefined) return;
      window.removeEventListener('message', listener);
      resolve(data as Report);
    };
    window.addEventListener('message', listener);
  });
  frame.src = path;
  document.body.append(frame);
  return report.finally(() => frame.remove());
}

describe('under a strict Content-Security-Policy with Trusted Types', function () {
  this.timeout(60_000);

  it('every element draws, acts and starts its worker without a violation', async () => {
    const { strictPage, violations } = await reportOf('/strict-page.html');
    expect(violations).to.deep.equal([]);
    expect(strictPage).to.equal('played 4');
  });

  it('the page does refuse what the policy forbids', async () => {
    const { violations } = await reportOf('/strict-page.html?break');
    expect(violations.join('\n')).to.contain('require-trusted-types-for');
  });
});
