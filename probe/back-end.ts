import { tryFping } from './checks/ping/fping.ts';
import { parsePingOutput } from './checks/ping/parse-ping-output.ts';
import { runSystemPing } from './checks/ping/system-ping.ts';
import type { ProbeConfig } from './config.ts';
import type { BackEnd } from './targets.ts';

/** What measures, and why not something better: one sentence for each that was tried in vain. */
export type BackEndChoice = { backEnd: BackEnd; reasons: string[] };

/** Self-tests; they ask only this machine itself. */
export type BackEndTests = { fping(): Promise<string | null>; ping(): Promise<string | null> };

/**
 * The first back end that works, from the wanted one on: fping, the system's ping, TCP. A wanted one that does not work
 * gives way too: measuring badly beats not measuring, and the method names what was used.
 */
export async function chooseBackEnd(
  wanted: ProbeConfig['backEnd'],
  tests: BackEndTests = realTests,
): Promise<BackEndChoice> {
  const reasons: string[] = [];
  if (wanted === 'tcp' || wanted === 'dns') return { backEnd: wanted, reasons };
  if (wanted !== 'ping') {
    const reason = await tests.fping();
    if (reason === null) return { backEnd: 'fping', reasons };
    reasons.push(reason);
  }
  const reason = await tests.ping();
  if (reason === null) return { backEnd: 'ping', reasons };
  reasons.push(reason);
  return { backEnd: 'tcp', reasons };
}

const realTests: BackEndTests = { fping: tryFping, ping: trySystemPing };

/** Whether the system's ping may be used here: `null`, or the reason in plain words. */
export async function trySystemPing(): Promise<string | null> {
  const run = await runSystemPing({ address: '127.0.0.1', waitMs: 1000, payloadBytes: 16 });
  if ('failure' in run)
    return run.failure === 'not-installed' ? 'ping is not installed' : `ping does not work here: ${run.reason}`;
  const parsed = parsePingOutput(run.output);
  switch (parsed.outcome) {
    case 'reply':
      return null;
    case 'not-permitted':
      return 'ping is not permitted to this user';
    case 'tool-error':
      return `ping said something that is not understood: ${parsed.reason}`;
    default:
      return `ping did not reach this machine itself (${parsed.outcome})`;
  }
}
