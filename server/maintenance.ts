import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installService, uninstallService } from '../install/install-service.ts';
import { thisMachine } from '../install/machine.ts';
import { makeBackup } from './backup/make-backup.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import type { CommandResult } from './cli.ts';
import { findRoot, type ServerConfig } from './config.ts';
import { serverService } from './install/server-service.ts';
import { describeError } from './log.ts';

type Words = { file: string; from: string | null; isDryRun: boolean; isSetAside: boolean };
type Job = {
  usage: string;
  doc: string;
  words: 0 | 1;
  run: (words: Words, config: ServerConfig) => Promise<CommandResult>;
};

/** Commands about the installation as a whole. Unlike those of cli.ts they don't open the data folder to write in it. */
const JOBS: Record<string, Job> = {
  backup: {
    usage: 'backup FILE',
    doc: 'writes everything that is kept into one new file, also while the server runs (holds the secret key: keep it safe)',
    words: 1,
    run: async ({ file }, config) => {
      const made = makeBackup(serverDirOf(config), file, Date.now());
      return typeof made === 'string'
        ? { code: 1, text: made }
        : { code: 0, text: `${made.file}: ${(made.sizeBytes / 1e6).toFixed(1)} MB` };
    },
  },
  restore: {
    usage: 'restore FILE [--set-aside]',
    doc: 'puts a backup in place while the server is stopped; data that are there are renamed, with --set-aside, never replaced',
    words: 1,
    run: async ({ file, isSetAside }, config) => {
      const serverDir = serverDirOf(config);
      const migrationsDir = join(findRoot(import.meta.url), 'drizzle', 'migrations');
      const restored = restoreBackup({ file: resolve(file), serverDir, migrationsDir, isSetAside, nowMs: Date.now() });
      if (typeof restored === 'string') return { code: 1, text: restored };
      const aside = restored.setAside === null ? '' : `\nwhat was there before: ${restored.setAside}`;
      return {
        code: 0,
        text: `restored as of ${restored.madeAt}; probes deliver again what they measured since, as far as they still have it. What else the server wrote since is lost; the logs of the lines and a seal say so${aside}`,
      };
    },
  },
  install: {
    usage: 'install [--dry-run] [--from FOLDER]',
    doc: 'makes the server a service (systemd) that starts with the machine; --from takes over the data of that DATA_DIR',
    words: 0,
    run: (words, config) => service('install', words, config),
  },
  uninstall: {
    usage: 'uninstall [--dry-run]',
    doc: 'stops and removes the service; the data stay',
    words: 0,
    run: (words, config) => service('uninstall', words, config),
  },
};

/** One line for each command. */
export function maintenanceHelp(): string {
  return Object.values(JOBS)
    .map(({ usage, doc }) => `  ${usage}\n      ${doc}`)
    .join('\n');
}

/** Runs `argv` if it is one of these commands; null: it is none. Never rejects. */
export async function runMaintenance(argv: string[], config: ServerConfig): Promise<CommandResult | null> {
  const [name = '', ...rest] = argv;
  const job = Object.hasOwn(JOBS, name) ? JOBS[name] : undefined;
  if (!job) return null;
  try {
    const words = readWords(job, rest);
    return typeof words === 'string'
      ? { code: 1, text: `${words}\nusage: ${job.usage}` }
      : await job.run(words, config);
  } catch (error) {
    return { code: 1, text: describeError(error) };
  }
}

function readWords({ words, usage }: Job, argv: string[]): Words | string {
  const has = (option: string) => usage.includes(`--${option}`);
  const { positionals, values } = parseArgs({
    args: argv,
    options: {
      ...(has('dry-run') && { 'dry-run': { type: 'boolean' as const } }),
      ...(has('from') && { from: { type: 'string' as const } }),
      ...(has('set-aside') && { 'set-aside': { type: 'boolean' as const } }),
    },
    allowPositionals: true,
  });
  if (positionals.length !== words)
    return words === 0 ? `"${positionals[0]}" is too much` : 'exactly one file is needed';
  const given: Record<string, string | boolean | undefined> = values;
  const { from } = given;
  return {
    file: positionals[0] ?? '',
    from: typeof from === 'string' ? from : null,
    isDryRun: given['dry-run'] === true,
    isSetAside: given['set-aside'] === true,
  };
}

async function service(name: 'install' | 'uninstall', { from, isDryRun }: Words, config: ServerConfig) {
  const program = resolve(process.argv[1] ?? '');
  if (!program.endsWith('.mjs'))
    return { code: 1 as const, text: 'this needs the built program: npm run build, then dist/server.mjs' };
  const dataDir = resolve(from ?? config.dataDir);
  const machine = thisMachine();
  const plan = serverService(findRoot(import.meta.url), join(dataDir, 'server'));
  const command = [machine.nodePath, program, name, ...(name === 'install' ? ['--from', dataDir] : [])];
  return (name === 'install' ? installService : uninstallService)(plan, machine, { isDryRun, command });
}

function serverDirOf({ dataDir }: ServerConfig): string {
  return join(resolve(dataDir), 'server');
}
