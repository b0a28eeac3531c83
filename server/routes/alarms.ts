import { Hono } from 'hono';
import { mailAccountPage } from '../../web/pages/alarm-mail-page.ts';
import { alarmEditPage, alarmsPage } from '../../web/pages/alarm-pages.ts';
import type { AlarmFormValues, AlarmProblems, MailAccountView } from '../../web/pages/alarm-views.ts';
import {
  emptyForm,
  formOfPath,
  logView,
  MAIL_PROVIDER_CHOICES,
  mailValuesOf,
  pathView,
  readAlarmForm,
  readMailValues,
} from '../alarms/alarm-forms.ts';
import { readMailAccountForm } from '../alarms/read-mail-account-form.ts';
import { readPathForm } from '../alarms/read-path-form.ts';
import { notFound } from '../app-error.ts';
import type { Site, SiteContext, SiteEnv } from '../site.ts';
import type { AlarmPath } from '../store/alarm-tables.ts';
import { readForm, sendOwnerPage } from './owner-guard.ts';
import { pageContext } from './pages.ts';

const PATH = '/owner/alarms';
const ACCOUNT_PATH = `${PATH}/mail-account`;
const LOG_LENGTH = 50;
const MAX_PATHS = 20;

/** The owner's pages on alarms: ways, tests, the mailbox, what was sent. All forms work without scripts. */
export function alarmRoutes(site: Site): Hono<SiteEnv> {
  const routes = new Hono<SiteEnv>();
  routes.get(PATH, (c) => sendOwnerPage(c, showAlarms(site, c)));
  routes.post(PATH, (c) => addPath(site, c));
  routes.get(ACCOUNT_PATH, (c) => showAccount(site, c));
  routes.post(ACCOUNT_PATH, (c) => saveAccount(site, c));
  routes.get(`${PATH}/:id`, (c) => {
    const path = pathOf(site, c);
    return sendOwnerPage(c, editPage(site, c, path, formOfPath(path), {}));
  });
  routes.post(`${PATH}/:id`, (c) => changePath(site, c));
  routes.post(`${PATH}/:id/test`, async (c) => goBack(c, { tested: await testPath(site, pathOf(site, c).id) }));
  routes.post(`${PATH}/:id/switch`, async (c) => {
    const isOn = (await readForm(c)).isOn('on');
    site.keep.alarms.switchPath(pathOf(site, c).id, isOn);
    return goBack(c, { done: isOn ? 'on' : 'off' });
  });
  routes.post(`${PATH}/:id/remove`, (c) => {
    site.keep.alarms.remove(pathOf(site, c).id);
    return goBack(c, { done: 'removed' });
  });
  return routes;
}

function showAlarms(
  site: Site,
  c: SiteContext,
  form: AlarmFormValues | null = null,
  problems: AlarmProblems = {},
): string {
  const { alarms } = site.keep;
  const context = pageContext(site, c);
  const paths = alarms.paths();
  const account = alarms.mailAccount();
  const message = alarms.message(Number(c.req.query('tested') ?? Number.NaN) || 0);
  const testedPath = paths.find(({ id }) => id === message?.pathId);
  const zone = zoneOf(site);
  return alarmsPage(context, {
    zone,
    paths: paths.map((path) => pathView(path, site.nowMs())),
    log: alarms.log(LOG_LENGTH).map((entry) => logView(entry, paths)),
    mailAccount: account === null ? null : { host: account.host, sender: account.sender },
    done: doneOf(c.req.query('done')),
    tested:
      message?.kind === 'test' && testedPath !== undefined
        ? { isSent: message.state === 'sent', target: testedPath.target, reply: message.reply ?? '' }
        : null,
    form: form ?? emptyForm(zone, context.language),
    problems,
  });
}

async function addPath(site: Site, c: SiteContext): Promise<Response> {
  const { alarms } = site.keep;
  const form = readAlarmForm(await readForm(c), null);
  const checked = readPathForm(form, site.config.alarmLocalTargets);
  if ('problems' in checked) return sendOwnerPage(c, showAlarms(site, c, form, checked.problems), 400);
  if (alarms.paths().length >= MAX_PATHS) {
    return sendOwnerPage(c, showAlarms(site, c, form, { kind: 'too-many' }), 400);
  }
  const id = alarms.add({ ...checked, isOn: true });
  if (checked.kind === 'mail' && alarms.mailAccount() === null) {
    return c.redirect(withLanguage(c, ACCOUNT_PATH, { path: String(id) }), 303);
  }
  return goBack(c, { done: 'saved', tested: await testPath(site, id) });
}

async function changePath(site: Site, c: SiteContext): Promise<Response> {
  const path = pathOf(site, c);
  const form = readAlarmForm(await readForm(c), path.kind);
  const checked = readPathForm(form, site.config.alarmLocalTargets);
  if ('problems' in checked) return sendOwnerPage(c, editPage(site, c, path, form, checked.problems), 400);
  // a kept secret goes to the host it was given for and to no other
  const isSameHost = path.kind !== 'mail' && URL.parse(checked.target)?.host === URL.parse(path.target)?.host;
  site.keep.alarms.update(path.id, { ...checked, secret: checked.secret ?? (isSameHost ? path.secret : null) });
  return goBack(c, { done: 'saved' });
}

function editPage(site: Site, c: SiteContext, path: AlarmPath, form: AlarmFormValues, problems: AlarmProblems): string {
  return alarmEditPage(pageContext(site, c), { path: pathView(path, site.nowMs()), form, problems });
}

function showAccount(site: Site, c: SiteContext): Response {
  const forPathId = Number(c.req.query('path')) || null;
  const kept = site.keep.alarms.mailAccount();
  const path = site.keep.alarms.paths().find(({ id }) => id === forPathId);
  const values = mailValuesOf(kept, path?.kind === 'mail' ? path.target : '');
  return accountPage(site, c, { values, problems: {}, forPathId: path?.id ?? null });
}

async function saveAccount(site: Site, c: SiteContext): Promise<Response> {
  const { alarms } = site.keep;
  const fields = await readForm(c);
  const values = readMailValues(fields);
  const forPathId = alarms.paths().find(({ id }) => id === Number(fields.text('path')))?.id ?? null;
  const { alarmLocalTargets: localTargets } = site.config;
  const given = { values, password: fields.text('password'), kept: alarms.mailAccount(), localTargets };
  const account = readMailAccountForm(given);
  if ('problems' in account) return accountPage(site, c, { values, problems: account.problems, forPathId }, 400);
  alarms.setMailAccount(account);
  return goBack(c, { done: 'account', tested: forPathId === null ? null : await testPath(site, forPathId) });
}

type AccountParts = Pick<MailAccountView, 'values' | 'problems' | 'forPathId'>;

function accountPage(site: Site, c: SiteContext, parts: AccountParts, status: 200 | 400 = 200): Response {
  const hasPassword = (site.keep.alarms.mailAccount()?.password ?? '') !== '';
  const view = { ...parts, providers: MAIL_PROVIDER_CHOICES, hasPassword };
  return sendOwnerPage(c, mailAccountPage(pageContext(site, c), view), status);
}

/** Number of the message with the result; null when the way is gone. */
async function testPath(site: Site, id: number): Promise<number | null> {
  return (await site.keep.alarms.test(id))?.id ?? null;
}

function pathOf(site: Site, c: SiteContext): AlarmPath {
  const id = c.req.param('id') ?? '';
  const path = /^\d{1,12}$/.test(id) ? site.keep.alarms.paths().find((one) => one.id === Number(id)) : undefined;
  if (path === undefined) throw notFound();
  return path;
}

/** The zone in which most of the owner's lines are; the server's without one. */
function zoneOf(site: Site): string {
  return site.keep.store.lines()[0]?.zone ?? site.config.zone;
}

function goBack(c: SiteContext, { done, tested }: { done?: string; tested?: number | null }): Response {
  const query = { ...(done !== undefined && { done }), ...(tested != null && { tested: String(tested) }) };
  return c.redirect(withLanguage(c, PATH, query), 303);
}

function withLanguage(c: SiteContext, path: string, query: Record<string, string>): string {
  const lang = c.req.query('lang');
  const text = new URLSearchParams({ ...query, ...(lang === 'de' || lang === 'en' ? { lang } : {}) }).toString();
  return text === '' ? path : `${path}?${text}`;
}

const DONE = ['saved', 'removed', 'on', 'off', 'account'] as const;

function doneOf(text: string | undefined): (typeof DONE)[number] | null {
  return DONE.find((one) => one === text) ?? null;
}
