import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Members } from './evidence-parts.ts';

/**
 * Does what README.txt of the bundle tells a person to type (sha256sum, ssh-keygen, openssl, awk, grep), nothing of ours.
 * The number of the first step that fails; null: all went well. `stampRoots`: a file with the roots of the time stamps,
 * with which each stamp is checked as step 3 tells.
 */
export function checkByHand(members: Members, readme: string, stampRoots: string | null): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'linewitness-hand-'));
  try {
    for (const [name, bytes] of members) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const script = `set -eo pipefail\nshopt -s nullglob\n${commandsOf(readme, stampRoots).join('\n')}\necho DONE\n`;
    const { stdout } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', env: process.env });
    const steps = [...stdout.matchAll(/^(?:STEP (\S+)|(DONE))$/gm)];
    return steps.at(-1)?.[2] ? null : (steps.at(-1)?.[1] ?? 'none');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What stands after each `$`, with the number of its step before. */
export function commandsOf(readme: string, stampRoots: string | null): string[] {
  const commands: string[] = [];
  for (const line of readme.split('\n')) {
    const [, step] = /^([1-9])\. /.exec(line) ?? [];
    if (step) commands.push(`echo; echo STEP ${step}`);
    if (line.startsWith('    $ ')) commands.push(line.slice(6));
    if (step === '4' && stampRoots) {
      const stamp = `openssl ts -verify -data "\${s%.*.tsr}" -in "$s" -CAfile '${stampRoots}'`;
      commands.splice(-1, 0, `echo STEP 3-stamps`, `for s in heads/*.tsr; do ${stamp}; done`);
    }
  }
  return commands;
}
