import type { Custody } from './custody.ts';
import { openFolderCustody } from './folder-custody.ts';

/** Where a custody is. */
export type CustodyPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'postgres';
      /** Of a cluster other than that of the data. Holds a password. */
      readonly connectionString: string;
    };

export interface OpenCustodyOptions {
  /** Where the data lies; a custody folder must lie elsewhere. */
  readonly dataFolders: readonly string[];
}

/** @throws {UnsafeKeyPlaceError} {@link KeysUnavailableError} */
export async function openCustody(place: CustodyPlace, { dataFolders }: OpenCustodyOptions): Promise<Custody> {
  if (place.kind === 'folder') return openFolderCustody({ folder: place.folder, dataFolders });
  const { openPostgresCustody } = await import('./postgres-custody.ts');
  return openPostgresCustody({ connectionString: place.connectionString });
}
