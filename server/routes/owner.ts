import { Hono } from 'hono';
import { ownerPage } from '../../web/pages/door-owner-page.ts';
import { passwordPage } from '../../web/pages/door-password-page.ts';
import { linkPage, signInPage } from '../../web/pages/door-sign-in-page.ts';
import type { PasswordView, ReportStep, SignInProblem, SignInView } from '../../web/pages/door-views.ts';
import { clearSessionCookie, setSessionCookie } from '../door/cookie.ts';
import type { Opened, Refused } from '../door/door.ts';
import { isUnencrypted, placeOfAsker, unknownProxyOf } from '../door/surroundings.ts';
import { askingOf, type Site, type SiteContext, type SiteEnv } from '../site.ts';
import { nowView } from '../views/now-view.ts';
import { sessionOf } from '../visibility.ts';
import { type FormFields, isOwnerPath, readForm, SIGN_IN_PATH, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

const HOME_PATH = '/owner';
const PASSWORD_PATH = '/owner/password';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/**
 * The owner's door. A one-time link sets the password or helps when it is lost; only the button behind it spends it, so
 * the scanner of a mail program cannot. Needs no JavaScript.
 */
export function ownerRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get(HOME_PATH, (c) => showHome(site, c));
  routes.get(SIGN_IN_PATH, (c) => showSignIn(site, c));
  routes.post(SIGN_IN_PATH, async (c) => {
    const fields = await readForm(c);
    return fields.isOn('secret') ? redeem(site, c, fields) : signIn(site, c, fields);
  });
  routes.get(PASSWORD_PATH, (c) => sendPasswordPage(site, c, { oldProblem: null, newProblem: null }));
  routes.post(PASSWORD_PATH, async (c) => changePassword(site, c, await readForm(c)));
  routes.post('/owner/sign-out', (c) => {
    const session = ownSession(site, c);
    if (session !== null) site.keep.door.endSession(session);
    return leave(site, c, 'signed-out');
  });
  routes.post('/owner/sign-out-everywhere', (c) => {
    site.keep.door.endEverySession();
    site.log('owner-signed-out-everywhere');
    return leave(site, c, 'everywhere');
  });
  return routes;
}

function showHome(site: Site, c: SiteContext): Response {
  const done = oneOf(c.req.query('done'), ['first', 'signed-in', 'password'] as const);
  const lines = site.lines.visibleTo('owner').map((line) => {
    const { now } = nowView(site, line.id);
    return { line, now, report: now.outage === null ? null : reportOf(site, line.id, now.outage.id) };
  });
  return sendOwnerPage(
    c,
    ownerPage(pageContext(site, c), {
      lines,
      done,
      hasAlarmPath: site.keep.setup.hasAlarmPath(),
      isAlarmFailing: site.keep.alarms.paths().some(({ isOn, failingSinceAtMs }) => isOn && failingSinceAtMs !== null),
      isUnencrypted: isUnencrypted(site, c),
      unknownProxy: unknownProxyOf(site, c),
    }),
  );
}

/** The fault report that was begun or made about an outage; the latest. */
function reportOf(site: Site, line: string, outage: string): ReportStep | null {
  // the outage may have got another id since
  const isAbout = (id: string | null) => id !== null && site.keep.store.outage(line, id)?.id === outage;
  const found = site.keep.reports.ofLine(line).find((one) => isAbout(one.outage) && one.state !== 'withdrawn');
  return found ? { id: found.id, isDraft: found.state === 'draft' } : null;
}

function showSignIn(site: Site, c: SiteContext): Response {
  const secret = c.req.query('secret') ?? null;
  if (secret !== null) return sendLinkPage(site, c, secret, null);
  const next = ownerPathOf(c.req.query('next'));
  if (c.get('asker') === 'owner') return goTo(c, next);
  const done = oneOf(c.req.query('done'), ['signed-out', 'everywhere'] as const);
  return sendSignInPage(site, c, { next, problem: null, done }, 200);
}

/** The one-time link, sent with a new password or (`keep`) to sign in only. */
async function redeem(site: Site, c: SiteContext, fields: FormFields): Promise<Response> {
  const { door } = site.keep;
  const secret = fields.text('secret');
  if (!SECRET.test(secret) || !door.isLink(secret)) return sendLinkPage(site, c, '', null);
  const newPassword = fields.isOn('keep') && door.hasPassword() ? null : fields.text('new-password');
  const problem = newPassword === null ? null : door.passwordProblem(newPassword);
  if (problem !== null) return sendLinkPage(site, c, secret, problem);
  const isFirst = !door.hasPassword();
  const result = await door.redeem(secret, newPassword, ownSession(site, c));
  if (result.kind !== 'open') return sendLinkPage(site, c, '', null);
  site.log(newPassword === null ? 'owner-signed-in' : 'owner-password-set');
  if (newPassword === null) return enter(site, c, result, `${HOME_PATH}?done=signed-in`);
  return enter(site, c, result, `${HOME_PATH}?done=${isFirst ? 'first' : 'password'}`);
}

async function signIn(site: Site, c: SiteContext, fields: FormFields): Promise<Response> {
  const next = ownerPathOf(fields.text('next'));
  const password = fields.text('password');
  if (password === '') return sendSignInPage(site, c, { next, problem: { kind: 'missing' }, done: null }, 400);
  const result = await site.keep.door.signIn(password, placeOfAsker(site, c), ownSession(site, c));
  if (result.kind === 'open') {
    site.log('owner-signed-in');
    return enter(site, c, result, next);
  }
  const { problem, status } = refusal(site, c, result);
  return sendSignInPage(site, c, { next, problem, done: null }, status);
}

async function changePassword(site: Site, c: SiteContext, fields: FormFields): Promise<Response> {
  const { door } = site.keep;
  const [oldPassword, newPassword] = [fields.text('old-password'), fields.text('new-password')];
  const newProblem = door.passwordProblem(newPassword);
  const oldProblem = oldPassword === '' ? ({ kind: 'missing' } as const) : null;
  const session = ownSession(site, c);
  if (newProblem !== null || oldProblem !== null || session === null) {
    return sendPasswordPage(site, c, { oldProblem, newProblem }, 400);
  }
  const result = await door.changePassword(oldPassword, newPassword, session);
  if (result.kind === 'open') {
    site.log('owner-password-set');
    return enter(site, c, result, `${HOME_PATH}?done=password`);
  }
  const { problem, status } = refusal(site, c, result);
  return sendPasswordPage(site, c, { oldProblem: problem, newProblem: null }, status);
}

/**
 * For the page: why, and the status; a wait is announced to programs as well. Only what was looked at is logged: that is
 * limited, so nobody can fill the disk with it.
 */
function refusal(site: Site, c: SiteContext, refused: Refused): { problem: SignInProblem; status: 400 | 429 } {
  if (refused.kind === 'wrong') {
    site.log('owner-sign-in-refused');
    return { problem: { kind: 'wrong' }, status: 400 };
  }
  const seconds = Math.ceil(refused.forMs / 1000);
  c.header('retry-after', String(seconds));
  return { problem: { kind: 'wait', seconds }, status: 429 };
}

function enter(site: Site, c: SiteContext, opened: Opened, path: string): Response {
  setSessionCookie(site, c, opened);
  return goTo(c, path);
}

function leave(site: Site, c: SiteContext, done: 'signed-out' | 'everywhere'): Response {
  clearSessionCookie(site, c);
  return goTo(c, `${SIGN_IN_PATH}?done=${done}`);
}

/** To a page of ours, in the language that was chosen. */
function goTo(c: SiteContext, path: string): Response {
  const lang = oneOf(c.req.query('lang'), ['de', 'en'] as const);
  if (lang === null || path.includes('lang=')) return c.redirect(path, 303);
  return c.redirect(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, 303);
}

function sendLinkPage(
  site: Site,
  c: SiteContext,
  secret: string,
  problem: ReturnType<Site['keep']['door']['passwordProblem']>,
): Response {
  const { door } = site.keep;
  const isUsable = SECRET.test(secret) && door.isLink(secret);
  const view = {
    secret: isUsable ? secret : null,
    hasPassword: isUsable && door.hasPassword(),
    problem,
    isUnencrypted: isUnencrypted(site, c),
  };
  const page = linkPage(pageContext(site, c), view);
  if (!isUsable) return sendOwnerPage(c, page, 403);
  return sendOwnerPage(c, page, problem === null ? 200 : 400);
}

function sendSignInPage(
  site: Site,
  c: SiteContext,
  view: Omit<SignInView, 'isUnencrypted'>,
  status: 200 | 400 | 429,
): Response {
  const path = view.next === HOME_PATH ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${new URLSearchParams({ next: view.next })}`;
  const page = signInPage({ ...pageContext(site, c), path }, { ...view, isUnencrypted: isUnencrypted(site, c) });
  return sendOwnerPage(c, page, status);
}

function sendPasswordPage(
  site: Site,
  c: SiteContext,
  view: Omit<PasswordView, 'isUnencrypted'>,
  status: 200 | 400 | 429 = 200,
): Response {
  const page = passwordPage(pageContext(site, c), { ...view, isUnencrypted: isUnencrypted(site, c) });
  return sendOwnerPage(c, page, status);
}

function ownSession(site: Site, c: SiteContext): string | null {
  return sessionOf(askingOf(c), site.rule);
}

/** A path of ours, whatever was asked for. */
function ownerPathOf(path: string | undefined): string {
  return path !== undefined && isOwnerPath(path) && !path.startsWith(SIGN_IN_PATH) ? path : HOME_PATH;
}

function oneOf<const T extends string>(given: string | undefined, known: readonly T[]): T | null {
  return known.find((one) => one === given) ?? null;
}
