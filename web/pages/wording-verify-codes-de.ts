import type { BundleCode, CodeValues } from '../../rules/journal/bundle/codes.ts';

/** What the verifier can find, in German; the same sentences as in rules/journal/bundle/codes-*.ts, without their subject. */
export const CODES_DE: { [C in BundleCode]: (values: CodeValues<C>) => string } = {
  'zip-unreadable': ({ why }) => `lässt sich nicht als ZIP-Datei lesen: ${why}`,
  'member-changed': ({ expected, found }) =>
    `ist nicht das, was das Inhaltsverzeichnis nennt: SHA-256 ${found} statt ${expected}`,
  'figure-differs': ({ figure, said, computed }) =>
    `gibt für ${figure} ${said} an, aus den Messwerten folgt ${computed}`,
  'segment-not-signed': () => 'ist nicht von dieser Messstelle unterschrieben',
};
