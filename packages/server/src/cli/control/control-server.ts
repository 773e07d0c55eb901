import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Deployment } from '../deployment.ts';
import { spokenMessage } from '../spoken-errors.ts';
import type { AnyAction } from './action.ts';
import { type ControlAnswer, controlRequest, LONGEST_REQUEST } from './control-messages.ts';
import { controlPath, refuseSharedControlPath } from './control-path.ts';
import { lineSplitter } from './line-splitter.ts';

export interface ControlServer {
  /** Takes no more commands; those that run are aborted and awaited. */
  close(): Promise<void>;
}

/**
 * Takes commands for a database that only this process can open. Whoever can connect may do everything, so the socket is its
 * owner's alone (0600, in a folder that nobody else can enter).
 */
export async function serveControl(folder: string, deployment: Deployment, actions: readonly AnyAction[]): Promise<ControlServer> {
  const path = controlPath(folder);
  await prepare(folder, path);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const server = createServer((socket) => {
    const answered = answer(socket, deployment, actions, stopping.signal).finally(() => running.delete(answered));
    running.add(answered);
  });
  await listen(server, path);
  return {
    close: async () => {
      stopping.abort();
      await Promise.all([...running]);
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}

async function prepare(folder: string, path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const parent = dirname(path);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const { uid } = await stat(parent);
  await refuseSharedControlPath(folder);
  if (uid !== process.geteuid?.()) throw new Error('The folder for the control socket belongs to somebody else.');
  // Left by a server that was killed; the lock on the data folder says that none is running.
  await rm(path, { force: true });
}

async function listen(server: Server, path: string): Promise<void> {
  // Until its mode is set, the folder keeps everybody else out.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  if (process.platform !== 'win32') await chmod(path, 0o600);
}

/** One request, its progress, and one answer. */
async function answer(socket: Socket, deployment: Deployment, actions: readonly AnyAction[], stopping: AbortSignal): Promise<void> {
  const gone = new AbortController();
  socket.on('error', () => { gone.abort(); });
  socket.on('close', () => { gone.abort(); });
  const say = (message: ControlAnswer): void => { if (socket.writable) socket.write(`${JSON.stringify(message)}\n`); };
  const signal = AbortSignal.any([gone.signal, stopping]);
  try {
    const request = controlRequest.parse(JSON.parse(await firstLine(socket, signal)));
    const action = actions.find(({ name }) => name === request.action);
    if (!action) throw new TypeError('An unknown action.');
    const input = action.input.parse(request.input) as never;
    say({ result: await action.run(deployment, input, { signal, progress: (progress) => { say({ progress }); } }) });
  } catch (error) {
    say({ error: stopping.aborted ? 'The server is stopping.' : (spokenMessage(error) ?? 'The server could not do this. Its log may tell more.') });
  } finally {
    socket.end();
  }
}

/** The first line; what follows is read and forgotten, so that it is noticed when the other end goes. */
function firstLine(socket: Socket, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const split = lineSplitter();
    let received = 0;
    signal.addEventListener('abort', () => { reject(new Error('Nobody asked.')); });
    socket.on('data', (bytes: Buffer) => {
      received += bytes.length;
      if (received > LONGEST_REQUEST) socket.destroy();
      else {
        const [line] = split(bytes);
        if (line !== undefined) resolve(line);
      }
    });
    socket.on('end', () => { reject(new Error('Nobody asked.')); });
  });
}
