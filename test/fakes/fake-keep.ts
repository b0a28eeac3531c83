import type { Bucket, CurrentState, LossBurst, QualityHour, StateInterval } from '../../rules/outage/derived.ts';
import type { DayJson } from '../../rules/wire/status.ts';
import type { Keep, Silence } from '../../server/keep.ts';
import type { Line, ProbeRecord, ReadStore, StoredOutage } from '../../server/store/store.ts';
import { fakeDoor } from './fake-door.ts';
import { fakeBuckets, fakeDay, METHOD_TEXT } from './fake-figures.ts';
import { FAKE_MASK, type FakeMail, fakeMailReads } from './fake-mail.ts';
import { fakeContract, fakeReports } from './fake-reports.ts';
import { fakeSiteSettings } from './fake-site-settings.ts';
import { fakeWitnesses } from './fake-witnesses.ts';
import { listsOver, unknownTimeOf } from './lists-over.ts';

/** What the fake keeps of one line; plain arrays, filtered on every read as the contract of `ReadStore` says. */
export type FakeLine = {
  line: Line;
  probe: ProbeRecord | null;
  current: CurrentState | null;
  silence: Silence | null;
  lastContactAtMs: number | null;
  intervals: StateInterval[];
  outages: StoredOutage[];
  days: DayJson[];
  buckets: Bucket[];
  lossBursts: LossBurst[];
  qualityHours?: QualityHour[];
  mail?: FakeMail;
};

export type FakeKeep = Keep & {
  put: (line: FakeLine) => void;
  /** As after a change of what is shown. */
  change: (line: string) => void;
  /** Secrets of one-time links. */
  secrets: Set<string>;
  sessions: Set<string>;
};

/** The keeping half in memory: for routes and pages with exactly known content. Takes nothing in from probes. */
export function fakeKeep(nowMs: () => number): FakeKeep {
  const lines = new Map<string, FakeLine>();
  const listeners = new Set<(line: string) => void>();
  const secrets = new Set<string>();
  const sessions = new Set<string>();
  const notHere = (): never => {
    throw new Error('bug: the fake takes nothing in');
  };
  return {
    store: fakeStore(lines),
    serverPublicKey: 'c2VydmVyLWtleS1zZXJ2ZXIta2V5LXNlcnZlci1rZXk=',
    serverFingerprint: '0123456789abcdef0123456789abcdef',
    idMask: FAKE_MASK,
    takeUpload: notHere,
    takeContact: notHere,
    enrol: notHere,
    admin: {
      invite: notHere,
      makeLine: notHere,
      publish: notHere,
      unpublish: notHere,
      updateLine: notHere,
      values: notHere,
      showValue: () => null,
      eraseValue: notHere,
    },
    door: fakeDoor(nowMs, secrets, sessions),
    attachments: {
      ofLine: () => [],
      find: () => null,
      lineOf: () => null,
      content: () => null,
      add: notHere,
      erase: notHere,
    },
    shares: { ofLine: () => [], make: () => null, revoke: () => false, open: () => null, noteOpened: () => undefined },
    months: { list: () => [], read: () => null, json: () => null, step: async () => undefined },
    heads: {
      sealNow: () => null,
      stampNow: async () => undefined,
      newest: () => null,
      hourlyUntil: () => null,
      byCounter: () => null,
      latest: () => [],
      stampsOf: () => [],
      stampedAt: () => [],
      authorities: async () => [],
      extraRoots: [],
      step: async () => undefined,
    },
    alarms: {
      paths: () => [],
      add: notHere,
      update: notHere,
      switchPath: notHere,
      remove: notHere,
      test: notHere,
      message: () => null,
      log: () => [],
      mailAccount: () => null,
      setMailAccount: notHere,
      noticeLine: () => undefined,
      start: () => undefined,
      stop: async () => undefined,
    },
    live: {
      lastContactAtMs: (line) => lines.get(line)?.lastContactAtMs ?? null,
      silence: (line) => lines.get(line)?.silence ?? null,
    },
    siteSettings: fakeSiteSettings(),
    contracts: { of: fakeContract, save: notHere, history: notHere },
    reports: fakeReports(),
    outageClock: () => null,
    annotations: { of: () => [], attributedAtMs: () => null, add: notHere, withdraw: notHere },
    statements: { ofLine: () => [], find: () => null, enter: notHere, withdraw: notHere },
    setup: { invite: notHere, pending: () => null, probe: notHere, hasAlarmPath: () => true },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    startJobs: () => undefined,
    health: () => ({ database: 'ok', problem: null }),
    rebuild: notHere,
    close: async () => undefined,
    put: (line) => void lines.set(line.line.id, line),
    change: (line) => {
      for (const listener of listeners) listener(line);
    },
    secrets,
    sessions,
  };
}

function fakeStore(lines: Map<string, FakeLine>): ReadStore {
  const of = (line: string): FakeLine => {
    const found = lines.get(line);
    if (!found) throw new Error(`bug: asked for the line ${line}, which nobody may see`);
    return found;
  };
  const end = (outage: StoredOutage) => outage.endLatestAtMs ?? Number.POSITIVE_INFINITY;
  const touching: ReadStore['wholeOutages'] = (line, fromAtMs, toAtMs) =>
    of(line).outages.filter((one) => one.startEarliestAtMs < toAtMs && end(one) > fromAtMs);
  return {
    lines: () => [...lines.values()].map(({ line }) => line),
    line: (id) => lines.get(id)?.line ?? null,
    activeProbe: (line) => of(line).probe,
    current: (line) => of(line).current,
    version: () => 1,
    firstMeasuredAtMs: (line) => of(line).intervals[0]?.fromAtMs ?? null,
    intervals: (line, fromAtMs, toAtMs) =>
      of(line).intervals.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs),
    summedIntervals: (line, fromAtMs, toAtMs) =>
      of(line).intervals.filter((one) => one.fromAtMs < toAtMs && one.toAtMs > fromAtMs),
    unknownTime: (line, fromAtMs, toAtMs) => unknownTimeOf(of(line).intervals, fromAtMs, toAtMs),
    qualityHours: (line, fromAtMs, toAtMs) =>
      (of(line).qualityHours ?? []).filter((hour) => hour.fromAtMs >= fromAtMs && hour.fromAtMs < toAtMs),
    outages: touching,
    wholeOutages: touching,
    summedOutages: touching,
    ...listsOver(touching),
    ...fakeMailReads((line) => of(line).mail),
    outage: (line, id) => of(line).outages.find((one) => one.id === id || one.aliases.includes(id)) ?? null,
    days: (line, fromDay, toDay) => of(line).days.filter(({ day }) => day >= fromDay && day <= toDay),
    buckets: (line, widthMs, fromAtMs, toAtMs) =>
      of(line).buckets.filter((one) => one.widthMs === widthMs && one.fromAtMs >= fromAtMs && one.fromAtMs < toAtMs),
    lossBurstCount: (line, widthMs, fromAtMs, toAtMs) =>
      of(line)
        .buckets.filter((one) => one.widthMs === widthMs && one.fromAtMs >= fromAtMs && one.fromAtMs < toAtMs)
        .reduce((total, bucket) => total + bucket.lossBursts, 0),
    lossBursts: (line, fromAtMs, toAtMs) => of(line).lossBursts.filter(({ atMs }) => atMs >= fromAtMs && atMs < toAtMs),
    methods: (line) =>
      of(line).intervals.length === 0 ? [] : [{ sha256: 'a'.repeat(64), text: METHOD_TEXT, fromAtMs: 0 }],
  };
}

/** 2026-10-04T12:00:00Z in Berlin: a day of outages two days ago, all well since. */
export const FAKE_NOW_AT_MS = Date.UTC(2026, 9, 4, 12);

/** A line with one outage of 41 minutes on 2 October that both bounds name to the millisecond. */
export function fakeLine(
  id: string,
  published: { live?: boolean; evidence?: boolean; delayMinutes?: number } = {},
): FakeLine {
  const beganAtMs = Date.UTC(2026, 9, 2, 9, 30);
  const endedAtMs = beganAtMs + 2_474_000;
  const firstAtMs = Date.UTC(2026, 8, 30, 22);
  const up = { state: 'up', verdict: 'ok', side: 'unknown', cause: null } as const;
  return {
    line: {
      id,
      name: 'Home, "upstairs"',
      provider: '=Example Net',
      zone: 'Europe/Berlin',
      isLivePublished: published.live ?? false,
      isEvidencePublished: published.evidence ?? false,
      liveDelayMinutes: published.delayMinutes ?? 15,
    },
    probe: {
      id: '6f1c0000000000000000000000000000',
      line: id,
      publicKey: 'cHJvYmUta2V5LXByb2JlLWtleS1wcm9iZS1rZXktMDE=',
      enrolledAtMs: firstAtMs,
      retiredAtMs: null,
      lastNumber: 5000,
      chainSha256: 'b'.repeat(64),
    },
    current: { ...up, sinceAtMs: endedAtMs, measuredAtMs: FAKE_NOW_AT_MS - 30_000 },
    silence: null,
    lastContactAtMs: FAKE_NOW_AT_MS - 10_000,
    intervals: [
      { ...up, fromAtMs: firstAtMs, toAtMs: beganAtMs },
      {
        fromAtMs: beganAtMs,
        toAtMs: endedAtMs,
        state: 'down',
        verdict: 'line-or-isp-down-unlocalised',
        side: 'unknown',
        cause: null,
      },
      { ...up, fromAtMs: endedAtMs, toAtMs: FAKE_NOW_AT_MS - 30_000 },
    ],
    outages: [fakeOutage(beganAtMs, endedAtMs)],
    days: [
      fakeDay('2026-10-01', 86_400_000, 0),
      fakeDay('2026-10-02', 86_400_000 - 2_474_000, 2_474_000),
      fakeDay('2026-10-03', 86_400_000, 0),
      { ...fakeDay('2026-10-04', 50_370_000, 0), unknownMs: 86_400_000 - 50_370_000 },
    ],
    buckets: fakeBuckets(firstAtMs, FAKE_NOW_AT_MS),
    lossBursts: [],
  };
}

function fakeOutage(beganAtMs: number, endedAtMs: number): StoredOutage {
  const sample = (sentAtMs: number, isAnswered: boolean, sequence: number) => ({
    target: '9.9.9.9',
    sentAtMs,
    receivedAtMs: isAnswered ? sentAtMs + 12 : null,
    outcome: isAnswered ? 'reply' : 'timeout',
    segment: 2130,
    sequence,
  });
  return {
    id: '0123456789ab',
    aliases: ['111111111111'],
    verdict: 'line-or-isp-down-unlocalised',
    side: 'unknown',
    counts: true,
    grade: 'B',
    final: true,
    startEarliestAtMs: beganAtMs,
    startLatestAtMs: beganAtMs + 1000,
    endEarliestAtMs: endedAtMs - 1000,
    endLatestAtMs: endedAtMs,
    downMinMs: 2_472_000,
    downMaxMs: 2_474_000,
    flaps: 0,
    lostSamples: 2473,
    startsUnobserved: false,
    endsUnobserved: false,
    phases: [{ verdict: 'line-or-isp-down-unlocalised', side: 'access', fromAtMs: beganAtMs, toAtMs: endedAtMs }],
    provisional: null,
    isReachable: false,
    tags: [],
    ...fakeWitnesses(beganAtMs),
    bounds: {
      lastGoodBefore: sample(beganAtMs, true, 1),
      firstBad: sample(beganAtMs + 1000, false, 1),
      lastBad: sample(endedAtMs - 1000, false, 495),
      firstGoodAfter: sample(endedAtMs - 12, true, 496),
    },
    revision: 1,
  };
}
