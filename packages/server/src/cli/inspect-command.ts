import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { problems } from '@cashflowsmart/sdk/problems';
import { csvLines, DEFAULT_LIMITS, exportedTransactions, readWholeStatement, StatementProblemError, type StatementProblemCode, type StatementReading } from '@cashflowsmart/sdk/statements';
import { CommandError, EXIT, text, texts, type Command, type CommandIo, type OptionValues } from './command.ts';
import { givenAnswers, givenPassword, givenRecipe } from './inspect-options.ts';
import { describeReading } from './reading-description.ts';
import { readingJson } from './reading-json.ts';
import { readingTable } from './reading-table.ts';

/** Pieces of about this many characters are written at once. */
const BLOCK = 64 * 1024;

export const inspectCommand: Command = {
  help: `Reads a statement file (CSV or PDF) and shows what would be imported: transactions, proof, open questions, rejected
lines. Nothing is stored and nothing is sent.

  --json                  Print it as one JSON object. Amounts are signed decimal strings.
  --csv                   Print the transactions as CSV, which the reader reads back as they are.
  --password-file F       Take the password of an encrypted PDF from the first line of F; - reads standard input.
  --answer FIELD=VALUE    Answer a question, such as date-order=day-month-year. May be given several times.
  --recipe F              Read it by the recipe in the JSON file F: a recipe alone, or all that --json printed.

Exit code 0 when the file was read, 2 with the problem on standard error when not.
`,
  positionals: ['FILE'],
  options: {
    json: { type: 'boolean' },
    csv: { type: 'boolean' },
    'password-file': { type: 'string' },
    answer: { type: 'string', multiple: true },
    recipe: { type: 'string' },
  },
  run: async (values, [file = ''], io) => {
    if (values['json'] === true && values['csv'] === true) throw new CommandError('Either --json or --csv, not both.', EXIT.unusable);
    write(io, printed(await read(file, values, io), values));
    return EXIT.done;
  },
};

function printed(reading: StatementReading, values: OptionValues): Iterable<string> {
  if (values['csv'] === true) return csvLines(exportedTransactions(reading));
  const described = describeReading(reading);
  return values['json'] === true ? readingJson(described) : readingTable(described);
}

async function read(file: string, values: OptionValues, io: CommandIo): Promise<StatementReading> {
  const [answers, recipe, password] = [
    await givenAnswers(texts(values, 'answer')),
    await givenRecipe(text(values, 'recipe')),
    await givenPassword(text(values, 'password-file'), io),
  ];
  try {
    const bytes = await readBytes(file);
    return await readWholeStatement(bytes, { fileName: basename(file), answers, recipe, ...(password !== null && { password }) });
  } catch (error) {
    if (!(error instanceof StatementProblemError)) throw error;
    throw new CommandError(spoken(error.code), EXIT.unusable);
  }
}

/** The size is asked for first, so that a file beyond the limit is never loaded. */
async function readBytes(file: string): Promise<Uint8Array> {
  try {
    if ((await stat(file)).size > DEFAULT_LIMITS.bytes) throw new StatementProblemError('file-too-large');
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof StatementProblemError) throw error;
    throw new CommandError('The file cannot be opened.', EXIT.unusable);
  }
}

function spoken(code: StatementProblemCode): string {
  const { title, action } = problems[code];
  const how = code === 'pdf-password-required' || code === 'pdf-password-wrong' ? ' This command takes it with --password-file.' : '';
  return `${code}: ${title} ${action}${how}`;
}

function write(io: CommandIo, pieces: Iterable<string>): void {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK) continue;
    io.out(block);
    block = '';
  }
  if (block !== '') io.out(block);
}
