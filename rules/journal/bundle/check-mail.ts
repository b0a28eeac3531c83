import { formatInstant, parseInstant } from '../../instant.ts';
import { recordsOf } from '../../mail/fold-mail.ts';
import type { MailRecord } from '../../mail/mail.ts';
import { foldRoute } from '../../mail/mail-delays.ts';
import { mailFigures } from '../../mail/mail-figures.ts';
import { mailAtMs } from '../../mail/mail-record.ts';
import type { MailRoute } from '../../method.ts';
import type { Span } from '../../statement/measured.ts';
import type { EvidenceJson } from '../../wire/evidence.ts';
import { bundleFinding } from './codes.ts';
import { compareDelays } from './compare-delays.ts';
import { compareMails } from './compare-mails.ts';
import { compareValues, shownValue } from './compare-values.ts';
import { type SaidRoute, settingsOf } from './mail-figures-json.ts';
import type { MailTold } from './mail-log.ts';
import { isSuspicionOpen } from './mail-margin.ts';
import type { BundleFinding } from './report.ts';

const EVIDENCE = 'derived/evidence.json';
/** So many of the mails that can't be known are named. */
const NAMED_MAILS = 20;

type Given = {
  said: NonNullable<EvidenceJson['mail']>;
  told: MailTold;
  line: string;
  period: Span;
  /** Figures are as of then. */
  asOfMs: number;
  /** End of what was observed. */
  measuredAtMs: number;
  /** The bundle has the line from its begin on. */
  isWhole: boolean;
  sha256: (text: string) => string;
};

/** What is known of one route, beside what the document says of it. */
export type RouteCheck = Pick<Given, 'said' | 'told' | 'period' | 'measuredAtMs' | 'isWhole'> & {
  name: string;
  route: MailRoute;
  /** The mailbox was watched until then, as the document says. */
  watchedUntilMs: number | null;
  /** The limits are those that the route had all along. */
  isSteady: boolean;
  /** Of the whole bundle, in order; the period's mails of them. */
  all: readonly MailRecord[];
  records: readonly MailRecord[];
  differ: (figure: string, said: unknown, computed: unknown) => void;
  findings: BundleFinding[];
};

/**
 * Mails, figures and delays of the period, computed again from the events that rounds and lane tell, beginning with
 * nothing. Where what came before the bundle or after it may have a say, a difference is a note that names it; whose part
 * of the way held a mail rests on clocks learned for weeks, and is not computed again.
 */
export function checkMail(given: Given): BundleFinding[] {
  const { said, told } = given;
  if (told.isFull) return [bundleFinding('mail-not-recomputed', EVIDENCE, {})];
  const findings = said.routes.flatMap((one) => checkRoute(given, one));
  const named = new Set(said.routes.map(({ route }) => route));
  for (const name of told.routes.keys())
    if (!named.has(name)) findings.push(difference('mail routes', 'nothing', name));
  return [...findings, bundleFinding('mail-places-not-recomputed', EVIDENCE, {})];
}

function difference(figure: string, said: unknown, computed: unknown): BundleFinding {
  const values = { figure, said: shownValue(said), computed: shownValue(computed) };
  return bundleFinding('figure-differs', EVIDENCE, values);
}

function checkRoute(given: Given, saidRoute: SaidRoute): BundleFinding[] {
  const { told, line, period, sha256 } = given;
  const { route: name } = saidRoute;
  const findings: BundleFinding[] = [];
  const differ: RouteCheck['differ'] = (figure, said, computed) =>
    findings.push(difference(`mail ${name} ${figure}`, said, computed));
  const route = settingsOf(saidRoute);
  const variants = told.routes.get(name) ?? [];
  const isSteady = variants.length === 1 && isSame(variants[0], route);
  if (!isSteady && variants.length > 0) findings.push(bundleFinding('mail-limits-changed', EVIDENCE, { route: name }));
  const watchedUntilMs = checkWatched(given, saidRoute, { differ, findings });
  const records = recordsOf(line, route, told.events.get(name) ?? [], { sha256 });
  const watch = { watchedUntilMs, blind: null };
  const folded = foldRoute({ line, route, watch, records, carry: null }, { sha256 });
  const inPeriod = folded.records.filter((one) => mailAtMs(one) >= period.fromAtMs && mailAtMs(one) < period.toAtMs);
  const check: RouteCheck = {
    ...given,
    ...{ name, route, watchedUntilMs, isSteady, differ, findings },
    all: folded.records,
    records: inPeriod,
  };
  const open = compareMails(check);
  if (open.length > 0)
    findings.push(
      bundleFinding('mail-open', EVIDENCE, {
        route: name,
        count: open.length,
        mails: open.slice(0, NAMED_MAILS).join(', '),
      }),
    );
  const isOpen = open.length > 0 || !isSteady || isSuspicionOpen(check);
  compareFigures(check, saidRoute, isOpen);
  compareDelays(check, { delays: folded.delays, borderAtMs: folded.carry?.borderAtMs ?? null, isOpen });
  return findings;
}

function isSame(one: MailRoute | undefined, other: MailRoute): boolean {
  return one !== undefined && Object.entries(one).every(([key, value]) => other[key as keyof MailRoute] === value);
}

/** Never before what the bundle shows, and never after the instant of the figures. */
function checkWatched(
  { told, asOfMs }: Given,
  { route, to, asOfAt }: SaidRoute,
  { differ, findings }: Pick<RouteCheck, 'differ' | 'findings'>,
): number | null {
  const known = told.watchedUntilMs.get(to);
  const computed = known === undefined ? null : Math.min(known, asOfMs);
  const said = asOfAt === null ? null : parseInstant(asOfAt);
  if (said === computed) return computed;
  const isLater = said !== null && said >= (computed ?? 0) && said <= asOfMs;
  if (isLater) {
    findings.push(bundleFinding('mail-watched-later', EVIDENCE, { route, until: formatInstant(said) }));
    return said;
  }
  differ('asOfAt', said, computed);
  return computed;
}

function compareFigures(check: RouteCheck, { figures }: SaidRoute, isOpen: boolean): void {
  const { name, route, records, watchedUntilMs, findings, differ } = check;
  if (figures === null) return;
  const differences: Parameters<RouteCheck['differ']>[] = [];
  const computed = mailFigures(records, route, watchedUntilMs);
  compareValues('figures', figures, computed, (...one) => void differences.push(one));
  if (differences.length === 0) return;
  if (isOpen) findings.push(bundleFinding('mail-figures-open', EVIDENCE, { route: name }));
  else for (const one of differences) differ(...one);
}
