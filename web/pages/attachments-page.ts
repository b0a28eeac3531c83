import { html } from 'hono/html';
import type { AttachmentsPageView, AttachmentView } from './attachment-views.ts';
import { buttonForm, callout, problemSummary, selectField, textField } from './form.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatLocal, type Markup, timeElement } from './local-time.ts';
import { reportTrail } from './report-frame.ts';
import { table } from './table.ts';
import type { LineView, PageContext } from './views.ts';
import { formatBytes } from './witness-values.ts';
import { type AttachmentWords, attachmentWords } from './wording-attachments.ts';

/** The newest, open on the page; the others are folded. */
const FILES_AT_ONCE = 10;

/** `/owner/lines/LINE/files`: files of the case, and the form for more. */
export function attachmentsPage(context: PageContext, view: AttachmentsPageView): string {
  const words = attachmentWords[context.language];
  const { line, problem, done } = view;
  const problems =
    problem === null
      ? []
      : [{ name: problem.field, text: `${labelOf(words, problem.field)} – ${words.problem[problem.problem]}` }];
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: reportTrail(context, line, true),
    zone: line.zone,
    eventsHref: null,
    main: html`<header class="head"><h1>${words.title}</h1><p>${line.name}</p></header>
${done === null ? '' : callout('done', html`<p>${words.done[done]}</p>`)}
${problemSummary(words.problems, problems)}
<p>${words.lead}</p>
${section('files', words.list, filesPart(context, view))}
${section('add', words.add, addForm(context, view))}`,
  });
}

function labelOf(words: AttachmentWords, field: string): string {
  const labels: Record<string, string> = {
    file: words.file,
    description: words.description,
    dated: words.dated,
    report: words.report,
  };
  return labels[field] ?? field;
}

function filesPart(context: PageContext, { files, line }: AttachmentsPageView): Markup {
  const words = attachmentWords[context.language];
  if (files.length === 0) return html`<p>${words.none}</p>`;
  const older = files.slice(FILES_AT_ONCE);
  const folded = html`<details><summary>${words.older(older.length)}</summary>${filesTable(context, line, { caption: words.older(older.length), files: older })}</details>`;
  return html`${filesTable(context, line, { caption: words.list, files: files.slice(0, FILES_AT_ONCE) })}${older.length === 0 ? '' : folded}<p class="quiet">${words.proof}</p>`;
}

function filesTable(
  context: PageContext,
  line: LineView,
  { caption, files }: { caption: string; files: readonly AttachmentView[] },
): Markup {
  const { language } = context;
  const words = attachmentWords[language];
  const { name, dated, added, size, hash, action } = words.columns;
  const at = (atMs: number) => timeElement(atMs, line.zone, language, 'minute');
  return table({
    caption,
    isCards: true,
    columns: [
      { label: name },
      { label: dated },
      { label: added },
      { label: size, isNumber: true },
      { label: hash },
      { label: action },
    ],
    rows: files.map((file) => ({
      id: `file-${file.id}`,
      cells: [
        nameCell(context, file),
        file.datedAtMs === null ? words.notDated : at(file.datedAtMs),
        html`<span>${at(file.addedAtMs)} <small>${words.entry(file.laneEntry)}</small></span>`,
        formatBytes(file.bytes, language),
        html`<code class="long">${file.sha256}</code>`,
        file.erasedAtMs === null
          ? eraseCell(context, file)
          : html`<span>${words.erased('')}${at(file.erasedAtMs)}</span>`,
      ],
    })),
  });
}

function nameCell(context: PageContext, file: AttachmentView): Markup {
  const words = attachmentWords[context.language];
  const name = file.erasedAtMs === null ? html`<a href="/owner/files/${file.id}" download>${file.name}</a>` : html`–`;
  const described = file.description === '' ? '' : html`<br>${file.description}`;
  const report =
    file.report === null
      ? ''
      : html`<br><a href="${link(context, `/owner/reports/${file.report}`)}">${words.ofReport}</a>`;
  return html`${name}${described}${report}`;
}

function eraseCell(context: PageContext, { id }: AttachmentView): Markup {
  const words = attachmentWords[context.language];
  const action = link(context, `/owner/files/${id}/erase`);
  return html`<details><summary>${words.erase}</summary><p>${words.eraseText}</p>${buttonForm({ action, label: words.erase })}</details>`;
}

function addForm(context: PageContext, { line, reports, typed, problem }: AttachmentsPageView): Markup {
  const { language } = context;
  const words = attachmentWords[language];
  const problemOf = (field: string) => (problem?.field === field ? words.problem[problem.problem] : null);
  const wrong = problemOf('file');
  const choices = reports.map(({ id, downSinceAtMs, ticket }) => ({
    value: id,
    label: words.reportChoice(formatLocal(downSinceAtMs, line.zone, language, 'minute'), ticket),
  }));
  return html`<form class="form" method="post" enctype="multipart/form-data" action="${link(context, `/owner/lines/${line.id}/files`)}">
<div class="field${wrong === null ? '' : ' wrong'}"><label for="file">${words.file}</label><p class="hint" id="file-hint">${words.fileHint}</p>${
    wrong === null ? '' : html`<p class="problem" id="file-problem">${wrong}</p>`
  }<input id="file" name="file" type="file" required aria-describedby="file-hint${wrong === null ? '' : ' file-problem'}" accept=".pdf,.jpg,.jpeg,.png,.webp,.heic,.eml,.txt,.csv"></div>
${textField({ name: 'description', label: words.description, hint: words.descriptionHint, value: typed.description, maxLength: 300, problem: problemOf('description') })}
${textField({ name: 'dated', label: words.dated, hint: words.datedHint, value: typed.dated, type: 'datetime-local', problem: problemOf('dated') })}
${choices.length === 0 ? '' : selectField({ name: 'report', label: words.report, value: typed.report, choices: [{ value: '', label: words.noReport }, ...choices], problem: problemOf('report') })}
<p class="buttons"><button class="button main">${words.button}</button></p></form>`;
}
