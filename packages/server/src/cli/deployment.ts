import { createAccess, type AccessServices } from '../access/access.ts';
import { createComingAndGoing } from '../access/coming-and-going.ts';
import { passkeyIndex } from '../access/factors/passkeys.ts';
import { subjectIndex } from '../access/identities.ts';
import { loginIndex } from '../access/people.ts';
import type { AppParts } from '../app.ts';
import { AuditLogs } from '../audit/audit-logs.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { backUp, type BackupOptions, type BackupResult } from '../backup/backup.ts';
import type { BackupRun } from '../backup/backup-error.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { EventHub } from '../events/event-hub.ts';
import { Lifecycle } from '../http/lifecycle.ts';
import { describeError, type Logger } from '../http/log.ts';
import { housekeepingHandlers, housekeepingJobs } from '../housekeeping/housekeeping-jobs.ts';
import { Changes } from '../changes/changes.ts';
import { changeHandlers } from '../changes/routes.ts';
import { createImports } from '../imports/index.ts';
import { importHandlers } from '../imports/routes.ts';
import { Jobs } from '../jobs/index.ts';
import { keyJobHandlers, keyJobs } from '../keys/key-jobs.ts';
import { keyHandlers } from '../keys/routes.ts';
import { Ledger } from '../ledger/ledger.ts';
import { mailJobs } from '../mail/mail-jobs.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { Mailer } from '../mail/mailer.ts';
import { ledgerHandlers } from '../ledger/routes.ts';
import { verifyFiles } from '../imports/verify-files.ts';
import { sealedBodies } from '../sealed-bodies.ts';
import {
  createVault, type CustodyPlace, KeyManagement, type KeyPolicy, type KeyProviderConfig, openCustody, openKeyProvider, type Vault, type VaultOptions,
} from '../vault/index.ts';

export interface DeploymentOptions {
  /** What holds the wrapped data keys. */
  readonly custody: CustodyPlace;
  /** What holds the master key. */
  readonly keyProvider: KeyProviderConfig;
  /** Where the data lies: keys and custody must lie elsewhere. */
  readonly dataFolders: readonly string[];
  readonly keyPolicy?: Partial<KeyPolicy>;
  /** For a server, which sends mails: what they say, and by what they leave. Without `mailer` they wait. */
  readonly mail?: { readonly settings: MailSettings; readonly mailer?: Mailer | undefined };
  /** For what happens in the background. */
  readonly log?: Logger;
}

/** Everything above an open database: keys, people, ledger, imports, and the parts of the app over them. */
export interface Deployment {
  readonly audit: AuditTrail;
  readonly auditLogs: AuditLogs;
  readonly access: AccessServices;
  readonly ledger: Ledger;
  readonly keys: KeyManagement;
  readonly jobs: Jobs;
  readonly parts: Omit<AppParts, 'options'>;
  /** Writes data and keys into new files while everything goes on. */
  backUp(files: Pick<BackupOptions, 'archive' | 'custodyArchive'>, run: BackupRun): Promise<BackupResult>;
  /** Begins to do what waits in the background: for a server, after which others may ask it for something. */
  startJobs(): Promise<void>;
  /** Begins to hear what other servers change: for a server. */
  startEvents(): Promise<void>;
  /** Ends what works beside the requests, and lets go of custody and the key provider; the database stays open. */
  close(): Promise<void>;
}

/** Commands that are no server send nothing. */
const NOWHERE: MailSettings = { product: '', locale: 'en', page: '' };

/** @throws {KeysUnavailableError} {@link UnsafeKeyPlaceError} {@link DeploymentMismatchError} */
export async function openDeployment(database: OpenDatabase, options: DeploymentOptions): Promise<Deployment> {
  const { data } = database;
  const { dataFolders } = options;
  const provider = await openKeyProvider(options.keyProvider, { dataFolders });
  const custody = await openCustody(options.custody, { dataFolders });
  const vault = await openVault({ custody, provider, data });
  const audit = new AuditTrail({ data, vault });
  const auditLogs = new AuditLogs({ data, vault, custody, trail: audit, onFailure: (error) => { options.log?.({ level: 'error', event: 'audit-failed', ...describeError(error) }); } });
  const access = createAccess({ data, vault });
  const mailer = options.mail?.mailer;
  const ledger = new Ledger({ data, vault });
  const changes = new Changes({ data, vault, ledger, namesOf: (ids) => access.people.names(ids) });
  const imports = createImports({ data, vault, ledger, namesOf: (ids) => access.people.names(ids) });
  const keys = new KeyManagement({
    data, custody, provider, vault, tables: sealedBodies, indexes: [loginIndex(access.people), passkeyIndex(access.passkeys), subjectIndex(access.identities)], others: [verifyFiles], policy: options.keyPolicy ?? {},
  });
  const jobs = new Jobs({ database, jobs: [...keyJobs, ...housekeepingJobs, ...mailJobs], log: options.log ?? (() => undefined) });
  const comingAndGoing = createComingAndGoing({ data, vault, access, jobs, settings: options.mail?.settings ?? NOWHERE });
  const events = new EventHub({ listen: (channel, ear) => database.listen(channel, ear), ...(options.log && { log: options.log }) });
  return {
    audit, auditLogs, access, ledger, keys, jobs,
    parts: { data, vault, audit, access, comingAndGoing, ledger: { ...ledgerHandlers(ledger), ...changeHandlers(changes) }, imports: importHandlers(imports), keys: keyHandlers({ data, keys, jobs }), events, lifecycle: new Lifecycle() },
    backUp: (files, run) => backUp({ database, vault, custody, ...files, ...run }),
    startJobs: async () => {
      auditLogs.start();
      await jobs.start([...keyJobHandlers({ data, keys, jobs, trail: audit }), ...housekeepingHandlers({ data, access, jobs }), ...(mailer ? comingAndGoing.jobHandlers(mailer) : [])]);
    },
    startEvents: () => events.start(),
    close: async () => {
      await events.close();
      await jobs.stop();
      mailer?.close();
      await imports.close();
      // What was only counted is not worth a failing end.
      await auditLogs.stop();
      await audit.close().catch(() => undefined);
      await custody.close();
      await provider.close?.();
    },
  };
}

async function openVault(options: VaultOptions): Promise<Vault> {
  try {
    const vault = await createVault(options);
    // A server that could open nothing must not look as if it had started.
    await vault.platform();
    return vault;
  } catch (error) {
    await options.custody.close();
    await options.provider.close?.();
    throw error;
  }
}
