import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { migrateCustody } from '../vault/index.ts';
import { EXIT, type Command } from './command.ts';
import { custodyUrl, DATABASE_HELP, databaseOptions } from './database-options.ts';

export const migrateCommand: Command = {
  help: `Runs every migration that the database has not seen, all of them or none. Where the wrapped data keys are in a PostgreSQL
database, at CASH_FLOW_CUSTODY_URL, its tables as well. Both addresses are those of the owners of the tables.

${DATABASE_HELP}`,
  positionals: [],
  options: { folder: { type: 'string' } },
  run: async (values, _positionals, io) => {
    const options = databaseOptions(values, io.env);
    const database = await openDatabase(options);
    try {
      const names = await migrate(database.kysely);
      io.out(names.length === 0 ? 'The tables are up to date.\n' : names.map((name) => `Migrated: ${name}\n`).join(''));
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
