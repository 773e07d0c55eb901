import { fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { ImportReview } from '@cashflowsmart/sdk/contract';
import { ImportCommitEvent } from '../foundation/events.ts';
import { apiData, CURRENT_ACCOUNT, idOf, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { expect } from '../foundation/testing/expect.ts';
import { buttonIn, pressIn, until, untilGone, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';
import { samplePdf } from './testing/sample-pdf.ts';
import { ambiguousStatement, dropOn, fileOf, lineOfRow, sampleStatement } from './testing/sample-statements.ts';
import type { CashFlowUploaderElement } from './uploader-element.ts';

const TAG = 'cash-flow-uploader';

const review: ImportReview = {
  readerVersion: 1, readingDigest: '0'.repeat(64), differs: false, transactions: 24, newTransactions: 24, duplicates: 0, deletedBefore: 0, excluded: 0, rejected: 0, openQuestions: [],
  proof: { status: 'verified', detail: 'balance-chain', opening: null, moneyIn: null, moneyOut: null, closing: null, breaksAtLine: null, difference: null },
  covered: { from: '2025-08-01', to: '2025-08-24' },
};

interface Page {
  readonly page: HTMLElement;
  readonly element: CashFlowUploaderElement;
  readonly root: ShadowRoot;
}

async function open(options: StoryProviderOptions = {}, content = html`<cash-flow-uploader></cash-flow-uploader>`): Promise<Page> {
  const page = await fixture<HTMLElement>(html`<div>${withProvider(content, { review, ...options })}</div>`);
  const element = await until(() => page.querySelector(TAG), TAG);
  const root = await until(() => element.shadowRoot, 'its root');
  return { page, element, root };
}

async function openWith(files: readonly File[], options: StoryProviderOptions = {}, content = html`<cash-flow-uploader></cash-flow-uploader>`): Promise<Page> {
  const opened = await open(options, content);
  await until(() => opened.root.querySelector('.drop-zone'), 'the drop zone');
  dropOn(opened.element, files);
  return opened;
}

const statement = (options = {}): readonly File[] => [fileOf(sampleStatement(options))];

/** Presses Tab until what has focus in the element carries `name`. */
async function tabTo(root: ShadowRoot, name: string): Promise<HTMLElement> {
  for (let steps = 0; steps < 40; steps += 1) {
    const active = root.activeElement as HTMLElement | null;
    const words = `${active?.getAttribute('aria-label') ?? ''} ${active?.textContent ?? ''} ${(active as HTMLInputElement | null)?.labels?.[0]?.textContent ?? ''}`;
    if (active && words.includes(name)) return active;
    await sendKeys({ press: 'Tab' });
  }
  throw new Error(`Not reached by keyboard: ${name}`);
}

describe('cash-flow-uploader', function () {
  this.timeout(30_000);

  before(() => setViewport({ width: 900, height: 900 }));

  it('reads a dropped file in a worker and shows its proof in figures', async () => {
    const { page, root } = await openWith(statement());
    await untilShown(page, TAG, 'Adds up to the cent');
    expect([...root.querySelectorAll('.equation dt')].map((term) => term.textContent)).to.deep.equal(['Opening balance', 'Money in', 'Money out', 'Closing balance']);
    expect(root.querySelectorAll('.row-scroll tbody tr').length).to.equal(24);
    expect(root.querySelector<HTMLSelectElement>('select')?.value).to.equal(CURRENT_ACCOUNT);
  });

  it('imports, tells the page, carries the id in a form, and undoes', async () => {
    const form = await fixture<HTMLFormElement>(html`<form>${withProvider(html`<cash-flow-uploader name="imports" required></cash-flow-uploader>`, { review })}</form>`);
    const element = await until(() => form.querySelector(TAG), TAG);
    await until(() => element.shadowRoot?.querySelector('.drop-zone'), 'the drop zone');
    expect(form.checkValidity()).to.equal(false);
    const told: ImportCommitEvent[] = [];
    form.addEventListener(ImportCommitEvent.type, (event) => told.push(event));
    dropOn(element, statement());
    await pressIn(form, TAG, 'Import 24 rows');
    await untilShown(form, TAG, '24 rows imported');
    expect(told.map((event) => event.detail.import.state)).to.deep.equal(['committed']);
    expect(form.checkValidity()).to.equal(true);
    expect(new FormData(form).getAll('imports')).to.deep.equal([told[0]!.detail.import.id]);
    await pressIn(form, TAG, 'Undo');
    await untilShown(form, TAG, 'Import of 24 rows undone');
    expect(new FormData(form).getAll('imports')).to.deep.equal([]);
    expect(form.checkValidity()).to.equal(false);
  });

  it('goes from the file to the import by keyboard alone, with focus never lost', async () => {
    const { page, root } = await openWith(statement({ breakAt: 13 }));
    await untilShown(page, TAG, `Row ${lineOfRow(13)} breaks the balance by 40.00`);
    await tabTo(root, `Show row ${lineOfRow(13)}`);
    await sendKeys({ press: 'Enter' });
    await until(() => root.activeElement?.id.endsWith(`line-${lineOfRow(13)}`), 'focus on the row');
    const accept = await until(() => root.querySelector<HTMLInputElement>('.accept input'), 'the confirmation');
    accept.focus();
    await sendKeys({ press: 'Space' });
    await tabTo(root, 'Import 24 rows');
    await sendKeys({ press: 'Enter' });
    await untilShown(page, TAG, '24 rows imported');
    expect(root.activeElement?.textContent).to.equal('business-account-2025-08.csv');
    expect(root.querySelector('[role="status"]:not(:empty)')?.textContent).to.contain('24 rows imported');
  });

  it('does not import a contradiction before somebody has confirmed it', async () => {
    const { page, root } = await openWith(statement({ breakAt: 13 }));
    const press = await buttonIn(page, TAG, 'Import 24 rows');
    expect(press.getAttribute('aria-disabled')).to.equal('true');
    press.click();
    await untilShown(page, TAG, 'Check the contradiction, then confirm it above.');
    expect(root.querySelectorAll('.status-check').length).to.equal(1);
  });

  it('asks the open question with its rows, and reads again with the answer', async () => {
    const { page, root } = await openWith([fileOf(ambiguousStatement(), 'april.csv')], { data: apiData({ accounts: [apiData().accounts[0]!] }) });
    await untilShown(page, TAG, 'What comes first in these dates');
    expect((await buttonIn(page, TAG, 'Import 6 rows')).getAttribute('aria-disabled')).to.equal('true');
    const monthFirst = await until(() => root.querySelector<HTMLInputElement>('input[value="month-day-year"]'), 'the choice');
    expect(monthFirst.closest('.choice-card')?.textContent).to.contain('4 Mar 2025');
    monthFirst.focus();
    await sendKeys({ press: 'Space' });
    await tabTo(root, 'Read it this way');
    await sendKeys({ press: 'Enter' });
    await untilGone(page, TAG, 'What comes first in these dates');
    await until(() => root.querySelector('.cell-date .figure')?.textContent === '4 Mar 2025', 'the answered dates');
    expect(root.activeElement !== null).to.equal(true);
  });

  it('reads again at once when a setting changes, and goes back to what was recognised', async () => {
    const { page, root } = await openWith(statement());
    await untilShown(page, TAG, 'Adds up to the cent');
    root.querySelector<HTMLElement>('.recipe > summary')!.click();
    const sign = await until(() => root.querySelector<HTMLSelectElement>('[id$="-sign"]'), 'the sign');
    sign.value = 'inverted';
    sign.dispatchEvent(new Event('change'));
    await untilShown(page, TAG, 'breaks the balance');
    await pressIn(page, TAG, 'Back to what was recognised');
    await untilShown(page, TAG, 'Adds up to the cent');
  });

  it('leaves a row out and proves the rest again', async () => {
    const { page, root } = await openWith(statement());
    await untilShown(page, TAG, 'Import 24 rows');
    root.querySelector<HTMLInputElement>('.include > input')!.click();
    await untilShown(page, TAG, 'Import 23 rows');
    expect(root.querySelector('tr.left-out')?.textContent).to.contain('Left out');
  });

  it('changes a row in place, refuses what is no amount, and says what it was', async () => {
    const { page, root } = await openWith(statement({ balance: false }));
    await pressIn(page, TAG, `Change row ${lineOfRow(1)}`);
    const typed = await until(() => root.querySelector<HTMLInputElement>('[id$="-edit-amount"]'), 'the amount');
    await until(() => root.activeElement?.id.endsWith('-edit-date'), 'focus in the form');
    typed.value = '1.234';
    typed.dispatchEvent(new InputEvent('input'));
    await pressIn(page, TAG, 'Apply');
    await untilShown(page, TAG, 'Enter an amount such as');
    await until(() => root.activeElement === typed, 'focus on the wrong field');
    typed.value = '-70.00';
    typed.dispatchEvent(new InputEvent('input'));
    await sendKeys({ press: 'Enter' });
    await untilShown(page, TAG, 'was \u200e\u221262.37');
    await until(() => root.activeElement?.id.endsWith(`line-${lineOfRow(1)}`), 'focus on the row');
  });

  it('draws a bounded part of 100,000 rows and leads to a row far down', async () => {
    const { page, root } = await openWith(statement({ rows: 100_000, breakAt: 90_000 }));
    const line = new Intl.NumberFormat('en-GB').format(lineOfRow(90_000));
    await until(() => root.textContent?.includes(`Show row ${line}`), 'the proof of a long file', 25_000);
    expect(root.querySelectorAll('.row-scroll tbody tr').length).to.be.below(210);
    const before = performance.now();
    await pressIn(page, TAG, `Show row ${line}`);
    await until(() => root.activeElement?.id.endsWith(`line-${lineOfRow(90_000)}`), 'focus on the row');
    expect(performance.now() - before).to.be.below(1_500);
  });

  it('says what to do with a file that is no statement', async () => {
    const files = [fileOf('%PDF-1.7\n', 'a.pdf'), fileOf(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'b.xlsx'), fileOf('', 'c.csv'), fileOf('Hello\nworld\n', 'd.csv')];
    const { page, root } = await openWith(files);
    await until(() => root.querySelectorAll('.banner.danger').length === 4, 'four refusals');
    for (const text of ['The PDF is damaged.', 'spreadsheets and archives cannot be read', 'The file is empty.', 'Nothing was imported.']) await untilShown(page, TAG, text);
  });

  it('reads a PDF in the worker and shows its rows under the pages that they stand on', async () => {
    const { page, root } = await openWith([await samplePdf({ rows: 60 })]);
    await untilShown(page, TAG, 'Adds up to the cent');
    expect([...root.querySelectorAll('.page-of-file')].map((head) => head.textContent)).to.deep.equal(['Page 1', 'Page 2']);
    expect(root.querySelectorAll('.row-scroll tbody tr:not(.page-of-file)').length).to.equal(60);
    root.querySelector<HTMLElement>('.recipe > summary')!.click();
    const sign = await until(() => root.querySelector<HTMLSelectElement>('[id$="-sign"]'), 'the sign');
    expect(root.querySelector('[id$="-encoding"], [id$="-delimiter"]') === null).to.equal(true);
    sign.value = 'inverted';
    sign.dispatchEvent(new Event('change'));
    await untilShown(page, TAG, 'breaks the balance');
  });

  it('opens an encrypted PDF by keyboard alone, asks again where the password is wrong, and keeps it nowhere', async () => {
    const password = '07.11.1981';
    const { page, root } = await openWith([await samplePdf({ password })]);
    await untilShown(page, TAG, 'Password needed');
    expect(root.querySelector('[role="status"]:not(:empty)')?.textContent).to.contain('Enter the password with which the file opens.');
    const field = (await tabTo(root, 'Password of business-account-2025-08.pdf')) as HTMLInputElement;
    expect([field.type, field.autocomplete]).to.deep.equal(['password', 'off']);
    await sendKeys({ press: 'Enter' });
    await untilShown(page, TAG, 'Enter the password.');
    await sendKeys({ type: 'wrong' });
    await sendKeys({ press: 'Enter' });
    await untilShown(page, TAG, 'The password does not open this PDF.');
    const again = await until(() => root.activeElement?.id.endsWith('-password') && (root.activeElement as HTMLInputElement), 'focus in the field again');
    expect([again.value, again.getAttribute('aria-invalid')]).to.deep.equal(['', 'true']);
    await sendKeys({ type: password });
    await tabTo(root, 'Show password');
    await sendKeys({ press: 'Enter' });
    await until(() => again.type === 'text', 'the password in clear');
    expect(again.value).to.equal(password);
    await tabTo(root, 'Open the file');
    await sendKeys({ press: 'Enter' });
    await untilShown(page, TAG, 'Adds up to the cent');
    expect(root.activeElement?.textContent).to.equal('business-account-2025-08.pdf');
    expect(root.innerHTML).not.to.contain(password);
    await pressIn(page, TAG, 'Import 24 rows');
    await untilShown(page, TAG, '24 rows imported');
  });

  it('gives up an encrypted PDF', async () => {
    const { page, root } = await openWith([await samplePdf({ password: 'a' })]);
    await pressIn(page, TAG, 'Cancel');
    await until(() => root.querySelector('.item') === null, 'an empty list');
  });

  it('takes pasted rows for a file', async () => {
    const { page, element, root } = await open();
    await until(() => root.querySelector('.drop-zone'), 'the drop zone');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', sampleStatement({ rows: 5 }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    await untilShown(page, TAG, 'Pasted rows.csv');
    await untilShown(page, TAG, 'Import 5 rows');
  });

  it('stops at rows that the ledger holds and goes on with the rest', async () => {
    const { page } = await openWith(statement(), { review: { ...review, newTransactions: 12, duplicates: 12 } });
    await pressIn(page, TAG, 'Import 24 rows');
    await untilShown(page, TAG, '12 rows are already in the ledger and will not be added twice.');
    await pressIn(page, TAG, 'Import 12 new rows');
    await untilShown(page, TAG, '12 rows imported, 12 were already known');
  });

  it('imports several files with one press and leaves out what needs a look', async () => {
    const { page, root } = await openWith([fileOf(sampleStatement(), 'one.csv'), fileOf(sampleStatement({ rows: 24 }), 'two.csv'), fileOf(sampleStatement({ breakAt: 3 }), 'three.csv')]);
    await pressIn(page, TAG, 'Import all 48 rows');
    await until(() => root.querySelectorAll('.status-committed').length === 2, 'two imports');
    expect(root.querySelectorAll('.status-check').length).to.equal(1);
  });

  it('cancels an upload and keeps the review', async () => {
    const { page } = await openWith(statement(), { misbehaving: { uploadImportContent: 'never' } });
    await pressIn(page, TAG, 'Import 24 rows');
    await untilShown(page, TAG, 'Uploading business-account');
    await pressIn(page, TAG, 'Cancel');
    await untilShown(page, TAG, 'Import 24 rows');
  });

  it('lets an operator undo what somebody else imported, after asking, but not data-entry', async () => {
    const imports = [{
      id: idOf(600), accountId: CURRENT_ACCOUNT, state: 'committed' as const, fileName: 'july.csv', byteLength: 10, receivedBytes: 10, sha256: 'a'.repeat(64), createdAt: '2025-08-01T08:00:00Z',
      createdBy: { personId: idOf(4), name: 'Jonas Feld' }, revision: 1, preparedBy: [], approval: null, undoApproval: null, review, refusal: null, committedAt: '2025-08-01T08:00:00Z', undoneAt: null,
    }];
    const other = await open({ data: apiData({ imports, session: sessionAs('data-entry') }) });
    await untilShown(other.page, TAG, 'july.csv');
    expect(other.root.querySelectorAll('.recent-action button').length).to.equal(0);
    const { page } = await open({ data: apiData({ imports }) });
    await pressIn(page, TAG, 'Undo the import of july.csv');
    await untilShown(page, TAG, 'Take 24 rows out of the ledger?');
    await pressIn(page, TAG, 'Undo import');
    await untilShown(page, TAG, 'Undone');
  });

  it('says that nothing is known of the outcome where the answer to a commit was lost', async () => {
    const { page } = await openWith(statement(), { misbehaving: { commitImport: 'offline' } });
    await pressIn(page, TAG, 'Import 24 rows');
    await untilShown(page, TAG, 'Trying again imports it once, never twice.');
  });

  it('shows code and request id of a problem behind its details', async () => {
    const { page } = await openWith(statement(), { misbehaving: { createImport: problemOf('internal-error', 500, 'Something failed on our side.', 'Try again.') } });
    await pressIn(page, TAG, 'Import 24 rows');
    await untilShown(page, TAG, 'internal-error');
    await untilShown(page, TAG, 'req-7f3a');
  });

  it('forgets its files when it leaves the page', async () => {
    const { page, element, root } = await openWith(statement());
    await untilShown(page, TAG, 'Adds up to the cent');
    const parent = element.parentElement!;
    element.remove();
    await Promise.resolve();
    parent.append(element);
    await until(() => root.querySelector('.drop-zone:not(.slim)'), 'an empty element');
    expect(root.querySelector('.item') === null).to.equal(true);
  });

  it('writes no style attribute and keeps nothing in the browser', async () => {
    const { page, root } = await openWith(statement({ breakAt: 13, unreadable: [2] }));
    await untilShown(page, TAG, 'breaks the balance');
    expect(root.querySelectorAll('[style]').length).to.equal(0);
    expect(localStorage.length + sessionStorage.length).to.equal(0);
  });
});
