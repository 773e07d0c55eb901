/** What mocha puts into the page in which `*.browser.test.ts` run; the runner brings no types for it. */
interface BrowserTestContext {
  timeout(milliseconds: number): void;
}
declare function describe(title: string, body: (this: BrowserTestContext) => void): void;
declare function it(title: string, body: (this: BrowserTestContext) => void | Promise<void>): void;
declare function before(body: (this: BrowserTestContext) => void | Promise<void>): void;
declare function after(body: (this: BrowserTestContext) => void | Promise<void>): void;
declare function beforeEach(body: (this: BrowserTestContext) => void | Promise<void>): void;
declare function afterEach(body: (this: BrowserTestContext) => void | Promise<void>): void;
