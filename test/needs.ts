import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';

/**
 * What a test needs beyond Node and npm. On a machine without it the tests are left out, and named with the reason
 * (`left-out-reporter.ts` prints the list); with `CI=true` nothing may be left out, so a missing part fails instead.
 */
export const NEEDS = {
  fping: { isMet: () => isOnPath('fping'), reason: 'fping is not installed' },
  ping: { isMet: () => isOnPath('ping'), reason: 'ping is not installed' },
  namespaces: {
    isMet: () => process.getuid?.() === 0 && ['ip', 'nft'].every(isOnPath),
    reason: 'network namespaces need root, ip and nft',
  },
  chromium: { isMet: () => chromiumPath() !== null, reason: 'chromium is not installed' },
  systemd: {
    isMet: () =>
      ['/lib/systemd/systemd', '/usr/lib/systemd/systemd'].some((path) => existsSync(path)) && isOnPath('systemctl'),
    reason: 'systemd is not installed',
  },
  postfix: {
    isMet: () => process.getuid?.() === 0 && ['postfix', 'openssl'].every(isOnPath),
    reason: 'Postfix is not installed, or cannot be started without root',
  },
  dovecot: {
    // 2.4 reads other settings
    isMet: () =>
      saysVersion('dovecot', '2.3.') && ['imap', 'lmtp', 'modules/lib90_sieve_plugin.so'].every(isPartOfDovecot),
    reason: 'Dovecot 2.3 with IMAP, LMTP and Sieve is not installed',
  },
  faketime: { isMet: () => isOnPath('faketime'), reason: 'faketime is not installed' },
  openssl: { isMet: () => isOnPath('openssl'), reason: 'openssl is not installed' },
  handTools: {
    isMet: () => ['openssl', 'ssh-keygen', 'sha256sum', 'unzip'].every(isOnPath),
    reason: 'openssl, ssh-keygen, sha256sum or unzip is not installed',
  },
  caddy: { isMet: () => isOnPath('caddy'), reason: 'caddy is not installed' },
  strace: { isMet: () => isOnPath('strace'), reason: 'strace is not installed' },
  pdfTools: {
    isMet: () => ['pdftotext', 'pdffonts', 'pdfdetach', 'qpdf'].every(isOnPath),
    reason: 'pdftotext or qpdf is not installed',
  },
} as const;
export type Need = keyof typeof NEEDS;

/** Stands in the name of each group that was left out, followed by the reasons. */
export const LEFT_OUT = 'left out: ';

/** Reasons, in plain words, why these needs are not met here; empty = all are met. */
export function reasonsMissing(needs: readonly Need[]): string[] {
  return needs.filter((need) => !NEEDS[need].isMet()).map((need) => NEEDS[need].reason);
}

/** Like `describe`, for tests that need more than Node: left out and named, or failing with `CI=true`, where it is missing. */
export function describeWith(needs: readonly Need[], name: string, body: () => void): void {
  const reasons = reasonsMissing(needs).join(', ');
  if (reasons === '') {
    describe(name, body);
  } else if (process.env['CI'] === 'true') {
    describe(name, () => {
      test('has what it needs, as CI demands', () => {
        throw new Error(reasons);
      });
    });
  } else {
    describe.skip(`${name} (${LEFT_OUT}${reasons})`, body);
  }
}

/** Chromium's path: `CHROMIUM`, else the first of the usual names on the PATH; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  return findOnPath('chromium') ?? findOnPath('chromium-browser') ?? findOnPath('google-chrome');
}

/** Full path of a program on the PATH, or null. */
export function findOnPath(program: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder: look in the next
    }
  }
  return null;
}

function saysVersion(program: string, start: string): boolean {
  return isOnPath(program) && spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout.startsWith(start);
}

/** Debian puts its packages' parts there. */
function isPartOfDovecot(name: string): boolean {
  return existsSync(`/usr/lib/dovecot/${name}`);
}

function isOnPath(program: string): boolean {
  return findOnPath(program) !== null;
}
