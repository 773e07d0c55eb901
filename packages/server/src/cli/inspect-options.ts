import { open, readFile } from 'node:fs/promises';
import type { schemas } from '@cashflowsmart/sdk/contract';
import type { Decisions, Recipe } from '@cashflowsmart/sdk/statements';
import { CommandError, EXIT, type CommandIo } from './command.ts';

/** The longest password that the API takes for a file. */
const LONGEST_PASSWORD = 200;
/** Enough for that password in any characters, and for the end of its line. */
const PASSWORD_BYTES = 4 * LONGEST_PASSWORD + 2;

/** The schemas are loaded only where something is to be checked by them: most calls give no answer and no recipe. */
async function loadSchemas(): Promise<typeof schemas> {
  return (await import('@cashflowsmart/sdk/contract')).schemas;
}

/** Answers given as FIELD=VALUE, the last of a field counting. @throws {CommandError} */
export async function givenAnswers(given: readonly string[]): Promise<Decisions['answers']> {
  if (given.length === 0) return {};
  const { decisions, questionField } = await loadSchemas();
  const pairs = given.map((pair) => [pair.slice(0, Math.max(0, pair.indexOf('='))), pair.slice(pair.indexOf('=') + 1)] as const);
  const known = pairs.every(([field]) => questionField.safeParse(field).success);
  const parsed = decisions.shape.answers.safeParse(Object.fromEntries(pairs));
  if (!known || !parsed.success) throw new CommandError(`--answer takes FIELD=VALUE, where FIELD is one of ${questionField.options.join(', ')}.`, EXIT.unusable);
  return parsed.data;
}

/** The recipe of a file that holds one, alone or within what --json printed. @throws {CommandError} */
export async function givenRecipe(file: string | undefined): Promise<Recipe | null> {
  if (file === undefined) return null;
  const content = await readFile(file, 'utf8').catch(() => {
    throw new CommandError('The file of the recipe cannot be opened.', EXIT.unusable);
  });
  const { recipe } = await loadSchemas();
  const found = recipe.safeParse(recipeWithin(parsedJson(content)));
  if (!found.success) throw new CommandError('The file given with --recipe holds no recipe.', EXIT.unusable);
  return found.data;
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return null;
  }
}

function recipeWithin(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'recipe' in value ? value.recipe : value;
}

/** The first line of a file or of standard input, without its end; null where it is empty. @throws {CommandError} */
export async function givenPassword(place: string | undefined, io: CommandIo): Promise<string | null> {
  if (place === undefined) return null;
  const bytes = await firstLine(place === '-' ? io.input() : await opened(place));
  const password = new TextDecoder().decode(bytes).replace(/\r$/, '');
  if (password.length > LONGEST_PASSWORD) throw new CommandError(`A password has at most ${String(LONGEST_PASSWORD)} characters.`, EXIT.unusable);
  return password === '' ? null : password;
}

async function opened(file: string): Promise<AsyncIterable<Uint8Array>> {
  try {
    return (await open(file)).createReadStream();
  } catch {
    throw new CommandError('The file of the password cannot be opened.', EXIT.unusable);
  }
}

const LINE_FEED = 0x0a;

async function firstLine(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const line: number[] = [];
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (byte === LINE_FEED || line.length > PASSWORD_BYTES) return Uint8Array.from(line);
      line.push(byte);
    }
  }
  return Uint8Array.from(line);
}
