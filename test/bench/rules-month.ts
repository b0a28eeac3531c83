import { parseSegment } from '../../rules/journal/segment.ts';
import { parseMethod } from '../../rules/method.ts';
import { foldSegment, type LineFold, startFold } from '../../rules/outage/derive-line.ts';
import { identityFromSecret } from '../../server/demo/demo-key.ts';
import { planWorld } from '../../server/demo/plan.ts';
import { METHOD_TEXTS, nextSegment, startPosition } from '../../server/demo/simulated-probe.ts';
import { atMost, type Figure, info, isShort, progress, runAlone } from './figures.ts';

const DAYS = isShort ? 3 : 30;
const DAY_MS = 86_400_000;
const START_AT_MS = 1_790_000_100_000;

/** Thirty simulated days at full resolution with 2 % random loss, through the fold: nothing may be invented. */
export function rulesMonth(): Figure[] {
  const probe = { ...identityFromSecret(Buffer.alloc(32, 2)), sign: () => 'A'.repeat(86).concat('==') };
  const plan = planWorld({
    seed: 30,
    fromAtMs: START_AT_MS,
    events: [],
    lossRatio: 0.02,
    fullFromAtMs: START_AT_MS,
  });
  const method = parseMethod(METHOD_TEXTS.full);
  if (typeof method === 'string') throw new Error(method);
  const position = startPosition(plan);
  const outages = new Set<string>();
  let bursts = 0;
  let lost = 0;
  let foldMs = 0;
  let segments = 0;
  let fold: LineFold = startFold('bench');
  for (let day = 1; day <= DAYS; day++) {
    for (let next = nextSegment(plan, probe, position, START_AT_MS + day * DAY_MS); next; ) {
      const parsed = parseSegment(next.text, method.targets.length);
      if (typeof parsed === 'string') throw new Error(parsed);
      lost += parsed.segment.rounds.flatMap((r) => r.samples).filter((s) => s.outcome === 'timeout').length;
      const startedTickMs = performance.now();
      const step = foldSegment(fold, { segment: parsed.segment, method }, probe);
      foldMs += performance.now() - startedTickMs;
      if (step.kind === 'replay') throw new Error('the fold asked for a replay in a world with a perfect clock');
      fold = step.fold;
      for (const outage of step.change.outages) outages.add(outage.id);
      bursts += step.change.lossBursts?.length ?? 0;
      segments++;
      next = nextSegment(plan, probe, position, START_AT_MS + day * DAY_MS);
    }
    progress(`day ${day}: ${outages.size} outages invented, fold at ${JSON.stringify(fold).length} characters`);
  }
  const how = `foldSegment natively over ${segments} segments = ${DAYS} days, ${lost} of ${DAYS * 86_400} far packets lost at random`;
  return [
    atMost('outages invented in a month with 2 % loss', outages.size, { limit: 0, unit: '', how }),
    info('loss bursts in it', `${bursts} told in changes`, how),
    info(
      'time of the fold',
      `${((foldMs / segments) * 1000).toFixed(0)} us a segment`,
      'performance.now around foldSegment',
    ),
  ];
}

if (import.meta.main) await runAlone(async () => rulesMonth());
