import type { AttachmentProblem } from './attachment-views.ts';
import type { Language } from './views.ts';

/** The owner's page of files that belong to a case. */
export type AttachmentWords = {
  title: string;
  lead: string;
  none: string;
  list: string;
  columns: { name: string; dated: string; added: string; size: string; hash: string; action: string };
  /** Over those that are folded away. */
  older: (count: number) => string;
  notDated: string;
  ofReport: string;
  entry: (entry: number) => string;
  erased: (at: string) => string;
  erase: string;
  eraseText: string;
  proof: string;
  add: string;
  file: string;
  fileHint: string;
  description: string;
  descriptionHint: string;
  dated: string;
  datedHint: string;
  report: string;
  noReport: string;
  /** Of a choice: when the fault began, and its ticket. */
  reportChoice: (at: string, ticket: string) => string;
  button: string;
  done: Record<'added' | 'erased', string>;
  problems: string;
  problem: Record<AttachmentProblem, string>;
  /** From the pages of reports to this one. */
  link: string;
};

const de: AttachmentWords = {
  title: 'Dateien zum Fall',
  lead: 'Briefe und Mails des Anbieters, Fotos, Protokolle der Breitbandmessung. Beim Hinzufügen kommt die Prüfsumme jeder Datei in das unterschriebene Protokoll: So lässt sich später zeigen, dass es sie da schon gab und dass sie unverändert ist.',
  none: 'Noch keine Datei.',
  list: 'Vorhandene Dateien',
  columns: {
    name: 'Datei',
    dated: 'Vom',
    added: 'Hinzugefügt',
    size: 'Größe',
    hash: 'Prüfsumme (SHA-256)',
    action: 'Löschen',
  },
  older: (count) => (count === 1 ? 'Eine ältere Datei' : `${count} ältere Dateien`),
  notDated: 'nicht angegeben',
  ofReport: 'zur Störungsmeldung',
  entry: (entry) => `Protokoll Nr. ${entry}`,
  erased: (at) => `gelöscht ${at}`,
  erase: 'Löschen',
  eraseText:
    'Datei, Name und Beschreibung werden endgültig gelöscht. Die Prüfsumme bleibt im Protokoll; auch das Löschen wird dort vermerkt. In Sicherungen und in schon heruntergeladenen Nachweisen bleibt die Datei.',
  proof:
    'Eine Prüfsumme zeigt, dass eine Datei zur Zeit des Eintrags so vorlag, nicht von wem sie stammt oder ob stimmt, was darin steht. In einen Nachweis kommen die Dateien nur, wenn Sie es dort ankreuzen.',
  add: 'Datei hinzufügen',
  file: 'Datei',
  fileHint: 'PDF, Foto (JPEG, PNG, WebP, HEIC), Mail (.eml), Text oder CSV; höchstens 10 MB.',
  description: 'Was ist das? (freiwillig)',
  descriptionHint: 'Zum Beispiel: Antwort des Anbieters, Ticket 4711',
  dated: 'Von wann ist es? (freiwillig)',
  datedHint: 'Ortszeit des Anschlusses',
  report: 'Gehört zur Störungsmeldung',
  noReport: 'keiner bestimmten',
  reportChoice: (at, ticket) => `Störung seit ${at}${ticket === '' ? '' : `, Ticket ${ticket}`}`,
  button: 'Hinzufügen',
  done: {
    added: 'Die Datei ist da, ihre Prüfsumme steht im Protokoll.',
    erased: 'Die Datei ist gelöscht. Ihre Prüfsumme bleibt im Protokoll.',
  },
  problems: 'Die Datei wurde nicht angenommen. Bitte wählen Sie sie noch einmal; alles andere ist noch da.',
  problem: {
    empty: 'Bitte eine Datei wählen, die nicht leer ist.',
    'too-large': 'Die Datei ist größer als 10 MB.',
    type: 'Angenommen werden PDF, JPEG, PNG, WebP, HEIC, Mails (.eml), Text und CSV. Entscheidend ist der Inhalt, nicht der Name.',
    'too-long': 'Höchstens 300 Zeichen.',
    'not-a-time': 'Das ist keine Zeitangabe.',
    'in-future': 'Diese Zeit liegt in der Zukunft.',
    report: 'Diese Störungsmeldung gibt es nicht.',
    'line-full': 'Für diesen Anschluss sind schon 300 MB oder 1000 Dateien aufbewahrt. Löschen Sie zuerst andere.',
  },
  link: 'Dateien zum Fall (Antworten, Fotos, Protokolle)',
};

const en: AttachmentWords = {
  title: 'Files of the case',
  lead: 'Letters and mails of the provider, photos, protocols of official speed tests. When a file is added, its checksum goes into the signed log: so it can be shown later that it existed then and is unchanged.',
  none: 'No file yet.',
  list: 'Files that are here',
  columns: {
    name: 'File',
    dated: 'From',
    added: 'Added',
    size: 'Size',
    hash: 'Checksum (SHA-256)',
    action: 'Erase',
  },
  older: (count) => (count === 1 ? 'One older file' : `${count} older files`),
  notDated: 'not given',
  ofReport: 'of the fault report',
  entry: (entry) => `log no. ${entry}`,
  erased: (at) => `erased ${at}`,
  erase: 'Erase',
  eraseText:
    'File, name and description are erased for good. The checksum stays in the log, which also notes the erasure. The file stays in backups and in evidence that was downloaded already.',
  proof:
    'A checksum shows that a file was there in this form at the time of the entry, not from whom it is or whether what it says is true. Files go into evidence only if you tick that there.',
  add: 'Add a file',
  file: 'File',
  fileHint: 'PDF, photo (JPEG, PNG, WebP, HEIC), mail (.eml), text or CSV; at most 10 MB.',
  description: 'What is it? (optional)',
  descriptionHint: 'For example: answer of the provider, ticket 4711',
  dated: 'When is it from? (optional)',
  datedHint: 'Local time of the line',
  report: 'Belongs to the fault report',
  noReport: 'none in particular',
  reportChoice: (at, ticket) => `fault since ${at}${ticket === '' ? '' : `, ticket ${ticket}`}`,
  button: 'Add',
  done: {
    added: 'The file is here, its checksum is in the log.',
    erased: 'The file is erased. Its checksum stays in the log.',
  },
  problems: 'The file was not taken. Please choose it again; everything else is still here.',
  problem: {
    empty: 'Please choose a file that is not empty.',
    'too-large': 'The file is larger than 10 MB.',
    type: 'PDF, JPEG, PNG, WebP, HEIC, mails (.eml), text and CSV are taken. What counts is the content, not the name.',
    'too-long': 'At most 300 characters.',
    'not-a-time': 'This is no time.',
    'in-future': 'This time lies in the future.',
    report: 'There is no such fault report.',
    'line-full': '300 MB or 1000 files of this line are kept already. Erase others first.',
  },
  link: 'Files of the case (answers, photos, protocols)',
};

export const attachmentWords: Record<Language, AttachmentWords> = { de, en };
