import { setPriority } from 'node:os';
import { checkFile } from '../store/check-file.ts';

/** A program of its own, started by launch-check.ts: prints `ok`, or what is wrong with the database file that is named. */
const [, , path] = process.argv;
if (path === undefined) throw new Error('usage: check-database FILE');
setPriority(19);
process.stdout.write(`${checkFile(path)}\n`);
