/** What the probe was asked to do. */
export type Command =
  | { name: 'help' }
  | { name: 'run' | 'check' | 'health' }
  | { name: 'enroll'; url: string; token: string };

export const HELP = `The probe of Linewitness: measures this machine's line and keeps what it saw.

  npm run probe                        measure until stopped (Ctrl+C); what is enrolled is delivered
  npm run probe -- enroll URL TOKEN    join a server; "npm run server -- invite LINE" there prints the token
  npm run probe -- check               try every configured check once and say what works
  npm run probe -- health              say whether a probe is running (exit code 0: yes)

Settings: probe.yaml in the data folder (PROBE_DATA_DIR, else DATA_DIR/probe, else data/probe); without it everything
is found by itself.
`;

/** The command, or a sentence that says what is wrong with it. */
export function parseArguments(args: string[]): Command | string {
  const [name = 'run', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) return { name: 'help' };
  if (name === 'enroll' || name === 'enrol') {
    const [url, token] = rest;
    return url !== undefined && token !== undefined && rest.length === 2
      ? { name: 'enroll', url, token }
      : 'enroll needs two things: the address of the server and the token';
  }
  if (name !== 'run' && name !== 'check' && name !== 'health') return `"${name}" is not a command of the probe`;
  return rest.length === 0 ? { name } : `${name} takes nothing more, but "${rest.join(' ')}" follows`;
}

const OLDEST_NODE = 24;
const WIDE_ARCHITECTURES = ['x64', 'arm64', 'ppc64', 's390x', 'riscv64', 'loong64'];

/** Why this machine can't run the probe, in one sentence; null: it can. */
export function machineProblem(nodeVersion: string, architecture: string): string | null {
  if (!WIDE_ARCHITECTURES.includes(architecture)) {
    return `this is a 32-bit system (${architecture}); Linewitness needs a 64-bit one. On a Raspberry Pi 3 or newer, install the 64-bit image`;
  }
  return Number(nodeVersion.split('.')[0]) >= OLDEST_NODE
    ? null
    : `this is Node ${nodeVersion}; Linewitness needs Node ${OLDEST_NODE} or newer. In the project's folder, "npm ci" brings it along: use "npm run probe"`;
}
