import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createApp } from '../app.ts';
import { migrate } from '../database/migrate.ts';
import { openDatabase, pgliteDataFolder, type OpenDatabase } from '../database/open-database.ts';
import { demoCertificate } from '../demo/demo-certificate.ts';
import { demoFiles } from '../demo/demo-files.ts';
import { DemoIncompleteError, ensureDemoData } from '../demo/demo-data.ts';
import type { DemoSignIns } from '../demo/demo-sign-ins.ts';
import { createLogger, type Logger } from '../http/log.ts';
import { startServer } from '../http/server.ts';
import { auditActions } from './audit/audit-actions.ts';
import { CommandError, EXIT, port, text, type Command, type CommandIo, type OptionValues } from './command.ts';
import { serveControl } from './control/control-server.ts';
import { examine } from './doctor/doctor-action.ts';
import { jobActions } from './jobs/job-actions.ts';
import { backupAction } from './backup/backup-action.ts';
import { keyActions } from './keys/key-actions.ts';
import { ledgerVerify } from './ledger/ledger-actions.ts';
import { platformActions } from './platform/platform-actions.ts';
import { openDeployment, type Deployment, type DeploymentOptions } from './deployment.ts';
import { keyPolicy } from './key-policy-options.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import { printingMailer } from '../mail/mailer.ts';

const DEFAULT_PORT = 8787;

export const demoCommand: Command = {
  help: `Serves the sample portal with the API and a database of its own in a folder. Needs nothing else.
The first start makes an organisation with three people and an empty account for each shipped statement.

  --port PORT      Default ${String(DEFAULT_PORT)}; 0 takes a free one.
  --folder FOLDER  Where the data lies. Default .cash-flow
  --key-file FILE  The master key. Default keys/master.key in that folder
  --https          Use a self-signed certificate instead of plain HTTP on this machine.

Mails are printed here instead of being sent.

In a folder into which a backup was restored it serves the people who are there.
`,
  positionals: [],
  options: { port: { type: 'string' }, folder: { type: 'string' }, 'key-file': { type: 'string' }, https: { type: 'boolean' } },
  run: async (values, _positionals, io) => {
    const chosenPort = port(values, DEFAULT_PORT);
    const folder = resolve(text(values, 'folder') ?? '.cash-flow');
    const files = demoFiles();
    if (!files) throw new CommandError('The sample portal is not here. Run the demo from a copy of the whole project.');
    // Before anything else: a second server must not even look at the data of the first.
    const database = await openDatabase({ kind: 'pglite', folder });
    try {
      const log = createLogger(io.error);
      const secure = values['https'] === true;
      const home = { port: chosenPort };
      const mail = {
        // Where any port is taken, it is known once the server listens, and nobody is invited before.
        settings: { product: 'Sample portal', locale: 'en', get page() { return `${secure ? 'https' : 'http'}://localhost:${String(home.port)}/`; } } satisfies MailSettings,
        mailer: printingMailer(io.out),
      };
      const deployment = await openDemo(database, folder, { values, io, log, mail });
      try {
        const signIns = await ensureDemoData({ folder, exampleAccounts: files.exampleAccounts, access: deployment.access, ledger: deployment.ledger })
          .catch((error: unknown) => { throw error instanceof DemoIncompleteError ? new CommandError(error.message) : error; });
        await deployment.startJobs();
        await deployment.startEvents();
        const server = await startServer({
          addresses: ['127.0.0.1', '::1'],
          port: chosenPort,
          transport: secure ? { kind: 'tls', certificate: await demoCertificate(join(folder, 'certificate')) } : { kind: 'loopback' },
          build: (taken) => {
            home.port = taken;
            const origin = (host: string): string => `${secure ? 'https' : 'http'}://${host}:${String(taken)}`;
            const app = createApp({
              ...deployment.parts,
              options: { origins: [origin('localhost'), origin('127.0.0.1'), origin('[::1]')], secure, staticMounts: files.mounts, log },
            });
            return (request, bindings) => app.fetch(request, bindings);
          },
        }).catch((error: unknown) => { throw addressError(error, chosenPort); });
        const control = await serveControl(folder, deployment, [...keyActions, ...jobActions, ...platformActions, ...auditActions, ledgerVerify, examine, backupAction]);
        await announceAndWait(io, signIns, { port: server.port, folder, secure });
        deployment.parts.lifecycle.beginToStop();
        deployment.parts.events.closeStreams();
        await server.close();
        await control.close();
      } finally {
        await deployment.close();
      }
    } finally {
      await database.close();
    }
    return EXIT.done;
  },
};

async function openDemo(database: OpenDatabase, folder: string, { values, io, ...more }: { readonly values: OptionValues; readonly io: CommandIo; readonly log: Logger; readonly mail: DeploymentOptions['mail'] & object }): Promise<Deployment> {
  const policy = keyPolicy(io.env);
  await migrate(database.kysely);
  const custody = join(folder, 'custody');
  return openDeployment(database, {
    custody: { kind: 'folder', folder: custody },
    // Where there are keys already, a new master key could only hide that theirs is missing.
    keyProvider: { kind: 'file', path: resolve(text(values, 'key-file') ?? join(folder, 'keys', 'master.key')), create: !existsSync(join(custody, 'custody.json')) },
    dataFolders: [pgliteDataFolder(folder)],
    keyPolicy: policy,
    ...more,
  });
}

function addressError(error: unknown, chosenPort: number): unknown {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    ? new CommandError(`Port ${String(chosenPort)} is in use. Choose another one with --port.`)
    : error;
}

async function announceAndWait(io: CommandIo, demo: DemoSignIns | undefined, { port: taken, folder, secure }: { readonly port: number; readonly folder: string; readonly secure: boolean }): Promise<void> {
  const stopped = io.stopped();
  io.out(`
  ${secure ? 'https' : 'http'}://localhost:${String(taken)}

${demo ? signInLines(demo) : '  This data was restored: sign in as the people did who were in the backup.'}

  Data: ${folder}. For trying only; stop with Ctrl+C.
`);
  await stopped;
}

function signInLines({ organisation, signIns }: DemoSignIns): string {
  const width = Math.max(...signIns.map(({ email }) => email.length));
  return [`  Sign in to "${organisation}" as one of`, ...signIns.map(({ email, password }) => `    ${email.padEnd(width)}  ${password}`)].join('\n');
}
