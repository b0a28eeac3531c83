import { html } from 'hono/html';
import type { MailAccountView } from './alarm-views.ts';
import { form, problemSummary, selectField, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import type { PageContext } from './views.ts';
import { alarmWords } from './wording-alarms.ts';

const PATH = '/owner/alarms/mail-account';

/** `/owner/alarms/mail-account`: through which mailbox alarms are sent. The password is taken, never shown. */
export function mailAccountPage(context: PageContext, view: MailAccountView): string {
  const all = alarmWords[context.language];
  const words = all.mailAccount;
  const { values, problems } = view;
  const problem = (name: keyof MailAccountView['problems']) => {
    const key = problems[name];
    return key === undefined ? null : words.problems[key];
  };
  const summary = Object.entries(problems).map(([name, key]) => ({ name, text: words.problems[key] }));
  const isOpen =
    values.provider === 'other' || (['host', 'port', 'security', 'user'] as const).some((name) => problem(name));
  const providers = [
    { value: 'auto', label: words.providerAuto },
    ...view.providers.map(({ id, name }) => ({ value: id, label: name })),
    { value: 'other', label: words.providerOther },
  ];
  const securities = (['tls', 'starttls', 'none'] as const).map((value) => ({ value, label: words.securities[value] }));
  const hint = view.hasPassword ? `${words.passwordKept} ${words.passwordHint}` : words.passwordHint;
  const body = html`${problemSummary(all.problemsTitle, summary)}
${view.forPathId === null ? '' : html`<input type="hidden" name="path" value="${view.forPathId}">`}
${textField({ name: 'sender', type: 'email', label: words.sender, value: values.sender, problem: problem('sender'), isRequired: true, autocomplete: 'email', maxLength: 254 })}
${textField({ name: 'password', type: 'password', label: words.password, hint, value: '', problem: problem('password'), autocomplete: 'off', maxLength: 500 })}
${selectField({ name: 'provider', label: words.provider, value: values.provider, problem: problem('provider'), choices: providers })}
<details class="field"${isOpen ? html` open` : ''}><summary>${words.more}</summary>
${textField({ name: 'host', label: words.host, value: values.host, problem: problem('host'), autocomplete: 'off', maxLength: 253 })}
${textField({ name: 'port', label: words.port, value: values.port, problem: problem('port'), inputMode: 'numeric', maxLength: 5 })}
${selectField({ name: 'security', label: words.security, value: values.security, problem: problem('security'), choices: securities })}
${textField({ name: 'user', label: words.user, hint: words.userHint, value: values.user, problem: problem('user'), autocomplete: 'off', maxLength: 254 })}
</details>`;
  const button = view.forPathId === null ? words.button : words.buttonTest;
  const cancel = html`<a class="button" href="${link(context, '/owner/alarms')}">${all.edit.cancel}</a>`;
  const main = html`<h1>${words.title}</h1><p>${words.intro}</p>
<section>${form({ action: link(context, PATH), body, button, more: cancel })}</section>`;
  return renderPage(context, {
    title: words.title,
    eventsHref: null,
    trail: [
      { label: all.back, path: '/owner' },
      { label: all.title, path: '/owner/alarms' },
    ],
    main,
  });
}
