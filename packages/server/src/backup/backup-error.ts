/** A backup or a restore cannot be done; the message is a sentence for whoever runs the server. Nothing was changed unless it says so. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Long work shows how far it has come. */
export interface BackupRun {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly phase: string; readonly done: number; readonly total: number | null }) => void) | undefined;
}
