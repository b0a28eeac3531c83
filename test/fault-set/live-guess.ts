import type { Moment } from '../../probe/checks/check.ts';
import type { Family } from '../../rules/outage/observation.ts';

/** When a probe that measures this would make its attempts out of turn: what it knows of an outage while it lasts. */
export type FarFate = {
  family: Family;
  target: number;
  sentMs: number;
  finalMs: number;
  isLost: boolean;
  isWitnessed: boolean;
};
export type Turn = { moment: Moment; atMs: number };
export type DownTime = { fromMs: number; toMs: number };

const MINUTE_MS = 60_000;
const REREAD_MS = 120_000;

/** The outages as the probe sees them: begun after five losses in a row (three with an ICMP error), ended by two targets. */
export function downTimes(fates: readonly FarFate[], untilMs: number): DownTime[] {
  const families = new Map<Family, { isDown: boolean; losses: number; witnessed: boolean; answered: Set<number> }>();
  const downs: DownTime[] = [];
  let wasDown = false;
  for (const fate of fates.toSorted((a, b) => a.finalMs - b.finalMs)) {
    const state = families.get(fate.family) ?? { isDown: false, losses: 0, witnessed: false, answered: new Set() };
    families.set(fate.family, state);
    if (fate.isLost) {
      state.losses += 1;
      state.witnessed ||= fate.isWitnessed;
      state.answered.clear();
      if (state.losses >= (state.witnessed ? 3 : 5)) state.isDown = true;
    } else {
      state.losses = 0;
      state.witnessed = false;
      state.answered.add(fate.target);
      if (state.answered.size >= 2) state.isDown = false;
    }
    const isDown = [...families.values()].every((one) => one.isDown);
    if (isDown && !wasDown) downs.push({ fromMs: fate.finalMs, toMs: untilMs });
    const last = downs.at(-1);
    if (!isDown && wasDown && last) last.toMs = fate.finalMs;
    wasDown = isDown;
  }
  return downs;
}

export function turnsOf(downs: readonly DownTime[], untilMs: number): Turn[] {
  return downs.flatMap(({ fromMs, toMs }) => {
    const turns: Turn[] = [{ moment: 'onset', atMs: fromMs }];
    if (toMs - fromMs > MINUTE_MS) turns.push({ moment: 'minute', atMs: fromMs + MINUTE_MS });
    if (toMs < untilMs) turns.push({ moment: 'end', atMs: toMs }, { moment: 'reread', atMs: toMs + REREAD_MS });
    return turns.filter(({ atMs }) => atMs < untilMs);
  });
}
