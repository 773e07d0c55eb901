import { resolve } from 'node:path';
import type { DatabaseOptions } from '../database/open-database.ts';
import type { CustodyPlace } from '../vault/index.ts';
import { CommandError, EXIT, text, type CommandIo, type OptionValues } from './command.ts';
import { databaseAddress } from './database-address.ts';
import type { DeploymentOptions } from './deployment.ts';
import { keyProviderConfig } from './key-provider-options.ts';

/** Help for the options by which a command finds a database with its keys. */
export const DATABASE_HELP = `  --folder FOLDER     A data folder of the demo; else PostgreSQL at DATABASE_URL.
`;

/** Help for the options by which a command finds the keys. */
export const KEYS_HELP = `  --key-file FILE     The master key. Else CASH_FLOW_KEY_FILE, or another key provider that
                      CASH_FLOW_KEY_PROVIDER names (docs/key-providers.md).
  --custody FOLDER    Wrapped data keys. Else CASH_FLOW_CUSTODY, or the PostgreSQL database at
                      CASH_FLOW_CUSTODY_URL, in another cluster than the data.
                      With --folder both are in that folder unless an option says otherwise;
                      none of these variables is read.
`;

/** PostgreSQL at `DATABASE_URL`. The address holds a password, so there is no option for it: arguments can be seen by others. */
export function postgresOptions(env: CommandIo['env']): DatabaseOptions {
  const connectionString = env['DATABASE_URL'];
  if (!connectionString) throw new CommandError('Set DATABASE_URL to the address of a PostgreSQL database.', EXIT.unusable);
  const direct = env['DATABASE_DIRECT_URL'];
  return {
    kind: 'postgres', connectionString: databaseAddress('DATABASE_URL', connectionString, env),
    ...(direct && { directConnectionString: databaseAddress('DATABASE_DIRECT_URL', direct, env) }),
  };
}

/** The demo's folder where one was given, else PostgreSQL. */
export function databaseOptions(values: OptionValues, env: CommandIo['env']): DatabaseOptions {
  const folder = text(values, 'folder');
  return folder === undefined ? postgresOptions(env) : { kind: 'pglite', folder: resolve(folder) };
}

/** Help for commands that need the owner of the tables. */
export const OWNER_HELP = `  --folder FOLDER     A data folder of the demo; else PostgreSQL at CASH_FLOW_OWNER_URL, the address of the
                      owner of the tables, or where that is not set at DATABASE_URL.
`;

/** The same with the address of the owner of the tables: for what concerns all rows, or the tables themselves. */
export function ownerDatabaseOptions(values: OptionValues, env: CommandIo['env']): DatabaseOptions {
  return databaseOptions(values, ownerEnvironment(env));
}

/** The variables as the owner of the tables has them. */
export function ownerEnvironment(env: CommandIo['env']): CommandIo['env'] {
  return { ...env, DATABASE_URL: env['CASH_FLOW_OWNER_URL'] || env['DATABASE_URL'] };
}

/** Where the keys are: options, else variables. */
export function keyPlaces(values: OptionValues, env: CommandIo['env']): Pick<DeploymentOptions, 'keyProvider' | 'custody'> {
  return { keyProvider: keyProviderConfig(values, env), custody: custodyPlace(values, env) };
}

/** Where the wrapped data keys lie. The address of a database holds a password, so only a variable takes it. */
function custodyPlace(values: OptionValues, env: CommandIo['env']): CustodyPlace {
  const option = text(values, 'custody');
  const [folder, connectionString] = [option ?? env['CASH_FLOW_CUSTODY'], custodyUrl(env)];
  if (option === undefined && folder && connectionString) throw new CommandError('Set CASH_FLOW_CUSTODY or CASH_FLOW_CUSTODY_URL, not both.', EXIT.unusable);
  if (folder) return { kind: 'folder', folder: resolve(folder) };
  if (connectionString) return { kind: 'postgres', connectionString };
  throw new CommandError('Say where the wrapped data keys lie, with --custody, CASH_FLOW_CUSTODY or CASH_FLOW_CUSTODY_URL.', EXIT.unusable);
}

export function custodyUrl(env: CommandIo['env']): string | undefined {
  const address = env['CASH_FLOW_CUSTODY_URL'];
  return address ? databaseAddress('CASH_FLOW_CUSTODY_URL', address, env) : undefined;
}
