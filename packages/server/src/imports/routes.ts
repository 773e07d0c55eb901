import type { HandlerInput, Handlers } from '../http/handler.ts';
import { answerOf } from './answer.ts';
import { approveImport } from './approve-import.ts';
import { commitImport } from './commit-import.ts';
import { createImport } from './create-import.ts';
import { decideImport } from './decide-import.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { listImports } from './list-imports.ts';
import { loadImport } from './load.ts';
import { undoImport } from './undo-import.ts';
import { uploadContent } from './upload-content.ts';

export type ImportOperationId =
  | 'createImport' | 'listImports' | 'readImport' | 'uploadImportContent' | 'decideImport' | 'commitImport' | 'undoImport' | 'approveImport';

function changeOf({ caller, params, signal, audit, unchanged }: HandlerInput<'uploadImportContent' | 'decideImport' | 'commitImport' | 'undoImport' | 'approveImport'>): ImportChange {
  return { caller, importId: params.importId, gone: signal, audit, unchanged };
}

/** The operations on statement files. */
export function importHandlers(context: ImportsContext): Handlers<ImportOperationId> {
  return {
    createImport: (input) => createImport(context, input),
    listImports: (input) => listImports(context, input),
    async readImport({ caller, params }) {
      const vault = await context.vault.organisation(caller.organisationId);
      return answerOf(context, await loadImport(context, vault, { caller, importId: params.importId }));
    },
    uploadImportContent: (input) => uploadContent(context, changeOf(input), { offset: input.headers['upload-offset'], bytes: input.body }),
    decideImport: (input) => decideImport(context, changeOf(input), input.body),
    commitImport: (input) => commitImport(context, changeOf(input), input.body.acceptContradiction),
    undoImport: (input) => undoImport(context, changeOf(input)),
    approveImport: (input) => approveImport(context, changeOf(input), input.body),
  };
}
