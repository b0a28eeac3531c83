import type { NextStep } from '../../web/pages/setup-views.ts';
import type { NowView } from '../../web/pages/views.ts';
import type { Keep } from '../keep.ts';
import type { Line } from '../store/store.ts';
import type { Asker } from '../visibility.ts';
import { nextSteps } from './next-steps.ts';

type Setting = { keep: Pick<Keep, 'store' | 'setup'>; asker: Asker };

/** What is missing at a line, for its owner; a visitor is told nothing. `now` as `nowView` gives it. */
export function lineNextSteps(
  { keep, asker }: Setting,
  line: Line,
  now: Pick<NowView, 'unknownCause' | 'backEnds'>,
): NextStep[] {
  if (asker === 'visitor') return [];
  return nextSteps({
    line,
    unknownCause: now.unknownCause,
    isMeasured: keep.store.firstMeasuredAtMs(line.id) !== null,
    backEnds: now.backEnds,
    hasAlarmPath: keep.setup.hasAlarmPath(),
  });
}
