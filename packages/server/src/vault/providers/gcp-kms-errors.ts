import { KeysUnavailableError } from '../errors.ts';

/** What the status codes of gRPC, which the client gives in either transport, mean for whoever runs the server. */
const SENTENCES: ReadonlyMap<number, string> = new Map([
  [5, 'there is no such key. Check its resource name'],
  [7, 'its roles do not allow this to the identity of the server. Grant them (docs/key-providers.md)'],
  [8, 'it takes no more requests at the moment. Try again'],
  [9, 'the version of the key is disabled, or destroyed. Enable it again'],
  [16, 'the credentials of the server are missing, unknown or out of date. Check the application default credentials'],
]);
const INVALID_ARGUMENT = 3;

/** Whether KMS says that the ciphertext was not made under this key and associated data, or reached it damaged. */
export function isUnopened(error: unknown): boolean {
  return codeOf(error) === INVALID_ARGUMENT;
}

/** An error of the client as a sentence. The texts of the service are not passed on, nor is the request. */
export function spoken(error: unknown): KeysUnavailableError {
  if (error instanceof KeysUnavailableError) return error;
  const code = codeOf(error);
  const noCredentials = error instanceof Error && error.message.startsWith('Could not load the default credentials');
  const sentence = SENTENCES.get(noCredentials ? 16 : (code ?? -1)) ?? `it cannot be reached, or fails (${code === undefined ? 'no code' : `code ${String(code)}`}). Check the network and the state of the service`;
  return new KeysUnavailableError(`GCP KMS cannot be used: ${sentence}.`);
}

function codeOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
