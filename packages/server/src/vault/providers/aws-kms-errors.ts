import { KeysUnavailableError } from '../errors.ts';

/** What the names of errors of AWS KMS and its client mean for whoever runs the server. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['AccessDeniedException', 'its policies do not allow this to the identity of the server. Extend the key policy (docs/key-providers.md)'],
  ['NotFoundException', 'there is no such key in this region. Check the key and the region'],
  ['DisabledException', 'the key is disabled. Enable it'],
  ['KMSInvalidStateException', 'the key is not in a state in which it can be used, such as waiting for its deletion. Cancel the deletion'],
  ['KeyUnavailableException', 'the key is not available at the moment. Try again'],
  ['LimitExceededException', 'the key was rotated on demand as often as is allowed. Enable automatic rotation, or make a new key'],
  ['ThrottlingException', 'it takes no more requests at the moment. Try again'],
  ['CredentialsProviderError', 'the server has no credentials. Give it a role, or credentials of the AWS SDK'],
  ['ExpiredTokenException', 'the credentials of the server have run out. Renew them'],
  ['UnrecognizedClientException', 'the credentials of the server are unknown. Check them'],
  ['InvalidSignatureException', 'the credentials of the server do not fit, or its clock is wrong. Check both'],
  ['IncompleteSignature', 'the credentials of the server do not fit. Check them'],
]);

/** Whether KMS says that the ciphertext was not made under this key and context. */
export function isUnopened(error: unknown): boolean {
  return error instanceof Error && (error.name === 'InvalidCiphertextException' || error.name === 'IncorrectKeyException');
}

/** An error of the client as a sentence. The texts of the service are not passed on, nor is the request. */
export function spoken(error: unknown): KeysUnavailableError {
  if (error instanceof KeysUnavailableError) return error;
  const name = error instanceof Error ? error.name : '';
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : name;
  const sentence = SENTENCES.get(name) ?? `it cannot be reached, or fails (${code}). Check the network and the state of the service`;
  return new KeysUnavailableError(`AWS KMS cannot be used: ${sentence}.`);
}
