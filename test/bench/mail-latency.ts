import { setTimeout as sleep } from 'node:timers/promises';
import type { FoundMail } from '../../probe/mailbox/types.ts';
import { type MailLab, openMailLab } from '../mail-lab/lab.ts';
import { latencyErrorMs, loggedLatency } from '../mail-lab/logged-latency.ts';
import { sendTestMail, watching } from '../mail-lab/watching.ts';
import { reasonsMissing } from '../needs.ts';
import { atMost, type Figure, info, isShort, notMeasured, progress, runAlone, show } from './figures.ts';

const MAILS = isShort ? 20 : 100;
const FROM = 'erika@provider.test';
const TO = 'max@other.test';
const HOW = `${MAILS} mails, real Postfix and Dovecot on loopback, STARTTLS, IDLE`;

/** How long a prompt mail takes as it is measured, and how far that is from what Postfix and Dovecot logged. */
export async function mailLatency(): Promise<Figure[]> {
  const missing = reasonsMissing(['postfix', 'dovecot', 'faketime']);
  if (missing.length > 0) return [notMeasured('latency of mails', '-', missing.join(', '))];
  const lab = await openMailLab();
  try {
    progress(`${MAILS} mails`);
    const { latenciesMs, errorsMs, submitMs } = await measure(lab);
    return [
      info('accepted → seen, median', `${show(quantile(latenciesMs, 0.5))} ms`, HOW),
      info('accepted → seen, p95', `${show(quantile(latenciesMs, 0.95))} ms`, HOW),
      info('connect → accepted, median', `${show(quantile(submitMs, 0.5))} ms`, HOW),
      info('latency against the logs, median error', `${show(quantile(errorsMs, 0.5))} ms`, HOW),
      atMost('latency against the logs, largest error', Math.max(...errorsMs), { limit: 200, unit: 'ms', how: HOW }),
    ];
  } finally {
    await lab.close();
  }
}

type Measured = { latenciesMs: number[]; errorsMs: number[]; submitMs: number[] };
async function measure(lab: MailLab): Promise<Measured> {
  const measured: Measured = { latenciesMs: [], errorsMs: [], submitMs: [] };
  const box = watching(lab, TO);
  await box.isWatching(0, 10_000);
  const wallMinusTickMs = Date.now() - performance.now();
  for (let mail = 0; mail < MAILS; mail += 1) {
    box.mailbox.await(Date.now());
    const { token, accepted } = await sendTestMail(lab, FROM, TO);
    const seen: FoundMail = await box.sighting(token);
    box.mailbox.await(null);
    const latencyMs = seen.seenTickMs - accepted.atTickMs;
    await sleep(50 + 13 * (mail % 20)); // the logs are written; not in step with anything
    const logged = loggedLatency(lab, TO, accepted.atTickMs + wallMinusTickMs);
    measured.latenciesMs.push(latencyMs);
    measured.errorsMs.push(Math.abs(latencyErrorMs(latencyMs, logged)));
    measured.submitMs.push(accepted.times.submitMs);
  }
  await box.mailbox.close();
  return measured;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

if (process.argv[1] === import.meta.filename) await runAlone(mailLatency);
