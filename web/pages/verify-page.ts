import { html } from 'hono/html';
import { callout } from './form.ts';
import { link, renderPage } from './layout.ts';
import type { Markup } from './local-time.ts';
import type { Language, PageContext } from './views.ts';
import { verifyWords } from './wording-verify.ts';

export type VerifyView = {
  /** Where the page as one file and the program can be saved; null: not built. */
  pagePath: string | null;
  programPath: string | null;
};

/**
 * `/verify`: checks a bundle in the reader's browser. `context.scriptHref` is the checking program (web/verify/main.ts),
 * which is also the worker's; null: not built, only the other ways are told.
 */
export function verifyPage(context: PageContext, view: VerifyView): string {
  const words = verifyWords[context.language];
  return renderPage(context, {
    title: words.title,
    eventsHref: null,
    main: html`<h1>${words.title}</h1>
${context.scriptHref === null ? html`<p>${words.lead}</p>${callout('warning', html`<p>${words.notBuilt}</p>`)}` : verifyPart(context.language, context.scriptHref)}
${otherWays(context, view)}`,
  });
}

/** Form, progress and place of the result in one language. `workerSrc`: null where the program stands in the page. */
export function verifyPart(language: Language, workerSrc: string | null): Markup {
  const words = verifyWords[language];
  return html`<div lang="${language}" data-verify="${language}"${workerSrc === null ? '' : html` data-worker="${workerSrc}"`}>
<p>${words.lead}</p>
${words.promise.map((text) => html`<p class="quiet">${text}</p>`)}
<noscript>${callout('warning', html`<p>${words.noScript}</p>`)}</noscript>
<div class="callout warning" role="alert" data-problem hidden></div>
${verifyForm(language)}
<section class="form" data-progress hidden><p role="status"></p><p><progress max="1" value="0" aria-label="${words.title}"></progress></p>
<p class="buttons"><button class="button" type="button" data-cancel>${words.form.cancel}</button></p></section>
<div data-result hidden></div>
<p class="buttons" data-after hidden><button class="button" type="button" data-save>${words.download}</button><button class="button" type="button" data-again>${words.form.again}</button></p>
</div>`;
}

/** Never sent anywhere: the program takes it; hidden until it runs. */
function verifyForm(language: Language): Markup {
  const { form } = verifyWords[language];
  const id = (name: string) => `${name}-${language}`;
  const fieldProblem = (name: string) =>
    html`<p class="problem" id="${id(`${name}-problem`)}" role="alert" data-problem="${name}" hidden></p>`;
  return html`<form class="form" hidden>
<div class="field"><label for="${id('bundle')}">${form.file}</label><p class="hint" id="${id('bundle-hint')}">${form.fileHint} ${form.drop}</p>${fieldProblem('bundle')}<input id="${id('bundle')}" name="bundle" type="file" accept=".zip,application/zip" aria-describedby="${id('bundle-hint')} ${id('bundle-problem')}"></div>
<div class="field"><label for="${id('fingerprint')}">${form.fingerprint}</label><p class="hint" id="${id('fingerprint-hint')}">${form.fingerprintHint}</p>${fieldProblem('fingerprint')}<input id="${id('fingerprint')}" name="fingerprint" type="text" maxlength="60" autocomplete="off" spellcheck="false" aria-describedby="${id('fingerprint-hint')} ${id('fingerprint-problem')}"></div>
<details><summary>${form.more}</summary><div class="field"><label class="choice"><input type="checkbox" name="every"><span>${form.every} <small>${form.everyHint}</small></span></label></div></details>
<p class="buttons"><button class="button main">${form.start}</button></p>
</form>`;
}

function otherWays(context: PageContext, { pagePath, programPath }: VerifyView): Markup {
  const { otherWays: words } = verifyWords[context.language];
  const files = [
    ...(pagePath === null ? [] : [{ path: pagePath, label: words.page }]),
    ...(programPath === null ? [] : [{ path: programPath, label: words.program }]),
  ];
  return html`<section><h2>${words.title}</h2><ul>${words.items.map((text) => html`<li>${text}</li>`)}</ul>
${files.length === 0 ? '' : html`<p class="buttons">${files.map(({ path, label }) => html`<a class="button" href="${link(context, path)}" download>${label}</a>`)}</p>`}</section>`;
}
