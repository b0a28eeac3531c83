import { html } from 'hono/html';
import { choiceField, form, problemSummary, textField } from './form.ts';
import { link } from './layout.ts';
import { type Markup, timeElement } from './local-time.ts';
import type { OutagePageView, PageContext } from './views.ts';
import { ANNOTATION_KINDS, type AnnotateView, type AnnotationView } from './witness-views.ts';
import { witnessWords } from './wording-witness.ts';

/** What the owner entered later, with dates, taken back or not, and the form for more. */
export function annotationPart(context: PageContext, view: OutagePageView): Markup {
  const words = witnessWords[context.language].annotation;
  const { annotations = [], annotate } = view;
  const list = annotations.length === 0 ? '' : html`<ul>${annotations.map((one) => entry(context, view, one))}</ul>`;
  return html`${list}${annotate ? html`<p>${words.explain}</p>${annotationForm(context, annotate)}` : ''}`;
}

function entry(context: PageContext, { line, annotate }: OutagePageView, annotation: AnnotationView): Markup {
  const words = witnessWords[context.language].annotation;
  const at = (atMs: number) => timeElement(atMs, line.zone, context.language, 'minute');
  const { kind, text, atMs, withdrawnAtMs } = annotation;
  const said = html`${words.by[kind]}, ${at(atMs)}: `;
  if (withdrawnAtMs !== null)
    return html`<li>${said}<s>${text}</s> <small class="tag">${words.withdrawn} ${at(withdrawnAtMs)}</small></li>`;
  const button =
    annotate === undefined
      ? ''
      : html`<form method="post" action="${link(context, `${annotate.action}/${annotation.entry}/withdraw`)}"><button class="button" aria-label="${words.withdrawOf(text)}">${words.withdraw}</button></form>`;
  return html`<li>${said}<strong>${text}</strong> ${button}</li>`;
}

function annotationForm(context: PageContext, annotate: AnnotateView): Markup {
  const words = witnessWords[context.language].annotation;
  const { problem, typed, canAttribute } = annotate;
  const isAboutKind = problem === 'kind' || problem === 'lasts';
  const said = problem === null ? null : words.problem[problem];
  const problems = said === null ? [] : [{ name: isAboutKind ? 'kind' : 'text', text: said }];
  const kinds = ANNOTATION_KINDS.filter((kind) => canAttribute || kind === 'note');
  const body = html`${problemSummary(words.refused, problems)}${canAttribute ? '' : html`<p>${words.onlyNotes}</p>`}${textField(
    {
      name: 'text',
      label: words.text,
      hint: words.textHint,
      value: typed?.text ?? '',
      isRequired: true,
      maxLength: 500,
      rows: 2,
      problem: isAboutKind ? null : said,
    },
  )}${choiceField({
    name: 'kind',
    kind: 'radio',
    label: words.kind,
    // nothing is chosen beforehand: an outage is not given away by a hasty click
    values: [typed?.kind ?? (canAttribute ? '' : 'note')],
    choices: kinds.map((kind) => ({ value: kind, ...words.choice[kind] })),
    problem: isAboutKind ? said : null,
  })}`;
  return form({ action: link(context, annotate.action), body, button: words.save });
}
