import { html } from 'hono/html';
import type { NewPasswordProblem } from './door-views.ts';
import { callout, textField } from './form.ts';
import type { Markup } from './local-time.ts';
import type { PageContext } from './views.ts';
import { doorWords } from './wording-door.ts';

/** Parts that several pages of the door share. */

/** A server set up in another way keeps its data elsewhere: the command of the wrong one prints a link that opens nothing. */
const LOGIN_LINK_COMMANDS = {
  service: 'sudo linewitness-server login-link',
  docker: 'docker compose exec server node dist/server.mjs login-link',
  folder: 'npm run server -- login-link',
} as const;

/** The command that prints a one-time link, for each way to set up a server, with a sentence before it. */
export function loginLinkCommand(context: PageContext, sentence: string): Markup {
  const { ranAs } = doorWords[context.language];
  const ways = ['service', 'docker', 'folder'] as const;
  return html`<p class="quiet">${sentence}</p><ul class="quiet">${ways.map((way) => html`<li>${ranAs[way]}<br><code>${LOGIN_LINK_COMMANDS[way]}</code></li>`)}</ul>`;
}

/** Over plain HTTP from another device: who could read along, and how to avoid that; short, so that the form stays in sight. */
export function unencryptedWarning(context: PageContext, isUnencrypted: boolean): Markup | string {
  if (!isUnencrypted) return '';
  const { title, text, safer, ways } = doorWords[context.language].unencrypted;
  return callout(
    'warning',
    html`<p><strong>${title}</strong> ${text}</p><details><summary>${safer}</summary><ul>${ways.map((way) => html`<li>${way}</li>`)}</ul></details>`,
  );
}

/** For whoever sits at the machine of a server that nobody owns yet. */
export function becomeOwner(context: PageContext): Markup {
  const { title, text, again } = doorWords[context.language].become;
  return callout('next', html`<p><strong>${title}</strong> ${text}</p>${loginLinkCommand(context, again)}`);
}

/** Password managers file a password under a name; people need not see it. */
export function accountName(): Markup {
  return html`<input type="text" name="username" value="Linewitness" autocomplete="username" readonly hidden>`;
}

/** One field, so that a password manager or the phone can suggest one. */
export function newPasswordField(context: PageContext, problem: NewPasswordProblem | null): Markup {
  const { label, hint, problem: problems } = doorWords[context.language].newPassword;
  return textField({
    name: 'new-password',
    label,
    hint,
    value: '',
    type: 'password',
    autocomplete: 'new-password',
    isRequired: true,
    problem: problem === null ? null : problems[problem],
  });
}
