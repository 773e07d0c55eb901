import type { Account, Recipe, StatementImport } from '@cashflowsmart/sdk/contract';
import type { Formats } from '../../foundation/formats.ts';
import type { Texts } from '../../foundation/texts.ts';
import type { RowFilter } from '../row-list.ts';
import type { ItemEvent, UploadItem } from '../upload-item.ts';

/** What of an item is open on the screen; forgotten with the item. */
export interface ItemDisplay {
  readonly expanded: boolean;
  readonly filter: RowFilter;
  readonly page: number;
  /** The line whose values are being changed. */
  readonly editing: RowEdit | null;
  /** The choice of the open question that is marked but not yet taken. */
  readonly choice: string | null;
  readonly recipeOpen: boolean;
  /** The password was asked for and not typed. */
  readonly passwordMissing: boolean;
  readonly passwordShown: boolean;
  /** The line that was just jumped to. */
  readonly marked: number | null;
}

/** Values of a row as they are typed. */
export interface RowEdit {
  readonly line: number;
  readonly date: string;
  readonly amount: string;
  readonly description: string;
  readonly invalid: readonly ('date' | 'amount' | 'description')[];
}

export const NEW_DISPLAY: ItemDisplay = { expanded: true, filter: 'all', page: 0, editing: null, choice: null, recipeOpen: false, passwordMissing: false, passwordShown: false, marked: null };

/** What a person can ask for. */
export interface UploaderCommands {
  readonly chooseFiles: () => void;
  readonly dispatch: (item: UploadItem, event: ItemEvent) => void;
  readonly display: (item: UploadItem, change: Partial<ItemDisplay>) => void;
  readonly remove: (item: UploadItem) => void;
  readonly readAgain: (item: UploadItem) => void;
  /** Opens an encrypted file; an empty password is asked for again. */
  readonly unlock: (item: UploadItem, password: string) => void;
  readonly cancelUpload: (item: UploadItem) => void;
  readonly send: (item: UploadItem) => void;
  readonly sendAll: (items: readonly UploadItem[]) => void;
  readonly undo: (item: UploadItem) => void;
  readonly showLine: (item: UploadItem, line: number) => void;
  readonly startEdit: (item: UploadItem, line: number) => void;
  readonly applyEdit: (item: UploadItem) => void;
  readonly changeRecipe: (item: UploadItem, recipe: Recipe) => void;
}

/** Everything that the parts of the uploader are drawn from. */
export interface UploaderView {
  readonly texts: Texts;
  readonly formats: Formats;
  readonly accounts: readonly Account[];
  readonly preferredAccount: string | null;
  /** Whether the person may take this import out of the ledger. */
  readonly mayUndo: (statementImport: StatementImport) => boolean;
  /** Whether the one primary button of the element is this item's. */
  readonly primary: (item: UploadItem) => boolean;
  readonly display: (item: UploadItem) => ItemDisplay;
  readonly commands: UploaderCommands;
}
