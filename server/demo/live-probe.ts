import { randomBytes } from 'node:crypto';
import { challengeOf } from '../../rules/journal/lane.ts';
import { formatContact, parseContactAnswer } from '../../rules/wire/contact.ts';
import type { Keep } from '../keep.ts';
import { describeError, type Log } from '../log.ts';
import { namedValues, sendBatch } from './history.ts';
import type { Plan } from './plan.ts';
import { nextSegment, type ProbeIdentity, type ProbePosition } from './simulated-probe.ts';

const LOOK_MS = 1000;
const CONTACT_MS = 20_000;
const MAX_SEGMENTS = 400;

/** What the simulated probe needs of the server: the two doors of a real one. */
type Telling = { plan: Plan; probe: ProbeIdentity; position: ProbePosition };
type Doors = Pick<Keep, 'takeUpload' | 'takeContact'>;

/**
 * Lets the simulated probe go on in real time: a segment whenever a minute is over, contact every 20 s. A refusal is
 * logged and tried again.
 */
export function startLiveProbe(keep: Doors, story: Telling, nowMs: () => number, log: Log): { stop: () => void } {
  const contact = contactCaller(keep, story, nowMs);
  const unsent: string[] = [];
  let contactedAtMs = 0;
  let isBusy = false;
  const look = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      const atMs = nowMs();
      if (atMs - contactedAtMs >= CONTACT_MS) {
        contactedAtMs = atMs;
        contact();
      }
      await sendDue(keep, story, unsent, atMs);
    } catch (error) {
      log('demo-probe-refused', { problem: describeError(error) });
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  void look();
  return { stop: () => clearInterval(timer) };
}

/** Sends what is complete; what was not taken stays in `unsent` and is tried again. */
async function sendDue(keep: Doors, { plan, probe, position }: Telling, unsent: string[], atMs: number): Promise<void> {
  while (unsent.length < MAX_SEGMENTS) {
    // a real probe flushes and signs first: a segment goes out one second after it is complete
    const next = nextSegment(plan, probe, position, atMs - 1000);
    if (!next) break;
    unsent.push(next.text);
  }
  if (unsent.length === 0) return;
  const receipts = await sendBatch(keep, probe, unsent, atMs, namedValues(plan, unsent));
  position.challenge = challengeOf(probe.sha256(receipts.at(-1) ?? ''));
  unsent.length = 0;
}

/** Calls, and calls once more when the server asks for its newest challenge. */
function contactCaller(keep: Doors, { plan, probe, position }: Telling, nowMs: () => number): () => void {
  let challenge = '-';
  const call = (): boolean => {
    const text = formatContact(
      {
        probe: probe.id,
        nonce: randomBytes(16).toString('hex'),
        challenge,
        bootId: plan.runs[position.runIndex]?.bootId ?? '',
        sentAt: new Date(nowMs()).toISOString(),
        waiting: '0',
      },
      probe.sign,
    );
    const result = keep.takeContact(text, nowMs());
    if (result.status !== 200) throw new Error(`contact was refused: ${result.error.message}`);
    const answer = parseContactAnswer(result.text);
    if (typeof answer === 'string') throw new Error(`the answer to a contact ${answer}`);
    challenge = answer.content.challenge;
    return answer.content.accepted === 'yes';
  };
  return () => {
    if (!call() && !call()) throw new Error('contact was not accepted twice');
  };
}
