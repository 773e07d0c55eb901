import { reachOf, type EventEnd, type EventKind, type Permission } from '@cashflowsmart/sdk/contract';
import { DatabaseUnavailableError } from '../database/errors.ts';
import type { Ear } from '../database/notices.ts';
import type { MemberCaller } from '../http/handler.ts';
import type { Logger } from '../http/log.ts';
import { ProblemError } from '../http/problem-error.ts';
import { defaultEventLimits, type EventLimits } from './event-limits.ts';
import { EventStream } from './event-stream.ts';
import { CHANNEL, decodeNotice, type Notice } from './notice.ts';

export interface EventHubOptions {
  /** Hears what the servers of this database tell each other; returns what ends it. */
  readonly listen: (channel: string, ear: Ear) => Promise<() => Promise<void>>;
  readonly limits?: Partial<EventLimits>;
  readonly log?: Logger;
}

/** Who listens, and how to find out whether they still may. */
export interface Listener {
  readonly caller: MemberCaller;
  /** Authenticates the request of the stream once more, without counting as activity. */
  readonly recheck: () => Promise<MemberCaller>;
}

interface Subscriber extends Listener {
  readonly stream: EventStream;
  readonly pending: Set<EventKind>;
  checking: boolean;
  /** Rechecks in a row that failed because the database was out of reach. */
  unknown: number;
  beats: number;
}

/** Changes that come close together are told as one. */
const GATHER = 100;
/** A heartbeat for so many rechecks. */
const BEAT_EVERY = 3;
/** Nobody listens for long without our knowing whether they may. */
const MOST_UNKNOWN = 3;
const RETRY_AFTER = 5;

/** Whom a kind of change concerns: those who may read what changed. */
const CONCERNS: Readonly<Record<Exclude<EventKind, 'missed'>, Permission>> = { imports: 'imports:read', ledger: 'cash-flow:read', members: 'members:manage' };

/**
 * The open event streams of this process. A stream is as good as its session: it is authenticated again every few seconds, and
 * at once where sessions or members changed, so that a sign-out or another role ends it on every server.
 */
export class EventHub {
  readonly #limits: EventLimits;
  readonly #options: EventHubOptions;
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #timer: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #stopListening: Promise<() => Promise<void>> | undefined;
  #count = 0;
  #closed = false;

  constructor(options: EventHubOptions) {
    this.#options = options;
    this.#limits = { ...defaultEventLimits, ...options.limits };
  }

  /** Streams that are open. */
  get size(): number {
    return this.#count;
  }

  /** Begins to hear what other servers do. Streams work before that, but hear nothing. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => { this.#tick(); }, this.#limits.recheck);
    this.#timer.unref();
    this.#stopListening = this.#options.listen(CHANNEL, {
      hear: (payload) => { this.#hear(payload); },
      missed: () => { this.#forAll((subscriber) => { this.#tell(subscriber, 'missed'); }); },
      deaf: () => { this.#options.log?.({ level: 'warning', event: 'events-not-heard' }); },
    });
    await this.#stopListening;
  }

  /** @throws {ProblemError} `too-many-requests`, or `unavailable` where this server is stopping. */
  open(listener: Listener): ReadableStream<Uint8Array> {
    if (this.#closed) throw new ProblemError('unavailable', { retryAfter: RETRY_AFTER });
    const { organisationId, personId } = listener.caller;
    const others = this.#subscribers.get(organisationId) ?? new Set<Subscriber>();
    const own = [...others].filter(({ caller }) => caller.personId === personId).length;
    if (this.#count >= this.#limits.streams || others.size >= this.#limits.streamsPerOrganisation || own >= this.#limits.streamsPerPerson) {
      throw new ProblemError('too-many-requests', { retryAfter: RETRY_AFTER });
    }
    const stream = new EventStream({ backlog: this.#limits.backlog, onClose: () => { this.#remove(organisationId, subscriber); } });
    const subscriber: Subscriber = { ...listener, stream, pending: new Set(), checking: false, unknown: 0, beats: 0 };
    this.#subscribers.set(organisationId, others.add(subscriber));
    this.#count += 1;
    return stream.body;
  }

  /** Ends every stream with a hint to come again, and opens no more. */
  closeStreams(): void {
    this.#closed = true;
    this.#forAll(({ stream }) => { stream.end('stopping'); });
  }

  async close(): Promise<void> {
    this.closeStreams();
    clearInterval(this.#timer);
    clearTimeout(this.#gathering);
    await (await this.#stopListening)?.();
  }

  #hear(payload: string): void {
    const notice = decodeNotice(payload);
    if (!notice) return;
    if (notice.kind === 'session') {
      this.#forAll((subscriber) => { if (isMeant(subscriber, notice)) void this.#recheck(subscriber); });
      return;
    }
    for (const subscriber of this.#subscribers.get(notice.organisationId) ?? []) {
      if (reachOf(subscriber.caller.role, CONCERNS[notice.kind])) this.#tell(subscriber, notice.kind);
      if (notice.kind === 'members') void this.#recheck(subscriber);
    }
  }

  #tell(subscriber: Subscriber, kind: EventKind): void {
    subscriber.pending.add(kind);
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#forAll(({ stream, pending }) => {
        for (const waiting of pending) stream.tell(waiting);
        pending.clear();
      });
    }, GATHER);
  }

  #tick(): void {
    this.#forAll((subscriber) => {
      subscriber.beats += 1;
      if (subscriber.beats % BEAT_EVERY === 0) subscriber.stream.beat();
      void this.#recheck(subscriber);
    });
  }

  async #recheck(subscriber: Subscriber): Promise<void> {
    if (subscriber.checking || !subscriber.stream.open) return;
    subscriber.checking = true;
    const reason = await this.#reasonToEnd(subscriber);
    subscriber.checking = false;
    if (reason) subscriber.stream.end(reason);
  }

  async #reasonToEnd(subscriber: Subscriber): Promise<EventEnd | undefined> {
    try {
      const now = await subscriber.recheck();
      subscriber.unknown = 0;
      return now.role === subscriber.caller.role && now.reach === subscriber.caller.reach ? undefined : 'access-changed';
    } catch (error) {
      if (error instanceof ProblemError) return error.status === 401 ? 'session-ended' : 'access-changed';
      subscriber.unknown += 1;
      if (!(error instanceof DatabaseUnavailableError)) return 'stopping';
      return subscriber.unknown >= MOST_UNKNOWN ? 'stopping' : undefined;
    }
  }

  #remove(organisationId: string, subscriber: Subscriber): void {
    const others = this.#subscribers.get(organisationId);
    if (others?.delete(subscriber) !== true) return;
    this.#count -= 1;
    if (others.size === 0) this.#subscribers.delete(organisationId);
  }

  #forAll(run: (subscriber: Subscriber) => void): void {
    for (const subscribers of [...this.#subscribers.values()]) for (const subscriber of [...subscribers]) run(subscriber);
  }
}

function isMeant({ caller }: Subscriber, { subject }: Notice): boolean {
  return subject === undefined || subject === caller.sessionId || subject === caller.personId;
}
