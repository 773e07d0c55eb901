import type { z } from 'zod';
import type * as audit from './audit.ts';
import type { Operations, OperationId } from './index.ts';
import type * as people from './people-schemas.ts';
import type * as schemas from './schemas.ts';
import type * as signIn from './sign-in-schemas.ts';

export type Problem = z.infer<typeof schemas.problem>;
export type Session = z.infer<typeof schemas.session>;
export type SignInAnswer = z.infer<typeof signIn.signInAnswer>;
export type SecondFactorAsked = z.infer<typeof signIn.secondFactorAsked>;
export type SecondFactor = z.input<typeof signIn.secondFactor>;
export type StepUp = z.input<typeof signIn.stepUp>;
export type OwnSession = z.infer<typeof signIn.ownSession>;
export type OwnFactors = z.infer<typeof signIn.ownFactors>;
export type PasskeyCreationOptions = z.infer<typeof signIn.passkeyCreationOptions>;
export type PasskeyRequestOptions = z.infer<typeof signIn.passkeyRequestOptions>;
export type PasskeyCreation = z.infer<typeof signIn.passkeyCreation>;
export type PasskeyAssertion = z.infer<typeof signIn.passkeyAssertion>;
export type Membership = z.infer<typeof schemas.membership>;
export type Organisation = z.infer<typeof schemas.organisation>;
export type UpdateOrganisation = z.input<typeof schemas.updateOrganisation>;
export type ApprovalSetting = z.infer<typeof schemas.approvalSetting>;
export type Approval = z.infer<typeof schemas.approval>;
export type Approve = z.input<typeof schemas.approve>;
export type Account = z.infer<typeof schemas.account>;
export type NewAccount = z.input<typeof schemas.newAccount>;
export type CreatedOrganisation = z.infer<typeof schemas.createdOrganisation>;
export type NewEmbedSession = z.input<typeof schemas.newEmbedSession>;
export type EmbedSession = z.infer<typeof schemas.embedSession>;
export type LaunchedSession = z.infer<typeof schemas.launchedSession>;
export type BegunLaunchedSession = z.infer<typeof schemas.begunLaunchedSession>;
export type PlatformKey = z.infer<typeof schemas.platformKey>;
export type NewPlatformKey = z.infer<typeof schemas.newPlatformKey>;
export type DataKey = z.infer<typeof schemas.dataKey>;
export type AuditEntry = z.infer<typeof audit.auditEntry>;
export type Member = z.infer<typeof schemas.member>;
export type ChangeMember = z.input<typeof people.changeMember>;
export type NewInvitation = z.input<typeof people.newInvitation>;
export type Invitation = z.infer<typeof people.invitation>;
export type InvitationOffer = z.infer<typeof people.invitationOffer>;
export type ColumnRole = z.infer<typeof schemas.columnRole>;
export type Recipe = z.infer<typeof schemas.recipe>;
export type QuestionField = z.infer<typeof schemas.questionField>;
export type Decisions = z.infer<typeof schemas.decisions>;
export type ProofStatus = z.infer<typeof schemas.proofStatus>;
export type ApiProof = z.infer<typeof schemas.proof>;
export type CoveredPeriod = z.infer<typeof schemas.coveredPeriod>;
export type ImportReview = z.infer<typeof schemas.importReview>;
export type ImportState = z.infer<typeof schemas.importState>;
export type StatementImport = z.infer<typeof schemas.statementImport>;
export type NewImport = z.input<typeof schemas.newImport>;
export type Transaction = z.infer<typeof schemas.transaction>;
export type PendingChange = z.infer<typeof schemas.pendingChange>;
export type NewTransaction = z.input<typeof schemas.newTransaction>;
export type CorrectTransaction = z.input<typeof schemas.correctTransaction>;
export type SearchTransactions = z.input<typeof schemas.searchTransactions>;
export type BucketSize = z.infer<typeof schemas.bucketSize>;
export type CoverageState = z.infer<typeof schemas.coverageState>;
export type CashFlowBucket = z.infer<typeof schemas.cashFlowBucket>;
export type CashFlowSeries = z.infer<typeof schemas.cashFlowSeries>;

type Input<O, Part extends string> = O extends Readonly<Record<Part, infer S extends z.ZodType>> ? z.input<S> : undefined;

/** Path parameters of an operation, as the caller writes them. */
export type ParamsOf<Id extends OperationId> = Input<Operations[Id], 'params'>;
/** Query of an operation; fields with a default may be left out. */
export type QueryOf<Id extends OperationId> = Input<Operations[Id], 'query'>;
/** Body of an operation: its JSON value, or bytes. */
export type BodyOf<Id extends OperationId> = Operations[Id] extends { readonly body: { readonly json: infer S extends z.ZodType } }
  ? z.input<S>
  : Operations[Id] extends { readonly body: { readonly bytes: string } }
    ? Uint8Array
    : undefined;
/** What may have changed, as event streams tell it; `missed`: anything, because nobody was listening for a while. */
export type EventKind = 'imports' | 'ledger' | 'members' | 'missed';
/** Why the server ends an event stream: only after `session-ended` it is of no use to come again. */
export type EventEnd = 'session-ended' | 'access-changed' | 'stopping';

type Succeeded<Id extends OperationId> = Operations[Id]['success'] extends { readonly stream: string }
  ? ReadableStream<Uint8Array>
  : Operations[Id]['success'] extends { readonly schema: infer S extends z.ZodType } ? z.output<S> : undefined;
type Accepted<Id extends OperationId> = Operations[Id] extends { readonly accepted: { readonly schema: infer S extends z.ZodType } } ? z.output<S> : never;
/** What an operation answers, or `undefined` where it answers nothing (204). */
export type ResultOf<Id extends OperationId> = Succeeded<Id> | Accepted<Id>;
/** `METHOD /path` of an operation, as a literal type: the client's route table is checked against it. */
export type RouteOf<Id extends OperationId> = `${Operations[Id]['method']} ${Operations[Id]['path']}`;
