import { CommandError, EXIT, text, type Command } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { DATABASE_HELP, KEYS_HELP } from '../database-options.ts';
import { ledgerVerify, type VerifiedLedgers } from './ledger-actions.ts';

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
    const result = await runAction(ledgerVerify, { organisationId: only ?? null }, values, io);
    io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : describe(result));
    return result.findings.length === 0 ? EXIT.done : EXIT.failed;
  },
};

function describe({ organisations, findings }: VerifiedLedgers): string {
  const count = `${String(organisations)} ${organisations === 1 ? 'organisation' : 'organisations'}`;
  if (findings.length === 0) return `The ledgers of ${count} add up.\n`;
  return [
    ...findings.map(({ organisationId, accountId, kind, about }) => `${kind}: ${about}, account ${accountId}, organisation ${organisationId}`),
    `${String(findings.length)} findings in ${count}.`, '',
  ].join('\n');
}
