import type { Target } from '../rules/method.ts';
import { classOfOutcome, type Sample } from '../rules/sample.ts';

const WORDS: Record<Sample['outcome'], string> = {
  reply: 'answered',
  late: 'answered late',
  timeout: 'did not answer',
  'unreachable-from': 'somebody on the way says that it can’t be reached',
  'no-route': 'this machine has no way to it',
  'not-permitted': 'this user may not ask it (for ping: run as a user who may, or use fping)',
  'tool-error': 'the tool that asks failed',
};

/** `triedS`: how long all were tried; `texts`: what stands behind the hashes in samples. */
export type Trial = { triedS: number; texts: ReadonlyMap<string, string> };

/** What one target came to while all were tried: a sentence, and lines below it where there is more to show. */
export function describeTarget(target: Target, samples: readonly Sample[], { triedS, texts }: Trial): string[] {
  if (target.role === 'snapshot') return describeSnapshot(samples.at(-1), texts);
  const best = samples.find(isAnswer) ?? samples.at(-1);
  const name = nameOf(target);
  return [best === undefined ? notAsked(target, name, triedS) : `${name}: ${wordsOf(target, best)}.`];
}

function wordsOf({ role, kind }: Target, sample: Sample): string {
  switch (role) {
    case 'control':
      return kind === 'ping' ? silenceWords(sample) : nameWords(sample);
    case 'sip':
      return sipWords(sample);
    case 'clock':
      return clockWords(sample);
    default:
      return `${WORDS[sample.outcome]}${latencyOf(sample)}${detailsOf(sample)}`;
  }
}

function isAnswer({ outcome }: Sample): boolean {
  return classOfOutcome(outcome) === 'answered';
}

function nameOf({ role, kind, address, backEnd, family }: Target): string {
  switch (role) {
    case 'first-hop':
      return `The provider’s first router by IPv${family}, ${address} (${kind === 'hop' ? 'by packets that end there' : backEnd})`;
    case 'isp-host':
      return `The provider’s own host ${address} (${backEnd})`;
    case 'control':
      return kind === 'ping'
        ? `${address}, an address that nobody has`
        : `A made-up name, asked of the DNS server ${address}`;
    case 'sip':
      return `The telephony server ${address}`;
    case 'clock':
      return `The clock of the home router ${address}`;
    default:
      return `${kind} ${address} (${role}, ${backEnd})`;
  }
}

function notAsked({ role, spacingMs }: Target, name: string, triedS: number): string {
  if (role === 'clock') return `${name}: does not tell the time; asked again each hour, nothing else needs it.`;
  return `${name}: no outcome in these ${triedS} s; it is asked every ${spacingMs / 1000} s.`;
}

function silenceWords(sample: Sample): string {
  if (isAnswer(sample)) return 'answers! Something here answers everything, so pings prove nothing';
  return classOfOutcome(sample.outcome) === 'lost' ? 'silent, as it must be' : WORDS[sample.outcome];
}

function nameWords(sample: Sample): string {
  if (!isAnswer(sample)) return WORDS[sample.outcome];
  switch (sample.facts['answer']) {
    case 'ok':
      return 'it says honestly that there is no such name';
    case 'wrong':
      return 'it gives an address for it! What it says is not believed';
    default:
      return `it answers “${sample.facts['answer']}”`;
  }
}

function sipWords(sample: Sample): string {
  const { statusCode } = sample.readings;
  if (isAnswer(sample)) return `is there (it said ${statusCode})${latencyOf(sample)}`;
  return sample.facts['error'] === 'name' ? 'its name was not found (sipRegistrar)' : WORDS[sample.outcome];
}

function clockWords(sample: Sample): string {
  const { offsetMs = 0, errorMs, stratum } = sample.readings;
  if (isAnswer(sample)) {
    return `${Math.abs(offsetMs)} ms ${offsetMs < 0 ? 'behind' : 'ahead'} (± ${errorMs} ms, stratum ${stratum})`;
  }
  return sample.facts['answer'] === 'unsynchronised' ? 'is not set' : 'does not tell the time; nothing else needs it';
}

function latencyOf({ latencyUs }: Sample): string {
  return latencyUs === null ? '' : ` in ${(latencyUs / 1000).toFixed(1)} ms`;
}

/** What was looked for on the way out and is not watched, a sentence each. */
export function describeMissing(targets: readonly Target[]): string[] {
  const families = ([4, 6] as const).filter((family) =>
    targets.some((target) => target.role === 'far' && target.family === family),
  );
  const has = (role: Target['role'], family: 4 | 6) =>
    targets.some((target) => target.role === role && target.family === family);
  return [
    ...families
      .filter((family) => !has('first-hop', family))
      .map(
        (family) =>
          `The provider’s first router by IPv${family}: not found (nobody on the way names itself, or neither ping nor fping works here).`,
      ),
    ...(families.some((family) => has('isp-host', family))
      ? []
      : [
          'The provider’s own host: none is known, so a fault in its core can’t be told from one farther out; “resolvers” may name its DNS server.',
        ]),
    ...(targets.some(({ role }) => role === 'sip')
      ? []
      : ['Telephony: not asked; “sipRegistrar” would name its server.']),
  ];
}

/** What a sample says beside its outcome: `; dslSync up, sessionUptimeS 1234`. */
function detailsOf({ facts, readings }: Sample): string {
  const said = Object.entries({ ...facts, ...readings }).filter(([, value]) => !String(value).startsWith('hash:'));
  return said.length === 0 ? '' : `; ${said.map(([key, value]) => `${key} ${value}`).join(', ')}`;
}

/** The texts are shown as they are: this is the machine that they stay on, or leave beside the segments. */
function describeSnapshot(sample: Sample | undefined, texts: ReadonlyMap<string, string>): string[] {
  if (!sample) return ['Snapshot at the begin of an outage: not done in time.'];
  const parts = Object.entries(sample.facts).flatMap(([fact, hash]) => {
    const text = texts.get(hash);
    if (text === undefined) return [];
    return [
      `  ${fact}:${text === '' ? ' nothing' : ''}`,
      ...text
        .split('\n')
        .filter(Boolean)
        .map((line) => `    ${line}`),
    ];
  });
  return [`Snapshot, as at the begin of an outage (${WORDS[sample.outcome]})${detailsOf(sample)}:`, ...parts];
}
