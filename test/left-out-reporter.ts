import type { Reporter, TestModule, TestSuite, Vitest } from 'vitest/node';
import { LEFT_OUT } from './needs.ts';

/**
 * Vitest reporter: after the run names every group and test that was left out, with the reason, so that none is
 * skipped silently. A skip without a reason (a forgotten `.skip`) is called that, and fails a run with `CI=true`.
 */
export const leftOutReporter: Reporter = {
  onInit(vitest: Vitest) {
    isPart = vitest.config.testNamePattern !== undefined;
  },
  onTestRunEnd(modules: readonly TestModule[]) {
    if (isPart) return; // a run of chosen names (-t) leaves out the others by wish
    const lines = modules.flatMap(linesOf);
    if (lines.length === 0) return;
    process.stdout.write(`\nleft out (${lines.length}):\n${lines.map((line) => `  ${line}\n`).join('')}`);
    if (process.env['CI'] === 'true') process.exitCode = 1;
  },
};
let isPart = false;

function linesOf(module: TestModule): string[] {
  const counts = new Map<string, number>();
  for (const test of module.children.allTests('skipped')) {
    if (isAfterFailure(test.parent)) continue; // its set-up failed, which is told as a failure
    const group = leftOutGroup(test.parent);
    const name = group ?? `${test.fullName} (left out without a reason)`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(
    ([name, count]) => `${module.relativeModuleId}: ${name}: ${count} test${count === 1 ? '' : 's'}`,
  );
}

function isAfterFailure(parent: TestSuite | TestModule): boolean {
  return parent.errors().length > 0 || (parent.type === 'suite' && isAfterFailure(parent.parent));
}

/** Name of the nearest group that says why it was left out. */
function leftOutGroup(parent: TestSuite | TestModule): string | null {
  if (parent.type === 'module') return null;
  return parent.name.includes(LEFT_OUT) ? parent.name : leftOutGroup(parent.parent);
}
