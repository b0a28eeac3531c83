import { type BundleCode, bundleFinding, type CodeValues } from './codes.ts';
import type { BundleFinding, BundleStatus } from './report.ts';

/** Of each kind; what is more is counted, so that a hostile bundle can't fill the memory. */
export const MAX_FINDINGS_OF_KIND = 1000;

export type Findings = ReturnType<typeof openFindings>;

/** Collects what is found. The same finding of many places in a row is told one by one, up to the limit. */
export function openFindings() {
  const kept: BundleFinding[] = [];
  const counts = { broken: 0, gap: 0, note: 0 };
  const missing = new Set<string>();
  const keep = (finding: BundleFinding) => {
    counts[finding.kind] += 1;
    if (counts[finding.kind] <= MAX_FINDINGS_OF_KIND) kept.push(finding);
  };
  return {
    add: <C extends BundleCode>(code: C, where: string, values: CodeValues<C>): void => {
      // the manifest misses it, and so does who wanted to read it
      if (code === 'member-missing' && missing.has(where)) return;
      if (code === 'member-missing') missing.add(where);
      keep(bundleFinding(code, where, values));
    },
    addAll: (findings: readonly BundleFinding[]): void => findings.forEach(keep),
    end: (): { status: BundleStatus; findings: BundleFinding[]; findingsLeftOut: number } => {
      const whole = counts.gap > 0 ? 'gaps' : 'valid';
      const status = counts.broken > 0 ? 'broken' : whole;
      return { status, findings: kept, findingsLeftOut: counts.broken + counts.gap + counts.note - kept.length };
    },
  };
}
