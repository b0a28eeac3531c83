import { join } from 'node:path';
import { openAssets } from './assets.ts';
import { commandHelp, runCommand } from './cli.ts';
import { findRoot, readConfig, type ServerConfig } from './config.ts';
import { readExtraRoots } from './heads/stamp-roots.ts';
import { type Keep, openKeep } from './keep.ts';
import { describeError, type Log, openLog } from './log.ts';
import { maintenanceHelp, runMaintenance } from './maintenance.ts';
import { baseUrls, ownerLinks } from './owner-link.ts';
import { SIGN_IN_PATH } from './routes/owner-guard.ts';
import { checkSelf } from './self-check.ts';
import { serve } from './serve.ts';

/**
 * The server's program: without words it serves, with words it runs one command (see cli.ts) on the same data folder,
 * also while it serves. Expected trouble ends with one sentence on standard error and code 1.
 */
await main(process.argv.slice(2));

async function main(argv: string[]): Promise<void> {
  const config = readConfig();
  if (Array.isArray(config)) return fail(config.join('\n'));
  if (argv.includes('--help') || argv[0] === 'help')
    return print(`without a command the server starts\n${commandHelp()}\n${maintenanceHelp()}`);
  if (argv.length === 0) return start(config);
  // what a command prints is its result alone
  const maintained = await runMaintenance(argv, config);
  const { code, text } =
    maintained ?? (await runCommand(argv, config, () => open(config, openLog(Date.now, process.stderr))));
  if (code === 0) print(text);
  else fail(text);
}

async function start(config: ServerConfig): Promise<void> {
  const log = openLog(Date.now);
  const keep = openOrSay(config, log);
  if (typeof keep === 'string') return fail(keep);
  const serving = await serve({ keep, config, nowMs: Date.now, log, assets: openAssets(findRoot(import.meta.url)) });
  if (typeof serving === 'string') {
    fail(serving);
    return keep.close();
  }
  stopOnSignal(log, async () => {
    await serving.close();
    await keep.close();
  });
  // what takes time (the check of the database) begins once requests are answered
  serving.app.warmUp().catch((error: unknown) => log('warm-up-failed', { error: describeError(error) }));
  keep.startJobs();
  log('listening', { host: config.host, port: serving.port });
  const bases = baseUrls(config, serving.port);
  print(`Linewitness: ${bases.join(' or ')}`);
  print(doorSentence(keep, bases));
}

/** While there is no password, whoever reads this output becomes the owner; later it only says where the door is. */
function doorSentence(keep: Keep, bases: string[]): string {
  if (keep.door.hasPassword()) {
    return `Owner's door: ${bases[0]}${SIGN_IN_PATH} (password lost: npm run server -- login-link)`;
  }
  const links = ownerLinks(bases, keep.door.loginLink().secret);
  return `Owner's door, opens once, within 24 hours: ${links.join('\n  or from another device: ')}`;
}

/** Answers under way are finished and what was taken in is kept; a second signal ends at once. */
function stopOnSignal(log: Log, close: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log('stopping', { signal });
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          log('stop-failed', { error: describeError(error) });
          process.exit(1);
        },
      );
    });
  }
}

function openOrSay(config: ServerConfig, log: Log): Keep | string {
  try {
    return open(config, log);
  } catch (error) {
    // a newer database, a folder without the right to write: for whoever starts the program, not for a stack trace
    return describeError(error);
  }
}

function open(config: ServerConfig, log: Log): Keep {
  const { rawDays, fiveMinuteDays, hourDays, sessionDays, zone } = config;
  return openKeep({
    dataDir: join(config.dataDir, 'server'),
    nowMs: Date.now,
    log,
    selfCheck: () => checkSelf(config.selfCheckTargets),
    zone,
    retention: { rawDays, fiveMinuteDays, hourDays },
    sessionDays,
    alarms: { publicUrl: config.publicUrl, localTargets: config.alarmLocalTargets },
    timeStamps: { authorities: config.timeStampAuthorities, extraRoots: readExtraRoots(config.timeStampRoots) },
  });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(sentence: string): void {
  process.stderr.write(`linewitness: ${sentence}\n`);
  process.exitCode = 1;
}
