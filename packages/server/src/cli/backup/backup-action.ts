import { z } from 'zod';
import { HOST } from '../../audit/audit-trail.ts';
import type { BackupResult } from '../../backup/backup.ts';
import { PLATFORM } from '../../database/schema.ts';
import { defineAction } from '../control/action.ts';

/** Paths are absolute: the server that does it may stand in another folder. */
export const backupAction = defineAction({
  name: 'backup',
  input: z.object({ archive: z.string(), custodyArchive: z.string().nullable() }),
  run: async ({ backUp, audit }, { archive, custodyArchive }, { signal, progress }): Promise<BackupResult> => {
    // Before it, too: whoever takes everything with them leaves a trace even where the command ends in between.
    await audit.append(PLATFORM, { action: 'backup.create', actor: HOST });
    const result = await backUp({ archive, custodyArchive: custodyArchive ?? undefined }, { signal, onProgress: progress });
    await audit.append(PLATFORM, { action: 'backup.create', actor: HOST, details: { rows: result.tables.reduce((sum, { rows }) => sum + rows, 0) } });
    return result;
  },
});
