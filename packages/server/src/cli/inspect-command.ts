import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { problems } from '@cashflowsmart/sdk/contract';
import { readWholeStatement, StatementProblemError } from '@cashflowsmart/sdk/statements';
import { CommandError, EXIT, type Command } from './command.ts';
import { describeReading } from './reading-description.ts';
import { readingTable } from './reading-table.ts';

export const inspectCommand: Command = {
  help: `Reads a statement file and shows what would be imported: transactions, proof, open questions, rejected lines.
Nothing is stored and nothing is sent.

  --json    Print it as one JSON object. Amounts are signed decimal strings.
`,
  positionals: ['FILE'],
  options: { json: { type: 'boolean' } },
  run: async (values, [file = ''], io) => {
    const bytes = await readFile(file).catch(() => {
      throw new CommandError('The file cannot be opened.', EXIT.unusable);
    });
    try {
      const reading = describeReading(await readWholeStatement(new Uint8Array(bytes), { fileName: basename(file) }));
      io.out(values['json'] === true ? `${JSON.stringify(reading, undefined, 2)}\n` : readingTable(reading));
      return EXIT.done;
    } catch (error) {
      if (!(error instanceof StatementProblemError)) throw error;
      const { title, action } = problems[error.code];
      throw new CommandError(`${error.code}: ${title} ${action}`, EXIT.unusable);
    }
  },
};
