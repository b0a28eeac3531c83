import { html } from 'hono/html';
import { callout, choiceField, form, problemSummary, selectField, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import { type Markup, timeElement } from './local-time.ts';
import { PROVIDERS } from './setup-providers.ts';
import {
  COUNTRIES,
  type DatedSettingsView,
  type FieldProblems,
  type LineFormValues,
  type LineSettingsView,
  type NewLineView,
  type PrivateFormValues,
  SERVICES,
} from './setup-views.ts';
import type { PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { type SetupWords, setupWords } from './wording-setup.ts';

type Typed<Values> = { values: Values; problems: FieldProblems; zones: readonly string[] };

/** `/owner/lines/new`: a name is enough to go on. */
export function newLinePage(context: PageContext, view: NewLineView): string {
  const words = setupWords[context.language];
  const { title, lead, button, more } = words.newLine;
  const isMoreWrong = ['fee', 'zone', 'country'].some((name) => view.problems[name] !== undefined);
  return renderPage(context, {
    title,
    eventsHref: null,
    trail: [ownersTrail(context)],
    main: html`<h1>${title}</h1><p>${lead}</p>${summary(words, view.problems)}
${form({
  action: link(context, '/owner/lines/new'),
  button,
  body: html`${nameFields(words, view, words.newLine.address)}<details${isMoreWrong ? html` open` : ''}><summary>${more}</summary>${placeFields(words, view)}</details>`,
})}`,
  });
}

/** `/owner/lines/LINE`: everything that the owner says about a line. */
export function lineSettingsPage(context: PageContext, view: LineSettingsView): string {
  const words = setupWords[context.language];
  const { settings } = words;
  const { line } = view;
  const path = `/lines/${line.id}`;
  const title = settings.title(line.name);
  return renderPage(context, {
    title,
    eventsHref: null,
    trail: [ownersTrail(context)],
    main: html`<h1>${title}</h1>
${view.isSaved ? callout('done', html`<p>${settings.saved}</p>`) : ''}${summary(words, view.problems)}
<p>${settings.address}: <a href="${link(context, path)}"><code>${path}</code></a>. ${settings.addressStays}</p>
<p><a class="button" href="${link(context, `/owner/lines/${line.id}/probe`)}">${settings.probe}</a></p>
${form({
  action: link(context, `/owner/lines/${line.id}`),
  button: settings.button,
  body: html`<h2>${settings.publicPart}</h2>${nameFields(words, view)}${placeFields(words, view)}
<h2>${words.private.title}</h2><p>${words.private.text}</p>${privateFields(words, view)}`,
})}
${historyPart(context, view)}`,
  });
}

function ownersTrail(context: PageContext): { label: string; path: string } {
  return { label: commonWords[context.language].nav.owner, path: '/owner' };
}

function summary(words: SetupWords, problems: FieldProblems): Markup | string {
  const entries = Object.entries(problems).flatMap(([name, problem]) => {
    const label = isField(name) ? words.field[name].label : name;
    return problem === undefined ? [] : [{ name, text: `${label}: ${words.problem[problem]}` }];
  });
  return problemSummary(words.problems, entries);
}

type FieldName = keyof SetupWords['field'];

function isField(name: string): name is FieldName {
  return Object.hasOwn(setupWords.de.field, name);
}

/** Name, label, hint and problem of a field. */
function common(words: SetupWords, problems: FieldProblems, name: FieldName) {
  const problem = problems[name];
  return { name, ...words.field[name], problem: problem === undefined ? null : words.problem[problem] };
}

function nameFields(words: SetupWords, { values, problems }: Typed<LineFormValues>, nameNote = ''): Markup {
  const name = common(words, problems, 'name');
  return html`${textField({ ...name, hint: `${name.hint} ${nameNote}`.trim(), value: values.name, isRequired: true, maxLength: 80, autocomplete: 'off' })}${textField(
    {
      ...common(words, problems, 'provider'),
      value: values.provider,
      maxLength: 80,
      autocomplete: 'off',
      suggestions: PROVIDERS,
    },
  )}${choiceField({
    ...common(words, problems, 'services'),
    kind: 'checkbox',
    values: values.services,
    choices: SERVICES.map((value) => ({ value, label: words.services[value] })),
  })}`;
}

function placeFields(words: SetupWords, { values, problems, zones }: Typed<LineFormValues>): Markup {
  return html`${textField({ ...common(words, problems, 'fee'), value: values.fee, inputMode: 'decimal', autocomplete: 'off', maxLength: 20 })}${selectField(
    {
      ...common(words, problems, 'country'),
      value: values.country,
      choices: COUNTRIES.map((value) => ({ value, label: words.country[value] })),
    },
  )}${selectField({
    ...common(words, problems, 'zone'),
    value: values.zone,
    choices: zones.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
  })}`;
}

function privateFields(words: SetupWords, { values, problems }: Typed<PrivateFormValues>): Markup {
  const field = (name: keyof PrivateFormValues) => ({ ...common(words, problems, name), value: values[name] });
  return html`${textField({ ...field('customerName'), autocomplete: 'name', maxLength: 80 })}${textField({
    ...field('customerAddress'),
    rows: 3,
    maxLength: 500,
  })}${textField({ ...field('contractNumber'), autocomplete: 'off', maxLength: 80 })}${textField({
    ...field('phone'),
    type: 'tel',
    autocomplete: 'tel',
    maxLength: 40,
  })}${textField({ ...field('email'), type: 'email', autocomplete: 'email', maxLength: 254 })}${choiceField({
    ...common(words, problems, 'customer'),
    kind: 'radio',
    values: [values.customer],
    choices: (['consumer', 'business'] as const).map((value) => ({ value, ...words.customer[value] })),
  })}${textField({ ...field('providerAddress'), rows: 3, maxLength: 500 })}${textField({
    ...field('providerEmail'),
    type: 'email',
    autocomplete: 'off',
    maxLength: 254,
  })}`;
}

/** Settings are dated; what held before stays visible to the owner. */
function historyPart(context: PageContext, { line, history }: LineSettingsView): Markup | string {
  if (history.length === 0) return '';
  const { settings } = setupWords[context.language];
  const entries = history.map((entry) => {
    const from = timeElement(entry.fromAtMs, line.zone, context.language);
    return html`<li>${settingsText(context, entry)} <span class="quiet">(${settings.from} ${from})</span></li>`;
  });
  return html`<details><summary>${settings.history}</summary><p>${settings.historyText}</p><ul>${entries}</ul></details>`;
}

function settingsText(
  { language }: PageContext,
  { name, provider, zone, country, services }: DatedSettingsView,
): string {
  const words = setupWords[language];
  const covered = services?.map((service) => words.services[service]).join(', ');
  return [name, provider, covered, country && words.country[country], zone].filter(Boolean).join(' · ');
}
