import type { Approve, BodyOf, NewImport, StatementImport } from '../../contract/index.ts';
import { paged, type Page, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions, CreateOptions, UploadOptions } from '../types.ts';
import { uploadStatement, type StatementUpload } from '../upload.ts';

export interface ListImports {
  readonly accountId?: string;
  /** Items of a page, 1 to 200. Default 50. */
  readonly limit?: number;
}

/** Statement files: upload, review, commit, approve, undo. */
export class ImportsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * Uploads a statement and waits until the server has read it: the import is then in `review`, or `refused` with the
   * reason. Continues by itself after a lost connection.
   *
   * @throws {InvalidRequestError} `file-too-large`, or `checksum-mismatch` where the bytes changed on their way.
   */
  upload(organisationId: string, upload: StatementUpload, options: UploadOptions = {}): Promise<StatementImport> {
    return uploadStatement(this.#transport, organisationId, upload, options);
  }

  /** Announces a file whose bytes follow by `uploadContent`. `upload` does both. */
  create(organisationId: string, body: NewImport, options?: CreateOptions): Promise<StatementImport> {
    return this.#transport.call('createImport', { params: { organisationId }, body }, options);
  }

  /**
   * Appends bytes at `offset`, the import's `receivedBytes`. Parts are multiples of 64 KiB but for the last. Never repeated
   * by itself: after a failure read the import to learn how much arrived.
   *
   * @throws {ConflictError} `upload-offset-mismatch` where the file does not continue there.
   */
  uploadContent(organisationId: string, importId: string, offset: number, bytes: Uint8Array, options?: CallOptions): Promise<StatementImport> {
    const input = { params: { organisationId, importId }, headers: { 'upload-offset': offset }, body: bytes };
    return this.#transport.call('uploadImportContent', input, options);
  }

  /** Imports, newest first. */
  list(organisationId: string, query: ListImports = {}, options?: CallOptions): Paged<StatementImport> {
    return paged((cursor) => this.page(organisationId, { ...query, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** One page of `list`; without a cursor the first. */
  page(organisationId: string, query: ListImports & { readonly cursor?: string } = {}, options?: CallOptions): Promise<Page<StatementImport>> {
    return this.#transport.call('listImports', { params: { organisationId }, query: { ...query } }, options);
  }

  read(organisationId: string, importId: string, options?: CallOptions): Promise<StatementImport> {
    return this.#transport.call('readImport', { params: { organisationId, importId } }, options);
  }

  /**
   * Replaces what was decided about the file; the server reads it again. A password stays until another one is given.
   *
   * @throws {InvalidRequestError} `pdf-password-required`, `pdf-password-wrong` or `recipe-mismatch`; the import is then what it was.
   */
  decide(organisationId: string, importId: string, body: BodyOf<'decideImport'>, options?: CallOptions): Promise<StatementImport> {
    return this.#transport.call('decideImport', { params: { organisationId, importId }, body }, options);
  }

  /**
   * Puts the new rows into the ledger, all or none. Asking twice imports once. Where a second person approves, the import
   * is `awaiting-approval` after that.
   *
   * @throws {ConflictError} `questions-open`, `proof-contradicted`, or another reason not to.
   */
  commit(organisationId: string, importId: string, body: BodyOf<'commitImport'> = {}, options?: CallOptions): Promise<StatementImport> {
    return this.#transport.call('commitImport', { params: { organisationId, importId }, body }, options);
  }

  /**
   * Takes the import out of the ledger. Rows that another import holds too stay there. Where a second person approves, the
   * import is `awaiting-undo` after that, and still in the ledger.
   */
  undo(organisationId: string, importId: string, options?: CallOptions): Promise<StatementImport> {
    return this.#transport.call('undoImport', { params: { organisationId, importId } }, options);
  }

  /**
   * Approves what waits, which is then carried out, or sends it back with a reason.
   *
   * @throws {NotAllowedError} `second-person-required` for who had a part in it.
   * @throws {ConflictError} `not-awaiting-approval`, or `changed-meanwhile` where `revision` is not the latest.
   */
  approve(organisationId: string, importId: string, body: Approve, options?: CallOptions): Promise<StatementImport> {
    return this.#transport.call('approveImport', { params: { organisationId, importId }, body }, options);
  }
}
