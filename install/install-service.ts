import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Machine, systemdProblem } from './machine.ts';
import { type Places, placesOf, type ServicePlan } from './service-plan.ts';
import { takeOverData } from './take-over-data.ts';
import { unitText } from './unit-text.ts';

/** What was done, for whoever typed the command; `code` is the exit code. */
export type InstallResult = { code: 0 | 1; text: string };

/** Words after `install` and `uninstall`. */
export type InstallOptions = { isDryRun: boolean; command: readonly string[] };

/** The unit as it will be on this machine. */
export function plannedUnit(plan: ServicePlan, machine: Machine): string {
  const places = placesOf(plan);
  return unitText({
    ...plan.unit,
    name: plan.name,
    environmentFile: places.settingsFile,
    command: [nodePlace(machine), ...plan.flags, places.program],
  });
}

/**
 * Puts program, unit and shell command in place, takes over the data and starts the service. May be done again at any
 * time: with a newer program it is the update. Refuses, changing nothing, without systemd or without root.
 */
export async function installService(
  plan: ServicePlan,
  machine: Machine,
  { isDryRun, command }: InstallOptions,
): Promise<InstallResult> {
  if (isDryRun) return { code: 0, text: plannedUnit(plan, machine).trimEnd() };
  const problem = systemdProblem(machine, command.slice(0, 2).join(' ')) ?? rootProblem(machine, command);
  if (problem !== null) return { code: 1, text: problem };
  const places = placesOf(plan, machine.root);
  const isUpdate = existsSync(places.unitFile);
  // ours is stopped before its folder is looked at; it starts again below, also when it was not running
  if (isUpdate) machine.run('systemctl', ['stop', `${plan.name}.service`]);
  const busy = plan.oldDataDir === null ? null : await plan.busyProblem(plan.oldDataDir);
  if (busy !== null) {
    if (isUpdate) machine.run('systemctl', ['start', `${plan.name}.service`]);
    return { code: 1, text: busy };
  }
  makeUser(plan.unit.user, machine);
  placeProgram(plan, places, machine);
  const moved = takeOverData(plan.oldDataDir, places.dataDir, plan.dataMark);
  // -h: the service's user could have put a link there, and root must not give it what that leads to
  if (existsSync(places.dataDir)) machine.run('chown', ['-Rh', `${plan.unit.user}:`, places.dataDir]);
  writeInPlace(places.unitFile, plannedUnit(plan, machine), 0o644);
  if (!existsSync(places.settingsFile)) writeInPlace(places.settingsFile, plan.settingsHint, 0o600);
  writeInPlace(places.shellCommand, shellCommandText(plan, machine), 0o755);
  machine.run('systemctl', ['daemon-reload']);
  machine.run('systemctl', ['enable', `${plan.name}.service`]);
  machine.run('systemctl', ['restart', `${plan.name}.service`]);
  return { code: 0, text: installedText(plan, places, moved, isUpdate) };
}

/** Stops the service and removes what `installService` put in place. The data stay. */
export function uninstallService(
  plan: ServicePlan,
  machine: Machine,
  { isDryRun, command }: InstallOptions,
): InstallResult {
  const places = placesOf(plan, machine.root);
  const removed = [places.unitFile, places.shellCommand, places.programDir];
  if (isDryRun) return { code: 0, text: `would stop ${plan.name} and remove:\n${removed.join('\n')}` };
  if (!existsSync(places.unitFile)) return { code: 0, text: `${plan.name} is not installed; nothing was changed` };
  const problem = systemdProblem(machine, command.slice(0, 2).join(' ')) ?? rootProblem(machine, command);
  if (problem !== null) return { code: 1, text: problem };
  machine.run('systemctl', ['disable', '--now', `${plan.name}.service`]);
  for (const path of removed) rmSync(path, { recursive: true, force: true });
  const home = dirname(places.programDir);
  // the copied Node goes with the last of the two services
  if (existsSync(home) && !readdirSync(home).some((name) => name.startsWith('linewitness-')))
    rmSync(home, { recursive: true });
  machine.run('systemctl', ['daemon-reload']);
  return {
    code: 0,
    text: `${plan.name} is stopped and removed. Its data stay in ${places.dataDir}, its settings in ${places.settingsFile}`,
  };
}

function rootProblem(machine: Machine, command: readonly string[]): string | null {
  return machine.isRoot ? null : `this needs root. Run:\n  sudo ${command.map(shellWord).join(' ')}`;
}

/** A system's own Node is used where it is; one in a home folder is hidden from services and copied. */
function nodePlace(machine: Machine): string {
  const isSystems = /^\/(usr|opt|nix)\//.test(machine.nodePath) && !machine.nodePath.includes('/node_modules/');
  return isSystems ? machine.nodePath : `/opt/linewitness/node-${machine.nodeVersion}`;
}

function makeUser(user: string, machine: Machine): void {
  try {
    machine.run('id', ['-u', user]);
  } catch {
    const shell = '/usr/sbin/nologin';
    machine.run('useradd', ['--system', '--user-group', '--home-dir', '/nonexistent', '--shell', shell, user]);
  }
}

/** If we die in between: the old program is still there or the new one whole, and the next `install` tidies up. */
function placeProgram(plan: ServicePlan, places: Places, machine: Machine): void {
  const draft = `${places.programDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  for (const { from, to } of plan.programFiles) {
    mkdirSync(dirname(join(draft, to)), { recursive: true });
    cpSync(from, join(draft, to), { recursive: true, dereference: true });
  }
  // the file system's rights of the place it came from (a umask of 077) must not keep the service's user out
  machine.run('chmod', ['-R', 'u=rwX,go=rX', draft]);
  machine.run('chown', ['-R', 'root:root', draft]);
  rmSync(places.programDir, { recursive: true, force: true });
  renameSync(draft, places.programDir);
  const node = machine.root + nodePlace(machine);
  if (nodePlace(machine) === machine.nodePath || existsSync(node)) return;
  cpSync(machine.nodePath, `${node}.new`, { dereference: true });
  chmodSync(`${node}.new`, 0o755);
  renameSync(`${node}.new`, node);
}

/** Runs the program as the service does, with its user, settings and folder: `sudo linewitness-server login-link`. */
function shellCommandText(plan: ServicePlan, machine: Machine): string {
  const places = placesOf(plan);
  const assignments = Object.entries(plan.unit.environment).map(([name, value]) => shellWord(`${name}=${value}`));
  return `#!/bin/sh
# made by "install"; removed by "uninstall"
[ "$(id -u)" = 0 ] || { echo "linewitness: run it with sudo: sudo ${plan.name} $*" >&2; exit 1; }
set -a
[ ! -f ${places.settingsFile} ] || . ${places.settingsFile}
set +a
case "$1" in
  install|uninstall) exec env ${assignments.join(' ')} ${nodePlace(machine)} ${places.program} "$@" ;;
  backup|restore) # reads and writes files that the service's user may not; what lies in its folder stays its own
    env ${assignments.join(' ')} ${nodePlace(machine)} ${places.program} "$@"; code=$?
    chown -Rh ${plan.unit.user}: ${places.dataDir}; exit $code ;;
esac
cd / && exec runuser -u ${plan.unit.user} -- env ${assignments.join(' ')} ${[nodePlace(machine), ...plan.flags, places.program].join(' ')} "$@"
`;
}

function installedText(plan: ServicePlan, places: Places, moved: string | null, isUpdate: boolean): string {
  return [
    `${plan.name} is ${isUpdate ? 'up to date' : 'installed'}, runs, and starts with this machine.`,
    ...(moved === null ? [] : [moved]),
    `data      ${places.dataDir}`,
    `settings  ${places.settingsFile}`,
    `log       journalctl -u ${plan.name} -f`,
    `commands  sudo ${plan.name} --help`,
  ].join('\n');
}

function writeInPlace(path: string, text: string, mode: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, text, { mode });
  chmodSync(`${path}.new`, mode);
  renameSync(`${path}.new`, path);
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
