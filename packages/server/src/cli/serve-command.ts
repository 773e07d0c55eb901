import { setTimeout } from 'node:timers/promises';
import { createApp } from '../app.ts';
import { DatabaseError } from '../database/errors.ts';
import { openDatabase, type OpenDatabase } from '../database/open-database.ts';
import { requireServingRole } from '../database/serving-role.ts';
import { watchCertificate } from '../http/certificate-watch.ts';
import { defaultHttpLimits } from '../http/limits.ts';
import { createLogger } from '../http/log.ts';
import { watchEventLoop } from '../http/loop-watch.ts';
import { startRedirects, startServer, urlHost, type RunningServer } from '../http/server.ts';
import { CertificateError } from '../http/tls-settings.ts';
import { CommandError, EXIT, port, text, texts, type Command, type CommandIo, type OptionValues } from './command.ts';
import { KEYS_HELP, keyPlaces, postgresOptions } from './database-options.ts';
import { openDeployment, type Deployment, type DeploymentOptions } from './deployment.ts';
import { keyPolicy } from './key-policy-options.ts';
import { installLastResort } from './last-resort.ts';
import { exactOrigin, readCertificate, TRANSPORT_HELP, transportChoice, transportOptionTypes } from './transport-options.ts';
import { mailOf, MAIL_HELP } from './mail-options.ts';

const DEFAULT_PORT = 8787;
/** Milliseconds that a server has to finish what it accepted. */
const STOP_WITHIN = 30_000;
const LONGEST_DRAIN = 300;
const UNDEFINED_TABLE = '42P01';
const NO_RIGHT = '42501';

export const serveCommand: Command = {
  help: `Serves the API over the PostgreSQL database at DATABASE_URL. Run migrate first: it gives the role of that address its rights. A role that row-level
security does not hold back is refused: a superuser, the owner of the tables, one with BYPASSRLS.

  --origin ORIGIN     A page that may use it, such as https://portal.example; may be given several times.
  --host HOST         A Host header to answer besides those of the origins, such as the name and port by
                      which a proxy or a monitor asks; may be given several times.
  --address ADDRESS   Default 127.0.0.1; may be given several times.
  --port PORT         Default ${String(DEFAULT_PORT)}.
${TRANSPORT_HELP}  --drain-delay SECONDS  How long /readyz answers 503 before connections end, when it is stopped. Default 0.
${MAIL_HELP}${KEYS_HELP}  --create-key-file   Make the master key where there is none: at the very first start.

Without a certificate or a proxy it serves loopback addresses only.
`,
  positionals: [],
  options: {
    origin: { type: 'string', multiple: true }, host: { type: 'string', multiple: true }, address: { type: 'string', multiple: true }, port: { type: 'string' },
    ...transportOptionTypes, 'drain-delay': { type: 'string' },
    'key-file': { type: 'string' }, custody: { type: 'string' }, 'create-key-file': { type: 'boolean' },
  },
  run: async (values, _positionals, io) => {
    const origins = originsOf(values);
    const [address = '127.0.0.1', ...more] = texts(values, 'address');
    const { transport, files, proxy, redirectPort, frameAncestors } = await transportChoice(values, [address, ...more]);
    const chosenPort = port(values, DEFAULT_PORT);
    const drainDelay = seconds(values, 'drain-delay');
    const places = { ...keyPlaces(values, io.env), dataFolders: [], keyPolicy: keyPolicy(io.env) };
    if (places.keyProvider.kind === 'env' && transport.kind !== 'loopback') {
      throw new CommandError('A master key in a variable is for development only, and others could reach this server. Choose another key provider.', EXIT.unusable);
    }
    const log = createLogger(io.error);
    const mail = mailOf(io.env, origins[0]);
    const database = await openDatabase(postgresOptions(io.env));
    const removeLastResort = installLastResort(log);
    try {
      await requireServingRole(database.kysely);
      const deployment = await openMigrated(database, { ...places, log, mail });
      try {
        await deployment.startJobs();
        await deployment.startEvents();
        const load = watchEventLoop(defaultHttpLimits.loopDelay);
        const server = await startServer({
          addresses: [address, ...more],
          port: chosenPort,
          transport,
          grace: STOP_WITHIN,
          build: () => {
            const app = createApp({
              ...deployment.parts,
              options: { origins, hosts: texts(values, 'host'), secure: transport.kind !== 'loopback', ...(proxy && { proxy }), frameAncestors, overloaded: () => load.overloaded, log },
            });
            return (request, bindings) => app.fetch(request, bindings);
          },
        }).catch((error: unknown) => { throw error instanceof CertificateError ? new CommandError(error.message) : error; });
        const redirects = redirectPort === undefined ? undefined : await startRedirects({ addresses: [address, ...more], port: redirectPort, origins })
          .catch(async (error: unknown) => {
            await server.close();
            throw error;
          });
        if (redirects) io.out(`Plain HTTP on port ${String(redirects.port)} is sent to https or refused.\n`);
        const watch = files && transport.kind === 'tls'
          ? watchCertificate({ current: transport.certificate, read: () => readCertificate(files), replace: (certificate) => { server.replaceCertificate(certificate); }, log })
          : undefined;
        if (watch) process.on('SIGHUP', () => { void watch.check(); });
        await serveUntilStopped(io, server, async () => {
          watch?.stop();
          // Whoever asks whether this server is ready learns it before anything is refused.
          deployment.parts.lifecycle.beginToStop();
          await setTimeout(drainDelay * 1_000);
          deployment.parts.events.closeStreams();
          await Promise.all([server.close(), redirects?.close()]);
          load.stop();
        });
      } finally {
        await deployment.close();
      }
    } finally {
      await database.close();
      removeLastResort();
    }
    return EXIT.done;
  },
};

async function serveUntilStopped(io: CommandIo, server: RunningServer, stop: () => Promise<void>): Promise<void> {
  const stopped = io.stopped();
  io.out(`Listening on ${server.addresses.map((address) => `${urlHost(address)}:${String(server.port)}`).join(' and ')}.\n`);
  await stopped;
  io.out('Stopping: requests that were accepted are finished.\n');
  await stop();
}

/** @throws {CommandError} */
function seconds(values: OptionValues, option: string): number {
  const value = text(values, option) ?? '0';
  if (!/^\d{1,3}$/.test(value) || Number(value) > LONGEST_DRAIN) throw new CommandError(`--${option} takes seconds from 0 to ${String(LONGEST_DRAIN)}.`, EXIT.unusable);
  return Number(value);
}

function originsOf(values: OptionValues): [string, ...string[]] {
  const [first, ...more] = texts(values, 'origin').map((origin) => exactOrigin('--origin', origin));
  if (first === undefined) throw new CommandError('Name at least one page with --origin.', EXIT.unusable);
  return [first, ...more];
}

async function openMigrated(database: OpenDatabase, places: DeploymentOptions): Promise<Deployment> {
  try {
    return await openDeployment(database, places);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === UNDEFINED_TABLE) throw new CommandError('The database has no tables yet. Run migrate first.');
    if (error instanceof DatabaseError && error.code === NO_RIGHT) throw new CommandError('The role of DATABASE_URL has no rights to the tables. Run migrate with --serve-as and its name.');
    throw error;
  }
}
