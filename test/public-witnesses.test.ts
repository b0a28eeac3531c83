import { expect, test } from 'vitest';
import { formatMethod } from '../rules/method.ts';
import type { Sample } from '../rules/sample.ts';
import { personalValueText } from '../rules/wire/upload.ts';
import { DERIVED_TABLES } from '../server/store/derived-tables.ts';
import { FAKE_METHOD, openFakeProbe, sha256 } from './fakes/fake-probe.ts';
import { enrolFake, type Kept, START_AT_MS } from './fakes/kept.ts';
import { useKeptSite } from './fakes/kept-site.ts';

const HOUR_MS = 3_600_000;
const BOOTED_AT_MS = START_AT_MS - 3 * HOUR_MS;
const OUT_FROM_MS = START_AT_MS - 2 * HOUR_MS + 41_000;
const OUT_TO_MS = OUT_FROM_MS + 673_000;
const FIRST = FAKE_METHOD.targets.length;

const LOG = { kind: 'router-log', salt: 'cd'.repeat(16), value: '01.10.26 06:01:41 Internetverbindung getrennt zq7x' };
const LOG_SHA256 = sha256(personalValueText(LOG));
/** Figures that only the router or the probe's interface can have said. */
const MARGIN = 347;
const PACKETS = 7_713_579;

const [SOME] = FAKE_METHOD.targets;
if (!SOME) throw new Error('bug: the fake method has no target');
const near = { ...SOME, network: 'home', address: '192.168.178.1' };
const METHOD_TEXT = formatMethod({
  ...FAKE_METHOD,
  targets: [
    ...FAKE_METHOD.targets,
    { ...near, role: 'gateway' },
    { ...near, role: 'router', kind: 'router', spacingMs: 60_000, phaseMs: 0 },
    { ...near, role: 'snapshot', kind: 'snapshot', spacingMs: 86_400_000, phaseMs: 0 },
  ],
});

const fill = async ({ keep, clock }: Kept) => {
  const probe = openFakeProbe(7);
  enrolFake(keep, 'home', probe);
  const rounds = probe.rounds(2130, BOOTED_AT_MS, isOut).map((round, at) => ({
    ...round,
    samples: [...round.samples, ...witnessesOf(round.tickMs, at)],
  }));
  const texts = Array.from({ length: rounds.length / 71 }, (_, n) =>
    probe.next(rounds.slice(n * 71, n * 71 + 71), { methodSha256: sha256(METHOD_TEXT) }),
  );
  const sent = probe.upload(texts, START_AT_MS, { methods: [METHOD_TEXT], values: [LOG] });
  const { answer } = await keep.takeUpload(sent, '203.0.113.77', START_AT_MS);
  if (answer.error) throw new Error(answer.error.message);
  clock.nowMs += HOUR_MS;
};
const site = useKeptSite(fill, { isBoundToLoopback: false });

function isOut(atMs: number): boolean {
  return atMs >= OUT_FROM_MS && atMs < OUT_TO_MS;
}

/** The gateway in each round, the router each minute, a snapshot ten seconds into the outage. */
function witnessesOf(tickMs: number, at: number): Sample[] {
  const atMs = BOOTED_AT_MS + tickMs;
  const base = { sentTickMs: tickMs + 100, outcome: 'reply', latencyUs: 60_000, unreachableSender: null } as const;
  const isSnapshot = atMs >= OUT_FROM_MS + 10_000 && atMs < OUT_FROM_MS + 15_000;
  const dsl = isOut(atMs) ? 'down' : 'up';
  const router = {
    readings: { deviceUptimeS: Math.floor(tickMs / 1000) + 9000, downMarginTenthDb: MARGIN, crcErrors: MARGIN + at },
    facts: { source: 'tr064', dslSync: dsl, externalAddress4: `hash:${LOG_SHA256}` },
  };
  const snapshot = { readings: { rxPackets: PACKETS }, facts: { moment: 'onset', routerLog: `hash:${LOG_SHA256}` } };
  return [
    { ...base, target: FIRST, readings: {}, facts: {} },
    ...(at % 12 === 0 ? [{ ...base, target: FIRST + 1, ...router }] : []),
    ...(isSnapshot ? [{ ...base, target: FIRST + 2, ...snapshot }] : []),
  ];
}

const ask = async (path: string) => (await site.ask(path)).text();

const outage = () => site.kept.keep.store.wholeOutages('home', 0, START_AT_MS)[0];
const paths = () => {
  const id = outage()?.id ?? 'none';
  const api = ['outages', 'days', 'coverage', 'quality', 'status', 'latency'].map(
    (name) => `/api/lines/home/${name}.json`,
  );
  const pages = ['', `/outages/${id}`, '/days/2026-10-01', '/quality', '/feed.atom'].map(
    (path) => `/lines/home${path}`,
  );
  return [...api, `/api/lines/home/outages/${id}.json`, ...pages];
};

test('what router and snapshots said is kept, and nothing of it reaches strangers but how each link was', async () => {
  site.kept.keep.admin.publish('home', { live: true });
  const found = outage();
  expect(found?.snapshots[0]?.readings).toEqual({ rxPackets: PACKETS });
  expect(site.kept.keep.store.qualityHours('home', 0, START_AT_MS)[0]).toMatchObject({ downMarginMin: MARGIN });
  expect(site.kept.keep.admin.showValue(LOG_SHA256)?.value).toBe(LOG.value);
  const leaks = [];
  for (const path of paths()) {
    const text = await ask(path);
    for (const secret of [`Db":${MARGIN}`, '34,7 dB', '34.7 dB', String(PACKETS), LOG_SHA256, 'zq7x', 'sync-down'])
      if (text.includes(secret)) leaks.push(`${path}: ${secret}`);
  }
  expect(leaks).toEqual([]);
  expect(JSON.parse(await ask(`/api/lines/home/outages/${found?.id}.json`))).toMatchObject({
    chain: [{ link: 'home' }, {}, {}, {}, {}, {}],
  });
});

test('released evidence holds what was said, and neither the values of the home nor their hashes', async () => {
  site.kept.keep.admin.publish('home', { live: true, evidence: true });
  const text = await ask('/lines/home/evidence.json?from=2026-09-30');
  expect(text).toContain(String(PACKETS));
  expect(await ask('/api/lines/home/quality.json?from=2026-09-30')).toContain(`"downMarginMinTenthDb":${MARGIN}`);
  for (const path of [
    ...paths(),
    '/lines/home/evidence.json?from=2026-09-30',
    '/lines/home/evidence.csv?from=2026-09-30',
  ])
    expect([path, /zq7x/.test(await ask(path)), (await ask(path)).includes(LOG_SHA256)]).toEqual([path, false, false]);
});

test('a rebuild derives the same hours of quality, chain and snapshots, byte for byte', async () => {
  const before = site.kept.rows(DERIVED_TABLES);
  expect(before).toContain(String(PACKETS));
  await site.kept.keep.rebuild();
  expect(site.kept.rows(DERIVED_TABLES)).toBe(before);
});
