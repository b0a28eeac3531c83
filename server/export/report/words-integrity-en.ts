import type { IntegrityWords } from './words.ts';

/** The chapter on integrity in English. */
export const integrityEn: IntegrityWords = {
  text: [
    'The probe and the server each have a key of their own (Ed25519). The fingerprints here can be compared with those that were sent earlier: every fault report and every record carries the fingerprint of the signed state of the log that was newest then.',
    'A signed state is a list, signed by the server, of where the log ended at that moment. Independent time-stamp services confirm it (RFC 3161). What stood in the log before a confirmed state cannot be changed afterwards without notice, not by the owner either.',
  ],
  rows: {
    server: 'Key of the server',
    probe: (number) => (number === 0 ? 'Key of the probe' : `Key of probe ${number}`),
    enrolled: (at) => `enrolled on ${at}`,
    retired: (at) => `retired on ${at}`,
    segment: 'Last sheet of the probe',
    segmentText: (number, sha256) => `no. ${number}, SHA-256 ${sha256}`,
    lane: 'End of the signed log',
    laneText: (entry, sha256) => `entry ${entry}, SHA-256 ${sha256}`,
    head: 'Newest signed state',
    headText: (counter, at) => `no. ${counter} of ${at}`,
    short: 'Its short fingerprint',
  },
  heads: 'Signed states and their time stamps',
  headsText: (count, stamped, shown) =>
    `Signed states since the begin of the period: ${count}; with a time stamp: ${stamped}; printed here: ${shown} (the first after the begin and after the end of the longest outages, and the newest). All are in the file heads.csv in this PDF.`,
  columns: { counter: 'No.', at: 'Server’s clock', hash: 'SHA-256', stamps: 'Time stamps' },
  noStamp: 'none',
  stamp: (authority, at) => `${authority}: ${at}`,
  noHeads:
    'There is no signed state of this period. That the log was not written anew then rests on the signatures of probe and server alone.',
  steps: 'Checking by hand in six steps',
  stepsText:
    'This PDF holds the derived figures and the list; the signed raw data are in the bundle “evidence.zip” of the same period, which the owner can hand out. README.txt in it leads through the same steps, with commands to copy. Only programs that are found everywhere are needed, none of them ours. Names in capitals are to be filled in.',
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
      text: 'Check the signed states, and compare their short fingerprints (the first 16 digits) with those in earlier letters.',
      command:
        'ssh-keygen -Y verify -f keys/allowed_signers -I server -n linewitness-heads -s heads/NO.txt.sshsig < heads/NO.txt\nsha256sum heads/NO.txt',
    },
    {
      text: 'Check the time stamps of third parties over the signed states.',
      command: 'openssl ts -verify -data heads/NO.txt -in heads/NO.txt.SERVICE.tsr -CAfile keys/tsa-roots.pem',
    },
    {
      text: 'Check that the log of the server ends where the signed state says: it holds the checksum of the last entry.',
      command: 'sha256sum last-entry.txt',
    },
    {
      text: 'Check the signature of the probe under a sheet; the checksum of the sheet stands in the confirmation of the server.',
      command: 'openssl pkeyutl -verify -pubin -inkey keys/probe-NAME.pem -rawin -in sheet.txt -sigfile sheet.sig',
    },
  ],
  atOnce:
    'All at once, and every figure of this report computed again from the raw data: open verify.html of the bundle in a browser (offline, the file does not leave the computer) or run “node verify.mjs .” in the unpacked bundle. These programs are ours; who does not trust them checks by hand.',
  outside:
    'What of this lies beyond our reach: time stamps of third parties, the fingerprint in letters that the provider already has, and the provider’s own records.',
};
