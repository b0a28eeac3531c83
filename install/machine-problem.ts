/** First version that has all we use. */
export const OLDEST_NODE = 24;
/** Values of `process.arch` that are 64 bit wide. */
export const WIDE_ARCHITECTURES: readonly string[] = ['x64', 'arm64', 'ppc64', 's390x', 'riscv64', 'loong64'];

/**
 * Why this machine can't run Linewitness, in one sentence; null: it can. The bundles ask the same before anything else
 * of them runs (build.ts), since an old Node fails at the first import.
 */
export function machineProblem(nodeVersion: string, architecture: string): string | null {
  if (!WIDE_ARCHITECTURES.includes(architecture)) {
    return `this is a 32-bit system (${architecture}); Linewitness needs a 64-bit one. On a Raspberry Pi 3 or newer, install the 64-bit image`;
  }
  return Number(nodeVersion.split('.')[0]) >= OLDEST_NODE
    ? null
    : `this is Node ${nodeVersion}; Linewitness needs Node ${OLDEST_NODE} or newer. In the project's folder, "npm ci" brings it along: use "npm start", "npm run probe" or "npm run server"`;
}
