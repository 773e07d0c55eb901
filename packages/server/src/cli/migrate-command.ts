import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { DEFAULT_SERVING_ROLE } from '../database/serving-role.ts';
import { migrateCustody } from '../vault/index.ts';
import { CommandError, EXIT, text, type Command, type OptionValues } from './command.ts';
import { custodyUrl, OWNER_HELP, ownerDatabaseOptions } from './database-options.ts';

export const migrateCommand: Command = {
  help: `Runs every migration that the database has not seen, all of them or none, brings row-level security up to date, and gives the role of the
servers its rights: the rows of one organisation at a time. Where the wrapped data keys are in a PostgreSQL database, at CASH_FLOW_CUSTODY_URL, its
tables are made as well. Both addresses are those of the owners of the tables.

  --serve-as ROLE     The role of DATABASE_URL when serving. Default ${DEFAULT_SERVING_ROLE}.
${OWNER_HELP}`,
  positionals: [],
  options: { folder: { type: 'string' }, 'serve-as': { type: 'string' } },
  run: async (values, _positionals, io) => {
    const options = ownerDatabaseOptions(values, io.env);
    const role = servingRole(options.kind, values);
    const database = await openDatabase(options);
    try {
      const names = await migrate(database.kysely, role);
      io.out(names.length === 0 ? 'The tables are up to date.\n' : names.map((name) => `Migrated: ${name}\n`).join(''));
      if (role.servingRole !== undefined) io.out(`${role.servingRole} may serve.\n`);
    } finally {
      await database.close();
    }
    const url = custodyUrl(io.env);
    if (url !== undefined && options.kind === 'postgres') {
      const version = await migrateCustody(url);
      io.out(version === undefined ? 'Those of the custody are, too.\n' : `Migrated: custody, version ${String(version)}\n`);
    }
    return EXIT.done;
  },
};

/** A data folder has one user, and no roles. */
function servingRole(kind: 'pglite' | 'postgres', values: OptionValues): { readonly servingRole?: string } {
  const role = text(values, 'serve-as');
  if (kind === 'postgres') return { servingRole: role ?? DEFAULT_SERVING_ROLE };
  if (role !== undefined) throw new CommandError('--serve-as is for PostgreSQL: a data folder has no roles.', EXIT.unusable);
  return {};
}
