import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { sendShortLivedEcho } from '../../path/short-lived-echo.ts';
import { type Attempt, answered, defineCheck, type Reading, unanswered, unreachableFrom } from '../check.ts';
import { senderOf } from '../icmp-sender.ts';
import { parsePingOutput } from './parse-ping-output.ts';
import { runSystemPing, type SystemPingOutput } from './system-ping.ts';

/** 16 bytes: enough for a time stamp, and kind to the target. */
export const PING_PAYLOAD_BYTES = 16;

const settingsSchema = z.strictObject({
  address: z.string().refine((text) => isIP(text.split('%')[0] ?? '') !== 0, 'must be a numeric IPv4 or IPv6 address'),
  /** So long an answer is waited for. */
  waitMs: z.int().min(1000).max(20_000).default(10_000),
  /** fping where the system has no ping; for a single echo, not for a series. */
  tool: z.enum(['ping', 'fping']).default('ping'),
  /** To tell who sent an ICMP error. */
  gatewayAddresses: z.array(z.string()).default([]),
  ownAddresses: z.array(z.string()).default([]),
});
export type PingSettings = z.infer<typeof settingsSchema>;

/** One echo request by the system's `ping`. */
export const pingCheck = defineCheck<PingSettings>({
  kind: 'ping',
  method:
    'One ICMP echo request is sent to a numeric address by fping, or where that is missing by the system’s ping; the latency is the round-trip time that it reports.',
  settings: settingsSchema,
  canBeLate: true,
  target: ({ address }) => ({ address, family: isIPv6(address.split('%')[0] ?? '') ? 6 : 4 }),
  measure: measurePing,
});

async function measurePing(settings: PingSettings, attempt: Attempt): Promise<Reading> {
  if (settings.tool === 'fping') return measureByFping(settings, attempt);
  const run = await runSystemPing({
    address: settings.address,
    waitMs: settings.waitMs,
    payloadBytes: PING_PAYLOAD_BYTES,
    signal: attempt.signal,
  });
  return readingOfPing(run, settings);
}

const USUAL_HOPS = 64;

async function measureByFping(settings: PingSettings, { signal, tickUs }: Attempt): Promise<Reading> {
  const startUs = tickUs();
  const { address, waitMs } = settings;
  const echo = await sendShortLivedEcho({ tool: 'fping', address, distanceHops: USUAL_HOPS, waitMs, signal });
  if (echo.said === 'reply') return answered(tickUs() - startUs);
  return echo.said === 'nothing' ? unanswered(echo.outcome) : unreachableFrom(senderOf(echo.address, settings));
}

function readingOfPing(run: SystemPingOutput, settings: PingSettings): Reading {
  if ('failure' in run) {
    if (run.failure === 'not-permitted') return unanswered('not-permitted');
    return unanswered('tool-error', { error: run.failure });
  }
  const parsed = parsePingOutput(run.output);
  switch (parsed.outcome) {
    case 'reply':
      return answered(parsed.latencyUs, parsed.ttlHops === null ? {} : { readings: { ttlHops: parsed.ttlHops } });
    case 'unreachable-from':
      return unreachableFrom(senderOf(parsed.senderAddress, settings));
    case 'tool-error':
      return unanswered('tool-error', { error: 'unreadable' });
    default:
      return unanswered(parsed.outcome);
  }
}
