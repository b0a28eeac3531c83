import type { MailHop, MailRecord, TimedHop } from '../../rules/mail/mail.ts';
import { arrivalOf, latencyBounds, mailStateAt } from '../../rules/mail/mail-state.ts';
import type { MailHopView, OneMailView } from '../../web/pages/mail-views.ts';
import type { Site } from '../site.ts';
import type { Line } from '../store/store.ts';
import type { Asker } from '../visibility.ts';
import { hashesOf, wordsOf } from './mail-words.ts';

/** What `/lines/LINE/mail/ID` shows; null: there is no such mail for this asker. */
export function oneMailView(site: Site, line: Line, id: string, asker: Asker): OneMailView | null {
  const { store } = site.keep;
  const record = store.mail(line.id, id);
  const now = record && store.mailRoutes(line.id).find((entry) => entry.now.route === record.route)?.now;
  if (!record || !now) return null;
  const isOwnerView = asker !== 'visitor';
  const { settings, asOfMs } = now;
  return {
    line,
    route: record.route,
    from: isOwnerView ? settings.from : null,
    to: isOwnerView ? settings.to : null,
    state: mailStateAt(record, settings, asOfMs),
    record,
    place: record.timed?.place ?? { leg: 'unknown', side: 'unknown', account: null },
    ...latencyBounds(record, now.settings, now.asOfMs),
    asOfMs,
    hops: hopViews(record, arrivalOf(record, settings)?.hops ?? []),
    values: isOwnerView ? wordsOf(site.keep, line, hashesOf(record)) : new Map(),
    isOwnerView,
  };
}

function hopViews({ timed }: MailRecord, hops: readonly MailHop[]): MailHopView[] {
  return hops.map((hop) => hopView(hop, timed?.hops.find((one) => one.hop === hop.hop) ?? null));
}

function hopView({ hop, by, owner, isAnchor, stampAtMs }: MailHop, timed: TimedHop | null): MailHopView {
  return {
    hop,
    by,
    owner,
    isAnchor,
    stampAtMs,
    clockOffsetMs: timed?.clockOffsetMs ?? null,
    clockErrorMs: timed?.clockErrorMs ?? null,
    atMs: timed?.atMs ?? null,
    gapMs: timed?.gapMs ?? null,
    leg: timed?.leg ?? 'unknown',
    side: timed?.side ?? 'unknown',
  };
}
