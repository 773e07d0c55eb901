/**
 * Every problem that the API answers with, once. A code is stable for ever; its text may be improved.
 * `title` says what is wrong, `action` what to do next. Neither ever holds input.
 */
export const problems = {
  'invalid-request': { status: 400, title: 'The request does not fit its schema.', action: 'Correct the fields that are listed and send it again.' },
  'malformed-json': { status: 400, title: 'The body is not JSON.', action: 'Send one JSON object, encoded as UTF-8.' },
  'idempotency-key-required': { status: 400, title: 'This request creates something and carries no Idempotency-Key.', action: 'Send a random key of 16 to 64 characters, and the same one when you retry.' },
  'not-authenticated': { status: 401, title: 'Nobody is signed in.', action: 'Sign in and try again.' },
  'session-expired': { status: 401, title: 'The session has ended.', action: 'Sign in again; what was saved is still there.' },
  'sign-in-failed': { status: 401, title: 'E-mail and password do not belong together.', action: 'Check both and try again.' },
  'not-allowed': { status: 403, title: 'Your role does not allow this.', action: 'Ask an administrator of the organisation.' },
  'host-not-allowed': { status: 403, title: 'The service does not answer under this name.', action: 'Use the address that its operator gives.' },
  'origin-not-allowed': { status: 403, title: 'The request comes from a page that is not registered.', action: 'Open the page at its registered address.' },
  'not-found': { status: 404, title: 'There is nothing here.', action: 'Check the address; it may have been removed.' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method.', action: 'See the API description for the methods it takes.' },
  'changed-meanwhile': { status: 409, title: 'Somebody else changed this first.', action: 'Load it again and repeat the change.' },
  'request-in-progress': { status: 409, title: 'The same request is still being answered.', action: 'Wait a moment and send it again with the same key.' },
  'upload-offset-mismatch': { status: 409, title: 'The upload does not continue where it stopped.', action: 'Read the import and continue at its receivedBytes.' },
  'upload-incomplete': { status: 409, title: 'The file has not arrived completely.', action: 'Send the rest of the file first.' },
  'questions-open': { status: 409, title: 'The statement can be read in two ways.', action: 'Answer the open questions, then import.' },
  'proof-contradicted': { status: 409, title: 'The figures of the statement contradict each other.', action: 'Check the row that is named, or confirm that you want to import it as it is.' },
  'import-not-reviewable': { status: 409, title: 'The import is not under review.', action: 'Load the import again to see its state.' },
  'import-not-committed': { status: 409, title: 'The import is not in the ledger.', action: 'Load the import again to see its state.' },
  'data-destroyed': { status: 410, title: 'The key of this data was destroyed, so nobody can read it any more.', action: 'Nothing brings it back. Import the statements again where you still have them.' },
  'request-too-large': { status: 413, title: 'The request is larger than the limit.', action: 'Send it in smaller parts.' },
  'unsupported-content-type': { status: 415, title: 'The content type is not taken here.', action: 'Send the content type that the API description names.' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for a different request.', action: 'Use a new key for a new request.' },
  'checksum-mismatch': { status: 422, title: 'The file that arrived is not the file that was announced.', action: 'Upload the file again.' },
  'account-mismatch': { status: 422, title: 'The statement belongs to another account.', action: 'Choose the account whose number the statement carries.' },
  'currency-mismatch': { status: 422, title: 'The statement and the account have different currencies.', action: 'Choose an account in the currency of the statement.' },
  'file-empty': { status: 422, title: 'The file is empty.', action: 'Export the statement again and choose the new file.' },
  'file-too-large': { status: 422, title: 'The file is larger than the limit.', action: 'Export a shorter period and import it in parts.' },
  'file-not-text': { status: 422, title: 'The file is neither CSV nor PDF.', action: 'Export the statement as CSV or PDF; spreadsheets and archives cannot be read.' },
  'encoding-invalid': { status: 422, title: 'The text of the file is damaged.', action: 'Export the statement again; do not edit it in between.' },
  'no-table': { status: 422, title: 'No table of transactions was found.', action: 'Check that the file is a list of bookings, one in each line.' },
  'no-dates': { status: 422, title: 'No column of dates was found.', action: 'Export the statement with its booking dates.' },
  'no-amounts': { status: 422, title: 'No column of amounts was found.', action: 'Export the statement with its amounts.' },
  'cell-too-long': { status: 422, title: 'A cell or a line is longer than the limit.', action: 'Check that the file is a bank statement and not another export.' },
  'too-many-rows': { status: 422, title: 'The file has more rows than the limit.', action: 'Export a shorter period and import it in parts.' },
  'too-many-columns': { status: 422, title: 'The file has more columns than the limit.', action: 'Check that the file is a bank statement and not another export.' },
  'reading-timeout': { status: 422, title: 'Reading the file took longer than the limit.', action: 'Export a shorter period and import it in parts.' },
  'reading-too-large': { status: 422, title: 'Reading the file takes more memory than the limit.', action: 'Export a shorter period and import it in parts.' },
  'pdf-password-required': { status: 422, title: 'The PDF is protected by a password.', action: 'Enter the password with which the file opens.' },
  'pdf-password-wrong': { status: 422, title: 'The password does not open this PDF.', action: 'Enter the password again; it is often a part of an account number or of a birthday.' },
  'pdf-scanned': { status: 422, title: 'The PDF holds pictures of pages, not text.', action: 'Download the statement from the bank instead of scanning it, or export it as CSV.' },
  'pdf-empty': { status: 422, title: 'The PDF holds no text.', action: 'Download the statement again and choose the new file.' },
  'pdf-damaged': { status: 422, title: 'The PDF is damaged.', action: 'Download the statement again; do not edit it in between.' },
  'pdf-form': { status: 422, title: 'The PDF is an interactive form.', action: 'Print it into a PDF file and choose that one, or export the statement as CSV.' },
  'pdf-too-many-pages': { status: 422, title: 'The PDF has more pages than the limit.', action: 'Download a shorter period and import it in parts.' },
  'recipe-mismatch': { status: 422, title: 'The chosen columns do not fit this file.', action: 'Choose the columns again or go back to what was recognised.' },
  'too-many-requests': { status: 429, title: 'Too many requests in a short time.', action: 'Wait for the time that Retry-After names.' },
  'internal-error': { status: 500, title: 'Something failed on our side.', action: 'Try again; if it stays, report the request id.' },
  'keys-unavailable': { status: 503, title: 'The keys that open the data cannot be reached.', action: 'Try again in a minute; nothing was changed.' },
  'unavailable': { status: 503, title: 'The service is starting or stopping.', action: 'Try again in a few seconds.' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string; readonly action: string }>>;

export type ProblemCode = keyof typeof problems;

export function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(problems, code);
}
