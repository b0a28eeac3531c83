import type { Method } from '../rules/method.ts';
import type { Sample } from '../rules/sample.ts';
import type { Moment } from './checks/check.ts';
import { startLiveLine } from './live-line.ts';
import { startLiveWords } from './live-words.ts';
import { startOutageMoments } from './outage-moments.ts';

/** What the measuring itself learns of an outage, sample by sample and so within a second: whom to ask out of turn. */
export type OutageWatch = {
  note(sample: Sample, method: Method): void;
  /** To be called about once a second, and after each sample that may have changed something. */
  look(nowTickMs: number): { isDown: boolean; moments: Moment[] };
};

export function startOutageWatch(): OutageWatch {
  const line = startLiveLine();
  const words = startLiveWords();
  const moments = startOutageMoments();
  return {
    note: (sample, method) => {
      line.note(sample, method);
      words.note(sample, method);
    },
    look: (nowTickMs) => {
      const routerTrouble = words.isRouterInTrouble(nowTickMs) ? 'router' : null;
      const trouble = line.isSilent() ? 'silent' : routerTrouble;
      return { isDown: trouble !== null, moments: moments.due(trouble, nowTickMs) };
    },
  };
}
