import { open } from 'node:fs/promises';
import { z } from 'zod';
import { keyName } from '../../audit/audit-logs.ts';
import { writeNoteKey } from '../../audit/signed-note.ts';
import { isFileError } from '../../vault/durable-file.ts';
import { CommandError } from '../command.ts';
import { defineAction } from '../control/action.ts';

const oneLog = z.object({ organisationId: z.uuid() });

export const auditExport = defineAction({
  name: 'audit export',
  input: oneLog.extend({ file: z.string() }),
  run: async ({ auditLogs, keys, audit }, { organisationId, file }, run): Promise<{ readonly lines: number }> => {
    await requireLog(keys, organisationId);
    const output = await open(file, 'wx', 0o600).catch((error: unknown) => {
      throw isFileError(error, 'EEXIST') ? new CommandError('The file is there already. Name a new one; nothing was written.') : error;
    });
    try {
      await audit.append(organisationId, { action: 'audit.export', actor: { kind: 'host', id: null, credentialId: null } });
      let lines = 0;
      for await (const line of auditLogs.export(organisationId)) {
        run.signal.throwIfAborted();
        await output.write(line);
        lines += 1;
        if (lines % 1_000 === 0) run.progress({ phase: 'Exporting entries', done: lines, total: null });
      }
      await output.sync();
      return { lines };
    } finally {
      await output.close();
    }
  },
});

export const auditPublicKey = defineAction({
  name: 'audit public-key',
  input: z.object({}),
  run: async ({ auditLogs, parts }): Promise<{ readonly keys: readonly { readonly keyId: number; readonly since: string; readonly key: string }[] }> => {
    const name = keyName(parts.vault.deploymentId);
    return { keys: (await auditLogs.publicKeys()).map(({ keyId, since, publicKey }) => ({ keyId, since: since.toISOString(), key: writeNoteKey({ name, publicKey }) })) };
  },
});

export const auditContinue = defineAction({
  name: 'audit continue',
  input: oneLog.extend({ by: z.string().min(1).max(200) }),
  run: async ({ auditLogs, keys }, { organisationId, by }): Promise<{ readonly begun: { readonly epoch: number; readonly lost: number } | null }> => {
    await requireLog(keys, organisationId);
    return { begun: (await auditLogs.continueLog(organisationId, by)) ?? null };
  },
});

export const auditActions = [auditExport, auditPublicKey, auditContinue] as const;

/** To ask for the keys of an organisation makes its first one. */
async function requireLog(keys: { organisations(): Promise<readonly string[]> }, organisationId: string): Promise<void> {
  if (!(await keys.organisations()).includes(organisationId)) throw new CommandError('There is no such organisation.');
}
