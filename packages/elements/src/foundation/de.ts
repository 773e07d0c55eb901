import { chartDe } from '../chart/chart-texts-de.ts';
import { signInDe } from '../sign-in/sign-in-texts-de.ts';
import { transactionsDe } from '../transactions/transactions-texts-de.ts';
import { uploaderDe } from '../uploader/uploader-texts-de.ts';
import { plural } from './plurals.ts';
import { problemsDe } from './problems-de.ts';
import type { Texts } from './texts.ts';

const counted = plural('de');

/** German. */
export const de: Texts = {
  language: 'de',
  common: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    save: 'Speichern',
    delete: 'Löschen',
    retry: 'Erneut versuchen',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    details: 'Einzelheiten',
    loading: 'Wird geladen',
    account: 'Konto',
    allAccounts: 'Alle Konten',
    date: 'Datum',
    description: 'Beschreibung',
    amount: 'Betrag',
    balance: 'Kontostand',
    from: 'Von',
    to: 'Bis',
    code: 'Code',
    requestId: 'Anfragenummer',
    required: 'Füllen Sie dieses Feld aus.',
    was: (value) => `vorher ${value}`,
    roles: { admin: 'Administration', operator: 'Sachbearbeitung', 'data-entry': 'Erfassung' },
    noProvider: { title: 'Nicht verbunden', detail: 'Dieser Teil der Seite hat noch keine Verbindung zum Dienst.' },
    offline: { title: 'Keine Verbindung', detail: 'Nichts ging verloren. Es geht weiter, sobald die Verbindung wieder da ist.' },
    sessionEnded: { title: 'Die Sitzung ist beendet', detail: 'Melden Sie sich erneut an; Gespeichertes ist noch da.' },
    signedOut: { title: 'Niemand ist angemeldet', detail: 'Melden Sie sich an, um dies zu sehen.' },
    noOrganisation: { title: 'Keine Organisation ist gewählt', detail: 'Wählen Sie eine, um das zu sehen.' },
    notMember: { title: 'Kein Zugang zu dieser Organisation', detail: 'Bitten Sie die Administration der Organisation um eine Einladung.' },
    notYourRole: (role) => ({ title: 'Ihre Rolle umfasst dies nicht', detail: `Angemeldet mit der Rolle: ${role}. Die Administration der Organisation kann das ändern.` }),
    failed: { title: 'Das konnte nicht geladen werden', detail: 'Nichts wurde geändert. Versuchen Sie es gleich noch einmal.' },
    waitMinutes: (count) => `Warten Sie ${counted(count, { one: 'Minute', other: 'Minuten' })} und versuchen Sie es dann noch einmal.`,
    waitSeconds: (count) => `Warten Sie ${counted(count, { one: 'Sekunde', other: 'Sekunden' })} und versuchen Sie es dann noch einmal.`,
  },
  problems: problemsDe,
  signIn: signInDe,
  transactions: transactionsDe,
  uploader: uploaderDe,
  chart: chartDe,
};
