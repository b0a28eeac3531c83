import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dayOf } from '../../rules/outage/calendar-days.ts';
import type { Keep } from '../keep.ts';
import { identityFromSecret } from './demo-key.ts';
import { enrolSimulated, fillHistory, type HistoryStory, type StoryClock } from './history.ts';
import { type Plan, planWorld } from './plan.ts';
import { type ProbePosition, startPosition } from './simulated-probe.ts';
import { CELLAR_MS, DEMO_LINE, demoStory } from './story.ts';
import { caseToldAtMs, longOutage, tellCase } from './story-case.ts';

/** A story as far as it was told: who measures, and where it goes on. */
export type ToldStory = {
  plan: Plan;
  probe: ReturnType<typeof identityFromSecret>;
  position: ProbePosition;
};

const FILE = 'story.json';
/** Written by {@link makeStory} into a folder that only this user can write to. */
const fileSchema = z.strictObject({
  secret: z.string(),
  madeAtMs: z.int(),
  dayCount: z.int().nullable(),
  position: z.custom<ProbePosition>((value) => typeof value === 'object' && value !== null),
});

/** Tells the story up to `nowMs` to a new server in `folder`; returns the number of segments that it kept. */
export async function makeStory(
  folder: string,
  openKeep: (clock: StoryClock) => Keep,
  asOf: { nowMs: number; dayCount: number | null },
): Promise<number> {
  const secret = randomBytes(32);
  const probe = identityFromSecret(secret);
  const { plan, position } = openStory(asOf);
  const clock = { nowMs: plan.world.fromAtMs };
  const keep = openKeep(clock);
  try {
    enrolSimulated(keep, DEMO_LINE, probe);
    const kept = await tellDays(keep, { plan, probe, position, clock }, asOf.nowMs);
    annotate(keep, plan);
    await keep.months.step(NEVER);
    const { nowMs: madeAtMs, dayCount } = asOf;
    writeFileSync(
      join(folder, FILE),
      JSON.stringify({ secret: secret.toString('base64'), madeAtMs, dayCount, position } satisfies z.infer<
        typeof fileSchema
      >),
      { mode: 0o600 },
    );
    return kept;
  } finally {
    await keep.close();
  }
}

const DAY_MS = 86_400_000;
const NEVER = new AbortController().signal;

/** Day by day, with a head at the end of each, months as they become complete, and the case of the long outage in its time. */
async function tellDays(keep: Keep, story: HistoryStory, nowMs: number): Promise<number> {
  const { plan, clock } = story;
  let kept = 0;
  let outage = longOutage(plan.world);
  for (let untilAtMs = plan.world.fromAtMs; untilAtMs < nowMs; ) {
    untilAtMs = Math.min(untilAtMs + DAY_MS, nowMs);
    kept += await fillHistory(keep, story, untilAtMs);
    clock.nowMs = Math.max(clock.nowMs, untilAtMs);
    if (outage !== null && clock.nowMs >= caseToldAtMs(outage)) {
      tellCase(keep, outage);
      outage = null;
    }
    await keep.heads.step(NEVER);
    // the days of grace are over; each look compares all months
    if (dayOf(untilAtMs, DEMO_LINE.zone).endsWith('-08')) await keep.months.step(NEVER);
  }
  return kept;
}

/** What the shopkeeper found out later; on outages that the story as told has. */
function annotate(keep: Keep, { world }: Plan): void {
  const { store, annotations } = keep;
  for (const event of world.events) {
    const lengthMs = event.toAtMs - event.fromAtMs;
    const note = event.kind === 'line-cut' ? NOTES.find(({ isAbout }) => isAbout(lengthMs)) : undefined;
    const [outage] = note ? store.outages(DEMO_LINE.id, event.fromAtMs, event.toAtMs) : [];
    if (note && outage) annotations.add(DEMO_LINE.id, outage, note);
  }
}

const NOTES = [
  {
    kind: 'home',
    text: 'Der Stecker am Verteiler im Keller saß locker; seitdem steckt er fest.',
    isAbout: (lengthMs: number) => lengthMs === CELLAR_MS,
  },
  {
    kind: 'note',
    text: 'Der Techniker hat einen Kabelschaden am Verteiler an der Straße gefunden und behoben.',
    isAbout: (lengthMs: number) => lengthMs > 86_400_000,
  },
];

/** The story that {@link makeStory} told in this folder. */
export function readStory(folder: string): ToldStory {
  const told = fileSchema.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  const { plan } = openStory({ nowMs: told.madeAtMs, dayCount: told.dayCount });
  return { plan, probe: identityFromSecret(Buffer.from(told.secret, 'base64')), position: told.position };
}

function openStory({ nowMs, dayCount }: { nowMs: number; dayCount: number | null }): {
  plan: Plan;
  position: ProbePosition;
} {
  const plan = planWorld(demoStory(nowMs, dayCount ?? undefined));
  return { plan, position: startPosition(plan) };
}
