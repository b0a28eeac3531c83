/** What the probe was asked to do. */
export type Command =
  | { name: 'help' }
  | { name: 'run' | 'check' | 'health' }
  | { name: 'enroll'; url: string; token: string }
  | { name: 'mail-test'; route: string }
  | { name: 'install' | 'uninstall'; isDryRun: boolean; from: string | null };

export const HELP = `The probe of Linewitness: measures this machine's line and keeps what it saw.

  npm run probe                        measure until stopped (Ctrl+C); what is enrolled is delivered
  npm run probe -- enroll URL TOKEN    join a server; "npm run server -- invite LINE" there prints the token
  npm run probe -- check               try every configured check once and say what works
  npm run probe -- mail-test ROUTE     send one test mail on a route of probe.yaml now, wait for it and say each step
  npm run probe -- health              say whether a probe is running (exit code 0: yes)
  npm run probe -- install             make it a service (systemd): it starts with the machine, and again after a power cut;
                                       --dry-run prints the unit, --from FOLDER takes over the data there
  npm run probe -- uninstall           stop and remove the service; the data stay

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
  if (name === 'mail-test') {
    const [route] = rest;
    return route !== undefined && rest.length === 1
      ? { name: 'mail-test', route }
      : 'mail-test needs one thing: the name of a route in probe.yaml';
  }
  if (name === 'install' || name === 'uninstall') return parseInstall(name, rest);
  if (name !== 'run' && name !== 'check' && name !== 'health') return `"${name}" is not a command of the probe`;
  return rest.length === 0 ? { name } : `${name} takes nothing more, but "${rest.join(' ')}" follows`;
}

function parseInstall(name: 'install' | 'uninstall', words: string[]): Command | string {
  const fromAt = words.indexOf('--from');
  const from = fromAt === -1 ? null : words[fromAt + 1];
  if (from === undefined) return '--from needs a folder';
  const rest = words.filter(
    (word, at) => word !== '--dry-run' && (fromAt === -1 || (at !== fromAt && at !== fromAt + 1)),
  );
  if (rest.length > 0) return `${name} takes --dry-run and --from FOLDER, but "${rest.join(' ')}" follows`;
  return { name, isDryRun: words.includes('--dry-run'), from };
}
