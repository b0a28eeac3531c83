import { mkdtempSync, rmSync } from 'node:fs';
import type { Reading } from '../../probe/checks/check.ts';
import type { MailAccountConfig, MailConfig, MailRouteConfig } from '../../probe/mail/mail-config.ts';
import { type RunningMail, startMail } from '../../probe/mail/start-mail.ts';
import type { FoundMail, FoundReport, SubmitRequest, SubmitResult, WatchRequest } from '../../probe/mailbox/types.ts';

const START_AT_MS = Date.UTC(2026, 10, 22, 8);
export const BOOT = 'b'.repeat(32);

export type ToldSample = { role: string; address: string; tickMs: number; reading: Reading };
/** `wait`: says nothing until {@link FakeMailWorld.answer}. */
export type Script = 'accept' | 'wait' | ((request: SubmitRequest) => Promise<SubmitResult>);
type Sent = { token: string; to: string; tickMs: number };

/**
 * Everything that the mail part meets, by hand: clocks, two mailboxes `a` and `b`, a submission server that does as it is
 * told, a runner that takes samples and a journal that seals when asked.
 */
export function openMailWorld({ route = {}, folder }: { route?: Partial<MailRouteConfig>; folder?: string } = {}) {
  const dataDir = folder ?? mkdtempSync('/dev/shm/linewitness-mail-');
  const world = {
    nowTickMs: 1_000_000,
    wallSkewMs: START_AT_MS - 1_000_000,
    boot: BOOT,
    isLineDown: false,
    isRunnerStopped: false,
    script: 'accept' as Script,
    random: 0.5,
    told: [] as ToldSample[],
    sent: [] as Sent[],
    values: new Map<string, string>(),
    watches: new Map<string, WatchRequest>(),
    awaited: new Map<string, number | null>(),
    removed: [] as string[],
    scans: 0,
    logged: [] as string[],
    segments: { last: 1, sealed: 0, delivered: null as number | null },
    answer: ((): void => undefined) as (result: SubmitResult) => void,
  };
  const mail: MailConfig = {
    accounts: [account('a'), account('b')],
    routes: [routeOf(route)],
    deleteAfterMs: 3_600_000,
    warnings: [],
  };
  const clocks = {
    tickMs: () => world.nowTickMs,
    wallAtMs: () => world.nowTickMs + world.wallSkewMs,
    uptimeMs: () => world.nowTickMs,
    syncAgeMs: () => 0,
    get bootId() {
      return world.boot;
    },
  };
  const note = (message: string, details?: Record<string, unknown>) =>
    void world.logged.push(`${message} ${JSON.stringify(details ?? {})}`);
  const start = async (): Promise<RunningMail> => {
    world.watches.clear();
    return startMail({
      mail,
      dataDir,
      clocks,
      log: { info: note, warn: note, error: note },
      noteTold: ({ role, address }, tickMs, reading) => {
        if (world.isRunnerStopped || Math.abs(tickMs - world.nowTickMs) > 300_000) return false;
        world.told.push({ role, address, tickMs, reading });
        return true;
      },
      personal: (kind, value) => {
        const hash = `hash:${Buffer.from(`${kind}\n${value}`).toString('hex').slice(0, 64).padEnd(64, '0')}`;
        world.values.set(hash, value);
        return hash;
      },
      isLineDown: () => world.isLineDown,
      segments: () => world.segments,
      random: () => world.random,
      byHand: { pause: () => new Promise((resolve) => setImmediate(resolve)) },
      ways: { submit, watch },
    });
  };

  async function submit(request: SubmitRequest): Promise<SubmitResult> {
    if (typeof world.script === 'function') return world.script(request);
    await request.onBodySent();
    world.sent.push({ token: request.mail.token, to: request.mail.to, tickMs: world.nowTickMs });
    if (world.script === 'accept') return accepted();
    const { promise, resolve } = Promise.withResolvers<SubmitResult>();
    world.answer = resolve;
    request.signal?.addEventListener('abort', () =>
      resolve({ kind: 'uncertain', atTickMs: world.nowTickMs, sentence: 'stopped' }),
    );
    return promise;
  }

  const accepted = (): SubmitResult => ({
    kind: 'accepted',
    atTickMs: world.nowTickMs,
    times: { connectMs: 1, tlsMs: 2, authMs: 3, dataMs: 4.4, submitMs: 10 },
    reply: '250 2.0.0 Ok: queued as ABC123',
    queueId: 'ABC123',
  });

  function watch(request: WatchRequest) {
    const { name } = request.account;
    world.watches.set(name, request);
    return {
      await: (sinceAtMs: number | null) => void world.awaited.set(name, sinceAtMs),
      scan: async () => {
        world.scans += 1;
        request.events.onWatched(world.nowTickMs, 'idle');
      },
      remove: async ({ uid }: { uid: number }) => {
        world.removed.push(`${name} ${uid}`);
        return 'expunged' as const;
      },
      close: async () => undefined,
    };
  }

  let running: RunningMail | null = null;
  const dropped: RunningMail[] = [];
  const live = () => {
    if (!running) throw new Error('not started');
    return running;
  };
  /** Seconds go by; each beats, mailboxes say every minute that they look, a round comes every 5 s. */
  async function pass(ms: number): Promise<void> {
    for (let passedMs = 0; passedMs < ms; passedMs += 1000) {
      world.nowTickMs += 1000;
      if (!running) continue;
      running.beat();
      await settle();
      if (world.nowTickMs % 5000 === 0) running.onRound();
    }
  }
  /** Until nothing moves by itself: what is written wakes what waits for it. */
  const settle = async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await running?.settled();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  let uid = 0;
  return {
    world,
    mail,
    dataDir,
    pass,
    settle,
    accepted,
    live,
    start: async () => {
      running = await start();
      return running;
    },
    /** Both mailboxes are looked at. */
    watched: (name = 'b') => world.watches.get(name)?.events.onWatched(world.nowTickMs, 'idle'),
    blind: (name = 'b') => world.watches.get(name)?.events.onBlind(world.nowTickMs, 'unreachable', 'gone'),
    /** The mail with that token lies in the mailbox now. */
    deliver: async (token: string, more: Partial<FoundMail> = {}, name = 'b') => {
      uid += 1;
      const ref = { folderPath: 'INBOX', uidValidity: '7', uid };
      world.watches.get(name)?.events.onFound({
        token,
        matchedBy: 'header',
        folder: 'inbox',
        folderPath: 'INBOX',
        ref,
        seenTickMs: world.nowTickMs,
        lastEmptyTickMs: world.nowTickMs - 40,
        lastEmptyAtMs: null,
        internalDateAtMs: clocks.wallAtMs(),
        sizeBytes: 1400,
        headerText: `X-Linewitness-Test: ${token}`,
        watched: 'idle',
        hops: [
          hop(0, { by: 'mx.sender.example', domain: 'sender.example', id: 'ABC123', protocol: 'ESMTPSA' }),
          hop(1, { by: 'mx.receiver.example', domain: 'receiver.example', id: 'X9', protocol: 'ESMTPS' }),
        ],
        ...more,
      });
      await settle();
      return more.ref ?? ref;
    },
    report: async (token: string, more: Partial<FoundReport> = {}, name = 'a') => {
      uid += 1;
      world.watches.get(name)?.events.onReport({
        token,
        action: 'failed',
        status: '5.1.1',
        reportingMta: 'mx.sender.example',
        remoteMta: null,
        diagnostic: '550 no such user',
        arrivalAtMs: null,
        retryUntilAtMs: null,
        ref: { folderPath: 'INBOX', uidValidity: '7', uid },
        seenTickMs: world.nowTickMs,
        headerText: '',
        ...more,
      });
      await settle();
    },
    /** What is in the rounds so far stands in a sealed segment. */
    seal: async () => {
      running?.onRound();
      world.segments.sealed = world.segments.last;
      world.segments.last += 1;
      running?.beat();
      await settle();
    },
    stop: async () => {
      await running?.stop();
      running?.onRound();
      world.segments.sealed = world.segments.last;
      await running?.close();
      running = null;
    },
    /** As a kill leaves it: nothing is closed, nothing more is said. */
    drop: () => {
      if (running) dropped.push(running);
      running = null;
      world.isRunnerStopped = false;
    },
    /** `event reason-or-other word`, in order; one line a sample of that role. */
    events: (role = 'mail') =>
      world.told
        .filter((sample) => sample.role === role)
        .map(({ reading: { facts } }) =>
          [facts['event'], facts['reason'] ?? facts['folder'] ?? facts['action'] ?? facts['how']]
            .filter(Boolean)
            .join(' '),
        ),
    end: async () => {
      for (const one of dropped) await one.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
export type FakeMailWorld = ReturnType<typeof openMailWorld>;

function hop(index: number, more: Partial<FoundMail['hops'][number]>): FoundMail['hops'][number] {
  return { hop: index, stampAtMs: START_AT_MS, by: null, from: null, domain: null, id: null, protocol: null, ...more };
}

function account(name: string): MailAccountConfig {
  return {
    name,
    address: `${name}@${name === 'a' ? 'sender' : 'receiver'}.example`,
    user: name,
    secret: async () => ({ password: 'word' }),
    secretMark: () => null,
    smtp: { host: `smtp.${name}.example`, port: 465, security: 'tls' },
    imap: { host: `imap.${name}.example`, port: 993, security: 'tls' },
    ca: null,
    folder: 'INBOX',
    junkFolder: null,
  };
}

function routeOf(more: Partial<MailRouteConfig>): MailRouteConfig {
  return {
    name: 'in',
    from: 'a',
    to: 'b',
    provider: 'to',
    spacingMs: 900_000,
    promptMs: 120_000,
    lateMs: 900_000,
    stuckMs: 21_600_000,
    lostMs: 604_800_000,
    isPaceChosen: true,
    ...more,
  };
}
