import { z } from 'zod';
import { isBookingDate, isCalendarDate } from '../dates/index.ts';
import { components } from './components.ts';
import { platformScopes } from './platform-scopes.ts';
import { roles } from './roles.ts';

// zod probes `new Function` unless told not to, which a strict Content-Security-Policy reports.
z.config({ jitless: true });

/** Random ids: nothing can be learnt from one, and none is ever reused (RFC 9562, version 4). One spelling only: ids are compared as text. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .meta({ description: 'A random UUID in lower case.', format: 'uuid' });
export const calendarDate = z
  .string()
  .refine(isCalendarDate, { error: 'A day as YYYY-MM-DD.', abort: true })
  .meta({ description: 'A calendar day, YYYY-MM-DD, without time or zone.', format: 'date' });
export const bookingDate = calendarDate
  .refine(isBookingDate, 'A day from 1900 to 2199.')
  .meta({ description: 'A day on which money can have moved: years 1900 to 2199, as in statements.', format: 'date' });
export const timestamp = z.iso.datetime().meta({ description: 'An instant in UTC (RFC 3339).' });
export const currency = z.string().regex(/^[A-Z]{3}$/).meta({ description: 'An ISO 4217 code.' });
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'SHA-256, 64 lower-case hexadecimal digits.' });
export const cursor = z.string().max(400).meta({ description: 'Opaque; from the `nextCursor` of the page before.' });
export const transactionId = z
  .string()
  .regex(/^[0-9a-f-]{36}\.\d{1,6}$/)
  .meta({ description: 'The id of the chunk that holds the transaction, a point, and an ordinal that is never reused.' });

export const role = z.enum(roles);

export const money = z
  .strictObject({
    // 30 digits: a sum over many amounts can be larger than any of them may be.
    amount: z.string().regex(/^-?\d{1,30}(\.\d{1,4})?$/).meta({ description: 'Decimal in major units; money into the account is positive. One amount has at most 2^63 - 1 minor units; a sum may have more.' }),
    currency,
  })
  .meta({ id: 'Money' });

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().meta({ description: 'What to do next.' }),
    docs: z.string().meta({ description: 'Where the code is explained; relative unless the host sets a base.' }),
    requestId: z.string(),
    errors: z
      .array(z.object({ path: z.string(), rule: z.string() }))
      .optional()
      .meta({ description: 'For `invalid-request`: which field breaks which rule. Never the value.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

/* ---- session ---- */

export const membership = z
  .object({ organisationId: id, organisationName: z.string(), role })
  .meta({ id: 'Membership' });

export const session = z
  .object({
    person: z.object({ id, name: z.string() }),
    memberships: z.array(membership),
    expiresAt: timestamp.meta({ description: 'When the session ends however busy it is.' }),
    idleMinutes: z.number().int().meta({ description: 'Minutes without a request after which it ends earlier.' }),
  })
  .meta({ id: 'Session' });

export const signIn = z
  .strictObject({ email: z.email().max(254), password: z.string().min(1).max(256) })
  .meta({ id: 'SignIn' });

/* ---- organisations, accounts, members ---- */

export const approvalSetting = z.enum(['none', 'second-person']).meta({
  description: 'second-person: commits and undos of imports, and entries, corrections and deletions by hand wait until somebody else has approved them.',
});

export const organisation = z
  .object({ id, name: z.string(), role, approval: approvalSetting, revision: z.number().int() })
  .meta({ id: 'Organisation' });

export const account = z
  .object({
    id,
    name: z.string(),
    number: z.string().nullable().meta({ description: 'IBAN or the bank\'s own number; masked but for its last four characters where the role is data-entry.' }),
    currency,
    revision: z.number().int(),
    transactionCount: z.number().int().nullable().meta({ description: 'null where the role may not read transactions.' }),
    dataFrom: calendarDate.nullable(),
    dataTo: calendarDate.nullable(),
  })
  .meta({ id: 'Account' });

const name = z.string().trim().min(1).max(120);

export const updateOrganisation = z
  .strictObject({ revision: z.number().int(), name: name.optional(), approval: approvalSetting.optional() })
  .meta({ id: 'UpdateOrganisation' });

export const newAccount = z
  .strictObject({ name, number: z.string().trim().min(1).max(64).optional(), currency })
  .meta({ id: 'NewAccount' });

export const member = z
  .object({
    personId: id, name: z.string(), email: z.string().nullable().meta({ description: 'null: a platform or an identity provider vouches for the person.' }), role, state: z.enum(['active', 'disabled']),
    revision: z.number().int().meta({ description: 'To be sent with a change: where somebody was faster, it is refused.' }),
  })
  .meta({ id: 'Member' });

/* ---- platforms and launches ---- */

export const component = z.enum(components as readonly [string, ...string[]]).meta({ id: 'Component' });

const componentList = z.array(component).min(1).max(components.length).meta({ description: 'What the session may call: what these components need, and nothing else.' });

export const newOrganisation = z.strictObject({ name }).meta({ id: 'NewOrganisation' });

export const createdOrganisation = z.object({ id, name: z.string() }).meta({ id: 'CreatedOrganisation' });

export const newEmbedSession = z
  .strictObject({
    organisationId: id,
    user: z.strictObject({
      id: z.string().min(1).max(200).meta({ description: 'The platform\'s own id of the user; the same id is the same person.' }),
      name: name.meta({ description: 'Shown to the other members.' }),
    }),
    role: role.meta({ description: 'At the first mint what the person becomes a member as; later what the session may be at most.' }),
    components: componentList,
    origin: z.string().max(300).meta({ description: 'The page in which it will be used, one of the platform\'s own, such as `https://portal.example`.' }),
  })
  .meta({ id: 'NewEmbedSession' });

export const embedSession = z
  .object({ token: z.string().meta({ description: 'Begins the session once; for the page, and for nothing else.' }), expiresAt: timestamp })
  .meta({ id: 'EmbedSession' });

export const launchSession = z
  .strictObject({
    token: z.string().min(1).max(200),
    reason: z.enum(['cookie-refused']).optional().meta({ description: 'The browser did not keep the cookie of the launch before: answer with a bearer instead.' }),
  })
  .meta({ id: 'LaunchSession' });

export const launchedSession = session.extend({ components: z.array(component) }).meta({ id: 'LaunchedSession' });

export const begunLaunchedSession = launchedSession
  .extend({ bearer: z.string().nullable().meta({ description: 'For `Authorization: Bearer`, from the page of the launch only; null where a cookie was set.' }) })
  .meta({ id: 'BegunLaunchedSession' });

const platformScope = z.enum(platformScopes);

export const platformKey = z
  .object({ id, scopes: z.array(platformScope), state: z.enum(['active', 'expired', 'revoked']), createdAt: timestamp, expiresAt: timestamp })
  .meta({ id: 'PlatformKey' });

export const rotatePlatformKey = z
  .strictObject({ overlapHours: z.number().int().min(0).max(720).meta({ description: 'For how long the old key lives on, unless it ends earlier anyway.' }) })
  .meta({ id: 'RotatePlatformKey' });

export const newPlatformKey = z
  .object({ key: platformKey, apiKey: z.string().meta({ description: 'Shown this once.' }) })
  .meta({ id: 'NewPlatformKey' });

/* ---- keys ---- */

const keyId = z.number().int().min(1).max(0xffff_ffff);

export const dataKey = z
  .object({
    keyId,
    state: z.enum(['unused', 'pending', 'active', 'decrypt-only', 'retired', 'destroyed']).meta({
      description: 'pending: made, and not yet known to every server; active: it seals; decrypt-only: a new one takes over what stands under it; retired: nothing stands under it; destroyed: gone for ever.',
    }),
    createdAt: timestamp,
    values: z.number().int().meta({ description: 'How many sealed values stand under it.' }),
    rotationDue: timestamp.nullable().meta({ description: 'When a new one takes its place; null unless it is active.' }),
    retiredAt: timestamp.nullable(),
    destroyedAt: timestamp.nullable(),
  })
  .meta({ id: 'DataKey' });

export const rotateKeys = z.strictObject({ keyId: keyId.meta({ description: 'The active key, which shall be replaced.' }) }).meta({ id: 'RotateKeys' });

/* ---- imports ---- */

export const columnRole = z.enum([
  'date', 'value-date', 'transaction-date', 'amount', 'money-out', 'money-in', 'direction', 'balance', 'fee',
  'currency', 'description', 'counterparty', 'reference', 'account', 'status', 'ignore',
]);

/** How a file is read. Data, so that it can be shown, edited, saved for a source and applied to its next file. */
export const recipe = z
  .strictObject({
    encoding: z.string().max(40),
    delimiter: z.string().min(1).max(1),
    headerLine: z.number().int().min(1).nullable().meta({ description: 'The 1-based line of the header, or null where there is none.' }),
    firstLine: z.number().int().min(1).meta({ description: 'The 1-based line of the first row of the table.' }),
    columns: z.array(columnRole).max(512),
    dateOrder: z.enum(['day-month-year', 'month-day-year', 'year-month-day', 'year-day-month']),
    decimalMark: z.enum(['.', ',']),
    sign: z.enum(['as-printed', 'inverted']),
    currency: currency.nullable(),
    rowOrder: z.enum(['oldest-first', 'newest-first', 'unordered']),
  })
  .meta({ id: 'Recipe' });

export const questionField = z.enum(['date-order', 'year', 'sign', 'decimal-mark', 'columns', 'table', 'currency', 'account']);

export const decisions = z
  .strictObject({
    recipe: recipe.nullable().meta({ description: 'null: read it by its own evidence.' }),
    answers: z.partialRecord(questionField, z.string().max(200)),
    edits: z
      .array(
        z.strictObject({
          line: z.number().int().min(1),
          field: z.enum(['date', 'amount', 'description']),
          value: z.string().max(2_000),
        }),
      )
      .max(10_000),
    excluded: z.array(z.number().int().min(1)).max(1_000_000).meta({ description: 'Lines of rows that are left out.' }),
    readerVersion: z.number().int().min(1),
  })
  .meta({ id: 'Decisions', description: 'What a person decided about a file, bound to it by its SHA-256.' });

export const proofStatus = z.enum(['verified', 'consistent', 'unverifiable', 'contradicted']);

export const proof = z
  .object({
    status: proofStatus,
    detail: z.string().meta({ description: 'Which arithmetic was done: a stable word such as `balance-chain`.' }),
    opening: money.nullable(),
    moneyIn: money.nullable(),
    moneyOut: money.nullable(),
    closing: money.nullable(),
    breaksAtLine: z.number().int().nullable(),
    difference: money.nullable().meta({ description: 'By how much the row that breaks it is off.' }),
  })
  .meta({ id: 'Proof' });

export const coveredPeriod = z.object({ from: calendarDate, to: calendarDate }).meta({ id: 'CoveredPeriod' });

export const importReview = z
  .object({
    readerVersion: z.number().int(),
    readingDigest: sha256.meta({ description: 'Digest of what was read; equal digests mean equal readings.' }),
    differs: z.boolean().meta({ description: 'Whether the server read something else than the digest that came with the decisions.' }),
    transactions: z.number().int(),
    newTransactions: z.number().int(),
    duplicates: z.number().int().meta({ description: 'Rows that the ledger already holds, counted: how many, never which.' }),
    deletedBefore: z.number().int().meta({ description: 'Of the duplicates, those that somebody deleted from the ledger.' }),
    excluded: z.number().int(),
    rejected: z.number().int(),
    openQuestions: z.array(questionField),
    proof,
    covered: coveredPeriod.nullable(),
  })
  .meta({ id: 'ImportReview' });

export const importState = z
  .enum(['receiving', 'review', 'refused', 'awaiting-approval', 'committed', 'awaiting-undo', 'undone'])
  .meta({ description: 'awaiting-approval: its commit waits for a second person; awaiting-undo: it is in the ledger, and taking it out waits for a second person.' });

const byPerson = z.object({ personId: id, name: z.string() });

export const approval = z
  .object({
    state: z.enum(['awaiting', 'approved', 'returned']),
    requestedBy: byPerson,
    requestedAt: timestamp,
    decidedBy: byPerson.nullable(),
    decidedAt: timestamp.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was sent back.' }),
  })
  .meta({ id: 'Approval' });

export const statementImport = z
  .object({
    id,
    accountId: id,
    state: importState,
    fileName: z.string(),
    byteLength: z.number().int(),
    receivedBytes: z.number().int(),
    sha256,
    createdAt: timestamp,
    createdBy: byPerson,
    revision: z.number().int(),
    preparedBy: z.array(byPerson).meta({ description: 'Who brought it, decided about it or asked for its commit: none of them can approve that.' }),
    approval: approval.extend({ acceptsContradiction: z.boolean() }).meta({ id: 'CommitApproval' }).nullable(),
    undoApproval: approval.nullable(),
    review: importReview.nullable(),
    refusal: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
    committedAt: timestamp.nullable(),
    undoneAt: timestamp.nullable(),
  })
  .meta({ id: 'Import' });

/** Goes in and never comes out: no answer has it. */
const filePassword = z.string().min(1).max(200).meta({
  description: 'Opens an encrypted file. Kept sealed until the import is in the ledger; no answer ever shows it.',
  writeOnly: true,
});

export const newImport = z
  .strictObject({
    accountId: id,
    fileName: z.string().min(1).max(255),
    byteLength: z.number().int().min(0).max(1_073_741_824),
    sha256,
    decisions: decisions.optional(),
    readingDigest: sha256.optional().meta({ description: 'Digest of what the client read, to be told where the server reads something else.' }),
    password: filePassword.optional(),
  })
  .meta({ id: 'NewImport' });

export const decideImport = z
  .strictObject({ decisions, readingDigest: sha256.optional(), password: filePassword.optional() })
  .meta({ id: 'DecideImport' });

export const commitImport = z
  .strictObject({ acceptContradiction: z.boolean().default(false) })
  .meta({ id: 'CommitImport' });

export const approve = z
  .strictObject({
    decision: z.enum(['approve', 'return']),
    revision: z.number().int().meta({ description: 'As it was looked at: what was changed since is not approved.' }),
    reason: z.string().trim().min(1).max(500).optional().meta({ description: 'Why it is sent back.' }),
  })
  .refine(({ decision, reason }) => decision === 'approve' || reason !== undefined, { path: ['reason'], error: 'Required to send it back.' })
  .meta({ id: 'Approve' });

/* ---- transactions ---- */

export const transaction = z
  .object({
    id: transactionId,
    accountId: id,
    date: calendarDate,
    valueDate: calendarDate.nullable(),
    amount: money,
    balance: money.nullable(),
    description: z.string(),
    counterparty: z.string().nullable(),
    reference: z.string().nullable(),
    transfer: z.boolean().meta({ description: 'Money moved between own accounts: shown, but in no sum of income and spending.' }),
    corrected: z.boolean(),
    revision: z.number().int(),
    origin: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('import'), importId: id, line: z.number().int() }),
      z.object({ kind: z.literal('hand'), personId: id }),
    ]),
  })
  .meta({ id: 'Transaction' });

export const pendingChange = z
  .object({
    id,
    accountId: id,
    kind: z.enum(['create', 'correct', 'delete']),
    state: z.enum(['awaiting', 'approved', 'returned']),
    revision: z.number().int(),
    requestedBy: byPerson,
    requestedAt: timestamp,
    decidedBy: byPerson.nullable(),
    decidedAt: timestamp.nullable(),
    reason: z.string().nullable().meta({ description: 'Why it was sent back.' }),
    before: transaction.nullable().meta({ description: 'The transaction as it was when the change was asked for; null where it is new.' }),
    after: z
      .object({ date: calendarDate, amount: money, description: z.string(), transfer: z.boolean() })
      .nullable()
      .meta({ description: 'As it shall be; null where it is to be deleted.' }),
  })
  .meta({ id: 'PendingChange', description: 'An entry, a correction or a deletion by hand that waits for a second person, and is in no list and no sum until then.' });

const text = z.string().trim().min(1).max(1_000);

export const newTransaction = z
  .strictObject({ accountId: id, date: bookingDate, amount: money, description: text, transfer: z.boolean().default(false) })
  .meta({ id: 'NewTransaction' });

export const correctTransaction = z
  .strictObject({
    revision: z.number().int(),
    date: bookingDate.optional(),
    amount: money.optional(),
    description: text.optional(),
    transfer: z.boolean().optional(),
  })
  .meta({ id: 'CorrectTransaction' });

export const searchTransactions = z
  .strictObject({
    accountIds: z.array(id).min(1).max(100),
    text: z.string().trim().max(200).optional(),
    from: calendarDate.optional(),
    to: calendarDate.optional(),
    cursor: cursor.optional(),
    limit: z.number().int().min(1).max(500).default(100),
  })
  .meta({ id: 'SearchTransactions' });

/* ---- cash flow ---- */

export const bucketSize = z.enum(['day', 'week', 'month', 'quarter', 'year']);

export const coverageState = z.enum(['covered', 'partial', 'none']);

export const cashFlowBucket = z
  .object({
    from: calendarDate,
    to: calendarDate,
    coverage: coverageState,
    moneyIn: money,
    moneyOut: money.meta({ description: 'Negative or zero.' }),
    net: money,
    transfersIn: money,
    transfersOut: money,
    count: z.number().int(),
    balance: money.nullable().meta({ description: 'At the end of the bucket; null where no statement tells it.' }),
  })
  .meta({ id: 'CashFlowBucket' });

export const cashFlowSeries = z
  .object({
    by: bucketSize,
    currency,
    accountIds: z.array(id),
    dataFrom: calendarDate.nullable(),
    dataTo: calendarDate.nullable().meta({ description: 'The last day that statements cover.' }),
    buckets: z.array(cashFlowBucket),
  })
  .meta({ id: 'CashFlowSeries' });

/* ---- pages ---- */

/** A page of `item`, newest first where there is an order; `nextCursor` is null on the last one. */
export function page<Item extends z.ZodType>(item: Item, name: string) {
  return z.object({ items: z.array(item), nextCursor: cursor.nullable() }).meta({ id: name });
}

export const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
