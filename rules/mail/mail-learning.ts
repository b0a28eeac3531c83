import type { MailRoute } from '../method.ts';
import { clockSample, type MailMemory, withContact, withHost, withSample } from './host-clocks.ts';
import type { MailRecord, MailSighting } from './mail.ts';
import { contactOf, trustedHops } from './mail-hops.ts';
import { arrivalOf, latencyBetween } from './mail-state.ts';

/** It came promptly and was seen to: each clock that it passed is known by it. */
export function teaches(record: MailRecord, route: MailRoute): boolean {
  const arrival = arrivalOf(record, route);
  const latency = arrival && record.acceptedAtMs !== null ? latencyBetween(record, arrival) : null;
  return latency !== null && !latency.isDoubtful && latency.maxMs <= route.promptMs;
}

/** With one mail more: prompt ones teach the clocks of all hosts that they passed, every mail that came who hands over. */
export function learn(memory: MailMemory, record: MailRecord, route: MailRoute): MailMemory {
  const arrival = arrivalOf(record, route);
  const { acceptedAtMs } = record;
  if (!arrival || acceptedAtMs === null) return memory;
  const contact = contactOf(arrival);
  const met = contact === null ? memory : withContact(memory, contact, acceptedAtMs);
  const latencyMs = latencyBetween(record, arrival)?.maxMs ?? 0;
  return teaches(record, route) ? withClocks(met, arrival, acceptedAtMs, latencyMs) : met;
}

function withClocks(memory: MailMemory, arrival: MailSighting, acceptedAtMs: number, latencyMs: number): MailMemory {
  let learned = memory;
  for (const { by, owner, stampAtMs } of trustedHops(arrival.hops)) {
    if (by === null || stampAtMs === null) continue;
    learned = withHost(learned, by, owner, clockSample(stampAtMs, acceptedAtMs, acceptedAtMs + latencyMs));
  }
  const { internalDateAtMs, arrivedEarliestAtMs, arrivedLatestAtMs } = arrival;
  if (internalDateAtMs === null) return learned;
  const fromAtMs = Math.max(arrivedEarliestAtMs, acceptedAtMs);
  return {
    ...learned,
    internalDate: withSample(learned.internalDate, clockSample(internalDateAtMs, fromAtMs, arrivedLatestAtMs)),
  };
}
