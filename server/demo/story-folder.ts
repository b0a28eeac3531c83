import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * Throw-away folders of the demo, all below one folder of this user in the system's temporary one:
 *
 *     linewitness-demo-1000/story-KEY/          a history made once, never changed afterwards
 *     linewitness-demo-1000/run-PID-XXXXXX/     the copy that one running demo writes to; removed at its end
 *
 * A story is made in a `making-` folder and renamed when complete, so a demo that was stopped halfway leaves no half one.
 */
export type StoryFolders = { base: string };

/** Opens (makes) the base folder and removes what dead demos and old stories left. Throws when it belongs to somebody else. */
export function openStoryFolders(temporaryFolder: string, key: string): StoryFolders {
  const { uid } = userInfo();
  const base = join(temporaryFolder, `linewitness-demo-${uid}`);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  const found = lstatSync(base);
  // the name can be guessed: somebody else may have put a folder or a link there
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid)) {
    throw new Error(`${base} is not a folder of this user; remove it or set TMPDIR`);
  }
  for (const name of readdirSync(base)) {
    const pid = Number(/^(?:run|making)-(\d+)-/.exec(name)?.[1]);
    const isLeftOver = pid > 0 ? !isAlive(pid) : isOldStory(base, name, key);
    if (isLeftOver) rmSync(join(base, name), { recursive: true, force: true });
  }
  return { base };
}

/** The finished story of this key, or null when it is still to be made. */
export function finishedStory({ base }: StoryFolders, key: string): string | null {
  const folder = join(base, `story-${key}`);
  return existsSync(folder) ? folder : null;
}

/** A folder to make the story in. */
export function makingFolder({ base }: StoryFolders): string {
  return mkdtempSync(join(base, `making-${process.pid}-`));
}

/** Declares what was made there finished; when another demo was faster, its story holds. */
export function finishStory({ base }: StoryFolders, making: string, key: string): string {
  const folder = join(base, `story-${key}`);
  try {
    renameSync(making, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

/** The copy for one run of the demo. */
export function copyForRun({ base }: StoryFolders, story: string): string {
  const run = mkdtempSync(join(base, `run-${process.pid}-`));
  cpSync(story, run, { recursive: true });
  return run;
}

/** Hash of the program's own file: another program may derive other things from the same story. */
export function programKey(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
}

/** Stories of other days are of no use any more; one that was made within the hour may be another demo's. */
function isOldStory(base: string, name: string, key: string): boolean {
  if (!name.startsWith('story-') || name === `story-${key}`) return false;
  return Date.now() - lstatSync(join(base, name)).mtimeMs > 3_600_000;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
