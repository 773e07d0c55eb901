import type { QuestionField, Recipe } from '@cashflowsmart/sdk/contract';
import { plural } from '../foundation/plurals.ts';
import { problemsDe } from '../foundation/problems-de.ts';
import { languageOfMonths } from './month-language.ts';
import type { UploaderTexts } from './uploader-texts.ts';

const rows = plural('de');
const ROWS = { one: 'Zeile', other: 'Zeilen' } as const;

/** Words of the statement uploader in German. */
export const uploaderDe: UploaderTexts = {
  label: 'Import von Kontoauszügen',
  drop: {
    title: 'Kontoauszüge hier ablegen',
    detail: (limit) => `Auszüge als CSV oder PDF, wie die Bank sie ausgibt, bis zu ${limit} je Datei. Sie werden zuerst auf diesem Gerät gelesen; Sie sehen jede Zeile, bevor etwas importiert wird.`,
    more: 'Weitere Kontoauszüge hier ablegen',
    active: 'Loslassen, um die Dateien zu lesen',
    choose: 'Dateien auswählen',
    pastedName: 'Eingefügte Zeilen.csv',
  },
  files: {
    label: 'Dateien',
    remove: (fileName) => `${fileName} entfernen`,
    show: (fileName) => `Prüfung von ${fileName}`,
    readyCount: (files) => `${rows(files, { one: 'Datei', other: 'Dateien' })} bereit zum Import`,
    importAll: (count) => `Alle ${rows(count, ROWS)} importieren`,
    readAgain: 'Noch einmal lesen',
    states: {
      waiting: 'Wartet', reading: 'Wird gelesen', locked: 'Passwort nötig', ready: 'Bereit zum Import', question: 'Eine Frage', check: 'Zu prüfen', uploading: 'Wird übertragen', checking: 'Wird geprüft',
      committing: 'Wird importiert', committed: 'Importiert', awaiting: 'Wartet auf Freigabe', undoing: 'Wird zurückgenommen', undone: 'Zurückgenommen', failed: 'Nicht importiert',
    },
  },
  reading: {
    label: (fileName) => `${fileName} wird gelesen`,
    rows: (count) => `bisher ${rows(count, ROWS)}`,
    stages: {
      decode: 'Der Text wird gelesen', tokenise: 'Zeilen und Spalten werden getrennt', 'find-table': 'Die Tabelle wird gesucht', decide: 'Die Bedeutung der Spalten wird abgewogen',
      parse: 'Tage und Beträge werden gelesen', prove: 'Die Summen werden geprüft',
    },
    again: 'Wird neu gelesen',
  },
  password: {
    label: (fileName) => `Passwort von ${fileName}`,
    hint: 'Es öffnet die Datei auf diesem Gerät, geht mit dem Import mit und wird danach vergessen.',
    missing: 'Geben Sie das Passwort ein.',
    open: 'Datei öffnen',
  },
  sending: {
    label: (fileName) => `${fileName} wird übertragen`,
    progress: (sent, total) => `${sent} von ${total}`,
    checking: 'Der Server liest die Datei noch einmal',
    committing: 'Die Zeilen kommen in die Bücher',
    undoing: 'Die Zeilen werden aus den Büchern genommen',
  },
  account: {
    choose: 'Konto auswählen',
    reasons: { number: 'Der Auszug trägt seine Nummer.', attribute: 'Von dieser Seite vorgegeben.', 'only-one': 'Es gibt nur dieses Konto.' },
    none: { title: 'Es gibt noch kein Konto', detail: 'Ein Auszug wird in ein Konto importiert. Administration oder Sachbearbeitung können eines anlegen.' },
    noneYet: { title: 'Es gibt noch kein Konto', detail: 'Ein Auszug wird in ein Konto importiert. Legen Sie zuerst eines an; seine Währung lässt sich später nicht ändern.' },
    currencyDiffers: (statement, account) => `Der Auszug ist in ${statement}, das Konto in ${account}. Wählen Sie ein Konto in ${statement}.`,
    numberDiffers: (statement, account) => `Der Auszug trägt die Nummer ${statement}, das Konto ${account}. Wählen Sie das Konto, zu dem der Auszug gehört.`,
    option: (name, ending, currency) => [name, ...(ending === null ? [] : [`\u2026${ending}`]), currency].join(' \u00b7 '),
  },
  proof: {
    verified: 'Geht auf den Cent genau auf',
    verifiedWhole: 'Geht genau auf',
    titles: { consistent: 'Die Summen stimmen überein', unverifiable: 'Diese Datei enthält nichts, womit sie sich prüfen lässt' },
    breaks: (row, difference) => `Zeile ${row} bricht den Kontostand um ${difference}`,
    closingOff: (difference) => `Der Endbestand weicht um ${difference} ab`,
    contradicted: 'Die Zahlen widersprechen sich',
    details: {
      verified: { 'balance-chain': 'Jeder Kontostand folgt aus dem vorigen.', 'opening-closing': 'Anfangsbestand und Zeilen ergeben den Endbestand.', other: 'Die Zahlen des Auszugs gehen auf.' },
      consistent: { totals: 'Die Summen in der Datei passen zu ihren Zeilen.', 'dates-open': 'Die Zahlen gehen auf; die Reihenfolge von Tag und Monat ist offen.', 'balance-chain': 'Die Kontostände folgen auseinander; nicht lesbare oder zu wenige Zeilen lassen offen, ob alles da ist.', 'opening-closing': 'Anfangsbestand und Zeilen ergeben den Endbestand; nicht lesbare Zeilen lassen offen, ob alles da ist.', other: 'Was sich prüfen lässt, stimmt überein.' },
      unverifiable: { other: 'Keine Kontostände, keine Summen. Vergleichen Sie die Summen mit dem Auszug, bevor Sie importieren.' },
      contradicted: { 'balance-chain': 'Vielleicht fehlt eine Zeile, ist doppelt oder wurde geändert. Vergleichen Sie sie mit dem Auszug.', other: 'Vielleicht fehlt eine Zeile, ist doppelt oder wurde geändert. Vergleichen Sie die Zeilen mit dem Auszug.' },
    },
    opening: 'Anfangsbestand',
    moneyIn: 'Eingänge',
    moneyOut: 'Ausgänge',
    closing: 'Endbestand',
    computed: 'Errechnet',
    stated: 'Laut Auszug',
    net: 'Saldo',
    inCurrency: (code) => `Alle Zahlen in ${code}.`,
    showRow: (row) => `Zeile ${row} zeigen`,
    rowNote: (before, expected, stated) => `${before} vor dieser Zeile ergibt ${expected}; in der Datei steht ${stated}.`,
    accept: 'Ich habe das geprüft und will es so importieren',
  },
  facts: {
    period: 'Zeitraum', range: (from, to) => `${from} bis ${to}`, noPeriod: 'Keine Zeilen', rows: 'Zeilen', rejected: 'Nicht lesbar', excluded: 'Ausgelassen', fresh: 'Neu', known: 'Bereits bekannt', accounts: 'Konten in der Datei',
  },
  review: {
    import: (count) => `${rows(count, ROWS)} importieren`,
    importNew: (count) => `${rows(count, { one: 'neue Zeile', other: 'neue Zeilen' })} importieren`,
    tryAgain: 'Erneut versuchen',
    back: 'Zurück zur Prüfung',
    gates: {
      'not-read': 'Die geänderten Einstellungen passen nicht zu dieser Datei. Ändern Sie sie oder kehren Sie zum Erkannten zurück.',
      'question-open': 'Beantworten Sie zuerst die Frage oben.',
      'reader-outdated': 'Laden Sie die Seite neu und wählen Sie die Datei noch einmal; dann wird gefragt, was offen ist.',
      'no-rows': 'Es bleibt keine Zeile zu importieren.',
      'account-missing': 'Wählen Sie zuerst das Konto.',
      'currency-differs': 'Auszug und Konto haben verschiedene Währungen.',
      'number-differs': 'Der Auszug gehört zu einem anderen Konto.',
      'nothing-new': 'Es bleibt nichts zu importieren.',
      contradiction: 'Prüfen Sie den Widerspruch und bestätigen Sie ihn dann oben.',
    },
    secondLooks: {
      question: 'Der Server hat eine zweite Lesart dieser Datei gefunden. Nichts wurde importiert.',
      contradicted: 'Nach der Lesart des Servers widersprechen sich die Zahlen. Nichts wurde importiert.',
    },
    differs: (server, here) => `Der Server hat diese Datei anders gelesen: ${rows(server, ROWS)}, hier ${here.text}. Nichts wurde importiert. Die Zahlen unten sind die des Servers.`,
    duplicates: (count) => (count.value === 1 ? 'Eine Zeile ist bereits in den Büchern und wird nicht doppelt aufgenommen.' : `${count.text} Zeilen sind bereits in den Büchern und werden nicht doppelt aufgenommen.`),
    nothingNew: (count) => (count.value === 1 ? 'Die einzige Zeile dieser Datei ist bereits in den Büchern. Es gibt nichts zu importieren.' : `Alle ${count.text} Zeilen dieser Datei sind bereits in den Büchern. Es gibt nichts zu importieren.`),
    deletedBefore: (count) => (count.value === 1 ? 'Eine davon wurde aus den Büchern gelöscht und bleibt gelöscht.' : `${count.text} davon wurden aus den Büchern gelöscht und bleiben gelöscht.`),
    notSentYet: 'Noch hat nichts dieses Gerät verlassen.',
  },
  question: {
    titles: {
      'date-order': 'Was steht in diesen Daten zuerst: der Tag oder der Monat?',
      year: 'Zu welchem Jahr gehören diese Daten?',
      sign: 'Welche dieser Zeilen sind Ausgänge?',
      'decimal-mark': 'Ist dieses Zeichen das Dezimalzeichen, oder trennt es Tausender?',
      columns: 'Was steht in welcher Spalte?',
      table: 'Welche der Tabellen in dieser Datei ist die Liste der Buchungen?',
      currency: 'In welcher Währung sind diese Beträge?',
      account: 'Welches Konto dieser Datei soll importiert werden?',
    },
    monthLanguage: 'In welcher Sprache stehen die Monate dieser Daten?',
    detail: 'Die Datei lässt sich auf mehr als eine Art lesen, und nichts in ihr entscheidet es. Das sind ihre ersten Zeilen, auf jede Art.',
    choice: (field, value, position) => choiceDe(field, value, position),
    rowsLabel: 'Erste Zeilen, so gelesen',
    answer: 'So lesen',
    unread: 'nicht lesbar',
  },
  rows: {
    title: 'Was gelesen wurde',
    row: 'Zeile',
    include: (row) => `Zeile ${row} importieren`,
    all: (count) => `Alle ${count.text}`,
    attention: (count) => `Zu prüfen ${count.text}`,
    filter: 'Gezeigte Zeilen',
    none: 'Keine Zeile ist zu prüfen.',
    page: (from, to, total) => `Zeilen ${from} bis ${to} von ${total}`,
    previous: 'Vorige Zeilen',
    next: 'Nächste Zeilen',
    numbering: 'Zeilennummern sind die der Datei.',
    numberingOverPages: 'Zeilennummern zählen die Textzeilen über alle Seiten.',
    ofPage: (page) => `Seite ${page}`,
    notRead: 'Nicht gelesen',
    excluded: 'Ausgelassen',
    breaksHere: 'Hier bricht der Kontostand.',
    edited: 'Geändert',
    edit: (row) => `Zeile ${row} ändern`,
    apply: 'Übernehmen',
    reset: 'Wie in der Datei',
    invalidDate: 'Geben Sie einen Tag ein, den es gibt.',
    invalidAmount: (example) => `Geben Sie einen Betrag ein, etwa ${example}.`,
    invalidDescription: 'Geben Sie eine Beschreibung ein.',
    reasons: {
      'date-unreadable': 'Ihr Datum ist kein Tag, den es gibt.',
      'amount-unreadable': 'Ihr Betrag ist keine Zahl.',
      'amount-missing': 'Sie hat keinen Betrag.',
      'date-missing': 'Sie hat kein Datum.',
      'currency-differs': 'Sie ist in einer anderen Währung als die übrigen.',
      'too-few-columns': 'Sie hat weniger Spalten als die übrigen.',
    },
  },
  recipe: {
    title: 'Wie gelesen wurde',
    detail: 'Ändern Sie, was nicht stimmt; die Datei wird sofort neu gelesen.',
    encoding: 'Zeichensatz',
    delimiter: 'Spalten getrennt durch',
    header: 'Kopfzeile',
    headerLine: (line) => `Zeile ${line}`,
    noHeader: 'Keine',
    dateOrder: 'Daten',
    decimalMark: 'Dezimalzeichen',
    sign: 'Vorzeichen',
    rowOrder: 'Reihenfolge',
    columns: 'Spalten',
    column: (position) => `Spalte ${position}`,
    restore: 'Zurück zum Erkannten',
    changed: 'Von Ihnen geändert',
    unread: 'Mit diesen Einstellungen ist die Datei nicht lesbar. Zu sehen ist, was davor gelesen wurde.',
    delimiters: { ',': 'Komma', ';': 'Semikolon', '\t': 'Tabulator', '|': 'Senkrechter Strich', ':': 'Doppelpunkt', '^': 'Zirkumflex', '~': 'Tilde' },
    dateOrders: { 'day-month-year': 'Tag, Monat, Jahr', 'month-day-year': 'Monat, Tag, Jahr', 'year-month-day': 'Jahr, Monat, Tag', 'year-day-month': 'Jahr, Tag, Monat' },
    decimalMarks: { '.': 'Punkt: 1,234.56', ',': 'Komma: 1.234,56' },
    signs: { 'as-printed': 'Wie in der Datei', inverted: 'Umgedreht' },
    rowOrders: { 'oldest-first': 'Älteste zuerst', 'newest-first': 'Neueste zuerst', unordered: 'Ungeordnet' },
    roles: {
      date: 'Datum', 'value-date': 'Wertstellung', 'transaction-date': 'Umsatztag', amount: 'Betrag', 'money-out': 'Ausgänge', 'money-in': 'Eingänge', direction: 'Soll oder Haben',
      balance: 'Kontostand', fee: 'Gebühr', currency: 'Währung', description: 'Beschreibung', counterparty: 'Gegenüber', reference: 'Referenz', account: 'Konto', status: 'Status', ignore: 'Nicht verwendet',
    },
  },
  outcome: {
    committed: (count) => `${rows(count, ROWS)} importiert`,
    known: (count) => (count.value === 1 ? '1 war bereits bekannt' : `${count.text} waren bereits bekannt`),
    into: (account) => `In ${account}`,
    undo: 'Zurücknehmen',
    undone: (count) => `Import von ${rows(count, ROWS)} zurückgenommen`,
    undoneDetail: 'Zeilen, die auch ein anderer Import enthält, sind noch in den Büchern.',
    awaiting: (count) => `${rows(count, ROWS)} ${count.value === 1 ? 'wartet' : 'warten'} auf Freigabe`,
    awaitingDetail: 'Jemand anderes muss sie freigeben. Bis dahin stehen sie in keiner Summe.',
    awaitingUndo: (count) => `Das Zurücknehmen von ${rows(count, ROWS)} wartet auf Freigabe`,
    awaitingUndoDetail: 'Jemand anderes muss es freigeben. Bis dahin bleiben sie in den Büchern.',
    returned: (name) => `Zurückgegeben von ${name}`,
  },
  failure: {
    safe: 'Nichts wurde importiert.',
    commitUnknown: 'Ob es ankam, ist nicht bekannt. Ein neuer Versuch importiert es einmal, nie doppelt.',
    undoSafe: 'Der Import ist noch in den Büchern.',
    local: {
      'connection-failed': { title: 'Der Dienst war nicht erreichbar.', action: 'Prüfen Sie die Verbindung und versuchen Sie es noch einmal.' },
      'unexpected-response': { title: 'Anstelle des Dienstes hat etwas anderes geantwortet.', action: 'Prüfen Sie die Verbindung und versuchen Sie es noch einmal.' },
      'file-unreadable': { title: 'Die Datei ist nicht mehr lesbar.', action: 'Sie wurde verschoben, geändert oder gesperrt. Wählen Sie sie noch einmal.' },
      folder: { title: 'Das ist ein Ordner.', action: 'Wählen Sie die Dateien darin.' },
      'reader-unavailable': { title: 'Das Lesen ließ sich nicht starten.', action: 'Laden Sie die Seite neu. Bleibt es dabei, sagen Sie es den Betreibern.' },
    },
    reading: problemsDe,
    unknown: { title: 'Etwas ist fehlgeschlagen.', action: 'Versuchen Sie es noch einmal; bleibt es dabei, melden Sie die Anfragenummer.' },
  },
  recent: {
    title: 'Letzte Importe',
    failed: 'Die letzten Importe konnten nicht geladen werden.',
    rows: (count) => rows(count, ROWS),
    by: (name, when) => `${name}, ${when}`,
    undone: 'Zurückgenommen',
    undo: (fileName) => `Import von ${fileName} zurücknehmen`,
    confirm: (count) => `${rows(count, ROWS)} aus den Büchern nehmen?`,
    takeOut: 'Import zurücknehmen',
    keep: 'Behalten',
    awaiting: 'Wartet auf Freigabe',
    awaitingUndo: 'Zurücknehmen wartet auf Freigabe',
    approve: 'Freigeben',
    approveOf: (fileName) => `${fileName} freigeben`,
    sendBack: 'Zurückgeben',
    sendBackOf: (fileName) => `${fileName} zurückgeben`,
    confirmApproval: (count) => `${rows(count, ROWS)} in die Bücher übernehmen?`,
    confirmUndoApproval: (count) => `${rows(count, ROWS)} aus den Büchern nehmen?`,
    contradicts: 'Die Zahlen des Auszugs widersprechen sich; er soll trotzdem importiert werden.',
    reason: 'Grund',
    reasonMissing: 'Sagen Sie, warum Sie ihn zurückgeben.',
    deciding: 'Die Entscheidung wird gesendet',
    more: 'Mehr zeigen',
  },
  announce: {
    added: (files) => `${rows(files, { one: 'Datei', other: 'Dateien' })} hinzugefügt`,
    readingProgress: (fileName, count) => `${fileName}: bisher ${rows(count, ROWS)} gelesen`,
    read: (fileName, count, proof) => `${fileName}: ${rows(count, ROWS)} gelesen. ${proof}.`,
    rejected: (count) => `${rows(count, ROWS)} nicht lesbar.`,
    uploadProgress: (fileName, percent) => `${fileName}: ${percent} übertragen`,
    told: (fileName, sentence) => `${fileName}: ${sentence}`,
    removed: (fileName) => `${fileName} entfernt`,
    cancelled: (fileName) => `${fileName}: abgebrochen`,
  },
  required: 'Importieren Sie mindestens einen Auszug.',
};

function choiceDe(field: QuestionField, value: string, position: number): string {
  switch (field) {
    case 'date-order':
      return uploaderDe.recipe.dateOrders[value as Recipe['dateOrder']] ?? `Monatsnamen auf ${languageOfMonths(value, 'de')}`;
    case 'decimal-mark':
      return uploaderDe.recipe.decimalMarks[value as Recipe['decimalMark']] ?? value;
    case 'sign':
      return value === 'inverted' ? 'Die Vorzeichen bedeuten das Gegenteil' : 'Die Vorzeichen bedeuten, was dasteht';
    case 'year':
    case 'currency':
      return value;
    case 'account':
      return value.startsWith('#') ? `Konto ${value.slice(1)} des Auszugs` : value;
    case 'columns':
    case 'table':
      return `Lesart ${position}`;
  }
}
