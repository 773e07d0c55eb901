import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';

/** The channel of the database on which servers tell each other that something changed. */
export const CHANNEL = 'cash_flow_events';

/** What can have changed; never what it was. `session`: one ended or got other rights. */
export const noticeKinds = ['imports', 'ledger', 'members', 'session'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  readonly organisationId: string;
  readonly kind: NoticeKind;
  /** Of `session`: the id of the session, or of the person all of whose sessions are meant. */
  readonly subject?: string;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A notice as the database passes it on: words and ids, nothing that anybody wrote. */
export function encodeNotice({ organisationId, kind, subject }: Notice): string {
  return [kind, organisationId, ...(subject === undefined ? [] : [subject])].join(' ');
}

/** `undefined` for what a later server may say and this one does not know. */
export function decodeNotice(payload: string): Notice | undefined {
  const [word = '', organisationId = '', subject, ...rest] = payload.split(' ');
  const kind = noticeKinds.find((known) => known === word);
  if (!kind || !ID.test(organisationId) || (subject !== undefined && !ID.test(subject)) || rest.length > 0) return undefined;
  return { kind, organisationId, ...(subject !== undefined && { subject }) };
}

/** Tells every server that something of an organisation changed, when the transaction commits and only then. */
async function publish(transaction: Transaction<Database>, organisationId: string, notice: Omit<Notice, 'organisationId'>): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${encodeNotice({ organisationId, ...notice })})`.execute(transaction);
}

export const Events = { publish };
