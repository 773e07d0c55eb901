import type { AuditActorKind } from '@cashflowsmart/sdk/contract';
import type { ColumnType, Generated } from 'kysely';

/**
 * The tables as Kysely sees them. What a person or an organisation says stands in `sealed` and nowhere else;
 * the other columns are ids, counters, states and times that queries need.
 */
export interface Database {
  deployment: DeploymentTable;
  key_versions: KeyVersionTable;
  organisations: OrganisationTable;
  people: PersonTable;
  identities: IdentityTable;
  platforms: PlatformTable;
  platform_keys: PlatformKeyTable;
  launch_tokens: LaunchTokenTable;
  members: MemberTable;
  sessions: SessionTable;
  throttles: ThrottleTable;
  session_details: SessionDetailTable;
  pending_sign_ins: PendingSignInTable;
  factors: FactorTable;
  passkey_challenges: PasskeyChallengeTable;
  accounts: AccountTable;
  imports: ImportTable;
  import_segments: ImportSegmentTable;
  ledger_months: LedgerMonthTable;
  ledger_chunks: LedgerChunkTable;
  ledger_attestations: LedgerAttestationTable;
  ledger_forwards: LedgerForwardTable;
  idempotency_records: IdempotencyTable;
  pending_changes: PendingChangeTable;
  mails: MailTable;
  invitations: InvitationTable;
  password_resets: PasswordResetTable;
  identity_providers: IdentityProviderTable;
  audit_entries: AuditEntryTable;
  audit_details: AuditDetailTable;
  audit_logs: AuditLogTable;
  audit_checkpoints: AuditCheckpointTable;
}

/** The organisation id under which the tables outside any organisation are sealed. */
export const PLATFORM = '00000000-0000-0000-0000-000000000000';

/** Written once; read only. */
type Fixed<T> = ColumnType<T, T, never>;

/** Every row with a sealed body. `key_id` is generated from the header of `sealed` and refers to `key_versions`. */
interface Sealed {
  /** One value under which the body was sealed; raised by each re-seal. */
  seal_version: number;
  sealed: Uint8Array;
  key_id: ColumnType<string, never, never>;
}

interface DeploymentTable {
  singleton: Fixed<true>;
  id: Fixed<string>;
}

/** `data` seals bodies, `index` makes blind indexes, `cookie` signs session cookies, `audit` checkpoints of audit logs. */
export type KeyPurpose = 'data' | 'index' | 'cookie' | 'audit';

/**
 * `pending` opens and does not seal yet, until every server has it; `active` seals; `decrypt-only` opens what is still under
 * it; `destroyed` stands only in a database that is older than the destruction. A retired version has no row.
 */
export type KeyState = 'pending' | 'active' | 'decrypt-only' | 'destroyed';

/** Which key versions may stand in a header. Holds no secret: deleting a row makes its key unusable for writers. */
interface KeyVersionTable {
  organisation_id: Fixed<string>;
  key_id: ColumnType<string, number | string, never>;
  purpose: Fixed<KeyPurpose>;
  state: KeyState;
  created_at: Date;
  activated_at: Date | null;
}

interface OrganisationTable extends Sealed {
  organisation_id: Fixed<string>;
  /** The platform that made it and alone may let people into it; null: made on the command line. */
  owner_platform_id: ColumnType<string | null, string | null | undefined, never>;
  revision: number;
}

interface PersonTable extends Sealed {
  /** Always `PLATFORM`: people belong to no organisation. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  /** HMAC of the normalised login e-mail, with the version of its key in front; null: somebody else vouches for the person, and there is none. */
  login_index: Uint8Array | null;
  /** Generated from the front of `login_index`. */
  login_key_id: ColumnType<string | null, never, never>;
  revision: number;
}

/** What a platform or an identity provider calls a person. */
interface IdentityTable extends Sealed {
  /** Always `PLATFORM`. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  kind: Fixed<'platform' | 'oidc'>;
  /** HMAC of issuer and subject, with the version of its key in front. */
  subject_index: Uint8Array;
  /** Generated from the front of `subject_index`. */
  subject_key_id: ColumnType<string, never, never>;
}

/** A partner that builds the elements into its own portal. Name, origins and sign-in domain are sealed. */
interface PlatformTable extends Sealed {
  /** Always `PLATFORM`. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  state: 'active' | 'disabled';
  revision: number;
}

interface PlatformKeyTable {
  /** Always `PLATFORM`. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  platform_id: Fixed<string>;
  /** SHA-256 of the secret half of the key. */
  secret_hash: Fixed<Uint8Array>;
  scopes: Fixed<string[]>;
  state: 'active' | 'revoked';
  /** How long it was made for; a rotation makes the next one for as long. */
  days: Fixed<number>;
  created_at: Fixed<Date>;
  expires_at: Date;
}

/** A session that was minted and may be begun once. */
interface LaunchTokenTable {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  /** SHA-256 of the secret half of the token. */
  secret_hash: Fixed<Uint8Array>;
  platform_id: Fixed<string>;
  person_id: Fixed<string>;
  /** What the session may be at most. */
  role_cap: Fixed<'admin' | 'operator' | 'data-entry'>;
  components: Fixed<string[]>;
  /** SHA-256 of the page's origin, in base64url. */
  origin: Fixed<string>;
  expires_at: Fixed<Date>;
}

interface MemberTable {
  organisation_id: Fixed<string>;
  person_id: Fixed<string>;
  role: 'admin' | 'operator' | 'data-entry';
  /** `removed`: nobody any more; what they brought in refers to the row. */
  state: 'active' | 'disabled' | 'removed';
  revision: number;
}

/** `portal`: a cookie of our own site; `embed`: one of a page of a partner; `bearer`: a token in the memory of such a page. */
export type SessionKind = 'portal' | 'embed' | 'bearer';

/** How a person showed who they are; `launch` is the word of a partner's server. */
export type SessionFactor = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'oidc' | 'launch';

interface SessionTable {
  /** Always `PLATFORM`, also when it is not given. */
  organisation_id: ColumnType<string, string | undefined, never>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  /** `portal` unless given. */
  kind: ColumnType<SessionKind, SessionKind | undefined, never>;
  /** The only organisation in which it may act; null for `portal`, and for that alone. */
  bound_organisation_id: ColumnType<string | null, string | null | undefined, never>;
  /** It acts in no higher role than this one; null: in the member's own. */
  role_cap: ColumnType<MemberTable['role'] | null, MemberTable['role'] | null | undefined, never>;
  /** Names of the elements that it is for; null: all. */
  components: ColumnType<string[] | null, string[] | null | undefined, never>;
  /** The page that it was launched from; null for `portal`. */
  origin: ColumnType<string | null, string | null | undefined, never>;
  /** SHA-256 of the secret half of the token. */
  secret_hash: Uint8Array;
  /** The one before it was renewed, good until `previous_until`; both are null or neither. */
  previous_secret_hash: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>;
  previous_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  created_at: Fixed<Date>;
  last_seen_at: Date;
  expires_at: Fixed<Date>;
  /** When the person last showed all of `factors`. */
  authenticated_at: Date;
  factors: SessionFactor[];
}

/** From where a session began; goes with it. */
interface SessionDetailTable extends Sealed {
  /** Always `PLATFORM`, also when it is not given. */
  organisation_id: ColumnType<string, string | undefined, never>;
  session_id: Fixed<string>;
}

/** A sign-in between its first and its second factor. */
interface PendingSignInTable {
  /** Always `PLATFORM`, also when it is not given. */
  organisation_id: ColumnType<string, string | undefined, never>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  /** SHA-256 of the secret half of the token. */
  secret_hash: Fixed<Uint8Array>;
  /** What was shown already. */
  factors: Fixed<SessionFactor[]>;
  attempts: number;
  expires_at: Fixed<Date>;
}

export type FactorKind = 'totp' | 'recovery-codes' | 'passkey';

/** An authenticator app, the recovery codes, or a passkey of a person. */
interface FactorTable extends Sealed {
  /** Always `PLATFORM`. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  kind: Fixed<FactorKind>;
  /** `pending`: an app of which no code was shown yet. */
  state: 'pending' | 'active';
  /** HMAC of the credential id of a passkey, with the version of its key in front; null for other kinds. */
  lookup_index: Uint8Array | null;
  /** Generated from the front of `lookup_index`. */
  lookup_key_id: ColumnType<string | null, never, never>;
  created_at: Fixed<Date>;
  revision: number;
}

export type ChallengePurpose = 'create' | 'sign-in' | 'second-factor' | 'step-up';

/** What an authenticator is asked to sign. */
interface PasskeyChallengeTable {
  /** Always `PLATFORM`, also when it is not given. */
  organisation_id: ColumnType<string, string | undefined, never>;
  /** SHA-256 of the challenge. */
  challenge_hash: Fixed<Uint8Array>;
  purpose: Fixed<ChallengePurpose>;
  /** The session or the pending sign-in that it was given to; null: whoever comes. */
  subject_id: Fixed<string | null>;
  expires_at: Fixed<Date>;
}

/** How often something was tried; kept until it no longer counts. */
interface ThrottleTable {
  /** Always `PLATFORM`, also when it is not given. */
  organisation_id: ColumnType<string, string | undefined, never>;
  /** HMAC of what is counted, with the version of its key in front. */
  key_index: Uint8Array;
  points: number;
  expires_at: Date;
}

interface AccountTable extends Sealed {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  /** The user's ETag: name and number. */
  revision: number;
  /** Raised by every write to the account's ledger; a writer that prepared itself on an older one starts again. */
  ledger_version: number;
}

interface ImportTable extends Sealed {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  account_id: Fixed<string>;
  person_id: Fixed<string>;
  state: 'receiving' | 'review' | 'refused' | 'awaiting-approval' | 'committed' | 'awaiting-undo' | 'undone';
  received_bytes: number;
  created_at: Fixed<Date>;
  revision: number;
}

/** 64 KiB of an original file, sealed under the key of that file, which stands in the sealed body of the import. */
interface ImportSegmentTable {
  organisation_id: Fixed<string>;
  import_id: Fixed<string>;
  position: Fixed<number>;
  sealed: Uint8Array;
}

interface LedgerMonthTable extends Sealed {
  organisation_id: Fixed<string>;
  account_id: Fixed<string>;
  id: Fixed<string>;
}

interface LedgerChunkTable extends Sealed {
  organisation_id: Fixed<string>;
  account_id: Fixed<string>;
  id: Fixed<string>;
  /** null: entries by hand. */
  import_id: Fixed<string | null>;
}

/** Which rows of the ledger, brought in by others, an import holds too. */
interface LedgerAttestationTable extends Sealed {
  organisation_id: Fixed<string>;
  account_id: Fixed<string>;
  import_id: Fixed<string>;
}

/** Where the rows of a chunk that is gone are now. */
interface LedgerForwardTable extends Sealed {
  organisation_id: Fixed<string>;
  account_id: Fixed<string>;
  chunk_id: Fixed<string>;
}

interface IdempotencyTable extends Sealed {
  organisation_id: Fixed<string>;
  person_id: Fixed<string>;
  operation: Fixed<string>;
  /** SHA-256 of the Idempotency-Key. */
  key_hash: Fixed<Uint8Array>;
  created_at: Generated<Date>;
}

/** A mail that waits for the mail server. */
interface MailTable extends Sealed {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  created_at: Fixed<Date>;
}

interface InvitationTable extends Sealed {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  /** SHA-256 of the secret in the link. */
  token_hash: Uint8Array;
  created_at: Fixed<Date>;
  expires_at: Date;
}

interface PasswordResetTable {
  /** Always `PLATFORM`. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  person_id: Fixed<string>;
  /** SHA-256 of the secret in the link. */
  token_hash: Fixed<Uint8Array>;
  created_at: Fixed<Date>;
  expires_at: Fixed<Date>;
}

/** A host's own identity provider. */
interface IdentityProviderTable extends Sealed {
  /** Always `PLATFORM`. */
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  revision: number;
}

/** What happened. Only added to: a trigger refuses every change but the one that gives an entry its place. */
export interface AuditEntryTable {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  /** Counts the logs of an organisation: a new one begins only after a restore that lost entries. */
  epoch: ColumnType<number | null, undefined, number>;
  /** Counts from 0 without a gap; null until the sequencer has given it. */
  position: ColumnType<string | null, undefined, string | number>;
  at: Fixed<Date>;
  actor_kind: Fixed<AuditActorKind>;
  actor_id: Fixed<string | null>;
  /** The session, or the key of a platform. */
  credential_id: Fixed<string | null>;
  action: Fixed<string>;
  object_kind: Fixed<string | null>;
  object_id: Fixed<string | null>;
  outcome: Fixed<string>;
  request_id: Fixed<string | null>;
  /** SHA-256 over salt and details. */
  details_hash: Fixed<Uint8Array | null>;
  /** RFC 6962. */
  leaf_hash: Fixed<Uint8Array>;
}

/** What was said about an entry, with the salt of its digest; may be erased. */
interface AuditDetailTable extends Sealed {
  organisation_id: Fixed<string>;
  /** Of the entry. */
  id: Fixed<string>;
}

/** What is remembered of a log to save work: nothing is proved by it. */
interface AuditLogTable {
  organisation_id: Fixed<string>;
  epoch: number;
  /** Leaves that are signed. */
  size: ColumnType<string, number, number>;
  /** Hashes of the full subtrees of the tree of that size. */
  peaks: Uint8Array;
}

/** Signed checkpoints: of each hour, the last one. */
interface AuditCheckpointTable {
  organisation_id: Fixed<string>;
  epoch: Fixed<number>;
  hour: Fixed<Date>;
  size: ColumnType<string, number, number>;
  /** C2SP signed note. */
  note: string;
}

/** An entry, a correction or a deletion by hand that waits for a second person. Approved, it is in the ledger and no more here. */
interface PendingChangeTable extends Sealed {
  organisation_id: Fixed<string>;
  id: Fixed<string>;
  account_id: Fixed<string>;
  person_id: Fixed<string>;
  state: 'awaiting' | 'returned';
  created_at: Fixed<Date>;
  revision: number;
}

/** Tables with a `sealed` body and a `key_id`, in an order in which rows may be inserted. */
export const sealedTables = [
  'organisations', 'people', 'identities', 'platforms', 'session_details', 'factors', 'accounts', 'imports', 'ledger_months', 'ledger_chunks', 'ledger_attestations',
  'ledger_forwards', 'idempotency_records', 'pending_changes', 'mails', 'invitations', 'identity_providers',
  'audit_details',
] as const satisfies readonly (keyof Database)[];
