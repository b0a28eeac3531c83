import { html } from 'hono/html';
import { accountName, loginLinkCommand, newPasswordField, unencryptedWarning } from './door-notes.ts';
import type { LinkView, SignInProblem, SignInView } from './door-views.ts';
import { callout, form, problemSummary, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import type { PageContext } from './views.ts';
import { doorWords } from './wording-door.ts';

const ACTION = '/owner/sign-in';

/** `/owner/sign-in`: the same whether or not there is a password yet, so that strangers learn nothing. */
export function signInPage(context: PageContext, view: SignInView): string {
  const words = doorWords[context.language].signIn;
  const problem = view.problem === null ? null : signInProblemText(context, view.problem);
  const password = textField({
    name: 'password',
    label: words.password,
    value: '',
    type: 'password',
    autocomplete: 'current-password',
    isRequired: true,
    problem,
  });
  return renderPage(context, {
    title: words.title,
    eventsHref: null,
    main: html`<h1>${words.title}</h1>
${view.done === null ? '' : callout('done', html`<p>${words.done[view.done]}</p>`)}
${problemSummary(doorWords[context.language].problems, problem === null ? [] : [{ name: 'password', text: problem }])}
${unencryptedWarning(context, view.isUnencrypted)}
<p>${words.text}</p>
${form({
  action: link(context, ACTION),
  body: html`<input type="hidden" name="next" value="${view.next}">${accountName()}${password}`,
  button: words.button,
})}
<p class="quiet">${words.cookie}</p>
${loginLinkCommand(context, words.forgotten)}`,
  });
}

/**
 * The page behind the owner's one-time link. Only its button spends the link, so the scanner of a mail program cannot;
 * the first time it sets the password, later it can.
 */
export function linkPage(context: PageContext, view: LinkView): string {
  const words = doorWords[context.language];
  if (view.secret === null) {
    return renderPage(context, {
      title: words.signIn.title,
      eventsHref: null,
      main: html`<h1>${words.signIn.title}</h1>${callout('warning', html`<p>${words.link.invalid}</p>`)}
<p class="buttons"><a class="button main" href="${link(context, ACTION)}">${words.signIn.button}</a></p>
${loginLinkCommand(context, words.link.again)}`,
    });
  }
  const { hasPassword, problem } = view;
  const title = hasPassword ? words.link.title : words.link.setTitle;
  const problems = problem === null ? [] : [{ name: 'new-password', text: words.newPassword.problem[problem] }];
  // the other language's link must not lose what the one-time link brought
  const withSecret = { ...context, path: `${ACTION}?secret=${view.secret}` };
  const secret = html`<input type="hidden" name="secret" value="${view.secret}">`;
  return renderPage(withSecret, {
    title,
    eventsHref: null,
    main: html`<h1>${title}</h1>
${problemSummary(words.problems, problems)}
${unencryptedWarning(context, view.isUnencrypted)}
<p>${hasPassword ? words.link.textAgain : words.link.text}</p>
${form({
  action: link(context, ACTION),
  body: html`${secret}${accountName()}${newPasswordField(context, problem)}`,
  button: hasPassword ? words.link.buttonAgain : words.link.button,
})}
${hasPassword ? html`<form method="post" action="${link(context, ACTION)}">${secret}<input type="hidden" name="keep" value="yes"><p class="buttons"><button class="button">${words.link.onlySignIn}</button></p></form><p class="quiet">${words.link.onlySignInText}</p>` : ''}
<p class="quiet">${words.signIn.cookie}</p>`,
  });
}

/** Why a password was not taken, in the reader's words. */
export function signInProblemText(context: PageContext, problem: SignInProblem): string {
  const words = doorWords[context.language].signIn;
  return problem.kind === 'wait' ? words.wait(problem.seconds) : words[problem.kind];
}
