import { html } from 'hono/html';
import type { AlarmFormValues, AlarmPathKind, AlarmProblems } from './alarm-views.ts';
import { choiceField, problemSummary, selectField, textField } from './form.ts';
import type { Markup } from './local-time.ts';
import { ALARM_THRESHOLDS, type AlarmWords } from './wording-alarms.ts';

type Parts = { words: AlarmWords; form: AlarmFormValues; problems: AlarmProblems };

/** All fields of a new way; those of the kinds that are not chosen are put aside by the style sheet. */
export function newPathFields(parts: Parts): Markup {
  const { words, form } = parts;
  const kinds = (['mail', 'ntfy', 'webhook'] as const).map((kind) => ({ value: kind, ...words.add.kinds[kind] }));
  return html`${summary(parts)}${choiceField({
    name: 'kind',
    kind: 'radio',
    label: words.add.kind,
    values: [form.kind],
    choices: kinds,
  })}
<div class="only-mail">${targetFields({ ...parts, kind: 'mail', isNew: true })}</div>
<div class="only-ntfy">${targetFields({ ...parts, kind: 'ntfy', isNew: true })}</div>
<div class="only-webhook">${targetFields({ ...parts, kind: 'webhook', isNew: true })}</div>
<details class="field"${hasProblemBelow(parts.problems) ? html` open` : ''}><summary>${words.add.more}</summary>${sharedFields(parts)}</details>`;
}

/** The fields of a way that is there already; its kind stays. */
export function existingPathFields(parts: Parts): Markup {
  const { kind } = parts.form;
  return html`${summary(parts)}${targetFields({ ...parts, kind, isNew: false })}${sharedFields(parts)}`;
}

function summary({ words, problems }: Parts): Markup | string {
  const texts = Object.entries(problems).map(([name, problem]) => ({ name, text: words.problems[problem] }));
  return problemSummary(words.problemsTitle, texts);
}

function hasProblemBelow(problems: AlarmProblems): boolean {
  return [problems.quietFrom, problems.quietTo, problems.zone].some((problem) => problem !== undefined);
}

function targetFields({ words, form, problems, kind, isNew }: Parts & { kind: AlarmPathKind; isNew: boolean }): Markup {
  const { add, edit } = words;
  const text = (name: keyof AlarmFormValues) => ({
    name,
    value: form[name],
    problem: problemOf(words, problems, name),
    maxLength: 1000,
    autocomplete: 'off',
  });
  if (kind === 'mail') {
    const hint = isNew ? { hint: add.mailHint } : {};
    return textField({
      ...text('mail'),
      type: 'email',
      label: add.mail,
      ...hint,
      autocomplete: 'email',
      maxLength: 254,
    });
  }
  const kept = isNew ? {} : { hint: edit.secretKept };
  if (kind === 'ntfy') {
    return html`${textField({ ...text('ntfy'), label: add.ntfy, ...(isNew && { hint: add.ntfyHint }) })}${textField({
      ...text('ntfyToken'),
      type: 'password',
      label: add.ntfyToken,
      ...kept,
    })}`;
  }
  return html`${textField({ ...text('webhook'), label: add.webhook, ...(isNew && { hint: add.webhookHint }) })}${textField(
    { ...text('webhookKey'), label: add.webhookKey, hint: isNew ? add.webhookKeyHint : edit.secretKept },
  )}`;
}

function sharedFields({ words, form, problems }: Parts): Markup {
  const { add } = words;
  return html`${selectField({
    name: 'announceAfter',
    label: add.announceAfter,
    value: form.announceAfter,
    choices: ALARM_THRESHOLDS.map((seconds) => ({ value: String(seconds), label: words.threshold[seconds] })),
  })}${selectField({
    name: 'language',
    label: add.language,
    value: form.language,
    choices: [
      { value: 'de', label: add.languages.de },
      { value: 'en', label: add.languages.en },
    ],
  })}${textField({
    name: 'quietFrom',
    type: 'time',
    label: add.quietFrom,
    hint: add.quietHint,
    value: form.quietFrom,
    problem: problemOf(words, problems, 'quietFrom'),
  })}${textField({ name: 'quietTo', type: 'time', label: add.quietTo, value: form.quietTo, problem: problemOf(words, problems, 'quietTo') })}${textField(
    { name: 'zone', label: add.zone, value: form.zone, problem: problemOf(words, problems, 'zone'), maxLength: 60 },
  )}`;
}

function problemOf(words: AlarmWords, problems: AlarmProblems, name: keyof AlarmFormValues): string | null {
  const problem = problems[name];
  return problem === undefined ? null : words.problems[problem];
}
