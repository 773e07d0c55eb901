import { sql } from 'kysely';
import { z } from 'zod';
import { defineAction } from '../control/action.ts';
import type { Deployment } from '../deployment.ts';
import { keysStatus, type KeysStatus } from '../keys/key-actions.ts';

/** What only the process that has the database can tell. */
export interface Examination {
  readonly status: KeysStatus;
  /** `system_identifier` of the cluster of the data. */
  readonly cluster: string;
  /** The last restore drill: when, and whether everything could be read; null where there was none. */
  readonly lastDrill: { readonly at: string; readonly succeeded: boolean } | null;
  /** Audit logs that are not the ones that were signed last. */
  readonly refusedLogs: readonly { readonly organisationId: string; readonly reason: string }[];
  /** Sentences of what does not work at the moment. */
  readonly unhealthy: readonly string[];
}

export const examine = defineAction({
  name: 'doctor',
  input: z.object({}),
  run: async (deployment, _, run): Promise<Examination> => {
    const { data, vault } = deployment.parts;
    const cluster = await data.inPlatform(async (transaction) =>
      (await sql<{ cluster: string }>`select system_identifier::text as cluster from pg_control_system()`.execute(transaction)).rows[0]?.cluster ?? '');
    const unhealthy = await vault.health().then(() => [], (error: unknown) => [error instanceof Error ? error.message : 'The keys do not work.']);
    const drill = (await deployment.keys.registered()).findLast((entry) => entry.kind === 'restore-drill');
    return {
      status: await keysStatus.run(deployment, { organisationId: null }, run),
      cluster,
      lastDrill: drill ? { at: drill.at.toISOString(), succeeded: drill.succeeded } : null,
      refusedLogs: await refusedLogs(deployment),
      unhealthy,
    };
  },
});

async function refusedLogs({ keys, auditLogs }: Pick<Deployment, 'keys' | 'auditLogs'>): Promise<Examination['refusedLogs']> {
  const refused: { readonly organisationId: string; readonly reason: string }[] = [];
  for (const organisationId of await keys.organisations()) {
    const fault = await auditLogs.fault(organisationId);
    if (fault) refused.push({ organisationId, reason: fault.reason });
  }
  return refused;
}
