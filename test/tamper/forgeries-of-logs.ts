import { openServerKey, type ServerKey } from '../../server/server-key.ts';
import { edited, fieldOf, type Members, relinked, sha256, textOf, withField, withManifest } from './evidence-parts.ts';
import { without } from './forgeries-by-anybody.ts';
import type { Forgery } from './forgery.ts';
import { type Genuine, makeAuthority, stamped } from './genuine.ts';
import { laneOf, rewritten, type Segment, withHeadsOf, withLane, withoutStamps } from './rewrite.ts';

const ANNOTATION = 'annotation';
/** Long before anything here was measured. */
const EXPIRED_AT_MS = Date.UTC(2026, 8, 1);

/** What an owner with both keys does to the log, the seals and the figures afterwards; manifest signed again. */
const attacks: readonly (Omit<Forgery, 'by' | 'forge'> & { attack: (genuine: Genuine) => Members })[] = [
  {
    what: 'hidden entry: that the outage was at home is left out of the events',
    attack: ({ members }) => edited(members, 'server/events.txt', withoutLast),
    found: { status: 'broken', code: 'event-hidden', where: /^server\/events\.txt/ },
    hand: null,
  },
  {
    what: 'hidden entry: out of events and log, the log chained and signed again',
    attack: (genuine) =>
      withLane(
        genuine.members,
        relinkedLane(genuine, (lane) => lane.filter(isNoAnnotation)),
      ),
    found: { status: 'broken', code: 'lane-range-differs', where: /^server\/lane\.txt/ },
    hand: '4',
  },
  {
    what: 'second journal: the enrolment of a probe is left out of the events',
    attack: ({ members }) =>
      edited(members, 'server/events.txt', (text) =>
        text
          .split(/(?=^linewitness-lane)/m)
          .filter((entry) => fieldOf(entry, 'type') !== 'enrolment')
          .join(''),
      ),
    found: { status: 'broken', code: 'probe-not-enrolled', where: /./ },
    hand: null,
  },
  {
    what: 'resealed: an old receipt is dated back, the log chained and signed again',
    attack: (genuine) => withLane(genuine.members, relinkedLane(genuine, dateBackReceipt)),
    found: { status: 'broken', code: 'head-lane-differs', where: /^heads\/.*\.txt$/ },
    hand: '4',
  },
  {
    what: 'resealed: all from the first block on made anew, the old time stamps kept',
    attack: longerOutage,
    found: { status: 'broken', code: 'stamp-broken', where: /^heads\/.*\.tsr$/ },
    hand: '3',
  },
  {
    what: 'resealed: all made anew, no time stamp shown, nobody has an earlier fingerprint',
    attack: (genuine) => withFacts(withoutStamps(longerOutage(genuine)), genuine.members),
    found: null,
    saidBy: 'period-not-stamped',
    hand: null,
  },
  {
    what: 'back-dated: an entry is said to be three hours older',
    attack: (genuine) => {
      const lane = relinkedLane(genuine, (entries) =>
        entries.map((entry) => (isNoAnnotation(entry) ? entry : withField(entry, 'at', '2026-10-01T19:30:00.000Z'))),
      );
      return stamped(withHeadsOf(withLane(genuine.members, lane), lane, genuine.server), genuine.authority);
    },
    found: { status: 'broken', code: 'entry-backdated', where: /^server\/(lane|events)\.txt entry \d+$/ },
    hand: '3',
  },
  {
    what: 'a seal is left out of those that were there',
    attack: ({ members }) => {
      const [, middle = ''] = [...members.keys()].filter((name) => /^heads\/\d+\.txt$/.test(name));
      return without(without(without(members, middle), `${middle}.sshsig`), `${middle}.test.tsr`);
    },
    found: { status: 'valid', code: 'heads-left-out', where: /^heads/ },
    hand: null,
  },
  {
    what: 'foreign stamp: that of another seal',
    attack: ({ members }) => {
      const [first = '', second = ''] = [...members.keys()].filter((name) => name.endsWith('.tsr'));
      return new Map(members).set(first, members.get(second) as Buffer);
    },
    found: { status: 'broken', code: 'stamp-broken', where: /^heads\/.*\.tsr$/ },
    hand: '3-stamps',
  },
  {
    what: 'foreign stamp: of an authority of one’s own',
    attack: ({ members }) => stamped(members, makeAuthority('Own stamps')),
    found: { status: 'valid', code: 'stamp-unknown-root', where: /^heads\/.*\.tsr$/ },
    hand: '3-stamps',
  },
  {
    what: 'expired stamp: the certificate had ended when it stamped',
    attack: ({ members, authority }) =>
      stamped(members, makeAuthority('Test stamps', { toMs: EXPIRED_AT_MS, root: authority.root })),
    found: { status: 'broken', code: 'stamp-broken', where: /^heads\/.*\.tsr$/ },
    hand: '3-stamps',
  },
  {
    what: 'another server: log, seals and all signed with another key',
    attack: otherServer,
    found: null,
    saidBy: 'server-key',
    hand: null,
  },
  {
    what: 'the same, but the reader knows the fingerprint of the server',
    attack: otherServer,
    knowsServer: true,
    found: { status: 'broken', code: 'server-key-differs', where: /./ },
    hand: null,
  },
  {
    what: 'what the owner wrote is exchanged',
    attack: ({ members }) =>
      edited(members, textWith(members, 'The cable was loose.'), () => 'The provider was to blame.'),
    found: { status: 'broken', code: 'text-differs', where: /^texts\// },
    hand: null,
  },
  {
    what: 'a demonstration passes for a measurement',
    attack: ({ members }) =>
      edited(members, 'bundle.json', (text) => text.replace('"simulated": true', '"simulated": false')),
    found: { status: 'broken', code: 'simulated-hidden', where: /^bundle\.json/ },
    hand: null,
  },
  {
    what: 'the report or a table is exchanged, all signed again',
    attack: ({ members }) => new Map(members).set('report.pdf', Buffer.from('%PDF-1.7\n% another one\n')),
    found: null,
    saidBy: 'report',
    hand: null,
  },
  {
    what: 'measurements are invented while there is no contact, by changed software of the probe',
    attack: ({ members }) => members,
    found: null,
    saidBy: 'dark-rounds',
    hand: null,
  },
  {
    what: 'somebody pulls the cable',
    attack: ({ members }) => members,
    found: null,
    saidBy: 'cable',
    hand: null,
  },
];

export const OF_LOGS: readonly Forgery[] = attacks.map(({ attack, ...said }) => ({
  ...said,
  by: 'owner',
  forge: (genuine) => withManifest(attack(genuine), sealOf(said.what, genuine)),
}));

/** Made once: the manifest is signed by it too. */
const OTHER_SERVER = openServerKey(null);

function sealOf(what: string, { server }: Genuine): ServerKey {
  return /another server|the reader knows/.test(what) ? OTHER_SERVER : server;
}

const isNoAnnotation = (entry: string): boolean => fieldOf(entry, 'type') !== ANNOTATION;

function relinkedLane({ members, server }: Genuine, edit: (lane: string[]) => string[]): string[] {
  return relinked(edit(laneOf(members)), 0, server.sign);
}

function withoutLast(text: string): string {
  return text.slice(0, text.lastIndexOf('linewitness-lane/1'));
}

/** The 50th entry, by one minute. */
function dateBackReceipt(lane: string[]): string[] {
  return lane.map((entry, index) => {
    if (index !== 50) return entry;
    const earlier = new Date(Date.parse(fieldOf(entry, 't2')) - 60_000).toISOString();
    return withField(entry, 't2', earlier);
  });
}

/** Losses in the minute before the outage, with figures as they were: the rest of the forgery is in the chains. */
function longerOutage(genuine: Genuine): Members {
  const edit = (all: Segment[]) =>
    all.map((one, index) =>
      index === 30 ? { ...one, text: one.text.replace(/("samples":\[\[\d+,\d+),-?\d+/, '$1,4321') } : one,
    );
  return rewritten(genuine.members, genuine, { segments: edit });
}

function otherServer({ members, probe }: Genuine): Members {
  const renamed = new Map(members);
  for (const name of [...members.keys()].filter((one) => /^heads\/\d+\.txt$/.test(one)))
    renamed.set(name, Buffer.from(withField(textOf(members, name), 'server', OTHER_SERVER.fingerprint)));
  const signed = withoutStamps(rewritten(renamed, { probe, server: OTHER_SERVER }, {}));
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(OTHER_SERVER.publicKey, 'base64'),
  ]);
  const ssh = Buffer.concat([sshString('ssh-ed25519'), sshString(Buffer.from(OTHER_SERVER.publicKey, 'base64'))]);
  const keyed = edited(signed, 'bundle.json', (text) =>
    text.replace(/("serverPublicKey": ")[^"]*/, `$1${OTHER_SERVER.publicKey}`),
  ).set(
    'keys/server.pem',
    Buffer.from(`-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`),
  );
  const signers = edited(keyed, 'keys/allowed_signers', (text) =>
    text.replace(/ssh-ed25519 \S+/, `ssh-ed25519 ${ssh.toString('base64')}`),
  );
  return withFacts(signers, members);
}

function sshString(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** What names the seals made to fit: a forger does not forget it. */
function withFacts(members: Members, before: Members): Members {
  const facts = [before, members].map((all) => {
    const heads = [...all.keys()].filter((name) => /^heads\/\d+\.txt$/.test(name));
    const head = textOf(all, heads.at(-1) ?? '');
    const hash = sha256(head);
    const publicKey = /"serverPublicKey": "([^"]*)/.exec(textOf(all, 'bundle.json'))?.[1] ?? '';
    return [
      publicKey,
      fieldOf(head, 'server'),
      hash,
      sha256(laneOf(all).at(-1) ?? ''),
      (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' '),
    ];
  });
  const [old = [], now = []] = facts;
  const changed = new Map(members);
  for (const name of ['README.txt', 'derived/evidence.json']) {
    const text = old.reduce((facts, fact, index) => facts.replaceAll(fact, now[index] ?? ''), textOf(members, name));
    changed.set(name, Buffer.from(text, 'latin1'));
  }
  return changed;
}

export function textWith(members: Members, words: string): string {
  const found = [...members.keys()].find((name) => name.startsWith('texts/') && textOf(members, name).includes(words));
  if (!found) throw new Error(`bug: no text says "${words}"`);
  return found;
}
