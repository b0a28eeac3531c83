import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that last long, in the order in which they begin: first those that wait for homes of their own for minutes, one of
 * which keeps both processors busy on purpose, with others that don't mind; then by turns what mostly waits and what
 * computes, so that there is always some of both. At the end of a run they would be waited for alone. Vitest itself would
 * order by how long files took last time, and a fresh clone has no last time.
 */
const LONG = [
  'test/outage-scenarios.test.ts',
  'test/fault-scenarios.test.ts',
  'probe/near-witnesses.test.ts',
  'test/axe.test.ts',
  'test/mail-states.test.ts',
  'test/mail-kill.test.ts',
  'test/tamper-matrix.test.ts',
  'install/real-systemd.test.ts',
  'test/pages-in-browser.test.ts',
  'test/mail-watch.test.ts',
  'test/mail-outage.test.ts',
  'test/alarms.test.ts',
  'probe/back-ends.test.ts',
  'test/browser.test.ts',
  'test/flow.test.ts',
  'test/mail-dead-line.test.ts',
  'test/fault-set.test.ts',
  'test/mail-lab/lab.test.ts',
  'test/restored-server.test.ts',
  'test/honest-bundles.test.ts',
  'test/verify-in-browser.test.ts',
  'test/mail-trial.test.ts',
  'test/newcomer.test.ts',
  'rules/outage/lossy-line.property.test.ts',
  'test/honest-bundles.property.test.ts',
  'test/single-file.test.ts',
  'test/bare-machine.test.ts',
  'server/routes/evidence-files.test.ts',
  'probe/runner.test.ts',
];

/** Vitest asks for a class: the long files in their order, then all others in Vitest's. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const places = new Map(sorted.map((file) => [file, this.#placeOf(file)]));
    return sorted.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  }

  #placeOf({ moduleId }: TestSpecification): number {
    const place = LONG.indexOf(relative(this.ctx.config.root, moduleId));
    return place < 0 ? LONG.length : place;
  }
}
