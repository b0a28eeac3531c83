import { expect, test } from 'vitest';
import { foldRoute } from '../../rules/mail/mail-delays.ts';
import { type MailboxEvent, type MailEvent, mailEventOf } from '../../rules/mail/mail-event.ts';
import { mailRecordOf } from '../../rules/mail/mail-record.ts';
import { mailboxNow } from '../../rules/mail/mail-watch.ts';
import { mailEventsIn } from './mail-events.ts';
import { MAIL_ROUTES, PROVIDER_BOX } from './mail-methods.ts';
import { sha256Of } from './mail-values.ts';
import { MAIL_TARGET } from './methods.ts';
import { planWorld } from './plan.ts';
import { demoStory } from './story.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const TOOLS = { sha256: sha256Of };
const DAY_MS = 86_400_000;
const world = demoStory(NOW_MS);
const plan = planWorld(world);
const held = world.mail?.held ?? { fromAtMs: 0, toAtMs: 0, drainedAtMs: 0 };

function toldOf(target: number, name: string, role: 'mail' | 'mailbox') {
  return mailEventsIn(plan, world.mail?.fromAtMs ?? 0, NOW_MS)
    .filter((attempt) => attempt.target === target)
    .flatMap(({ readings = {}, facts = {}, sentAtMs }) => {
      const event = mailEventOf({ role, name }, { readings, facts }, { atMs: sentAtMs, boot: 'a', isClockKnown: true });
      return event ?? [];
    });
}

/** What the rules say of a route of the story. */
function judged(index: number) {
  const route = MAIL_ROUTES[index];
  if (!route) throw new Error('there is no such route');
  const events = toldOf(MAIL_TARGET + index, route.name, 'mail') as MailEvent[]; // of role mail
  const box = toldOf(MAIL_TARGET + 2 + (route.to === PROVIDER_BOX ? 0 : 1), route.to, 'mailbox') as MailboxEvent[];
  const byMail = Map.groupBy(events, ({ mail }) => mail);
  const records = [...byMail.values()].flatMap((one) => mailRecordOf('shop', one, TOOLS) ?? []);
  return foldRoute({ line: 'shop', route, watch: mailboxNow(box), records, carry: null }, TOOLS);
}

test('the story tells of one delay of three days, on the provider’s side, with the truth within its bounds', () => {
  const { delays, records } = judged(0);
  const long = delays.filter(({ maxLatencyMs }) => (maxLatencyMs ?? 0) > DAY_MS);
  expect(long).toHaveLength(1);
  const [delay] = long;
  expect(delay).toMatchObject({ verdict: 'mail-delayed', place: { leg: 'receiver', side: 'provider' }, missing: 0 });
  expect(delay?.startEarliestAtMs).toBeLessThanOrEqual(held.fromAtMs + 1_800_000);
  expect(delay?.startLatestAtMs).toBeGreaterThanOrEqual(held.fromAtMs);
  expect(delay?.endLatestAtMs).toBeGreaterThanOrEqual(held.toAtMs);
  expect(delay?.endLatestAtMs).toBeLessThan(held.drainedAtMs + 3 * 3_600_000);
  expect(delay?.mails).toBe(24);
  const latencies = records.flatMap(({ timed }) => timed?.latency?.minMs ?? []);
  expect(Math.max(...latencies)).toBeGreaterThan(3 * DAY_MS);
});

test('sending works all along, and a relay whose clock is 41 s ahead delays nothing', () => {
  const { delays, now, records } = judged(1);
  expect(delays.filter(({ maxLatencyMs }) => (maxLatencyMs ?? 0) > 3_600_000)).toEqual([]);
  expect(now.verdict).toBe('mail-ok');
  const relay = records.at(-5)?.timed?.hops.find(({ hop }) => hop === 1);
  expect(relay?.clockOffsetMs).toBeGreaterThan(39_000);
  expect(relay?.clockOffsetMs).toBeLessThan(43_000);
});

test('the same is told whatever pieces it is asked for in', () => {
  const fromAtMs = held.fromAtMs - DAY_MS;
  const toAtMs = held.drainedAtMs + DAY_MS;
  const order = (events: ReturnType<typeof mailEventsIn>) => events.map((one) => JSON.stringify(one)).sort();
  const whole = order(mailEventsIn(plan, fromAtMs, toAtMs));
  const pieces: ReturnType<typeof mailEventsIn> = [];
  for (let atMs = fromAtMs; atMs < toAtMs; atMs += 300_000)
    pieces.push(...mailEventsIn(plan, atMs, Math.min(toAtMs, atMs + 300_000)));
  expect(order(pieces)).toEqual(whole);
});
