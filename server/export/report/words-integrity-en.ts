import type { IntegrityWords } from './words.ts';

/** The chapter on integrity in English. */
export const integrityEn: IntegrityWords = {
  text: [
    'The probe and the server each have a key of their own (Ed25519); a fingerprint tells which. A seal is a list, signed by the server, of where the logs of all lines ended at that time. It has a number, a checksum (SHA-256) and, as its short sign, the first 16 digits of that. For comparing, the whole checksum counts: it stands in every export and in every fault report that was drafted here.',
    'Services of others can stamp a seal with their own clock (RFC 3161). What stood in the log before it was stamped in this way, or sent to somebody else, cannot be changed afterwards without notice, not by the owner either. A seal counts as stamped here only if the stamp was checked and its certificate leads to a root that is generally known (the roots of Mozilla as they come with Node.js). A stamp with another root proves nothing by itself: anybody can set up such a service.',
  ],
  rows: {
    server: 'Key of the server (fingerprint)',
    probe: (number) => (number === 0 ? 'Key of the probe (fingerprint)' : `Key of probe ${number} (fingerprint)`),
    enrolled: (at) => `enrolled on ${at}`,
    retired: (at) => `retired on ${at}`,
    segment: 'Last sheet of the probe',
    segmentText: (number, sha256) => `no. ${number}, SHA-256 ${sha256}`,
    lane: 'End of the signed log',
    laneText: (entry, sha256) => `entry ${entry}, SHA-256 ${sha256}`,
    restored: 'Restored from a backup',
    restoredText: (at, backupAt) =>
      `on ${at}, from the backup of ${backupAt}. What the server had written in between is lost. Whoever holds a seal from that time holds one of a log that is gone; its entries have numbers that were given out again, seals have new ones.`,
    head: 'Newest seal',
    headText: (counter, at) => `no. ${counter} of ${at}`,
    short: 'Its short sign',
  },
  heads: 'Seals and their time stamps',
  headsText: ({ all, stamped, others, shown }) =>
    `Seals since the begin of the period: ${all}; with the time stamp of a service whose root is known: ${stamped}${others === null ? '' : `; with other time stamps only: ${others}`}; printed here: ${shown} (of the longest outages the first after begin and after end, the last stamped one and the newest). The stamps of those printed were checked when this was made, the others when they came. All are in the file heads.csv in this PDF.`,
  closing: ({ counter, at }, stamped) => {
    if (stamped === 'newest')
      return `The newest seal, no. ${counter} of ${at}, is stamped: what the log held by then is covered by a time stamp of others.`;
    const later =
      'Each seal holds the checksum of the one before: when a later one is stamped, its stamp covers this one too, and a record that is made after that holds it.';
    return stamped === 'none'
      ? `No seal since the begin of the period had such a time stamp when this was made; it is the server alone that says when they were made. ${later}`
      : `The newest seal, no. ${counter} of ${at}, was not stamped when this was made. A time stamp of others covers what the log held up to seal no. ${stamped.counter} of ${stamped.at}; what came after that none covers yet. ${later}`;
  },
  columns: { counter: 'No.', at: 'Server’s clock', hash: 'SHA-256', stamps: 'Time stamps' },
  noStamp: 'none',
  stamp: (authority, at) => `${authority}: ${at}`,
  worth: {
    public: '',
    owner: ' (root named by the owner: proves nothing by itself)',
    unknown: ' (root not known here: proves nothing by itself)',
    broken: ' (not valid)',
  },
  noHeads:
    'There is no seal of this period. That the log was not written anew then rests on the signatures of probe and server alone.',
  steps: 'Checking by hand in six steps',
  stepsText:
    'This PDF holds the derived figures; the signed raw data are in the bundle “evidence.zip” of the same period, which the owner can hand out. README.txt in it leads through the same six steps, with complete commands to copy; here is what they come to. Only programs that anybody can get are needed (OpenSSL, OpenSSH), none of them ours. What stands in capitals is to be filled in.',
  step: [
    {
      text: 'Compare each file with the list, and check the signature of the server under it.',
      command:
        'sha256sum -c MANIFEST.sha256\nssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-manifest -s MANIFEST.sha256.sshsig < MANIFEST.sha256',
    },
    {
      text: 'Compare the keys with the fingerprints above (the first 32 digits).',
      command: 'openssl pkey -pubin -in keys/server.pem -outform DER | tail -c 32 | sha256sum',
    },
    {
      text: 'Check the seals and their time stamps, and compare the whole checksums with those in earlier letters.',
      command:
        'ssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-heads -s heads/NO.txt.sshsig < heads/NO.txt\nsha256sum heads/NO.txt\nopenssl ts -verify -data heads/NO.txt -in heads/NO.txt.SERVICE.tsr -CAfile keys/tsa-roots.pem',
    },
    {
      text: 'Check that the log of the server ends where the seal says: it holds the checksum of the last entry.',
      command: 'sha256sum LAST-ENTRY',
    },
    {
      text: 'Check the signature of the probe under a sheet; the checksum of the sheet stands in the confirmation of the server.',
      command: 'openssl pkeyutl -verify -pubin -inkey keys/probe-NAME.pem -rawin -in SHEET -sigfile SIGNATURE',
    },
    {
      text: 'Read the bounds of an outage in the sheet: sheet and cycle of each bound are named with the outages.',
      command: 'grep \'"sequence":CYCLE,\' SHEET',
    },
  ],
  atOnce:
    'All at once, and every figure of this report computed again from the raw data: open verify.html of the bundle in a browser (offline, the file does not leave the computer) or run “node verify.mjs .” in the unpacked bundle. These programs are ours; who does not trust them checks by hand.',
  outside:
    'Beyond the reach of whoever owns probe and server are only: time stamps of third parties, the checksum in letters that the provider already has, and the provider’s own records.',
};
