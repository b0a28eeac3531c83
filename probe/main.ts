import { resolve } from 'node:path';
import { installService, uninstallService } from '../install/install-service.ts';
import { thisMachine } from '../install/machine.ts';
import { machineProblem } from '../install/machine-problem.ts';
import { check } from './check-once.ts';
import { type Command, HELP, parseArguments } from './cli.ts';
import { systemClocks } from './clocks.ts';
import { type ProbeConfig, readProbeConfig } from './config.ts';
import { enrol } from './enrol.ts';
import { probeService } from './install/probe-service.ts';
import { isProbeRunning } from './instance-lock.ts';
import { loadMail } from './load-mail.ts';
import { openStdoutLog } from './log.ts';
import { runProbe } from './run-probe.ts';

/** Entry of the probe: command → code of the process. The only place that ends it. */
const problem = machineProblem(process.versions.node, process.arch);
if (problem === null) void main(process.argv.slice(2)).then((code) => Object.assign(process, { exitCode: code }));
else process.exitCode = complain(problem);

async function main(args: string[]): Promise<number> {
  const command = parseArguments(args);
  if (typeof command === 'string') return complain(`${command}\n\n${HELP}`);
  if (command.name === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const config = readProbeConfig();
  return typeof config === 'string' ? complain(config) : runCommand(command, config);
}

async function runCommand(command: Exclude<Command, { name: 'help' }>, config: ProbeConfig): Promise<number> {
  switch (command.name) {
    case 'enroll': {
      const enrolment = await enrol(config.dataDir, command.url, command.token);
      if (typeof enrolment === 'string') return complain(enrolment);
      process.stdout.write(`Joined ${enrolment.serverUrl} as the probe of line "${enrolment.line}".\n`);
      return 0;
    }
    case 'check':
      return (await check(config, systemClocks(), (line) => process.stdout.write(`${line}\n`))) ? 0 : 1;
    case 'mail-test':
      return (await tryMail(config, command.route)) ? 0 : 1;
    case 'health':
      return (await isProbeRunning(config.dataDir)) ? 0 : complain('no probe is running with this folder');
    case 'install':
    case 'uninstall':
      return install(command, config);
    case 'run':
      return runUntilStopped(config);
  }
}

async function tryMail({ mail, dataDir }: ProbeConfig, route: string): Promise<boolean> {
  const { tryRoute } = await loadMail();
  const noMail = { accounts: [], routes: [], deleteAfterMs: 0, warnings: [] };
  const say = (line: string) => process.stdout.write(`${line}\n`);
  return tryRoute({ mail: mail ?? noMail, route, dataDir, clocks: systemClocks(), say });
}

async function install(
  { name, isDryRun, from }: Extract<Command, { isDryRun: boolean }>,
  config: ProbeConfig,
): Promise<number> {
  const programFile = resolve(process.argv[1] ?? '');
  if (!programFile.endsWith('.mjs'))
    return complain('install needs the built program: npm run build, then dist/probe.mjs');
  const oldDataDir = from === null ? config.dataDir : resolve(from);
  const machine = thisMachine();
  const options = { isDryRun, command: [machine.nodePath, programFile, name, '--from', oldDataDir] };
  const plan = probeService(programFile, oldDataDir);
  const result = await (name === 'install' ? installService : uninstallService)(plan, machine, options);
  if (result.code === 0) process.stdout.write(`${result.text}\n`);
  return result.code === 0 ? 0 : complain(result.text);
}

async function runUntilStopped(config: ProbeConfig): Promise<number> {
  const clocks = systemClocks();
  const log = openStdoutLog(clocks.wallAtMs);
  const { promise: stopAsked, resolve } = Promise.withResolvers<string>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  const probe = await runProbe({ config, clocks, log });
  if (typeof probe === 'string') return complain(probe);
  const signal = await stopAsked;
  log.info('asked to stop', { signal });
  await probe.stop();
  // What is left (a name server that does not answer, a tool that does not end) must not hold up the end.
  setTimeout(() => process.exit(0), 500).unref();
  return 0;
}

function complain(sentence: string): number {
  process.stderr.write(`linewitness: ${sentence}\n`);
  return 1;
}
