/**
 * The reference server as a library: open a database, open the vault over it, build the app, and serve it or mount it
 * wherever a `fetch` handler can be mounted. `cashflowsmart serve` does the same from the command line.
 */
export { createAccess, type AccessOptions, type AccessServices } from './access/access.ts';
export { EmailTakenError, PasswordTooShortError, type NewPerson, type Person } from './access/people.ts';
export { defaultSessionLimits, type SessionLimits } from './access/sessions.ts';
export { createApp, type AppOptions, type AppParts, type LedgerOperationId } from './app.ts';
export { DatabaseError, DatabaseInUseError, DatabaseUnavailableError } from './database/errors.ts';
export { migrate } from './database/migrate.ts';
export { openDatabase, type DatabaseOptions, type OpenDatabase } from './database/open-database.ts';
export { defaultHttpLimits, type HttpLimits } from './http/limits.ts';
export { createLogger, type LogEntry, type Logger } from './http/log.ts';
export { openApiDocument } from './http/openapi.ts';
export { PlainHttpRefusedError, startServer, type RunningServer, type ServerOptions, type Transport } from './http/server.ts';
export type { StaticMount } from './http/static-files.ts';
export { createImports, defaultImportLimits, type ImportLimits, type ImportsContext, type ImportsOptions } from './imports/index.ts';
export { importHandlers, type ImportOperationId } from './imports/routes.ts';
export { Ledger } from './ledger/ledger.ts';
export { ledgerHandlers } from './ledger/routes.ts';
export {
  createVault, DeploymentMismatchError, KeysUnavailableError, migrateCustody, openFileKeyProvider, openFolderCustody, openKeyProvider, openPostgresCustody,
  UnsafeKeyPlaceError, type Custody, type KeyProvider, type KeyProviderConfig, type Vault, type VaultOptions,
} from './vault/index.ts';
