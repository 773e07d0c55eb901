import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { ImportReview, StatementImport } from '@cashflowsmart/sdk/contract';
import { html, type TemplateResult } from 'lit';
import { apiData, CURRENT_ACCOUNT, idOf, PERSON, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { inputIn, pressIn, typeInto, until, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';
import { samplePdf, type SamplePdfOptions } from './testing/sample-pdf.ts';
import { ambiguousStatement, dropOn, dropUnreadableOn, fileOf, lineOfRow, sampleStatement, type SampleOptions } from './testing/sample-statements.ts';

const TAG = 'cash-flow-uploader';

type Play = (context: { readonly canvasElement: HTMLElement }) => Promise<void>;

const meta: Meta = { title: 'Uploader' };
export default meta;

function show(options: StoryProviderOptions = {}, content?: TemplateResult): () => TemplateResult {
  return () => withProvider(content ?? html`<cash-flow-uploader></cash-flow-uploader>`, options);
}

/** Waits for the drop zone, drops files, and goes on from there. */
function dropping(files: () => readonly File[] | Promise<readonly File[]>, then: Play = () => Promise.resolve()): Play {
  return async ({ canvasElement }) => {
    const element = await until(() => canvasElement.querySelector(TAG), TAG);
    await until(() => element.shadowRoot?.querySelector('.drop-zone'), 'the drop zone');
    dropOn(element, await files());
    await then({ canvasElement });
  };
}

const sample = (options: SampleOptions = {}) => (): readonly File[] => [fileOf(sampleStatement(options))];
const pdf = (options: SamplePdfOptions = {}) => async (): Promise<readonly File[]> => [await samplePdf(options)];
const shown = (text: string): Play => ({ canvasElement }) => untilShown(canvasElement, TAG, text);

/** What the server says of a sample that it read alike. */
function reviewOf(change: Partial<ImportReview> = {}): ImportReview {
  const money = (amount: string) => ({ amount, currency: 'EUR' });
  return {
    readerVersion: 1, readingDigest: '0'.repeat(64), differs: false, transactions: 24, newTransactions: 24, duplicates: 0, deletedBefore: 0, excluded: 0, rejected: 0,
    openQuestions: [], covered: { from: '2025-08-01', to: '2025-08-24' },
    proof: {
      status: 'verified', detail: 'balance-chain', opening: money('12480.00'), moneyIn: money('16862.11'), moneyOut: money('-10388.39'), closing: money('18953.72'),
      breaksAtLine: null, difference: null,
    },
    ...change,
  };
}

function importOf(index: number, change: Partial<StatementImport> = {}): StatementImport {
  return {
    id: idOf(600 + index), accountId: CURRENT_ACCOUNT, state: 'committed', fileName: `business-account-2025-0${8 - index}.csv`, byteLength: 4_100, receivedBytes: 4_100, sha256: 'a'.repeat(64),
    createdAt: '2025-09-01T07:58:00Z', createdBy: { personId: PERSON, name: 'Mara Winter' }, revision: 1, preparedBy: [], approval: null, undoApproval: null, review: reviewOf({ transactions: 60 - index, newTransactions: 60 - index }), refusal: null,
    committedAt: '2025-09-01T08:00:00Z', undoneAt: null, ...change,
  };
}

const earlier = [importOf(0), importOf(1, { createdBy: { personId: idOf(4), name: 'Jonas Feld' } }), importOf(2, { state: 'undone', undoneAt: '2025-09-01T09:00:00Z' })];

export const Empty: StoryObj = { render: show() };

export const EmptyWithRecentImports: StoryObj = { render: show({ data: apiData({ imports: earlier }) }) };

export const UndoAsked: StoryObj = {
  render: show({ data: apiData({ imports: earlier }) }),
  play: ({ canvasElement }) => pressIn(canvasElement, TAG, 'Undo the import of business-account-2025-08.csv'),
};

export const Verified: StoryObj = { render: show(), play: dropping(sample(), shown('Adds up to the cent')) };

export const Reading: StoryObj = {
  render: show(),
  play: async ({ canvasElement }) => {
    const element = await until(() => canvasElement.querySelector(TAG), TAG);
    await until(() => element.shadowRoot?.querySelector('.drop-zone'), 'the drop zone');
    dropUnreadableOn(element, 'business-account-2025-08.csv');
    dropUnreadableOn(element, 'business-account-2025-09.csv');
    await untilShown(canvasElement, TAG, 'Waiting');
  },
};

export const Consistent: StoryObj = { render: show(), play: dropping(sample({ balance: false, total: true }), shown('Totals agree')) };

export const Unverifiable: StoryObj = { render: show(), play: dropping(sample({ balance: false }), shown('carries nothing to check against')) };

export const Contradicted: StoryObj = {
  render: show(),
  play: dropping(sample({ breakAt: 13 }), shown(`Row ${lineOfRow(13)} breaks the balance by 40.00`)),
};

export const ContradictedRowShown: StoryObj = {
  render: show(),
  play: dropping(sample({ breakAt: 13 }), ({ canvasElement }) => pressIn(canvasElement, TAG, `Show row ${lineOfRow(13)}`)),
};

export const Question: StoryObj = { render: show(), play: dropping(() => [fileOf(ambiguousStatement(), 'april.csv')], shown('the day or the month')) };

export const RejectedRows: StoryObj = { render: show(), play: dropping(sample({ unreadable: [2, 9] }), shown('Its amount is not a number.')) };

export const HowItWasRead: StoryObj = {
  render: show(),
  play: dropping(sample(), async ({ canvasElement }) => {
    const summary = await until(() => canvasElement.querySelector(TAG)?.shadowRoot?.querySelector<HTMLElement>('.recipe > summary'), 'the recipe');
    summary.click();
    await untilShown(canvasElement, TAG, 'Decimal mark');
  }),
};

export const RowEdited: StoryObj = {
  render: show(),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, `Change row ${lineOfRow(1)}`);
    await untilShown(canvasElement, TAG, 'As in the file');
  }),
};

export const AnotherAccount: StoryObj = {
  render: show({}, html`<cash-flow-uploader account=${CURRENT_ACCOUNT}></cash-flow-uploader>`),
  play: dropping(sample({ iban: 'GB33BUKB20201555555555' }), shown('The statement carries the number')),
};

export const AnotherCurrency: StoryObj = {
  render: show({}, html`<cash-flow-uploader account=${CURRENT_ACCOUNT}></cash-flow-uploader>`),
  play: dropping(sample({ currency: 'JPY', iban: 'JP0000123' }), shown('The statement is in JPY')),
};

const yen = { ...apiData().accounts[0]!, id: idOf(12), name: 'Tokyo office', number: null, currency: 'JPY' };
const dinar = { ...apiData().accounts[0]!, id: idOf(13), name: 'Kuwait branch', number: null, currency: 'KWD' };

export const Yen: StoryObj = {
  render: show({ data: apiData({ accounts: [yen] }) }),
  play: dropping(sample({ currency: 'JPY', iban: '0000123456' }), shown('Adds up exactly')),
};

export const TwelveDigitDinar: StoryObj = {
  render: show({ data: apiData({ accounts: [dinar] }) }),
  play: dropping(sample({ currency: 'KWD', iban: '0000123456', scale: 10_000 }), shown('Adds up to the cent')),
};

export const SeveralFiles: StoryObj = {
  render: show({ data: apiData({ imports: earlier }) }),
  play: dropping(
    () => [fileOf(sampleStatement(), 'august.csv'), fileOf(sampleStatement({ rows: 41 }), 'august-second-half.csv'), fileOf(sampleStatement({ breakAt: 5 }), 'corrected-by-hand.csv'), fileOf('%PDF-1.7', 'scan.pdf')],
    async ({ canvasElement }) => {
      await untilShown(canvasElement, TAG, '2 files ready to import');
      await untilShown(canvasElement, TAG, 'The PDF is damaged.');
    },
  ),
};

export const Pdf: StoryObj = { render: show(), play: dropping(pdf({ rows: 60 }), shown('Adds up to the cent')) };

export const PdfContradicted: StoryObj = {
  render: show(),
  play: dropping(pdf({ rows: 60, breakAt: 52 }), ({ canvasElement }) => pressIn(canvasElement, TAG, 'Show row')),
};

export const PdfHowItWasRead: StoryObj = {
  render: show(),
  play: dropping(pdf(), async ({ canvasElement }) => {
    const summary = await until(() => canvasElement.querySelector(TAG)?.shadowRoot?.querySelector<HTMLElement>('.recipe > summary'), 'the recipe');
    summary.click();
    await untilShown(canvasElement, TAG, 'Decimal mark');
  }),
};

export const PasswordNeeded: StoryObj = { render: show(), play: dropping(pdf({ password: '07.11.1981' }), shown('The PDF is protected by a password.')) };

/** Types a password and presses the button beside it. */
async function unlock(canvasElement: HTMLElement, password: string, words = { field: 'Password of business-account-2025-08.pdf', open: 'Open the file' }): Promise<void> {
  typeInto(await inputIn(canvasElement, TAG, words.field), password);
  await pressIn(canvasElement, TAG, words.open);
}

export const PasswordWrong: StoryObj = {
  render: show(),
  play: dropping(pdf({ password: '07.11.1981' }), async ({ canvasElement }) => {
    await unlock(canvasElement, '11.07.1981');
    await untilShown(canvasElement, TAG, 'The password does not open this PDF.');
  }),
};

export const PasswordsOfSeveralFiles: StoryObj = {
  render: show({ locale: 'de' }),
  play: dropping(async () => [fileOf(sampleStatement()), await samplePdf({ password: '07.11.1981' }), await samplePdf({ password: '4071' })], async ({ canvasElement }) => {
    await unlock(canvasElement, '', { field: 'Passwort von business-account-2025-08.pdf', open: 'Datei öffnen' });
    await untilShown(canvasElement, TAG, 'Geben Sie das Passwort ein.');
  }),
};

export const ManyRows: StoryObj = { render: show(), play: dropping(sample({ rows: 20_000 }), shown('Rows 1 to 200 of 20,000')) };

export const OneRow: StoryObj = { render: show(), play: dropping(sample({ rows: 1 }), shown('Import 1 row')) };

export const RefusedFile: StoryObj = { render: show(), play: dropping(() => [fileOf('%PDF-1.7\n%\u00e2\u00e3', 'statement.pdf')], shown('The PDF is damaged.')) };

export const EmptyFile: StoryObj = { render: show(), play: dropping(() => [fileOf('', 'statement.csv')], shown('The file is empty.')) };

export const Uploading: StoryObj = {
  render: show({ misbehaving: { uploadImportContent: 'never' }, review: reviewOf() }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, 'Uploading business-account');
  }),
};

export const Committed: StoryObj = {
  render: show({ review: reviewOf() }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, '24 rows imported');
  }),
};

const overlapping = reviewOf({ newTransactions: 12, duplicates: 12, deletedBefore: 2 });

export const AlreadyKnownRows: StoryObj = {
  render: show({ review: overlapping }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, 'will not be added twice');
  }),
};

export const CommittedWithKnownRows: StoryObj = {
  render: show({ review: overlapping }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await pressIn(canvasElement, TAG, 'Import 12 new rows');
    await untilShown(canvasElement, TAG, '12 rows imported, 12 were already known');
  }),
};

export const Undone: StoryObj = {
  render: show({ review: reviewOf() }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, '24 rows imported');
    await pressIn(canvasElement, TAG, 'Undo');
    await untilShown(canvasElement, TAG, 'Import of 24 rows undone');
  }),
};

export const ServerReadsDifferently: StoryObj = {
  render: show({ review: reviewOf({ differs: true, transactions: 22, newTransactions: 22 }) }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, 'The server read this file differently');
  }),
};

export const UploadFailed: StoryObj = {
  render: show({ misbehaving: { createImport: 'offline' } }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, 'The service could not be reached.');
  }),
};

export const CommitFailed: StoryObj = {
  render: show({ review: reviewOf(), misbehaving: { commitImport: problemOf('changed-meanwhile', 409, 'Somebody else changed this first.', 'Load it again and repeat the change.') } }),
  play: dropping(sample(), async ({ canvasElement }) => {
    await pressIn(canvasElement, TAG, 'Import 24 rows');
    await untilShown(canvasElement, TAG, 'Somebody else changed this first.');
  }),
};

export const DataEntry: StoryObj = { render: show({ data: apiData({ session: sessionAs('data-entry'), imports: earlier }) }) };

export const NoAccountYet: StoryObj = { render: show({ data: apiData({ accounts: [] }) }) };

export const NoAccountYetForDataEntry: StoryObj = { render: show({ data: apiData({ accounts: [], session: sessionAs('data-entry') }) }) };

export const Loading: StoryObj = { render: show({ misbehaving: { listAccounts: 'never' } }) };

export const Offline: StoryObj = { render: show({ misbehaving: { listAccounts: 'offline' } }) };

export const SessionEnded: StoryObj = { render: show({ misbehaving: { currentSession: problemOf('session-expired', 401, 'The session has ended.', 'Sign in again.') } }) };

export const Failed: StoryObj = {
  render: show({ misbehaving: { listAccounts: problemOf('internal-error', 500, 'Something failed on our side.', 'Try again; if it stays, report the request id.') } }),
};

export const German: StoryObj = {
  render: show({ locale: 'de', data: apiData({ imports: earlier }) }),
  play: dropping(sample({ breakAt: 13, unreadable: [4] }), shown('bricht den Kontostand')),
};

export const Narrow: StoryObj = {
  render: () => withProvider(html`<cash-flow-uploader></cash-flow-uploader>`, { data: apiData({ imports: earlier }) }),
  parameters: { viewport: { defaultViewport: 'mobile1' } },
  play: dropping(sample({ breakAt: 5, unreadable: [2] }), shown('breaks the balance')),
};
