import type { UploaderTexts } from './uploader-texts.ts';

export const uploaderDe: UploaderTexts = {
  title: 'Kontoauszug importieren',
  choose: 'Datei auswählen',
  drop: 'CSV-Kontoauszug hier ablegen',
};
