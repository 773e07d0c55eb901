import type { DataAccess } from '../database/data-access.ts';
import type { Audit, MemberCaller } from '../http/handler.ts';
import type { LedgerOperations } from '../ledger/types.ts';
import type { Vault } from '../vault/index.ts';
import type { FileReading, ReadingRequest } from './reading/file-reading.ts';
import type { TurnRequest } from './reading/reading-turns.ts';
import type { ImportLimits } from './limits.ts';

/** What the parts of the imports share. */
export interface ImportsContext {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'organisation'>;
  readonly ledger: Pick<LedgerOperations, 'readAccount' | 'prepareAppend' | 'append' | 'undo'>;
  /** Names by person id; people that are gone have none. */
  readonly namesOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Reads a file, whose bytes are gone for the caller; given up where `gone` is aborted. */
  readonly readFile: (bytes: Uint8Array<ArrayBuffer>, request: ReadingRequest, gone: AbortSignal | undefined) => Promise<FileReading>;
  /** Runs a task that holds a whole file in memory, in its turn. */
  readonly withFile: <T>(request: TurnRequest, task: () => Promise<T>) => Promise<T>;
  readonly limits: ImportLimits;
  readonly now: () => Date;
  /** Ends what reads files; what is being read is given up. */
  readonly close: () => Promise<void>;
}

/** Who wants to change which import. */
export interface ImportChange extends ImportAddress {
  /** Records the change in its transaction. */
  readonly audit: Audit;
  /** Says that it was so already. */
  readonly unchanged: () => void;
}

/** Who asks, about which import. */
export interface ImportAddress {
  readonly caller: MemberCaller;
  readonly importId: string;
  /** Aborted where nobody waits for the answer any more. */
  readonly gone?: AbortSignal | undefined;
}
