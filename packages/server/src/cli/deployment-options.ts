import { join } from 'node:path';
import { pgliteDataFolder, type DatabaseOptions } from '../database/open-database.ts';
import { text, type CommandIo, type OptionValues } from './command.ts';
import { keyPlaces } from './database-options.ts';
import { keyPolicy } from './key-policy-options.ts';
import type { DeploymentOptions } from './deployment.ts';

/** Where the keys of a database are: as options and variables say, or where the demo keeps them in its folder. */
export function deploymentOptions(database: DatabaseOptions, values: OptionValues, env: CommandIo['env']): DeploymentOptions {
  const policy = keyPolicy(env);
  if (database.kind === 'postgres') return { ...keyPlaces(values, env), dataFolders: [], keyPolicy: policy };
  return {
    keyProvider: { kind: 'file', path: text(values, 'key-file') ?? join(database.folder, 'keys', 'master.key') },
    custody: { kind: 'folder', folder: text(values, 'custody') ?? join(database.folder, 'custody') },
    dataFolders: [pgliteDataFolder(database.folder)],
    keyPolicy: policy,
  };
}
