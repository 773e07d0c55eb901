/** What Node has and browsers have not: there a promise that nobody awaits costs a line in the console, here the process. */
interface NodeProcess {
  on(event: 'unhandledRejection', listener: (reason: unknown) => void): unknown;
  off(event: 'unhandledRejection', listener: (reason: unknown) => void): unknown;
  listenerCount(event: 'unhandledRejection'): number;
}

function nodeProcess(): NodeProcess | null {
  const { process } = globalThis as { readonly process?: Partial<NodeProcess> };
  return typeof process?.on === 'function' && typeof process.off === 'function' && typeof process.listenerCount === 'function' ? (process as NodeProcess) : null;
}

/** Errors of pdfjs about what it finds in a file. */
const ABOUT_THE_FILE: ReadonlySet<string> = new Set(['XRefEntryException', 'XRefParseException', 'FormatError', 'MissingDataException', 'ParserEOFException']);

function takeStray(reason: unknown): void {
  const name = typeof reason === 'object' && reason !== null && 'name' in reason ? reason.name : null;
  if (typeof name === 'string' && ABOUT_THE_FILE.has(name)) return;
  // Whatever else nobody awaits is left to the listeners of the program; without any it ends the process, as it did before.
  if (nodeProcess()?.listenerCount('unhandledRejection') === 1) throw reason;
}

let open = 0;

/**
 * While a document is open, damage that pdfjs meets in an object it fetched ahead and then did not need is no error of the
 * process: pdfjs leaves that promise alone, and reads on. Returns what ends the tolerance.
 */
export function tolerateStrayRejections(): () => void {
  const process = nodeProcess();
  if (!process) return () => undefined;
  if (open === 0) process.on('unhandledRejection', takeStray);
  open += 1;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    open -= 1;
    if (open === 0) process.off('unhandledRejection', takeStray);
  };
}
