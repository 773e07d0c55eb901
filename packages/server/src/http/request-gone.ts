/** Nobody waits for the answer any more: the connection was closed while the request was in work. No fault of anybody's. */
export class RequestGoneError extends Error {
  override readonly name = 'RequestGoneError';

  constructor() {
    super('The request was given up.');
  }
}
