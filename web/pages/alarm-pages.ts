import { html } from 'hono/html';
import { existingPathFields, newPathFields } from './alarm-form.ts';
import type { AlarmEditView, AlarmLogView, AlarmPathView, AlarmsPageView } from './alarm-views.ts';
import { buttonForm, callout, form } from './form.ts';
import { link, renderPage } from './layout.ts';
import { formatLocal, type Markup, timeElement } from './local-time.ts';
import { table } from './table.ts';
import type { PageContext } from './views.ts';
import { ALARM_THRESHOLDS, type AlarmWords, alarmWords } from './wording-alarms.ts';

const PATH = '/owner/alarms';

/** `/owner/alarms`: where alarms go, whether they get there, what was sent, and a form for one more way. */
export function alarmsPage(context: PageContext, view: AlarmsPageView): string {
  const words = alarmWords[context.language];
  const isFirst = view.paths.length === 0;
  const hasProblem = Object.keys(view.problems).length > 0;
  const fields = newPathFields({ words, form: view.form, problems: view.problems });
  const adding = form({ action: link(context, PATH), body: fields, button: words.add.button });
  const addSection =
    isFirst || hasProblem
      ? html`<section><h2>${words.add.title}</h2>${isFirst ? html`<p>${words.none}</p>` : ''}${adding}</section>`
      : html`<section><details><summary>${words.add.title}</summary>${adding}</details></section>`;
  const paths = html`<section><h2>${words.paths}</h2>${view.paths.map((path) => pathCard(context, view, path))}${accountNote(context, view)}</section>`;
  const main = html`<h1>${words.title}</h1>
${notes(words, view)}<p>${words.intro}</p>
${isFirst ? addSection : html`${paths}${addSection}`}
${isFirst && view.log.length === 0 ? '' : log(context, view)}`;
  return renderPage(context, { title: words.title, eventsHref: null, trail: trail(words), main });
}

/** `/owner/alarms/ID`: one way, to be changed. */
export function alarmEditPage(context: PageContext, view: AlarmEditView): string {
  const words = alarmWords[context.language];
  const body = existingPathFields({ words, form: view.form, problems: view.problems });
  const cancel = html`<a class="button" href="${link(context, PATH)}">${words.edit.cancel}</a>`;
  const action = link(context, `${PATH}/${view.path.id}`);
  const main = html`<h1>${words.edit.title}</h1>
<section>${form({ action, body, button: words.add.buttonEdit, more: cancel })}</section>`;
  return renderPage(context, {
    title: words.edit.title,
    eventsHref: null,
    trail: [...trail(words), { label: words.title, path: PATH }],
    main,
  });
}

function trail(words: AlarmWords) {
  return [{ label: words.back, path: '/owner' }];
}

function notes(words: AlarmWords, { done, tested }: AlarmsPageView): Markup | string {
  const said = done === null ? '' : callout('done', html`<p>${words.done[done]}</p>`);
  if (tested === null) return said;
  const { isSent, target, reply } = tested;
  const answer = reply === '' ? '' : html`<p>${words.tested.answer} <q>${replyText(words, reply)}</q></p>`;
  const text = isSent ? words.tested.sent(target) : words.tested.failed(target);
  return html`${said}${callout(isSent ? 'done' : 'warning', html`<p><strong>${text}</strong></p>${answer}`)}`;
}

function pathCard(context: PageContext, view: AlarmsPageView, path: AlarmPathView): Markup {
  const words = alarmWords[context.language];
  const action = (name: string) => link(context, `${PATH}/${path.id}/${name}`);
  const threshold = ALARM_THRESHOLDS.find((seconds) => seconds === path.announceAfterSeconds);
  const facts = [
    path.isOn ? words.path.on : words.path.off,
    ...(threshold === undefined ? [] : [words.threshold[threshold]]),
    ...(path.quiet === null ? [] : [words.path.quiet(path.quiet.from, path.quiet.to)]),
    ...(path.isQuietNow ? [words.path.quietNow] : []),
    words.path.language[path.language],
    ...(path.hasSecret ? [words.path.secret] : []),
  ];
  const failing =
    path.failing === null
      ? ''
      : callout(
          'warning',
          html`<p><strong>${words.path.failing(formatLocal(path.failing.sinceAtMs, view.zone, context.language))}</strong></p><p>${words.path.answer} <q>${replyText(words, path.failing.problem)}</q></p>`,
        );
  return html`<div class="card" id="path-${path.id}"><h3>${words.kind[path.kind]}: ${path.target}</h3>
<p class="quiet">${facts.join(' · ')}</p>${failing}
<div class="buttons">${buttonForm({ action: action('test'), label: words.path.test })}<a class="button" href="${link(context, `${PATH}/${path.id}`)}">${words.path.edit}</a>${buttonForm(
    {
      action: action('switch'),
      label: path.isOn ? words.path.switchOff : words.path.switchOn,
      fields: { on: path.isOn ? '' : 'yes' },
    },
  )}${buttonForm({ action: action('remove'), label: words.path.remove })}</div></div>`;
}

function accountNote(context: PageContext, { mailAccount, paths }: AlarmsPageView): Markup | string {
  const words = alarmWords[context.language].account;
  const href = link(context, `${PATH}/mail-account`);
  if (mailAccount !== null) {
    return html`<p>${words.set(mailAccount.sender, mailAccount.host)} <a href="${href}">${words.change}</a></p>`;
  }
  if (!paths.some(({ kind }) => kind === 'mail')) return '';
  return callout('next', html`<p>${words.missing}</p><p><a class="button main" href="${href}">${words.add}</a></p>`);
}

function log(context: PageContext, view: AlarmsPageView): Markup {
  const words = alarmWords[context.language];
  const { columns } = words.log;
  if (view.log.length === 0) return html`<section><h2>${words.log.title}</h2><p>${words.log.none}</p></section>`;
  return html`<section><h2>${words.log.title}</h2>${table({
    caption: words.log.title,
    isCards: true,
    columns: [columns.at, columns.message, columns.path, columns.state].map((label) => ({ label })),
    rows: view.log.map((entry) => ({
      cells: [
        timeElement(entry.sentAtMs ?? entry.createdAtMs, view.zone, context.language),
        entry.title,
        entry.path === null ? words.log.removedPath : `${words.kind[entry.path.kind]}: ${entry.path.target}`,
        resultOf(context, view, entry),
      ],
    })),
  })}</section>`;
}

function resultOf(context: PageContext, view: AlarmsPageView, entry: AlarmLogView): Markup {
  const words = alarmWords[context.language];
  const state = html`<strong>${words.log.state[entry.state]}</strong>`;
  const reply = entry.reply === null ? '' : html`<br><small>${replyText(words, entry.reply)}</small>`;
  if (entry.state !== 'waiting') return html`${state}${reply}`;
  const at = formatLocal(entry.dueAtMs, view.zone, context.language);
  const isQuiet = view.paths.some((path) => path.isQuietNow && path.target === entry.path?.target);
  const isLater = entry.dueAtMs > context.builtAtMs;
  if (!isLater) return html`${state}${isQuiet ? html`<br><small>${words.log.quiet}</small>` : ''}${reply}`;
  const when = entry.attempts > 0 ? words.log.next(at) : words.log.later(at);
  return html`${state}<br><small>${when}</small>${reply}`;
}

/** Notes of ours in the reader's words; what others said as they said it. */
function replyText(words: AlarmWords, reply: string): string {
  return words.log.notes[reply] ?? reply;
}
