import type { Handlers } from '../http/handler.ts';
import { answerOf } from './answer.ts';
import { commitImport } from './commit-import.ts';
import { createImport } from './create-import.ts';
import { decideImport } from './decide-import.ts';
import type { ImportsContext } from './imports-context.ts';
import { listImports } from './list-imports.ts';
import { loadImport } from './load.ts';
import { undoImport } from './undo-import.ts';
import { uploadContent } from './upload-content.ts';

export type ImportOperationId =
  | 'createImport' | 'listImports' | 'readImport' | 'uploadImportContent' | 'decideImport' | 'commitImport' | 'undoImport';

/** The operations on statement files. */
export function importHandlers(context: ImportsContext): Handlers<ImportOperationId> {
  return {
    createImport: (input) => createImport(context, input),
    listImports: (input) => listImports(context, input),
    async readImport({ caller, params }) {
      const vault = await context.vault.organisation(caller.organisationId);
      return answerOf(context, await loadImport(context, vault, { caller, importId: params.importId }));
    },
    uploadImportContent: ({ caller, params, headers, body, signal }) =>
      uploadContent(context, { caller, importId: params.importId, gone: signal }, { offset: headers['upload-offset'], bytes: body }),
    decideImport: ({ caller, params, body, signal }) => decideImport(context, { caller, importId: params.importId, gone: signal }, body),
    commitImport: ({ caller, params, body, signal }) => commitImport(context, { caller, importId: params.importId, gone: signal }, body.acceptContradiction),
    undoImport: ({ caller, params }) => undoImport(context, { caller, importId: params.importId }),
  };
}
