import { html } from 'hono/html';
import { accountName, loginLinkCommand, newPasswordField, unencryptedWarning } from './door-notes.ts';
import { signInProblemText } from './door-sign-in-page.ts';
import type { PasswordView } from './door-views.ts';
import { form, problemSummary, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import type { PageContext } from './views.ts';
import { doorWords } from './wording-door.ts';

/** `/owner/password` */
export function passwordPage(context: PageContext, view: PasswordView): string {
  const words = doorWords[context.language];
  const { title, text, old, button, forgotten } = words.password;
  const oldProblem = view.oldProblem === null ? null : signInProblemText(context, view.oldProblem);
  const problems = [
    ...(oldProblem === null ? [] : [{ name: 'old-password', text: oldProblem }]),
    ...(view.newProblem === null ? [] : [{ name: 'new-password', text: words.newPassword.problem[view.newProblem] }]),
  ];
  const oldPassword = textField({
    name: 'old-password',
    label: old,
    value: '',
    type: 'password',
    autocomplete: 'current-password',
    isRequired: true,
    problem: oldProblem,
  });
  return renderPage(context, {
    title,
    eventsHref: null,
    trail: [{ label: words.owner.title, path: '/owner' }],
    main: html`<h1>${title}</h1>
${problemSummary(words.problems, problems)}
${unencryptedWarning(context, view.isUnencrypted)}
<p>${text}</p>
${form({
  action: link(context, '/owner/password'),
  body: html`${accountName()}${oldPassword}${newPasswordField(context, view.newProblem)}`,
  button,
})}
${loginLinkCommand(context, forgotten)}`,
  });
}
