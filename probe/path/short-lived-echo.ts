import { isIP, isIPv6 } from 'node:net';
import { parseFpingEcho, parsePingEcho, type ShortLivedEcho } from './parse-short-lived-echo.ts';
import { runBriefly } from './run-briefly.ts';

/**
 * The program that can send echo requests which live for a few hops only, and tells who ended them. iputils does so
 * for both families, also for users without rights where `net.ipv4.ping_group_range` lets them ping; fping prints the errors of
 * IPv4 only (schweikert/fping #390); BusyBox names no sender, so its ping is of no use here.
 */
export type EchoTool = 'iputils' | 'fping';

export type EchoOptions = {
  tool: EchoTool;
  /** Numeric. */
  address: string;
  /** How many routers the packet may pass, counting the one that ends it. */
  distanceHops: number;
  waitMs: number;
  signal?: AbortSignal;
};

/** As of every ping of ours. */
const PAYLOAD_BYTES = 16;
const VERSION_WAIT_MS = 2000;
/** What a program may need beside waiting. */
const CLOSING_MS = 500;

/** The tool of this machine, or null. Sends nothing. */
export async function findEchoTool(): Promise<EchoTool | null> {
  const ping = await runBriefly({ program: 'ping', args: ['-V'], waitMs: VERSION_WAIT_MS });
  if ('text' in ping && /iputils/i.test(ping.text)) return 'iputils';
  const fping = await runBriefly({ program: 'fping', args: ['-v'], waitMs: VERSION_WAIT_MS });
  return 'text' in fping && /fping: Version \d/i.test(fping.text) ? 'fping' : null;
}

/** One echo request; never rejects, settles within `waitMs` + 0.5 s and leaves no program behind. */
export async function sendShortLivedEcho(options: EchoOptions): Promise<ShortLivedEcho> {
  const { tool, address, waitMs, signal } = options;
  if (isIP(address) === 0) throw new Error(`bug: ${address} is not a numeric address`);
  const parse = tool === 'iputils' ? parsePingEcho : parseFpingEcho;
  const run = await runBriefly({
    program: tool === 'iputils' ? 'ping' : 'fping',
    args: tool === 'iputils' ? pingArguments(options) : fpingArguments(options),
    waitMs: waitMs + CLOSING_MS,
    // fping would wait on although the packet has ended
    isEnough: (text) => tool === 'fping' && /\n/.test(text) && parse(text, address).said !== 'nothing',
    ...(signal && { signal }),
  });
  if ('failure' in run)
    return { said: 'nothing', outcome: run.failure === 'not-permitted' ? 'not-permitted' : 'tool-error' };
  // killed before it could say that nothing came
  return run.text === '' ? { said: 'nothing', outcome: 'timeout' } : silenceOf(parse(run.text, address), run.text);
}

/** A ping that was killed while it waited has printed its first line only. */
function silenceOf(echo: ShortLivedEcho, text: string): ShortLivedEcho {
  const isCutShort = echo.said === 'nothing' && echo.outcome === 'tool-error' && /^PING \S+/.test(text);
  return isCutShort ? { said: 'nothing', outcome: 'timeout' } : echo;
}

function pingArguments({ address, distanceHops, waitMs }: EchoOptions): string[] {
  return [
    isIPv6(address) ? '-6' : '-4',
    ...['-n', '-c', '1'],
    ...['-t', String(distanceHops)],
    ...['-W', String(waitMs / 1000)],
    ...['-s', String(PAYLOAD_BYTES)],
    address,
  ];
}

function fpingArguments({ address, distanceHops, waitMs }: EchoOptions): string[] {
  return [
    ...['-c', '1', '-r', '0'],
    ...['-H', String(distanceHops)],
    ...['-t', String(waitMs)],
    ...['-b', String(PAYLOAD_BYTES)],
    address,
  ];
}
