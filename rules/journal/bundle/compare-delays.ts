import { parseInstant } from '../../instant.ts';
import type { MailDelay } from '../../mail/mail.ts';
import { mailAtMs } from '../../mail/mail-record.ts';
import type { RouteCheck } from './check-mail.ts';
import { bundleFinding } from './codes.ts';
import { compareValues } from './compare-values.ts';
import { delayPart, type SaidDelay } from './mail-figures-json.ts';

const EVIDENCE = 'derived/evidence.json';

/** So many mails in, two of them came well, or a delay is open that was seen to begin. */
const SETTLED_SLOTS = 4;

type Computed = {
  delays: readonly MailDelay[];
  /** From there on mails that come later may change something; null: from the begin. */
  borderAtMs: number | null;
  /** Single mails can't be known. */
  isOpen: boolean;
};
type Known = { fromAtMs: number; toAtMs: number };

/**
 * The delays that touch the period. Those that may reach back before the bundle, or that are not over long before its end,
 * can't be known from it: what differs there is a note.
 */
export function compareDelays(check: RouteCheck, { delays, borderAtMs, isOpen }: Computed): void {
  const { said, name, period, differ } = check;
  const own = delays.filter(
    ({ startEarliestAtMs, endLatestAtMs }) =>
      startEarliestAtMs < period.toAtMs && (endLatestAtMs === null || endLatestAtMs > period.fromAtMs),
  );
  const known = { fromAtMs: knownFromMs(check, delays), toAtMs: borderAtMs ?? Number.NEGATIVE_INFINITY };
  const told = said.delays.filter(({ route }) => route === name);
  const left = new Map(own.map((delay) => [delay.id, delay]));
  const tell = (id: string, isKnown: boolean, differences: Parameters<RouteCheck['differ']>[]) => {
    if (differences.length === 0) return;
    if (isKnown && !isOpen) for (const one of differences) differ(...one);
    else check.findings.push(bundleFinding('mail-delay-open', EVIDENCE, { route: name, delay: id }));
  };
  for (const one of told) {
    const delay = left.get(one.id);
    left.delete(one.id);
    const differences: Parameters<RouteCheck['differ']>[] = [];
    compareValues(`delays ${one.id}`, one, delay ? delayPart(delay) : null, (...found) => void differences.push(found));
    tell(one.id, isWithin(spanOf(one), known) && (!delay || isWithin(delay, known)), differences);
  }
  for (const delay of left.values())
    tell(delay.id, isWithin(delay, known), [[`delays ${delay.id}`, null, delayPart(delay)]]);
}

/** When what was under way before the bundle is over for certain: a mail is given up at last, and two came well. */
function knownFromMs({ all, route, isWhole, said, name }: RouteCheck, delays: readonly MailDelay[]): number {
  if (isWhole) return Number.NEGATIVE_INFINITY;
  const [first] = all;
  if (!first) return Number.POSITIVE_INFINITY;
  const unseen = delays
    .filter(({ tags }) => tags.includes('onset-unseen'))
    .map(({ endLatestAtMs }) => endLatestAtMs ?? Number.POSITIVE_INFINITY);
  const settledMs = mailAtMs(first) + SETTLED_SLOTS * route.spacingMs;
  // while something waits that was handed over before the bundle, what goes wrong belongs to it
  const older = said.delays
    .filter((one) => one.route === name)
    .map(spanOf)
    .filter(({ startEarliestAtMs }) => startEarliestAtMs < settledMs)
    .map(({ endLatestAtMs }) => endLatestAtMs ?? Number.POSITIVE_INFINITY);
  return Math.max(settledMs, ...unseen, ...older);
}

function spanOf({ startEarliestAt, endLatestAt }: SaidDelay): Pick<MailDelay, 'startEarliestAtMs' | 'endLatestAtMs'> {
  return {
    startEarliestAtMs: parseInstant(startEarliestAt) ?? 0,
    endLatestAtMs: endLatestAt === null ? null : parseInstant(endLatestAt),
  };
}

function isWithin(
  { startEarliestAtMs, endLatestAtMs }: Pick<MailDelay, 'startEarliestAtMs' | 'endLatestAtMs'>,
  { fromAtMs, toAtMs }: Known,
): boolean {
  return startEarliestAtMs >= fromAtMs && endLatestAtMs !== null && endLatestAtMs < toAtMs;
}
