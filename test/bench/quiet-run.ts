import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { reasonsMissing } from '../needs.ts';
import { atLeast, atMost, type Figure, info, isShort, notMeasured, progress, runAlone, show } from './figures.ts';
import { openLabHome, segmentsInJournal } from './lab-home.ts';
import { countSlots } from './slots.ts';

const WINDOW_MS = isShort ? 120_000 : 600_000;
const SETTLE_MS = 15_000;
const DELIVERY_MS = 75_000;
const outagesSchema = z.object({
  observedMs: z.number(),
  outages: z.array(z.object({ verdict: z.string(), downMinMs: z.number() })),
});

/** Ten minutes without a cut, every core busy, one packet in fifty lost: no outage may be invented. */
export async function quietRun(): Promise<Figure[]> {
  const missing = reasonsMissing(['namespaces', 'fping']);
  if (missing.length > 0) return [notMeasured('quiet run', '0 outages', missing.join(', '))];
  const home = await openLabHome();
  const load: ChildProcess[] = [];
  try {
    const probe = await home.startProbe('quiet');
    await sleep(SETTLE_MS);
    home.world.begin('loss-2-percent');
    for (let core = 0; core < availableParallelism(); core++)
      load.push(spawn(process.execPath, ['-e', 'for(;;);'], { stdio: 'ignore' }));
    progress(`${WINDOW_MS / 1000} s with ${load.length} busy cores and 2 % loss`);
    await sleep(WINDOW_MS);
    for (const child of load) child.kill('SIGKILL');
    home.world.end('loss-2-percent');
    progress('waiting for the last segment');
    await sleep(DELIVERY_MS);
    const { outages, observedMs } = outagesSchema.parse(await home.read('/api/lines/quiet/outages.json'));
    await probe.stop();
    const journal = segmentsInJournal(probe.dataDir);
    const slots = countSlots(journal);
    const samples = journal.flatMap(({ segment, method }) =>
      segment.rounds.flatMap((round) => round.samples.filter((s) => method.targets[s.target]?.role === 'far')),
    );
    const lost = samples.filter((sample) => sample.outcome === 'timeout').length;
    const how = `bundled probe and server in namespaces, fping, ${WINDOW_MS / 60_000} min with ${load.length} busy cores and 2 % of the packets dropped`;
    return [
      atMost('outages invented in a quiet run', outages.length, { limit: 0, unit: '', how }),
      // without this the first figure could be had by not measuring
      atLeast('observed in it', (observedMs / (SETTLE_MS + WINDOW_MS + DELIVERY_MS)) * 100, {
        limit: 90,
        unit: '%',
        how: 'observedMs of outages.json against the length of the run; its first and last seconds are not delivered yet',
      }),
      info(
        'loss seen in it',
        `${show((lost / samples.length) * 100)} % of ${samples.length}`,
        'far samples in the journal',
      ),
      info(
        'slots missed in it',
        `${slots.missedSlots} of ${show(slots.spanSeconds)}`,
        `seconds without a far IPv4 packet; ${show(slots.unmeasuredMs / 1000)} s declared as not measured`,
      ),
    ];
  } finally {
    for (const child of load) child.kill('SIGKILL');
    await home.close();
  }
}

if (import.meta.main) await runAlone(quietRun);
