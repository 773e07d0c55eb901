import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { EXIT, type Command } from './command.ts';
import { DATABASE_HELP, databaseOptions } from './database-options.ts';

export const migrateCommand: Command = {
  help: `Runs every migration that the database has not seen, all of them or none.

${DATABASE_HELP}`,
  positionals: [],
  options: { folder: { type: 'string' } },
  run: async (values, _positionals, io) => {
    const database = await openDatabase(databaseOptions(values, io.env));
    try {
      const names = await migrate(database.kysely);
      io.out(names.length === 0 ? 'The tables are up to date.\n' : names.map((name) => `Migrated: ${name}\n`).join(''));
      return EXIT.done;
    } finally {
      await database.close();
    }
  },
};
