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

/** What one target came to while all were tried, in one sentence; `triedS` is how long that was. */
export function describeTarget(target: Target, samples: readonly Sample[], triedS: number): string {
  const best = samples.find(isAnswer) ?? samples.at(-1);
  const name = nameOf(target);
  if (best === undefined) return notAsked(target, name, triedS);
  switch (target.role) {
    case 'control':
      return `${name}: ${target.kind === 'ping' ? silenceWords(best) : nameWords(best)}.`;
    case 'sip':
      return `${name}: ${sipWords(best)}.`;
    case 'clock':
      return `${name}: ${clockWords(best)}.`;
    default:
      return `${name}: ${WORDS[best.outcome]}${latencyOf(best)}.`;
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
  return `${name}: not asked in these ${triedS} s; it is asked every ${spacingMs / 1000} s.`;
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
