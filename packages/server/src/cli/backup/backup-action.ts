import { z } from 'zod';
import type { BackupResult } from '../../backup/backup.ts';
import { defineAction } from '../control/action.ts';

/** Paths are absolute: the server that does it may stand in another folder. */
export const backupAction = defineAction({
  name: 'backup',
  input: z.object({ archive: z.string(), custodyArchive: z.string().nullable() }),
  run: ({ backUp }, { archive, custodyArchive }, { signal, progress }): Promise<BackupResult> =>
    backUp({ archive, custodyArchive: custodyArchive ?? undefined }, { signal, onProgress: progress }),
});
