import { html } from 'hono/html';
import { EXACTNESS_MS, STATEMENT_KINDS } from '../../rules/statement/statement.ts';
import { buttonForm, form, problemSummary, selectField, textField } from './form.ts';
import { formatCount } from './format.ts';
import { link, renderPage } from './layout.ts';
import { section } from './line-page.ts';
import { formatLocal, type Markup, timeElement } from './local-time.ts';
import { statementDrawing } from './statement-drawing.ts';
import { findingRows, quoted } from './statement-finding.ts';
import type {
  ComparedStatementView,
  KeptStatementView,
  StatementFieldProblem,
  StatementFile,
  StatementListView,
  StatementPageView,
} from './statement-views.ts';
import { table } from './table.ts';
import { timelineSvg } from './timeline-svg.ts';
import type { LineView, PageContext } from './views.ts';
import { commonWords } from './wording-common.ts';
import { evidenceWords } from './wording-evidence.ts';
import { statementWords } from './wording-statement.ts';

/** Times that are exact to the minute, or less so, stand without seconds. */
const MINUTE_MS = 60_000;
/** The newest, open on the page; the others are folded. */
const STATEMENTS_AT_ONCE = 10;
const exactnessMs: readonly number[] = EXACTNESS_MS;
const listPath = (line: LineView) => `/owner/lines/${line.id}/statements`;

function trailOf({ language }: PageContext, line: LineView): { label: string; path: string }[] {
  return [
    { label: commonWords[language].nav.owner, path: '/owner' },
    { label: line.name, path: `/lines/${line.id}` },
    { label: evidenceWords[language].name, path: `/lines/${line.id}/evidence` },
  ];
}

/** `/owner/lines/LINE/statements`: what the provider says, and the form to enter more. */
export function statementListPage(context: PageContext, view: StatementListView): string {
  const words = statementWords[context.language];
  const { line } = view;
  return renderPage(context, {
    title: `${words.title}, ${line.name}`,
    trail: trailOf(context, line),
    zone: line.zone,
    eventsHref: null,
    main: html`<header class="head"><h1>${words.title}</h1><p>${line.name}</p></header>
${problemSummary(
  words.enter.refused,
  view.problems.map((problem) => ({
    name: problem.field,
    text: `${problem.line === null ? `${labelOf(context, problem.field)} – ` : ''}${problemText(context, problem)}`,
  })),
)}
<p>${words.lead}</p>
${section('kept', words.kept, keptPart(context, view))}
${section('enter', words.enter.title, enterPart(context, view))}`,
  });
}

function keptPart(context: PageContext, { line, statements }: StatementListView): Markup {
  const words = statementWords[context.language];
  if (statements.length === 0) return html`<p>${words.none}</p>`;
  const items = statements.toReversed().map((kept) => keptItem(context, line, kept));
  const older = items.slice(STATEMENTS_AT_ONCE);
  const folded = html`<details><summary>${words.older(older.length)}</summary><ul>${older}</ul></details>`;
  return html`<ul>${items.slice(0, STATEMENTS_AT_ONCE)}</ul>${older.length === 0 ? '' : folded}`;
}

function keptItem(context: PageContext, line: LineView, { statement, withdrawnAtMs }: KeptStatementView): Markup {
  const words = statementWords[context.language];
  const at = timeElement(statement.enteredAtMs, line.zone, context.language, 'minute');
  const note =
    withdrawnAtMs === null
      ? ''
      : html` <small class="tag">${words.withdrawn(formatLocal(withdrawnAtMs, line.zone, context.language, 'minute'))}</small>`;
  return html`<li><a href="${link(context, `${listPath(line)}/${statement.id}`)}">${statement.title}</a>, ${statement.source} (${at})${note}</li>`;
}

/** Only where the line has files. */
function fileField(
  { language }: PageContext,
  { files, value, problem }: { files: readonly StatementFile[]; value: string; problem: string | null },
): Markup | string {
  if (files.length === 0) return '';
  const words = statementWords[language].enter;
  const choices = [{ value: '', label: words.noFile }, ...files.map(({ id, name }) => ({ value: id, label: name }))];
  return selectField({ name: 'attachment', label: words.file, value, choices, problem });
}

function enterPart(context: PageContext, { line, values, problems, files }: StatementListView): Markup {
  const words = statementWords[context.language].enter;
  const problem = (field: string) => {
    const found = problems.filter((one) => one.field === field).map((one) => problemText(context, one));
    return found.length === 0 ? null : found.join('\n');
  };
  const exactness = EXACTNESS_MS.map((ms, index) => ({
    value: String(ms),
    label: words.exactness[index] ?? String(ms),
  }));
  const body = html`<p>${words.explain}</p>
${textField({ name: 'title', label: words.name, hint: words.nameHint, value: values.title, isRequired: true, maxLength: 120, problem: problem('title') })}
${textField({ name: 'source', label: words.source, hint: words.sourceHint, value: values.source, isRequired: true, maxLength: 300, problem: problem('source') })}
${fileField(context, { files, value: values.attachment, problem: problem('attachment') })}
${textField({ name: 'zone', label: words.zone, hint: words.zoneHint, value: values.zone, isRequired: true, maxLength: 60, suggestions: [...new Set([line.zone, 'UTC'])], problem: problem('zone') })}
${selectField({ name: 'exactToMs', label: words.exact, hint: words.exactHint, value: values.exactToMs, choices: exactness, problem: problem('exactToMs') })}
${textField({ name: 'rows', label: words.rows, hint: words.rowsHint, sample: words.sample, value: values.rows, rows: 8, isRequired: true, problem: problem('rows') })}
${kindsPart(context)}`;
  return form({ action: link(context, listPath(line)), body, button: words.button });
}

/** What may stand in the third place of a line, and the time that comes twice. */
function kindsPart({ language }: PageContext): Markup {
  const { kind, enter } = statementWords[language];
  const rows = STATEMENT_KINDS.map((name) => html`<div><dt>${kind[name]}</dt><dd>${enter.kindMeans[name]}</dd></div>`);
  return html`<details><summary>${enter.kinds}</summary><dl class="pairs">${rows}</dl><p class="quiet">${enter.twiceHint}</p></details>`;
}

function labelOf({ language }: PageContext, field: string): string {
  const words = statementWords[language].enter;
  const labels: Record<string, string> = {
    title: words.name,
    source: words.source,
    attachment: words.file,
    zone: words.zone,
    exactToMs: words.exact,
    rows: words.rows,
  };
  return labels[field] ?? field;
}

/** `Zeile 3: Das ist kein Zeitpunkt … („morgen“)`; a kind is named by its word. */
function problemText({ language }: PageContext, { line, problem, cell }: StatementFieldProblem): string {
  const words = statementWords[language];
  const text = words.problem[problem];
  const kind = STATEMENT_KINDS.find((name) => name === cell);
  const found = cell === '' ? '' : ` (${quoted(language, kind === undefined ? cell : words.kind[kind])})`;
  return line === null ? text : `${words.enter.line(formatCount(line, language))}: ${text}${found}`;
}

/** `/owner/lines/LINE/statements/ID`: one of them beside the measurement. */
export function statementPage(context: PageContext, view: StatementPageView): string {
  const words = statementWords[context.language];
  const { line, kept, compared, file } = view;
  const { language } = context;
  const isHeld = kept.withdrawnAtMs === null;
  const nothing = isHeld
    ? words.compare.nothing
    : words.withdrawn(formatLocal(kept.withdrawnAtMs ?? 0, line.zone, language, 'minute'));
  return renderPage(context, {
    title: `${kept.statement.title}, ${line.name}`,
    trail: [...trailOf(context, line), { label: words.title, path: listPath(line) }],
    zone: line.zone,
    eventsHref: null,
    main: html`<header class="head"><h1>${kept.statement.title}</h1><p>${kept.statement.source}${file === null ? '' : html` (<a href="${link(context, `/owner/files/${file.id}`)}">${file.name}</a>)`}</p></header>
${section('compare', words.compare.title, compared === null ? html`<p>${nothing}</p>` : comparePart(context, line, compared))}
${section('rows', words.compare.rows, rowsPart(context, line, kept))}
${
  isHeld
    ? html`<section aria-labelledby="withdraw"><h2 id="withdraw">${words.compare.withdraw}</h2><p>${words.compare.withdrawExplain}</p>${buttonForm({ action: link(context, `${listPath(line)}/${kept.statement.id}/withdraw`), label: words.compare.withdraw })}</section>`
    : ''
}
<p class="buttons"><a class="button" href="${link(context, listPath(line))}">${words.compare.back}</a></p>`,
  });
}

function comparePart(context: PageContext, line: LineView, view: ComparedStatementView): Markup {
  const { language } = context;
  const { compare } = statementWords[language];
  const { comparison } = view;
  const [agrees = '', differs = '', open = ''] = [
    comparison.counts.agrees,
    comparison.counts.differs,
    comparison.counts.open,
  ].map((count) => formatCount(count, language));
  const at = (atMs: number) => formatLocal(atMs, line.zone, language, 'minute');
  const { said, measured, verdict } = compare.columns;
  return html`<p><strong>${compare.counts({ agrees, differs, open })}</strong></p><p>${compare.lead}</p>
<figure>${timelineSvg(statementDrawing(view, line.zone, language), compare.drawing(at(comparison.fromAtMs), at(comparison.toAtMs)))}<figcaption>${compare.legend}</figcaption></figure>
${table({
  caption: compare.title,
  isCards: true,
  columns: [{ label: said }, { label: measured }, { label: verdict }],
  rows: findingRows(view, line.zone, language).map((row) => ({
    cells: [row.said, row.measured, row.weight === 'differs' ? html`<strong>${row.verdict}</strong>` : row.verdict],
  })),
})}`;
}

function rowsPart(context: PageContext, line: LineView, { statement, sha256, laneEntry }: KeptStatementView): Markup {
  const { language } = context;
  const words = statementWords[language];
  const { rowColumns } = words.compare;
  const exact = words.enter.exactness[exactnessMs.indexOf(statement.exactToMs)] ?? '';
  const precision = statement.exactToMs < MINUTE_MS ? 'second' : 'minute';
  const at = (atMs: number | null) => (atMs === null ? '–' : formatLocal(atMs, line.zone, language, precision));
  return html`${table({
    caption: words.compare.rows,
    isCards: true,
    columns: [rowColumns.from, rowColumns.to, rowColumns.kind, rowColumns.text].map((label) => ({ label })),
    rows: statement.rows.map(({ kind, fromAtMs, toAtMs, text }) => ({
      cells: [at(fromAtMs), at(toAtMs), words.kind[kind], text],
    })),
  })}
<p class="quiet">${words.compare.exact(exact)} ${words.compare.log(formatCount(laneEntry, language))} <code class="long">${sha256}</code></p>`;
}
