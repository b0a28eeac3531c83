import { HEADS_NAMESPACE, laneNameText, MANIFEST_NAMESPACE } from '../../../rules/journal/heads.ts';
import type { Restore } from '../restores.ts';

/** What the README tells of its bundle; all from signed data, so the same bundle has the same README. */
export type ReadmeFacts = {
  lineName: string;
  lineId: string;
  provider: string;
  zone: string;
  isSimulated: boolean;
  fromAtMs: number;
  toAtMs: number;
  asOfAtMs: number;
  serverFingerprint: string;
  closing: { counter: number; sha256: string; short: string; entries: number; lastSha256: string };
  laneSalt: string;
  restores: Restore[];
  /** The one that step 5 cuts out; null: there is no segment in here. */
  segment: { member: string; probe: string; number: number; bears: 'outage' | 'begin' } | null;
  /** `unknown`: of authorities that nobody here vouches for. */
  stamps: 'trusted' | 'unknown' | 'none';
  /** The last seal up to the closing one that is stamped by somebody whose root others know; null: none is. */
  lastStamped: number | null;
  hasReport: boolean;
  hasVerifier: boolean;
};

/** One step by hand: what is typed, in the unpacked folder. The words around it are those of the languages. */
export type Step = 'files' | 'keys' | 'heads' | 'stamps' | 'lane' | 'segment';

/** Commands of GNU coreutils, awk, OpenSSL 3 and OpenSSH; each ends with a failure when the check fails. */
export function commandsOf(facts: ReadmeFacts): Record<Step, string[]> {
  return {
    files: [
      'sha256sum -c --quiet MANIFEST.sha256',
      sshVerify(MANIFEST_NAMESPACE, 'MANIFEST.sha256', 'MANIFEST.sha256'),
      'test "$(find . -type f | wc -l)" -eq "$(($(wc -l < MANIFEST.sha256) + 2))"',
    ],
    keys: [
      `test "$(${keyHash('keys/server.pem')})" = ${facts.serverFingerprint}`,
      `for k in keys/probe-*.pem; do test "keys/probe-$(${keyHash('$k')}).pem" = "$k"; done`,
    ],
    heads: [
      `for h in heads/*.txt; do ${sshVerify(HEADS_NAMESPACE, '$h', '$h')}; done`,
      `sha256sum ${closingFile(facts)} | grep ${facts.closing.sha256}`,
    ],
    stamps:
      facts.stamps === 'trusted'
        ? [
            // biome-ignore lint/suspicious/noTemplateCurlyInString: of the shell
            'for s in heads/*.tsr; do openssl ts -verify -data "${s%.*.tsr}" -in "$s" -CAfile keys/tsa-roots.pem; done',
            'for s in heads/*.tsr; do echo "$s"; openssl ts -reply -in "$s" -text | grep "Time stamp"; done',
          ]
        : [],
    lane: [
      `name=$(printf '${laneNameText(facts.laneSalt, facts.lineId, facts.closing.counter).replaceAll('\n', '\\n')}' | sha256sum | cut -c 1-32)`,
      `grep "^$name ${facts.closing.entries} ${facts.closing.lastSha256} " ${closingFile(facts)}`,
      't=$(mktemp -d)',
      `awk '/^linewitness-lane\\/1$/ { e = "" } { e = e $0 "\\n" } END { printf "%s", e }' server/lane.txt > $t/entry`,
      `sha256sum < $t/entry | grep ${facts.closing.lastSha256}`,
      ...signature('entry', 'keys/server.pem'),
    ],
    segment: facts.segment === null ? [] : segmentCommands(facts.segment),
  };
}

function segmentCommands({ member, probe, number }: NonNullable<ReadmeFacts['segment']>): string[] {
  const cut =
    '/^linewitness-segment\\/1$/ { if (hit) exit; s = ""; mine = 0 } { s = s $0 "\\n" } ' +
    '$0 == "probe: " p { mine = 1 } mine && $0 == "number: " n { hit = 1 } END { if (hit) printf "%s", s }';
  return [
    `awk -v p=${probe} -v n=${number} '${cut}' ${member} > $t/segment`,
    ...signature('segment', `keys/probe-${probe}.pem`),
    `grep -A 6 "^number: ${number}$" server/lane.txt | grep "^sha256: $(sha256sum < $t/segment | cut -c 1-64)$"`,
    'm=$(grep "^methodSha256: " $t/segment | cut -c 15-)',
    'sha256sum < method/$m.json | grep "^$m "',
    'cat $t/segment',
  ];
}

/** `$t`: a folder of its own, so that nothing is added to the bundle. Cuts a text into what is signed and its signature, as rules/journal/signed-text.ts says. */
function signature(file: string, key: string): string[] {
  return [
    `sed '$d' $t/${file} > $t/signed`,
    `tail -n 1 $t/${file} | cut -d ' ' -f 2 | base64 -d > $t/signature`,
    `openssl pkeyutl -verify -pubin -inkey ${key} -rawin -in $t/signed -sigfile $t/signature`,
  ];
}

function sshVerify(namespace: string, signed: string, file: string): string {
  return `ssh-keygen -Y verify -f keys/allowed_signers -I server -n ${namespace} -s ${quoted(`${file}.sshsig`)} < ${quoted(signed)}`;
}

/** Only what holds a variable needs it. */
function quoted(file: string): string {
  return file.includes('$') ? `"${file}"` : file;
}

function keyHash(file: string): string {
  return `openssl pkey -pubin -in ${quoted(file)} -outform DER | tail -c 32 | sha256sum | cut -c 1-32`;
}

function closingFile({ closing }: ReadmeFacts): string {
  return `heads/${String(closing.counter).padStart(8, '0')}.txt`;
}
