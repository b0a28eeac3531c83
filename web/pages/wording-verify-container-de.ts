import type { CodeValues } from '../../rules/journal/bundle/codes.ts';
import type { CONTAINER_CODES } from '../../rules/journal/bundle/codes-container.ts';

/** Findings on the ZIP file, its members and the manifest. */
export const CONTAINER_DE: { [C in keyof typeof CONTAINER_CODES]: (values: CodeValues<C>) => string } = {
  'zip-unreadable': ({ why }) => `lässt sich nicht als ZIP-Datei lesen: ${why}`,
  'zip-header-differs': ({ field }) =>
    `nennt für „${field}“ vor den Daten etwas anderes als im Verzeichnis der ZIP-Datei`,
  'zip-overlap': () => 'überschneidet sich in der ZIP-Datei mit der Datei davor',
  'zip-hidden-bytes': ({ fromByte, bytes }) =>
    `enthält ab Byte ${fromByte} ${bytes} Bytes, die zu keiner Datei gehören`,
  'zip-field-unusual': ({ field, value, usual }) =>
    `hat im Verzeichnis der ZIP-Datei ${value} als „${field}“, wo Nachweise ${usual} haben; für den Inhalt ist das ohne Bedeutung`,
  'zip-extra-field': ({ id }) =>
    `hat in der ZIP-Datei ein Zusatzfeld ${id}, das Nachweise nicht haben; es wird nicht gelesen`,
  'zip-comment': ({ bytes }) =>
    `hat in der ZIP-Datei einen Kommentar von ${bytes} Bytes, den niemand unterschrieben hat`,
  'zip-bomb': ({ packed, unpacked }) =>
    `soll sich von ${packed} auf ${unpacked} Bytes entpacken, was kein Nachweis tut; wurde nicht gelesen`,
  'member-name': () => 'hat einen Namen, den Dateien in Nachweisen nicht haben; wurde nicht gelesen',
  'member-twice': () => 'kommt mehr als einmal vor (Groß- und Kleinschreibung zählt nicht)',
  'member-encrypted': () => 'ist verschlüsselt; wurde nicht gelesen',
  'member-method': ({ method }) =>
    `ist mit Verfahren ${method} gepackt, das Nachweise nicht benutzen; wurde nicht gelesen`,
  'member-missing': () => 'fehlt im Nachweis',
  'member-unreadable': ({ why }) => `lässt sich nicht lesen: ${why}`,
  'member-too-large': ({ bytes, most }) => `hat ${bytes} Bytes, mehr als die ${most}, die erlaubt sind`,
  'member-changed': ({ expected, found }) =>
    `ist nicht das, was das Inhaltsverzeichnis nennt: SHA-256 ${found} statt ${expected}`,
  'member-crc': () => 'hat nicht die CRC-32, die in der ZIP-Datei steht',
  'member-not-in-manifest': () => 'steht nicht im Inhaltsverzeichnis: Niemand hat diese Datei unterschrieben',
  'file-not-in-manifest': () =>
    'liegt im Ordner, gehört aber nicht zum Nachweis: Niemand hat diese Datei unterschrieben, sie wurde nicht gelesen',
  'manifest-line': () => 'ist nicht „SHA256  NAME“, oder nennt eine Datei zweimal',
  'manifest-not-signed': ({ why }) => `ist nicht vom Server unterschrieben; zur Unterschrift: ${why}`,
  'index-unreadable': ({ why }) => `ist keine Beschreibung eines Nachweises: ${why}`,
  'evidence-unreadable': ({ why }) => `ist nicht, was das Schema sagt: ${why}`,
  'figures-not-computed': ({ why }) => `lässt sich aus diesen Messungen nicht nachrechnen: ${why}`,
  'not-checked-to-the-end': ({ why }) => `konnte nicht zu Ende geprüft werden: ${why}`,
  'too-many-members': ({ count, most }) => `hat ${count} Dateien, mehr als die ${most}, die erlaubt sind`,
};
