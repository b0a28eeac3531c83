import type { BundleFinding, BundleReport } from '../../rules/journal/bundle/report.ts';
import { type BundleSource, bytesInMemory } from '../../rules/journal/bundle/source.ts';
import { verifyBundle } from '../../rules/journal/bundle/verify-bundle.ts';
import { nodeTools } from '../../server/verify/node-tools.ts';
import type { HandMade } from './hand-made-bundle.ts';

/** Bundles made by hand have no figures. */
const WITHOUT_FIGURES = 'member-missing derived/evidence.json';

export function filesOf({ members }: Pick<HandMade, 'members'>): BundleSource {
  return { kind: 'files', files: [...members].map(([name, bytes]) => ({ name, bytes: bytesInMemory(bytes) })) };
}

export function verifyFiles(bundle: Pick<HandMade, 'members'>): Promise<BundleReport> {
  return verifyBundle(filesOf(bundle), nodeTools());
}

/** `CODE PLACE` of each finding of a kind, but that figures are missing. */
export function told({ findings }: BundleReport, kind: BundleFinding['kind'] = 'broken'): string[] {
  return findings
    .filter((finding) => finding.kind === kind)
    .map(({ code, where }) => `${code} ${where}`)
    .filter((one) => one !== WITHOUT_FIGURES);
}
