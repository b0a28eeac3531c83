import { STATEMENT } from '../../../rules/wire/evidence-format.ts';
import { formatLocal } from '../../../web/pages/local-time.ts';
import type { ReadmeWords } from './readme.ts';
import type { ReadmeFacts } from './readme-commands.ts';

const STAMPS: Record<ReadmeFacts['stamps'], string> = {
  trusted:
    'Time stamp authorities of others (RFC 3161) have stamped seals. Each must be "OK" that is of an authority whose root is in keys/tsa-roots.pem; the second line shows the times. The roots in there are those of common browsers, where it does not say that the owner of the server named them: compare their SHA-256 with a source of your own. A stamp of any other root proves nothing by itself. Once the certificate of an authority has expired, add -no_check_time.',
  unknown:
    'There are time stamps of outsiders (heads/*.tsr), but none of an authority that browsers trust. Who knows the root of that authority checks with: openssl ts -verify -data SEAL -in STAMP -CAfile ROOT.',
  none: 'No outsider has stamped these seals yet. So it is the server alone that says when they were made.',
};

function closingText({ closing, lastStamped }: ReadmeFacts): string {
  if (lastStamped === closing.counter) return `Seal no. ${closing.counter}, which closes this bundle, is stamped.`;
  const reach = lastStamped === null ? '' : ` Stamps of those reach up to seal no. ${lastStamped}.`;
  return `Seal no. ${closing.counter}, which closes this bundle, had no stamp of a generally known service when the bundle was made.${reach} Each seal holds the hash of the one before: when a later one is stamped, that covers this one too, and a bundle that is made after that holds it.`;
}

export const README_EN: ReadmeWords = {
  title: 'Record of an internet line',
  simulated: 'DEMONSTRATION: nothing in here was measured. All of it is invented.',
  about: ({ lineName, provider, fromAtMs, toAtMs, zone, asOfAtMs }) => [
    `Line: ${lineName}. Provider: ${provider}. Time: ${formatLocal(fromAtMs, zone, 'en')} to ${formatLocal(toAtMs, zone, 'en')}. Measured up to ${formatLocal(asOfAtMs, zone, 'en')}. These times are those of ${zone}; in the files times are in UTC.`,
    'A small device at the line (the probe) sends small questions to several places in the internet in a fixed rhythm, and writes down what comes back. What it wrote down is in here, as it was signed at that time, with everything that is needed to check it without our software.',
  ],
  statement: STATEMENT.en,
  quick: ({ hasReport, hasVerifier }) => [
    ...(hasReport ? ['To read: open report.pdf.'] : []),
    ...(hasVerifier
      ? [
          'To check everything at once, without installing anything: open verify.html in a browser and give it the ZIP file. It works offline, and the file does not leave the computer. With Node.js 20 or later: node verify.mjs . (in this folder; node verify.mjs --help says more). Both compute every outage and every figure again from the signed measurements.',
          'These two programs come from the same hands as the rest. Whoever does not want to rely on that takes them from the published source code, or checks by hand:',
        ]
      : []),
  ],
  handTitle: 'Checking by hand, in six steps',
  hand: [
    'Needed: a Linux, macOS or WSL shell with sha256sum, awk, OpenSSL 3 and OpenSSH 8.2 or later. Unpack the ZIP file, open a terminal in the folder and type what stands after each $. In each step a check that fails says so and ends with an error.',
  ],
  steps: {
    files: {
      title: 'Is every file as it was when the bundle was made?',
      words: () => [
        'The first command says nothing when all is well. The second must say "Good". The third says nothing when no file was added.',
      ],
    },
    keys: {
      title: 'Whose keys are these?',
      words: ({ serverFingerprint }) => [
        `The key of the server has the fingerprint ${serverFingerprint}. That this is the server of the line nobody can see from the bundle alone: compare it with the fingerprint on its page and in earlier reports. The name of a probe is the hash of its key; which probes were admitted when is in server/events.txt (type: enrolment), signed by the server.`,
      ],
    },
    heads: {
      title: 'Which seal holds, and since when has the log been fixed?',
      words: ({ closing, restores }) => [
        `At least once an hour the server sets a seal (in heads/): a list, signed by it, of where the logs of all lines ended at that time. Seal no. ${closing.counter} closes this bundle. Its checksum (SHA-256) is ${closing.sha256}, its short sign ${closing.short}. The checksum of the newest seal stands in each fault report and each report: where a whole checksum was sent to the provider earlier, it proves that everything that the log held by then existed at that time. The short sign alone does not prove that, it only helps to find it.`,
        ...restores.map(
          ({ backupAt, at }) =>
            `At ${at} (UTC) the server was restored from its backup of ${backupAt}. What it had written in between is lost, but others may have some of it: a seal from that time belongs to a log that is gone, and the entries of that log have numbers that were given out again. The log says so itself (type: restored), and since then seals have numbers that no earlier one had. A bundle from that time can still be checked by itself; what was measured in it the probe delivered again, as far as it still had it, with new receipts. Whether it was lost by accident cannot be seen from here.`,
        ),
      ],
    },
    stamps: {
      title: '',
      words: (facts) => [STAMPS[facts.stamps], closingText(facts)],
    },
    lane: {
      title: 'Does the log of the server end where the seal says?',
      words: () => [
        'The seal names the log of this line by a word that only this bundle explains. It tells the number of entries and the hash of the last one. Each entry names the hash of the one before it (previousSha256): from the last one every entry before can be checked in this way, and none can have been changed, added or left out without showing there. The last command must say "Signature Verified Successfully".',
      ],
    },
    segment: {
      title: 'Is a measurement what the device signed, and when did it arrive?',
      words: ({ segment }) =>
        segment === null
          ? ['There is no measurement in here.']
          : [
              segment.bears === 'outage'
                ? `As an example sheet ${segment.number}, in which the first loss of the first outage of this time stands; any other is checked in the same way.`
                : `As an example sheet ${segment.number}, the first one in here; any other is checked in the same way.`,
              'The signature is by the key of the probe. Its hash stands in the receipt that the server signed when the sheet arrived (t2 in server/lane.txt). "challenge" is the first half of the hash of an earlier receipt: nobody could know it before that receipt was made, so the sheet was not made before; during an outage that is the last receipt before it. "previousSha256" chains it to the sheet before.',
            ],
    },
  },
  figures: {
    title: 'Do the figures follow from the measurements?',
    words: ({ hasVerifier }) => [
      'derived/evidence.json names, for each bound of each outage, the sheet ("segment") and the number of the cycle ("sequence") in which the sample stands ("bounds"). In that cycle "samples" lists [target, sent, answered]: target as in the method file (counted from 0), sent in ms after tickMs, answered in microseconds; a negative third number means that no answer came. Nothing but losses stands between the first and the last lost sample of a run of losses.',
      hasVerifier
        ? 'All sums follow from that by the rules in derived/evidence.json ("accounting"). To add them up by hand takes long: verify.mjs and verify.html do it, and name every difference.'
        : 'All sums follow from that by the rules in derived/evidence.json ("accounting").',
    ],
  },
  notProvenTitle: 'What this does not prove',
  notProven: [
    'That nobody pulled a cable. Signatures prove when data existed and that they were not changed; not what the probe was plugged into.',
    'Where the probe stood, and that it hung on this line.',
    'Why the line failed, who is liable for it, and whether other lines were affected.',
    'That probe and server are independent of the customer. They may belong to him; then what speaks for the record are only the time stamps of outsiders, and checksums of seals that were sent to others in time.',
    'That no second probe saw something else. Those that were admitted stand in server/events.txt; one that never was leaves no trace.',
    'What happened while the line was down, second by second: the device had no connection then, and its record arrived afterwards. The server notes silence while it lasts, and the challenges bound the time in which the record was made; within these bounds there is only what the probe says.',
    'What was not measured. It counts as "not observed", never as an outage and never as "up".',
    'Speed. For that the measuring tool of the regulator is what counts.',
    'Anything by itself in court. It is a documented measurement, to be weighed freely.',
  ],
  membersTitle: 'What is in here',
  members: [
    ['MANIFEST.sha256', 'hashes of all files; signed by the server (.sshsig)'],
    ['bundle.json', 'what is in here, for programs'],
    ['keys/', 'public keys of server and probes, roots of time stamps'],
    ['method/', 'how was measured: targets, intervals, limits; the hash stands in each sheet'],
    ['probe/', 'the signed measurements, one file a day on which they arrived, with two days before'],
    ['server/lane.txt', 'the log of the server: receipts, silence, own failures; without a gap'],
    ['server/events.txt', 'what the owner did and said, from the first day to the newest seal'],
    ['heads/', 'the seals: where the logs ended when, signed; .tsr: time stamps'],
    ['values.txt', 'words behind hashes in the measurements; only if the owner shows them'],
    ['texts/', 'what the owner wrote: remarks, fault reports, statements; only if he shows them'],
    ['attachments/', 'files of the case; only if the owner shows them'],
    ['derived/', 'outages, days and sums, as JSON and as tables; follows from the above'],
    ['report.pdf', 'the report for people'],
    ['verify.html, verify.mjs', 'programs that check all of it'],
  ],
};
