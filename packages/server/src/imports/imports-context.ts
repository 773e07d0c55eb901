import type { DataAccess } from '../database/data-access.ts';
import type { MemberCaller } from '../http/handler.ts';
import type { LedgerOperations } from '../ledger/types.ts';
import type { Vault } from '../vault/index.ts';
import type { FileReading, ReadingRequest } from './file-reading.ts';
import type { ImportLimits } from './limits.ts';

/** What the parts of the imports share. */
export interface ImportsContext {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'organisation'>;
  readonly ledger: Pick<LedgerOperations, 'readAccount' | 'prepareAppend' | 'append' | 'undo'>;
  /** Names by person id; people that are gone have none. */
  readonly namesOf: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly readFile: (bytes: Uint8Array<ArrayBuffer>, request: ReadingRequest) => Promise<FileReading>;
  /** Runs a task that holds a whole file in memory, in its turn. */
  readonly withFile: <T>(task: () => Promise<T>) => Promise<T>;
  readonly limits: ImportLimits;
  readonly now: () => Date;
}

/** Who asks, about which import. */
export interface ImportAddress {
  readonly caller: MemberCaller;
  readonly importId: string;
}
