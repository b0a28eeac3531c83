import { Hono } from 'hono';
import { addDays, dayOf, dayStartAtMs, daysBetween, isDay } from '../../rules/outage/calendar-days.ts';
import type { ShareProblem, SharesView, ShareView } from '../../web/pages/evidence-views.ts';
import { sharesPage } from '../../web/pages/shares-page.ts';
import type { Language } from '../../web/pages/views.ts';
import { notFound } from '../app-error.ts';
import { hostOf, schemeOf } from '../forwarded.ts';
import { languageOfLine } from '../language.ts';
import { MAX_LABEL, MAX_SHARE_DAYS, type NewShare, SHARE_DAYS, type Share } from '../shares/shares.ts';
import { askingOf, type Site, type SiteContext, type SiteEnv } from '../site.ts';
import type { Line } from '../store/store.ts';
import { daysOfOutage, outageChoices } from '../views/evidence-view.ts';
import { type FormFields, readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

const PROPOSED_DAYS = 30;

/** `/owner/lines/LINE/shares`: links for who has no account. Guarded with all of `/owner`. */
export function shareRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  const path = '/owner/lines/:line/shares';
  routes.get(path, (c) => {
    const line = ownLine(site, c);
    const view = { ...emptyView(site, c, line), isRevoked: c.req.query('done') === 'revoked' };
    return sendOwnerPage(c, sharesPage(pageContext(site, c), view));
  });
  routes.post(path, async (c) => {
    const line = ownLine(site, c);
    const form = await readForm(c);
    const typed = typedOf(form);
    const read = readShare(site, line, typed);
    const made = 'problems' in read ? null : site.keep.shares.make(read.wanted);
    const problems = 'problems' in read ? read.problems : { label: 'too-many' as const };
    if (made === null) {
      const view = { ...emptyView(site, c, line), typed, problems };
      return sendOwnerPage(c, sharesPage(pageContext(site, c), view), 400);
    }
    const view = { ...emptyView(site, c, line), made: { origin: originOf(site, c), path: `/shared/${made.secret}` } };
    return sendOwnerPage(c, sharesPage(pageContext(site, c), view));
  });
  routes.post(`${path}/:id{[0-9a-f]{12}}/revoke`, (c) => {
    const line = ownLine(site, c);
    if (!site.keep.shares.revoke(line.id, c.req.param('id') ?? '')) throw notFound();
    const { isLanguageChosen, language } = pageContext(site, c);
    return c.redirect(`/owner/lines/${line.id}/shares?done=revoked${isLanguageChosen ? `&lang=${language}` : ''}`, 303);
  });
  return routes;
}

function ownLine(site: Site, c: SiteContext): Line {
  const line = site.keep.store.line(c.req.param('line') ?? '');
  if (line === null) throw notFound();
  return line;
}

/** The address under which the server is reached: that of the settings, else the one that was just used. */
function originOf(site: Site, c: SiteContext): string {
  if (site.config.publicUrl !== null) return site.config.publicUrl;
  const asking = askingOf(c);
  return `${schemeOf(asking, site.rule) ?? 'http:'}//${hostOf(asking, site.rule) ?? 'localhost'}`;
}

/** The page as it is opened, with what a link on another page proposes. */
function emptyView(site: Site, c: SiteContext, line: Line): SharesView {
  const nowMs = site.nowMs();
  const { store } = site.keep;
  const today = dayOf(nowMs, line.zone);
  const asked = (name: string) => c.req.query(name) ?? '';
  const day = (name: string, otherwise: string) => (isDay(asked(name)) ? asked(name) : otherwise);
  const typed = {
    outage: store.outage(line.id, asked('outage'))?.id ?? '',
    from: day('from', addDays(today, 1 - PROPOSED_DAYS)),
    to: day('to', today),
    label: '',
    days: String(SHARE_DAYS[0]),
    language: languageOfLine(line.zone),
    raw: false,
    values: false,
  };
  return {
    line,
    shares: site.keep.shares.ofLine(line.id).map((share) => shareView(share, line, nowMs)),
    outages: outageChoices({ line, store, nowMs }, 'owner'),
    typed,
    problems: {},
    dayChoices: SHARE_DAYS,
    made: null,
    isRevoked: false,
  };
}

function shareView(share: Share, line: Line, nowMs: number): ShareView {
  const { fromAtMs, toAtMs, revokedAtMs, expiresAtMs } = share;
  return {
    ...share,
    fromDay: dayOf(fromAtMs, line.zone),
    toDay: dayOf(toAtMs - 1, line.zone),
    state: stateOf({ revokedAtMs, expiresAtMs }, nowMs),
  };
}

function stateOf({ revokedAtMs, expiresAtMs }: Pick<Share, 'revokedAtMs' | 'expiresAtMs'>, nowMs: number) {
  if (revokedAtMs !== null) return 'revoked';
  return expiresAtMs <= nowMs ? 'expired' : 'live';
}

function typedOf(form: FormFields): SharesView['typed'] {
  const [outage, from, to, label, days, language] = ['outage', 'from', 'to', 'label', 'days', 'language'].map((name) =>
    form.text(name),
  );
  return {
    outage: outage ?? '',
    from: from ?? '',
    to: to ?? '',
    label: label ?? '',
    days: days ?? '',
    language: language ?? '',
    raw: form.isOn('raw'),
    values: form.isOn('values'),
  };
}

/** What is to be made, or what is wrong with it, field by field. */
function readShare(
  site: Site,
  line: Line,
  typed: SharesView['typed'],
): { wanted: NewShare } | { problems: SharesView['problems'] } {
  const place = readPlace(site, line, typed);
  const days = SHARE_DAYS.find((known) => String(known) === typed.days);
  const language = (['de', 'en'] satisfies Language[]).find((known) => known === typed.language);
  const isLabelled = typed.label !== '' && typed.label.length <= MAX_LABEL && !/\p{Cc}/u.test(typed.label);
  const problems: SharesView['problems'] = {
    ...('problem' in place && { [place.field]: place.problem }),
    ...(!isLabelled && { label: 'label' as const }),
    ...(days === undefined && { days: 'days' as const }),
    ...(language === undefined && { language: 'language' as const }),
  };
  if ('problem' in place || days === undefined || language === undefined || !isLabelled) return { problems };
  const { raw: hasRaw, values: hasValues, label } = typed;
  return { wanted: { line: line.id, ...place, label, language, hasRaw, hasValues, days } };
}

type Place = Pick<NewShare, 'outage' | 'fromAtMs' | 'toAtMs'>;
type PlaceProblem = { field: 'from' | 'outage'; problem: ShareProblem };

function readPlace(site: Site, line: Line, typed: SharesView['typed']): Place | PlaceProblem {
  const nowMs = site.nowMs();
  if (typed.outage !== '') {
    const outage = site.keep.store.outage(line.id, typed.outage);
    if (outage === null) return { field: 'outage', problem: 'outage' };
    const { fromAtMs, toAtMs } = daysOfOutage({ line, nowMs }, outage);
    return { outage: outage.id, fromAtMs, toAtMs };
  }
  const { from, to } = typed;
  const isPeriod = isDay(from) && isDay(to) && from <= to && from <= dayOf(nowMs, line.zone) && from >= '2000-01-01';
  if (!isPeriod || to > '2999-12-31' || daysBetween(from, to).length > MAX_SHARE_DAYS) {
    return { field: 'from', problem: 'period' };
  }
  return { outage: null, fromAtMs: dayStartAtMs(from, line.zone), toAtMs: dayStartAtMs(addDays(to, 1), line.zone) };
}
