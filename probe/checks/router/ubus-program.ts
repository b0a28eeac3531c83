import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Asker } from './asker.ts';
import type { RouterReason } from './http-exchange.ts';
import { ANSWER_MAX_BYTES, MISSING, PERMISSION_DENIED, parseJson, type UbusCall } from './ubus-call.ts';

/** Whether this program runs on an OpenWrt router itself. */
export function isOpenWrtHere(): boolean {
  return existsSync('/etc/openwrt_release') && existsSync('/bin/ubus');
}

/** By the `ubus` program of the router that this runs on. */
export function ubusProgram(asker: Asker, missing: Set<string>): UbusCall {
  return (object, method, given = {}) =>
    asker.takeTurn(async () => {
      const name = `${object} ${method}`;
      if (asker.hasGivenUp || missing.has(name)) return null;
      const text = await run(['-S', '-t', '4', 'call', object, method, JSON.stringify(given)], asker);
      const json = typeof text === 'string' ? parseJson(text) : undefined;
      if (json !== undefined) return json;
      if (typeof text === 'number' && MISSING.includes(text)) missing.add(name);
      else asker.noteTrouble(reasonOf(text), false);
      return null;
    });
}

function reasonOf(given: string | number): RouterReason {
  if (typeof given === 'string') return 'malformed';
  return given === PERMISSION_DENIED ? 'unauthorized' : 'fault';
}

/** What it printed, or its exit code. */
function run(args: string[], { signal, requestWaitMs }: Asker): Promise<string | number> {
  return new Promise((resolve) => {
    const options = { timeout: requestWaitMs, maxBuffer: ANSWER_MAX_BYTES, signal, killSignal: 'SIGKILL' } as const;
    execFile('ubus', args, options, (error, stdout) => {
      if (!error) resolve(stdout);
      else resolve(typeof error.code === 'number' ? error.code : -1);
    });
  });
}
