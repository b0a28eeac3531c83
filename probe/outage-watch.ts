import type { Method } from '../rules/method.ts';
import type { Sample } from '../rules/sample.ts';
import type { Moment } from './checks/check.ts';
import { startLiveLine } from './live-line.ts';
import { startLiveWords } from './live-words.ts';
import { startOutageMoments, type Trouble } from './outage-moments.ts';

/** What the measuring itself learns of an outage, sample by sample and so within a second: whom to ask out of turn. */
export type OutageWatch = {
  note(sample: Sample, method: Method): void;
  /**
   * To be called about once a second, and after each sample that may have changed something. `isDown`: the line as a whole
   * is, by its packets or by the router's word.
   */
  look(nowTickMs: number): { isDown: boolean; moments: Moment[] };
};

/** The families of a line that fails go, and come back, some seconds apart: only then is one of them a case of its own. */
const FAMILY_ALONE_MS = 15_000;

export function startOutageWatch(): OutageWatch {
  const line = startLiveLine();
  const words = startLiveWords();
  const moments = startOutageMoments();
  let halfDownTickMs: number | null = null;
  const troubleAt = (nowTickMs: number): Trouble => {
    halfDownTickMs = line.isHalfDown() ? (halfDownTickMs ?? nowTickMs) : null;
    if (line.isSilent()) return 'silent';
    if (words.isRouterInTrouble(nowTickMs)) return 'router';
    return halfDownTickMs !== null && nowTickMs - halfDownTickMs >= FAMILY_ALONE_MS ? 'family' : null;
  };
  return {
    note: (sample, method) => {
      line.note(sample, method);
      words.note(sample, method);
    },
    look: (nowTickMs) => {
      const trouble = troubleAt(nowTickMs);
      const isDown = trouble === 'silent' || trouble === 'router';
      return { isDown, moments: moments.due(trouble, nowTickMs) };
    },
  };
}
