import { html } from 'hono/html';
import type { ChainEvidence, ChainLink } from '../../rules/outage/derived.ts';
import type { State } from '../../rules/verdict/verdict.ts';
import { EVIDENCE_WORDS } from '../../rules/witness/chain.ts';
import { iconShape, stateIcon } from './banner.ts';
import { formatCount } from './format.ts';
import { formatClock, type Markup, timeElement } from './local-time.ts';
import { percent } from './timeline-svg.ts';
import type { Language, LineView, OutageView, PageContext } from './views.ts';
import { namedValue } from './witness-values.ts';
import { witnessWords } from './wording-witness.ts';

/** Shape and colour of a link are those of a state: disc, octagon, broken ring. */
const LOOK: Record<ChainLink['state'], State> = { ok: 'up', fail: 'down', unknown: 'unknown' };
const ICON_SIZE = 32;
const MIDDLE_Y = 20;
const LABEL_Y = 56;
const HEIGHT = 62;
/** Of personal values, which mean nothing to a reader. */
export const HASH_PREFIX = 'hash:';

/** The way from the home to the internet: a drawing to see at once, and under it each link with who said what of it. */
export function chainFigure(context: PageContext, line: LineView, outage: OutageView): Markup {
  const words = witnessWords[context.language].chain;
  const { chain } = outage;
  // strangers are given the links alone
  const isTold = chain.some(({ evidence }) => evidence.length > 0);
  return html`<p>${isTold ? words.explain : words.explainUntold}</p>
<figure>${chainSvg(context, chain)}</figure>
<ol class="chain">${chain.map((link) => linkItem(context, { line, outage, link, isTold }))}</ol>`;
}

/** Widths in percent, so that names keep their size on a phone. */
function chainSvg(context: PageContext, chain: ChainLink[]): Markup {
  const words = witnessWords[context.language].chain;
  const description = words.description(
    chain.map((one) => `${words.link[one.link]} ${stateText(context, one)}`).join(', '),
  );
  const at = (index: number) => percent((index + 0.5) / chain.length);
  const rails = chain.slice(1).map(({ state }, index) => {
    const dashes = state === 'ok' ? '' : html` stroke-dasharray="3 6"`;
    return html`<line class="rail" x1="${at(index)}" x2="${at(index + 1)}" y1="${MIDDLE_Y}" y2="${MIDDLE_Y}"${dashes}/>`;
  });
  const nodes = chain.map(
    ({ link, state }, index) =>
      html`<svg class="icon i-${LOOK[state]}" x="${at(index)}" y="${MIDDLE_Y - ICON_SIZE / 2}" width="${ICON_SIZE}" height="${ICON_SIZE}" viewBox="20 0 40 40"><g class="node">${iconShape(LOOK[state])}</g></svg><text x="${at(index)}" y="${LABEL_Y}" text-anchor="middle">${words.link[link]}</text>`,
  );
  return html`<svg role="img" aria-label="${description}" width="100%" height="${HEIGHT}">${rails}${nodes}</svg>`;
}

type Item = { line: LineView; outage: OutageView; link: ChainLink; isTold: boolean };

function linkItem(context: PageContext, item: Item): Markup {
  const words = witnessWords[context.language].chain;
  const { link, state, evidence } = item.link;
  const look = LOOK[state];
  const nothing = item.isTold ? html`<p class="quiet">${words.nothing}</p>` : '';
  const said =
    evidence.length === 0
      ? nothing
      : html`<ul>${evidence.map((one) => html`<li>${evidenceText(context, item, one)}</li>`)}</ul>`;
  return html`<li>${stateIcon(look, ICON_SIZE)}<div><h3>${words.link[link]}: <span class="t-${look}">${stateText(context, item.link)}</span></h3><p class="quiet">${words.hint[link]}</p></div><div>${said}</div></li>`;
}

/** `Der Router selbst: DSL getrennt (14:03:25 bis 14:44:10; Störabstand abwärts 6,5 dB; Protokollblatt 5, Messzyklus 3)` */
function evidenceText(context: PageContext, { line, outage }: Item, evidence: ChainEvidence): Markup {
  const { language } = context;
  const words = witnessWords[language];
  const { witness, says, values, segment, sequence } = evidence;
  const details = [
    ...Object.entries(values)
      .filter(([, value]) => !String(value).startsWith(HASH_PREFIX))
      .map(([name, value]) => namedValue(name, value, language)),
    ...(segment === null || sequence === null
      ? []
      : [words.chain.firstIn(formatCount(segment, language), formatCount(sequence, language))]),
  ];
  const rest = details.length === 0 ? '' : html`<br><span class="quiet">${details.join(' · ')}</span>`;
  return html`${words.witness[witness]}: ${saidText(says, language)}, ${evidenceTime(context, { line, outage }, evidence)}${rest}`;
}

/** Of what lies beyond the line is only known whether it answered: not reached, it may have been in order, and the other way round. */
function stateText({ language }: PageContext, { link, state }: ChainLink): string {
  const words = witnessWords[language].chain;
  const isBeyond = link === 'provider' || link === 'internet';
  if (state === 'ok' && link === 'provider') return words.answered;
  return state === 'fail' && isBeyond ? words.notReached : words.state[state];
}

/** A word of a newer version stands as it is. */
export function saidText(says: string, language: Language): string {
  const word = EVIDENCE_WORDS.find((known) => known === says);
  return word === undefined ? says : witnessWords[language].says[word];
}

/** The day only where it is not that of the outage's beginning. */
function evidenceTime(
  context: PageContext,
  { line, outage }: Pick<Item, 'line' | 'outage'>,
  evidence: ChainEvidence,
): Markup {
  const words = witnessWords[context.language].until;
  const at = (atMs: number): Markup | string =>
    Math.abs(atMs - outage.startLatestAtMs) < 12 * 3_600_000
      ? html`<time datetime="${new Date(atMs).toISOString()}">${formatClock(atMs, line.zone)}</time>`
      : timeElement(atMs, line.zone, context.language);
  const { fromAtMs, toAtMs } = evidence;
  if (toAtMs === null || toAtMs - fromAtMs < 1000) return html`${at(fromAtMs)}`;
  return html`${at(fromAtMs)} ${words} ${at(toAtMs)}`;
}
