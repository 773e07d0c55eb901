import type { Transaction } from 'kysely';
import { z } from 'zod';
import { type Database, PLATFORM } from '../database/schema.ts';
import type { Client } from '../http/handler.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, SealedValueError } from '../vault/index.ts';
import { deviceName } from './device-name.ts';

/** From where a session began, as its owner is shown it. */
export interface SessionDetails {
  readonly browser: string | null;
  readonly system: string | null;
  readonly address: string | null;
}

const CODEC_VERSION = 1;
export const sessionDetailBodies: SealedTable = { table: 'session_details', key: ['session_id'], codecVersion: CODEC_VERSION };
const body = z.object({ browser: z.string().nullable(), system: z.string().nullable(), address: z.string().nullable() });
const UNKNOWN: SessionDetails = { browser: null, system: null, address: null };

function placeOf(sessionId: string, sealVersion: number): SealedRow {
  return { table: 'session_details', rowId: sessionId, sealVersion, codecVersion: CODEC_VERSION };
}

export async function writeDetails(transaction: Transaction<Database>, vault: OrganisationVault, sessionId: string, client: Client): Promise<void> {
  const details: SessionDetails = { ...deviceName(client.userAgent), address: client.address };
  await transaction.insertInto('session_details')
    .values({ session_id: sessionId, seal_version: 1, sealed: sealBody(vault, placeOf(sessionId, 1), details) }).execute();
}

export interface DetailsRow {
  readonly session_id: string;
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

export function readDetails(transaction: Transaction<Database>, sessionIds: readonly string[]): Promise<readonly DetailsRow[]> {
  if (sessionIds.length === 0) return Promise.resolve([]);
  return transaction.selectFrom('session_details').select(['session_id', 'seal_version', 'sealed'])
    .where('organisation_id', '=', PLATFORM).where('session_id', 'in', [...sessionIds]).execute();
}

/** A session whose details are damaged can still be seen and ended. */
export function openDetails(vault: OrganisationVault, row: DetailsRow | undefined): SessionDetails {
  if (!row) return UNKNOWN;
  try {
    return body.parse(openBody(vault, placeOf(row.session_id, row.seal_version), row.sealed));
  } catch (error) {
    if (error instanceof SealedValueError) return UNKNOWN;
    throw error;
  }
}
