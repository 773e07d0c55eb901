/** Something a person gave: a file, or a folder, which cannot be read as one. */
export type Intake = { readonly kind: 'file'; readonly file: File } | { readonly kind: 'folder'; readonly name: string };

/** Endings and types offered in the file dialog; what is inside decides, so that an odd ending is no hindrance. */
export const ACCEPTED = '.csv,.txt,.tsv,.dat,.pdf,text/csv,text/plain,text/tab-separated-values,application/pdf';

/** Whether a drag carries files, as far as the browser tells before the drop. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer !== null && [...transfer.types].includes('Files');
}

/** What was dropped or pasted, folders among it. */
export function intakeOf(transfer: DataTransfer): readonly Intake[] {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  if (items.length === 0) return filesOf(transfer.files);
  return items.flatMap((item): Intake[] => {
    const entry = item.webkitGetAsEntry();
    if (entry?.isDirectory) return [{ kind: 'folder', name: entry.name }];
    const file = item.getAsFile();
    return file === null ? [] : [{ kind: 'file', file }];
  });
}

export function filesOf(files: Iterable<File>): readonly Intake[] {
  return Array.from(files, (file) => ({ kind: 'file', file }));
}

/** Pasted rows of a table as a file of their own; null for a text of one line, which is no table. */
export function fileOfText(text: string, name: string): File | null {
  return text.trim().includes('\n') ? new File([text], name, { type: 'text/plain' }) : null;
}
