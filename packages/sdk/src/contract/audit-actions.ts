/** What a detail may be: ids, names, counts and words of the contract. Never a secret, never a password or a token. */
export type AuditDetailValue = string | number | boolean | null | readonly string[];

/**
 * `change`: something was changed, and the entry stands in the transaction that changed it. `read`: somebody saw sensitive data.
 * `event`: something happened that is neither.
 */
export type AuditKind = 'change' | 'read' | 'event';

interface Action<Kind extends AuditKind, Details> {
  readonly kind: Kind;
  /** Never there: it carries the type of the details alone. */
  readonly detailsType?: Details;
}

type NoDetails = Readonly<Record<never, never>>;
/** Of a page: which accounts were asked for, and how many items were shown. Never what was searched for. */
interface PageDetails {
  readonly accountIds?: readonly string[];
  readonly count?: number;
}

const change = <Details = NoDetails>(): Action<'change', Details> => ({ kind: 'change' });
const read = <Details = PageDetails>(): Action<'read', Details> => ({ kind: 'read' });
const event = <Details = NoDetails>(): Action<'event', Details> => ({ kind: 'event' });

/**
 * Everything that stands in an audit log, as `resource.verb`, with its details. A refused attempt has the action that was
 * tried, and the problem as its outcome. Names are never changed: logs keep them for ever.
 */
export const auditActions = {
  /** Requests of nobody in particular that were refused, counted over some time. */
  'request.refuse': event<{ readonly count: number; readonly from: string; readonly actions: readonly string[] }>(),

  /** `login` is the keyed index of what was tried, where it was refused. */
  'session.begin': change<{ readonly factors?: readonly string[]; readonly login?: string }>(),
  'session.read': read<NoDetails>(),
  'session.end': change(),

  'session.step-up': change(),
  'password.change': change(),
  'factor.add': change<{ readonly kind: string }>(),
  'factor.remove': change(),

  'person.create': change(),

  'organisation.create': change(),
  /** A platform lets one of its users in. `joined`: who became a member by it. */
  'embed-session.create': change<{ readonly role: string; readonly components: readonly string[]; readonly origin: string; readonly joined: boolean }>(),
  'platform.create': change(),
  'platform.change': change<{ readonly fields: readonly string[] }>(),
  'platform-key.list': read<{ readonly count?: number }>(),
  'platform-key.create': change<{ readonly platformId: string; readonly scopes: readonly string[]; readonly days: number }>(),
  'platform-key.rotate': change<{ readonly newKeyId: string; readonly overlapHours: number }>(),
  'platform-key.revoke': change(),
  'organisation.read': read<NoDetails>(),
  'organisation.change': change<{ readonly name?: string; readonly approval?: string }>(),

  'member.add': change<{ readonly role: string }>(),
  'member.list': read(),

  'member.change': change<{ readonly role: string; readonly state: string; readonly roleBefore: string; readonly stateBefore: string }>(),
  'member.remove': change<{ readonly roleBefore: string }>(),
  'member.end-sessions': change(),
  'member.reset-password': change(),

  'invitation.create': change<{ readonly role: string }>(),
  'invitation.list': read(),
  'invitation.resend': change(),
  'invitation.revoke': change(),
  'invitation.accept': change<{ readonly role: string; readonly personId: string }>(),

  'password.reset': change(),
  'identity.link': change(),

  'account.list': read(),
  'account.create': change<{ readonly name: string; readonly currency: string }>(),

  'import.create': change<{ readonly fileName: string; readonly byteLength: number; readonly sha256: string }>(),
  'import.list': read(),
  'import.read': read<NoDetails>(),
  'import.upload': change<{ readonly from: number; readonly to: number; readonly state: string }>(),
  'import.decide': change<{ readonly state: string; readonly edits: number; readonly excluded: number }>(),
  'import.commit': change<{ readonly fileName: string; readonly rows: number; readonly duplicates: number; readonly acceptContradiction: boolean }>(),
  /** The file was read anew and said something else than what was reviewed. */
  'import.reopen': change<{ readonly fileName: string }>(),
  'import.undo': change<{ readonly fileName: string }>(),
  /** Where a second person approves: what is asked for, and what they said. The commit or undo itself follows as an entry of its own. */
  'import.request-approval': change<{ readonly fileName: string; readonly rows: number; readonly acceptContradiction: boolean }>(),
  'import.request-undo': change<{ readonly fileName: string }>(),
  'import.approve': change<{ readonly fileName: string; readonly what: 'commit' | 'undo'; readonly preparedBy: readonly string[] }>(),
  'import.return': change<{ readonly fileName: string; readonly what: 'commit' | 'undo'; readonly reason: string }>(),

  'transaction.list': read(),
  'transaction.search': read(),
  'transaction.create': change<{ readonly accountId: string }>(),
  'transaction.correct': change<{ readonly fields: readonly string[] }>(),
  'transaction.delete': change(),
  'transaction.list-pending': read(),
  /** `change` is the id under which the change waits; its object is the transaction, where there is one already. */
  'transaction.request-approval': change<{ readonly change: string; readonly what: string; readonly accountId: string }>(),
  'transaction.approve': change<{ readonly change: string; readonly what: string; readonly requestedBy: string }>(),
  'transaction.return': change<{ readonly change: string; readonly what: string; readonly reason: string }>(),
  'transaction.withdraw': change<{ readonly change: string; readonly what: string }>(),

  'cash-flow.read': read(),

  'key.list': read(),
  'key.rotate': change<{ readonly steps?: readonly string[]; readonly moved?: number }>(),
  'key.retire': change(),
  'key.restore': change(),
  'key.destroy': change<{ readonly step: 'request' | 'confirm'; readonly by: string }>(),
  'key.rewrap': change<{ readonly keys: number }>(),
  'master-key.rotate': change(),

  'backup.create': event<{ readonly rows?: number }>(),
  'backup.restore': event<{ readonly backupAt: string }>(),

  /** Of one job, or of all that had failed. */
  'job.replay': change(),

  'audit.list': read(),
  'audit.export': read<{ readonly size: number }>(),
  /** A new epoch of a log begins, because the database came back from a backup that lacks entries. */
  'audit.continue': event<{ readonly lost: number; readonly kept: number; readonly root: string; readonly checkpoint: string; readonly by: string }>(),
} as const satisfies Readonly<Record<string, Action<AuditKind, object>>>;

export type AuditAction = keyof typeof auditActions;

/** The details of one action. */
export type AuditDetailsOf<A extends AuditAction> = NonNullable<(typeof auditActions)[A]['detailsType']>;

/** What an entry may be about. */
export const auditObjectKinds = [
  'session', 'person', 'organisation', 'member', 'account', 'import', 'transaction', 'key', 'job', 'platform', 'platform-key', 'invitation', 'audit',
] as const;
export type AuditObjectKind = (typeof auditObjectKinds)[number];

/** Who acted: a signed-in person, a partner's platform, the host at the command line, the server by itself, or nobody known. */
export const auditActorKinds = ['person', 'platform', 'host', 'system', 'anonymous'] as const;
export type AuditActorKind = (typeof auditActorKinds)[number];

export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(auditActions, text);
}
