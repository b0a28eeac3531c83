import { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { isIP, isIPv6 } from 'node:net';
import ping from 'ping';

/**
 * The npm package `ping` with its known traps closed (line-measurement.md §9):
 * it gives no handle on its child process, has no kill timer, throws from a `close` listener on odd output (which would
 * end the whole program and leave the promise open), changes the config it is given, and sets LANG but not LC_ALL.
 */
export type SystemPingRun = { address: string; waitMs: number; payloadBytes: number; signal?: AbortSignal };

/** Output of one `ping -n -c 1`, or why there is none. Never rejects, and settles within `waitMs` + about 1 s. */
export type SystemPingOutput =
  | { output: string }
  | { failure: 'not-installed' | 'not-permitted' | 'killed' | 'broken'; reason: string };

/** One echo request by the system's own `ping`. The address must be numeric: a name could hang in the resolver. */
export async function runSystemPing(run: SystemPingRun): Promise<SystemPingOutput> {
  const plainAddress = run.address.split('%')[0] ?? '';
  if (isIP(plainAddress) === 0) throw new Error(`bug: ${run.address} is not a numeric address`);
  forceEnglish();
  let child: ChildProcess | null = null;
  let settled: Promise<SystemPingOutput>;
  const spawned = channel('child_process');
  const note = (message: unknown) => {
    if (
      typeof message === 'object' &&
      message !== null &&
      'process' in message &&
      message.process instanceof ChildProcess
    )
      child = message.process;
  };
  // The package spawns synchronously, so between these two lines only its child can be announced.
  spawned.subscribe(note);
  try {
    const answer = ping.promise.probe(run.address, {
      numeric: true,
      timeout: Math.ceil(run.waitMs / 1000),
      min_reply: 1,
      packetSize: run.payloadBytes,
      v6: isIPv6(plainAddress),
    });
    settled = answer.then(
      ({ output }) => ({ output }),
      (error: unknown) => ({ failure: 'broken', reason: String(error) }),
    );
  } catch (error) {
    return { failure: 'broken', reason: String(error) };
  } finally {
    spawned.unsubscribe(note);
  }
  return child === null ? settled : watchChild(child, settled, run);
}

/** Kills what overstays, takes the package's listener under guard, and tells why it could not start. */
function watchChild(
  child: ChildProcess,
  settled: Promise<SystemPingOutput>,
  run: SystemPingRun,
): Promise<SystemPingOutput> {
  return new Promise((resolve) => {
    const texts: string[] = [];
    const keep = (bytes: unknown) => {
      if (texts.length < 50) texts.push(String(bytes));
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let isKilled = false;
    const kill = () => {
      isKilled = true;
      child.kill('SIGKILL');
    };
    const killTimer = setTimeout(kill, run.waitMs + 1000);
    run.signal?.addEventListener('abort', kill, { once: true });
    const finish = (output: SystemPingOutput) => {
      clearTimeout(killTimer);
      run.signal?.removeEventListener('abort', kill);
      resolve(output);
    };
    const packageListeners = child.listeners('close');
    child.removeAllListeners('close');
    child.once('error', (error: NodeJS.ErrnoException) => finish(failureOfSpawn(error)));
    child.once('close', () => {
      const output = texts.join('');
      try {
        // Node types listeners as plain functions; the package's one takes no arguments.
        for (const listener of packageListeners) listener.call(child);
      } catch {
        // Its parser gave up, so its promise stays open for ever: what ping printed is all that counts.
        finish(isKilled ? { failure: 'killed', reason: 'did not end in time' } : { output });
        return;
      }
      if (isKilled) finish({ failure: 'killed', reason: 'did not end in time' });
      else settled.then(finish, () => finish({ output }));
    });
  });
}

function failureOfSpawn(error: NodeJS.ErrnoException): SystemPingOutput {
  if (error.code === 'ENOENT') return { failure: 'not-installed', reason: 'there is no program "ping" here' };
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return { failure: 'not-permitted', reason: 'the program "ping" may not be started' };
  return { failure: 'broken', reason: `"ping" could not be started (${error.code ?? 'unknown'})` };
}

/** LC_ALL beats the LANG that the package sets; without it a German ping would not be understood. */
function forceEnglish(): void {
  // biome-ignore lint/style/noProcessEnv: the package hands the environment on and gives no other way to set it
  process.env['LC_ALL'] = 'C';
}
