import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What installing needs to know of, and do on, the machine. */
export type Machine = {
  /** Put before every path; empty except in tests. */
  root: string;
  isRoot: boolean;
  hasSystemd: boolean;
  /** Node that runs this. */
  nodePath: string;
  nodeVersion: string;
  /** Runs a program to its end; throws with what it printed when it fails. */
  run: (program: string, args: readonly string[]) => string;
};

/** This machine. `isDryRun` runs nothing. */
export function thisMachine(): Machine {
  return {
    root: '',
    isRoot: process.getuid?.() === 0,
    // as sd_booted(3) does
    hasSystemd: existsSync('/run/systemd/system'),
    nodePath: process.execPath,
    nodeVersion: process.versions.node,
    run: (program, args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  };
}

/** Why nothing can be installed here, and what to do instead; null: it can. */
export function systemdProblem(machine: Machine, startCommand: string): string | null {
  if (machine.hasSystemd) return null;
  if (existsSync(`${machine.root}/etc/openwrt_release`)) {
    return `this is OpenWrt, which has no systemd: start "${startCommand}" from a procd script in /etc/init.d (respawn 0 2 0)`;
  }
  if (existsSync(`${machine.root}/.dockerenv`) || existsSync(`${machine.root}/run/.containerenv`)) {
    return 'this is a container, which has no systemd: its engine starts it again by itself (restart: unless-stopped, see compose.yaml)';
  }
  return `this system has no systemd: let its own service manager start "${startCommand}" and start it again when it ends`;
}
