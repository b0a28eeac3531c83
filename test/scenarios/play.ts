import { type Arrangement, type MeasuredHome, openMeasuredHome } from '../lab/measured-home.ts';
import type { Finding, Scenario } from './scenario.ts';

/** Scenarios being played, one after the other, in a home of their own. */
export type Playing = {
  /** What the scenario of that name came to. */
  finding(name: string): Promise<Finding>;
  /** Resolves when all are played and the home is gone; never rejects, each finding does for itself. */
  done: Promise<void>;
};

/** Opens a home and plays the scenarios in it, in order; one that goes wrong does not keep the next from being played. */
export function playInOrder(
  arrangement: Arrangement,
  scenarios: readonly Scenario[],
  prepare: (home: MeasuredHome) => void = () => undefined,
): Playing {
  const home = openMeasuredHome(arrangement).then((opened) => {
    prepare(opened);
    return opened;
  });
  const findings = new Map<string, Promise<Finding>>();
  let previous: Promise<unknown> = home;
  for (const scenario of scenarios) {
    const played = previous.then(async () => {
      const opened = await home;
      try {
        return await scenario.play(opened);
      } catch (error) {
        throw new Error(`${scenario.name}: ${String(error)}\n${opened.sides.output()}`, { cause: error });
      }
    });
    findings.set(scenario.name, played);
    previous = played.catch(() => undefined); // told by the test that asks for this finding
  }
  return {
    finding(name) {
      return findings.get(name) ?? Promise.reject(new Error(`no scenario is called "${name}"`));
    },
    done: previous.then(
      () => home.then((opened) => opened.close()),
      () => undefined, // the home did not open: told by the tests
    ),
  };
}
