import { html } from 'hono/html';
import type { Markup } from './local-time.ts';

/**
 * Parts of forms: each field has its label, a hint and, after a refused attempt, its problem; screen readers hear all
 * three. Labels stand above, targets are 44 px high. Forms need no JavaScript. Every text here is in the reader's language.
 */
type FieldCommon = {
  name: string;
  label: string;
  hint?: string;
  /** Why the last attempt was refused; null or absent: it was not. */
  problem?: string | null;
};

export type TextField = FieldCommon & {
  value: string;
  type?: 'text' | 'email' | 'url' | 'password' | 'tel' | 'date' | 'time' | 'datetime-local';
  isRequired?: boolean;
  maxLength?: number;
  autocomplete?: string;
  /** `decimal` for amounts of money: the phone shows digits and a comma. */
  inputMode?: 'decimal' | 'numeric';
  /** Suggestions that one may also leave aside. */
  suggestions?: readonly string[];
  /** Larger than 1: several lines. */
  rows?: number;
  /** How it may look, letter by letter; stands between hint and field. */
  sample?: string;
};

export type Choice = { value: string; label: string; hint?: string };

/** One line of text, or several. */
export function textField(field: TextField): Markup {
  const { name, value, rows = 1, type = 'text', suggestions = [] } = field;
  const list = suggestions.length > 0 ? `${name}-list` : null;
  const required = field.isRequired ? html` required` : '';
  const limit = field.maxLength === undefined ? '' : html` maxlength="${field.maxLength}"`;
  const fill = field.autocomplete === undefined ? '' : html` autocomplete="${field.autocomplete}"`;
  const mode = field.inputMode === undefined ? '' : html` inputmode="${field.inputMode}"`;
  // the line feed after <textarea> is swallowed by the browser; without it a leading line feed of the value would be
  const input =
    rows > 1
      ? html`<textarea id="${name}" name="${name}" rows="${rows}"${described(field)}${required}${limit}>
${value}</textarea>`
      : html`<input id="${name}" name="${name}" type="${type}" value="${value}"${list === null ? '' : html` list="${list}"`}${described(field)}${required}${limit}${fill}${mode}>${
          list === null
            ? ''
            : html`<datalist id="${list}">${suggestions.map((text) => html`<option value="${text}"></option>`)}</datalist>`
        }`;
  return html`<div class="field${field.problem ? ' wrong' : ''}"><label for="${name}">${field.label}</label>${notes(field)}${field.sample === undefined ? '' : html`<pre id="${name}-sample">${field.sample}</pre>`}${input}</div>`;
}

/** One of several, folded. */
export function selectField(field: FieldCommon & { value: string; choices: readonly Choice[] }): Markup {
  const options = field.choices.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === field.value ? html` selected` : ''}>${label}</option>`,
  );
  return html`<div class="field${field.problem ? ' wrong' : ''}"><label for="${field.name}">${field.label}</label>${notes(field)}<select id="${field.name}" name="${field.name}"${described(field)}>${options}</select></div>`;
}

/** Several to tick (`checkbox`), or one of several to see at once (`radio`). */
export function choiceField(
  field: FieldCommon & { kind: 'checkbox' | 'radio'; values: readonly string[]; choices: readonly Choice[] },
): Markup {
  const { name, kind } = field;
  const choices = field.choices.map(
    ({ value, label, hint }) =>
      html`<label class="choice"><input type="${kind}" name="${name}" value="${value}"${field.values.includes(value) ? html` checked` : ''}><span>${label}${hint === undefined ? '' : html` <small>${hint}</small>`}</span></label>`,
  );
  return html`<fieldset id="${name}" class="field${field.problem ? ' wrong' : ''}"${described(field)}><legend>${field.label}</legend>${notes(field)}${choices}</fieldset>`;
}

/** A form of ours with one main button; `more` stands beside it (other buttons, links). */
export function form(parts: { action: string; body: Markup; button: string; more?: Markup | string }): Markup {
  return html`<form class="form" method="post" action="${parts.action}">${parts.body}<p class="buttons"><button class="button main">${parts.button}</button>${parts.more ?? ''}</p></form>`;
}

/** A form that is one button: sign out, send a test, remove. */
export function buttonForm(parts: {
  action: string;
  label: string;
  /** Hidden fields. */
  fields?: Record<string, string>;
  /** The one thing to do on this page. */
  isMain?: boolean;
}): Markup {
  const fields = Object.entries(parts.fields ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${parts.action}">${fields}<button class="button${parts.isMain ? ' main' : ''}">${parts.label}</button></form>`;
}

/** What was wrong, above the form, with a link to each field; nothing when all was well. */
export function problemSummary(title: string, problems: readonly { name: string; text: string }[]): Markup | string {
  if (problems.length === 0) return '';
  return html`<div class="problems" role="alert"><p><strong>${title}</strong></p><ul>${problems.map(
    ({ name, text }) => html`<li><a href="#${name}">${text}</a></li>`,
  )}</ul></div>`;
}

/** A short word on what was just done, or on what is to do next. */
export function callout(kind: 'done' | 'next' | 'warning', body: Markup | string): Markup {
  return html`<div class="callout ${kind}"${kind === 'done' ? html` role="status"` : ''}>${body}</div>`;
}

function notes(field: FieldCommon): Markup {
  return html`${field.hint === undefined ? '' : html`<p class="hint" id="${field.name}-hint">${field.hint}</p>`}${
    field.problem ? html`<p class="problem" id="${field.name}-problem">${field.problem}</p>` : ''
  }`;
}

function described(field: FieldCommon & { sample?: string }): Markup | string {
  const { name, hint, problem, sample } = field;
  const ids = [
    hint === undefined ? '' : `${name}-hint`,
    problem ? `${name}-problem` : '',
    sample === undefined ? '' : `${name}-sample`,
  ];
  const text = ids.filter((id) => id !== '').join(' ');
  if (text === '') return '';
  return html` aria-describedby="${text}"${problem ? html` aria-invalid="true"` : ''}`;
}
