import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyForRun, finishedStory, finishStory, makingFolder, openStoryFolders } from './story-folder.ts';

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'linewitness-test-'));
});
afterEach(() => rmSync(temporary, { recursive: true, force: true }));

/** A pid that no process can have (above the kernel's limit). */
const DEAD_PID = 99_999_999;

test('a story is there only once it is finished, and a run changes its copy alone', () => {
  const folders = openStoryFolders(temporary, 'a');
  const making = makingFolder(folders);
  writeFileSync(join(making, 'text'), 'as made');
  expect(finishedStory(folders, 'a')).toBeNull();
  const story = finishStory(folders, making, 'a');
  expect(finishedStory(folders, 'a')).toBe(story);
  const run = copyForRun(folders, story);
  writeFileSync(join(run, 'text'), 'changed');
  expect(readFileSync(join(story, 'text'), 'utf8')).toBe('as made');
});

test('of two demos that make the same story the first one holds', () => {
  const folders = openStoryFolders(temporary, 'a');
  const [first, second] = [makingFolder(folders), makingFolder(folders)];
  writeFileSync(join(first, 'text'), 'first');
  writeFileSync(join(second, 'text'), 'second');
  finishStory(folders, first, 'a');
  expect(readFileSync(join(finishStory(folders, second, 'a'), 'text'), 'utf8')).toBe('first');
  expect(existsSync(second)).toBe(false);
});

test('what a dead demo left behind is removed, what a living one uses is not', () => {
  const { base } = openStoryFolders(temporary, 'a');
  const left = join(base, `run-${DEAD_PID}-abcdef`);
  const used = join(base, `run-${process.pid}-abcdef`);
  mkdirSync(left);
  mkdirSync(used);
  openStoryFolders(temporary, 'a');
  expect(existsSync(left)).toBe(false);
  expect(existsSync(used)).toBe(true);
});

test('a link that somebody else put in the place of the folder is refused', () => {
  symlinkSync('/', join(temporary, `linewitness-demo-${userInfo().uid}`));
  expect(() => openStoryFolders(temporary, 'a')).toThrow(/is not a folder of this user/);
});
