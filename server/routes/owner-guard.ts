import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { continuePage } from '../../web/pages/door-pages.ts';
import { AppError } from '../app-error.ts';
import { askingOf, type Site, type SiteContext, type SiteEnv } from '../site.ts';
import { isOwnOrigin } from '../visibility.ts';
import { pageContext } from './pages.ts';

/** Pages of the door itself: open to who is not signed in yet. */
export const SIGN_IN_PATH = '/owner/sign-in';
const OPEN_PATHS = new Set([SIGN_IN_PATH]);

/** Of a form with everything that one may paste into it. */
const MAX_FORM_BYTES = 131_072;
/** Of a form with a file of a case (10 MB, server/attachments/), for the owner alone. */
const MAX_FILE_FORM_BYTES = 10_100_000;
const FILE_FORM_PATH = /^\/owner\/lines\/[^/]+\/files$/;
/** Of a password and a link: what strangers may make the server hold, each of them, while the rest of it never comes. */
const MAX_SIGN_IN_BYTES = 8192;

/**
 * Stands before every path under `/owner`: only the signed-in owner passes, all else is led to the sign-in; a form counts
 * only when it was sent from a page of ours (SameSite=Strict cookies and `Origin`); nothing is cached. Mounted before the
 * routes, so that a new page is guarded without doing anything.
 */
export function ownerGuard(site: Site): Hono<SiteEnv> {
  const guard = new Hono<SiteEnv>();
  const [limitOwner, limitOthers] = [formLimit(MAX_FORM_BYTES), formLimit(MAX_SIGN_IN_BYTES)];
  const limitFiles = formLimit(MAX_FILE_FORM_BYTES);
  guard.use('/owner/*', (c, next) => {
    if (c.get('asker') !== 'owner') return limitOthers(c, next);
    return FILE_FORM_PATH.test(c.req.path) ? limitFiles(c, next) : limitOwner(c, next);
  });
  guard.use('/owner/*', async (c, next) => {
    c.header('cache-control', 'no-store');
    // with `no-referrer` a browser would hide the origin of our own forms as well
    c.header('referrer-policy', 'same-origin');
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!isReading && !isOwnOrigin(askingOf(c), site.rule)) {
      throw new AppError('forbidden', 'this form was sent from another site');
    }
    if (c.get('asker') === 'owner' || OPEN_PATHS.has(c.req.path)) return next();
    if (!isReading) throw new AppError('unauthorised', 'sign in first, then send the form again');
    return mayHideCookie(c) ? goOnFromHere(site, c) : c.redirect(signInPath(c), 303);
  });
  return guard;
}

/** Where the sign-in leads back to; only a path of ours under `/owner`, never another host. */
export function isOwnerPath(path: string): boolean {
  // no part is "." or "..": a browser would climb out by them
  return /^\/owner(\/(?!\.{1,2}(?:[/?]|$))[A-Za-z0-9._~-]+)*(\?[A-Za-z0-9._~=&%-]*)?$/.test(path);
}

function signInPath(c: SiteContext): string {
  const lang = c.req.query('lang');
  const { pathname, search } = new URL(c.req.url);
  const back = `${pathname}${search}`;
  const isKnown = lang === 'de' || lang === 'en';
  const query = new URLSearchParams({ ...(isOwnerPath(back) && { next: back }), ...(isKnown && { lang }) });
  return query.size === 0 ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${query}`;
}

/**
 * Browsers hold a strict cookie back when a link on another site (a mail in a web mailer) leads here. They say where the
 * link was only under HTTPS or on localhost, so elsewhere that is always possible.
 */
function mayHideCookie(c: SiteContext): boolean {
  const from = c.req.header('sec-fetch-site');
  return from === 'cross-site' || (from === undefined && (c.req.header('user-agent') ?? '').startsWith('Mozilla/'));
}

/** A page of ours that goes on to the sign-in by itself: now we lead there, the cookie comes along if there is one. */
function goOnFromHere(site: Site, c: SiteContext): Response {
  const path = signInPath(c);
  c.header('refresh', `0; url=${path}`);
  return sendOwnerPage(c, continuePage(pageContext(site, c), path.replace(/[?&]lang=[a-z]+$/, '')));
}

/** Answers with a page for the owner alone. */
export function sendOwnerPage(c: SiteContext, page: string, status: 200 | 400 | 403 | 409 | 429 = 200): Response {
  return c.html(page, status);
}

/** The fields of a form as text, trimmed, line ends as `\n`; of a field sent several times, all values. Files are left out. */
export async function readForm(c: SiteContext): Promise<FormFields> {
  const fields = new Map<string, string[]>();
  try {
    for (const [name, value] of Object.entries(await c.req.parseBody({ all: true }))) {
      const texts = (Array.isArray(value) ? value : [value]).filter((part) => typeof part === 'string');
      fields.set(
        name,
        texts.map((text) => text.replaceAll('\r\n', '\n').trim()),
      );
    }
  } catch {
    // what is no whole form has no fields; the checks of each form say what is missing
  }
  return {
    text: (name) => fields.get(name)?.[0] ?? '',
    all: (name) => fields.get(name) ?? [],
    isOn: (name) => (fields.get(name)?.[0] ?? '') !== '',
  };
}

export type FormFields = {
  /** Empty when it was not sent. */
  text: (name: string) => string;
  all: (name: string) => string[];
  /** Whether a checkbox was ticked. */
  isOn: (name: string) => boolean;
};

function formLimit(maxBytes: number) {
  const refuse = (_c: Context): never => {
    throw new AppError('too-large', `the form is larger than ${maxBytes} bytes`);
  };
  return bodyLimit({ maxSize: maxBytes, onError: refuse });
}
