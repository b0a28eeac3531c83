import { formatMailToken } from '../../rules/mail/vocabulary.ts';
import { formatMethod, type MailRoute, type Method } from '../../rules/method.ts';
import type { Round } from '../../rules/round.ts';
import type { Sample } from '../../rules/sample.ts';
import type { Upload } from '../../rules/wire/upload.ts';
import { FAKE_METHOD, type FakeProbe, sha256 } from './fake-probe.ts';

export const FAKE_ROUTE: MailRoute = {
  name: 'in',
  from: 'outside',
  to: 'gmx',
  provider: 'to',
  spacingMs: 900_000,
  promptMs: 120_000,
  lateMs: 900_000,
  stuckMs: 21_600_000,
  lostMs: 7 * 86_400_000,
};

/** The fake method with routes of test mails: after the far targets one target a route and one a mailbox. */
export function mailMethod(routes: MailRoute[] = [FAKE_ROUTE]): Method {
  const told = { family: 0, network: 'mail', phaseMs: 0 } as const;
  const mailboxes = [...new Set(routes.map(({ to }) => to))];
  return {
    ...FAKE_METHOD,
    targets: [
      ...FAKE_METHOD.targets,
      ...routes.map(({ name, spacingMs }) => ({
        ...told,
        kind: 'mail',
        backEnd: 'smtp-imap',
        role: 'mail' as const,
        address: name,
        spacingMs,
      })),
      ...mailboxes.map((address) => ({
        ...told,
        kind: 'mailbox',
        backEnd: 'imap',
        role: 'mailbox' as const,
        address,
        spacingMs: 60_000,
      })),
    ],
    mail: { routes },
  };
}

export type ToldEvent = { atMs: number; facts: Record<string, string>; readings?: Record<string, number> };
/** What stands for a personal value in a test. */
export const fakeHash = (words: string) => `hash:${sha256(words)}`;
export const tokenOf = (route: string, number: number) =>
  formatMailToken({ route, number, mac: sha256(`${route} ${number}`).slice(0, 32) });

/** The usual life of one mail: handed over at `acceptedAtMs`, seen at `seenAtMs` (null: not), with two hops. */
export function mailLife(
  { route = 'in', number, mailbox = 'gmx' }: { route?: string; number: number; mailbox?: string },
  acceptedAtMs: number,
  seenAtMs: number | null,
): { route: string; events: ToldEvent[] } {
  const at = (event: string, atMs: number, facts: Record<string, string>, readings: Record<string, number> = {}) => ({
    atMs,
    facts: { event, ...facts },
    readings: { mail: number, ...readings },
  });
  const token = `sha256:${sha256(tokenOf(route, number))}`;
  const seen = (atMs: number) => [
    at(
      'sighted',
      atMs,
      {
        mailbox,
        folder: 'inbox',
        folderName: fakeHash('INBOX'),
        matchedBy: 'header',
        headers: fakeHash(`head ${number}`),
        watched: 'idle',
      },
      { sighting: 0, blindMs: 40, sizeBytes: 1800, hops: 2, internalDateAtMs: Math.floor(atMs / 1000) * 1000 },
    ),
    ...['mail.outside.example', 'mx.gmx.example'].map((by, hop) =>
      at(
        'hop',
        atMs,
        {
          by: fakeHash(by),
          domain: fakeHash(by.slice(by.indexOf('.') + 1)),
          owner: hop === 0 ? 'sender' : 'receiver',
          anchor: hop === 0 ? 'yes' : 'no',
          protocol: 'esmtps',
        },
        { sighting: 0, hop, stampAtMs: Math.floor((hop === 0 ? acceptedAtMs : atMs) / 1000) * 1000 },
      ),
    ),
    at('removed', atMs + 60, { mailbox, how: 'expunged' }, { sighting: 0 }),
  ];
  return {
    route,
    events: [
      at('submitting', acceptedAtMs - 200, { token }, { plannedAtMs: acceptedAtMs - 400 }),
      at(
        'accepted',
        acceptedAtMs,
        {
          smtpReply: fakeHash('250 queued as 4ABC'),
          queueId: fakeHash('4ABC'),
          host: fakeHash('smtp.outside.example'),
        },
        { connectMs: 20, tlsMs: 40, authMs: 40, dataMs: 60, submitMs: 160 },
      ),
      ...(seenAtMs === null ? [] : seen(seenAtMs)),
    ],
  };
}

/** Rounds with what is told beside the grid in them; what lies in none of them, or is of no target, is left out. */
export function withTold(
  rounds: Round[],
  method: Method,
  told: readonly { role: 'mail' | 'mailbox'; name: string; events: ToldEvent[] }[],
): Round[] {
  return rounds.map((round) => {
    const samples = told.flatMap(({ role, name, events }) => {
      const target = method.targets.findIndex((one) => one.role === role && one.address === name);
      if (target === -1) return [];
      return events
        .filter(({ atMs }) => atMs >= round.wallAtMs && atMs < round.wallAtMs + method.roundMs)
        .map(
          ({ atMs, facts, readings = {} }): Sample => ({
            target,
            sentTickMs: round.tickMs + atMs - round.wallAtMs,
            outcome: 'reply',
            latencyUs: 0,
            unreachableSender: null,
            readings,
            facts,
          }),
        );
    });
    return { ...round, samples: [...round.samples, ...samples] };
  });
}

/** An upload of segments that name this method. */
export function mailUpload(probe: FakeProbe, segments: string[], sentAtMs: number, method: Method): Upload {
  return probe.upload(segments, sentAtMs, { methods: [formatMethod(method)] });
}

/** Fields of a segment that names this method. */
export function naming(method: Method): { methodSha256: string } {
  return { methodSha256: sha256(formatMethod(method)) };
}
