import type { ParseArgsOptionsConfig } from 'node:util';

/** Exit codes of every command. */
export const EXIT = {
  done: 0,
  /** It ran and did not succeed, or found something wrong. */
  failed: 1,
  /** It was called in a way that makes no sense, or got a file that cannot be read. */
  unusable: 2,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command is given besides its arguments. */
export interface CommandIo {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether a person looks at stderr on a terminal. */
  readonly interactive: boolean;
  /** Standard input, read when it is asked for. */
  readonly input: () => AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves when the process is asked to stop. */
  readonly stopped: () => Promise<void>;
}

/** The values of the options: those that were given, by name. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** One command. Its module is loaded only when it is called. */
export interface Command {
  /** Everything that `--help` prints after the first line. */
  readonly help: string;
  /** Names of the arguments that it takes; those in brackets, at the end, may be left out. */
  readonly positionals: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  run(values: OptionValues, positionals: readonly string[], io: CommandIo): Promise<ExitCode>;
}

/** A command cannot do what it was asked to; its message is a sentence for the person who called it. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The value of an option that takes text. */
export function text(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** All values of an option that may be given several times. */
export function texts(values: OptionValues, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** A port: 0 (any free one) to 65535. @throws {CommandError} */
export function port(values: OptionValues, fallback: number, option = 'port'): number {
  const value = text(values, option);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535) throw new CommandError(`--${option} takes a number from 0 to 65535.`, EXIT.unusable);
  return number;
}
