import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import type { ShortLivedEcho } from '../../path/parse-short-lived-echo.ts';
import { sendShortLivedEcho } from '../../path/short-lived-echo.ts';
import { type Attempt, answered, defineCheck, type Reading, unanswered, unreachableFrom } from '../check.ts';
import { senderOf } from '../icmp-sender.ts';

const numericAddress = z.string().refine((text) => isIP(text) !== 0, 'must be a numeric IPv4 or IPv6 address');

const settingsSchema = z.strictObject({
  /** The hop that is watched: only its word counts. */
  address: numericAddress,
  /** Behind it: whom the packet is sent to, and never reaches. */
  toward: numericAddress,
  /** How far away the hop is; 1 = the home router. */
  distanceHops: z.int().min(1).max(30),
  tool: z.enum(['iputils', 'fping']).default('iputils'),
  waitMs: z.int().min(500).max(5000).default(2000),
  /** To tell who sent an ICMP error. */
  gatewayAddresses: z.array(z.string()).default([]),
  ownAddresses: z.array(z.string()).default([]),
});
export type HopSettings = z.infer<typeof settingsSchema>;

/** A router on the way that answers no pings is watched by packets that end at it. */
export const hopCheck = defineCheck<HopSettings>({
  kind: 'hop',
  method:
    'One ICMP echo request toward a far address may live for so many hops only that a certain router must end it; that router’s “time exceeded” is the answer, anybody else’s is none. The latency holds the start of the program that asks.',
  settings: settingsSchema,
  canBeLate: false,
  target: ({ address }) => ({ address, family: isIPv6(address) ? 6 : 4 }),
  measure: measureHop,
});

async function measureHop(settings: HopSettings, attempt: Attempt): Promise<Reading> {
  const startUs = attempt.tickUs();
  const { tool, toward, distanceHops, waitMs } = settings;
  const echo = await sendShortLivedEcho({ tool, address: toward, distanceHops, waitMs, signal: attempt.signal });
  return readingOfEcho(echo, settings, attempt.tickUs() - startUs);
}

/**
 * Only the hop's own address counts: what others say (`hop: other`) or a shorter path (`hop: passed`) is no answer of it,
 * and no silence either: packets were carried, and nothing was learned of the hop.
 */
export function readingOfEcho(echo: ShortLivedEcho, settings: HopSettings, latencyUs: number): Reading {
  switch (echo.said) {
    case 'exceeded':
      return echo.address === settings.address
        ? answered(latencyUs, { readings: { ttlHops: settings.distanceHops } })
        : unanswered('tool-error', { hop: 'other' });
    case 'reply':
      return unanswered('tool-error', { hop: 'passed' });
    case 'refused':
      return unreachableFrom(senderOf(echo.address, settings));
    case 'nothing':
      return unanswered(echo.outcome);
  }
}
