import { html } from 'hono/html';
import { formatCount, formatDuration, formatPercent } from './format.ts';
import { link } from './layout.ts';
import type { Markup } from './local-time.ts';
import { table } from './table.ts';
import type { Language, LineView, PageContext } from './views.ts';
import type { CoverageView } from './witness-views.ts';
import { causeOf } from './wording-common.ts';
import { findingOf } from './wording-findings.ts';
import { qualityWords } from './wording-quality.ts';

const LITTLE_RATIO = 0.01;

/** How much of a period was observed, and why the rest was not: each cause with its time. */
export function coveragePart(context: PageContext, coverage: CoverageView): Markup {
  const { language } = context;
  const words = qualityWords[language].coverage;
  const { observedMs, unknownMs, coverageRatio, causes } = coverage;
  if (unknownMs === 0 && observedMs > 0) return html`<p>${words.whole}</p>`;
  const [observed, unknown] = [observedMs, unknownMs].map((ms) => formatDuration(ms, language));
  const summary = words.summary(observed ?? '', unknown ?? '', formatPercent(coverageRatio, 2, language));
  const number = (label: string) => ({ label, isNumber: true });
  return html`<p>${summary} ${words.explain}</p>
${table({
  caption: words.title,
  isCards: true,
  columns: [{ label: words.columns.cause }, number(words.columns.length), number(words.columns.pieces)],
  rows: causes.map(({ cause, unknownMs: ms, stretches }) => ({
    cells: [causeName(cause, language), formatDuration(ms, language), formatCount(stretches, language)],
  })),
})}`;
}

/** Of a period; of a line that is new, the time itself: as a share it would read as nothing. */
export function observedText(
  { coverageRatio, observedMs }: Pick<CoverageView, 'coverageRatio' | 'observedMs'>,
  language: Language,
): string {
  const isLittle = observedMs > 0 && coverageRatio < LITTLE_RATIO;
  return isLittle ? formatDuration(observedMs, language) : formatPercent(coverageRatio, 2, language);
}

function causeName(cause: string, language: Language): string {
  if (cause === 'not-observed') return qualityWords[language].coverage.nothing;
  return (causeOf(cause, language) ?? findingOf(cause, language)).title;
}

/** The way to the page on quality and coverage. */
export function coverageLink(context: PageContext, line: LineView): Markup {
  const { link: label } = qualityWords[context.language];
  return html`<a class="button" href="${link(context, `/lines/${line.id}/quality`)}">${label}</a>`;
}
