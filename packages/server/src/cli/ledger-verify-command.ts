import { openDatabase } from '../database/open-database.ts';
import type { LedgerFinding } from '../ledger/types.ts';
import { CommandError, EXIT, text, type Command } from './command.ts';
import { DATABASE_HELP, databaseOptions, KEYS_HELP } from './database-options.ts';
import { openDeployment } from './deployment.ts';
import { deploymentOptions } from './deployment-options.ts';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const ledgerVerifyCommand: Command = {
  help: `Opens every chunk and month of the ledgers and recomputes their sums and digests. Exit code 1 where something does not add up.

${DATABASE_HELP}${KEYS_HELP}  --organisation ID   Only this one. Else all of them.
  --json              Print the findings as JSON.
`,
  positionals: [],
  options: {
    folder: { type: 'string' }, 'key-file': { type: 'string' }, custody: { type: 'string' },
    organisation: { type: 'string' }, json: { type: 'boolean' },
  },
  run: async (values, _positionals, io) => {
    const only = text(values, 'organisation');
    if (only !== undefined && !ID.test(only)) throw new CommandError('--organisation takes the id of an organisation.', EXIT.unusable);
    const options = databaseOptions(values, io.env);
    const places = deploymentOptions(options, values, io.env);
    const database = await openDatabase(options, { create: false });
    let close = (): Promise<void> => Promise.resolve();
    try {
      const deployment = await openDeployment(database, places);
      close = () => deployment.close();
      const { access, ledger } = deployment;
      const all = await access.organisations.all();
      if (only !== undefined && !all.includes(only)) throw new CommandError('There is no such organisation.');
      const chosen = only === undefined ? all : [only];
      const findings: ({ readonly organisationId: string } & LedgerFinding)[] = [];
      for (const organisationId of chosen) {
        for (const finding of await ledger.verify(organisationId)) findings.push({ organisationId, ...finding });
      }
      io.out(values['json'] === true ? `${JSON.stringify({ organisations: chosen.length, findings }, undefined, 2)}\n` : describe(chosen.length, findings));
      return findings.length === 0 ? EXIT.done : EXIT.failed;
    } finally {
      await close();
      await database.close();
    }
  },
};

function describe(organisations: number, findings: readonly ({ readonly organisationId: string } & LedgerFinding)[]): string {
  const count = `${String(organisations)} ${organisations === 1 ? 'organisation' : 'organisations'}`;
  if (findings.length === 0) return `The ledgers of ${count} add up.\n`;
  return [
    ...findings.map(({ organisationId, accountId, kind, about }) => `${kind}: ${about}, account ${accountId}, organisation ${organisationId}`),
    `${String(findings.length)} findings in ${count}.`, '',
  ].join('\n');
}
