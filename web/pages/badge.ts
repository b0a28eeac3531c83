import { formatPercent } from './format.ts';
import type { Language, Period } from './views.ts';
import { type BadgeColour, type BadgeValue, badgeWords } from './wording-badge.ts';

/** A badge before it is drawn: two short texts and a colour that only repeats what the second says. */
export type Badge = { label: string; message: string; colour: BadgeColour };

export const BADGE_STYLES = ['flat', 'flat-square'] as const;
export type BadgeStyle = (typeof BADGE_STYLES)[number];

/** Availability from which a colour holds, the first that fits; printed on the page for publishing. */
const COLOUR_FROM: readonly [number, BadgeColour][] = [
  [0.999, 'green'],
  [0.99, 'yellow'],
  [0.95, 'orange'],
  [0, 'red'],
];
/** Where less was observed, no colour judges the rest. */
const ENOUGH_COVERAGE = 0.5;

/** The lower bound of availability, rounded down, with how much was observed; grey where that is less than half. */
export function availabilityBadge(
  label: string,
  value: { period: Period; upRatioMin: number | null; coverageRatio: number },
  language: Language,
): Badge {
  const words = badgeWords[language];
  if (value.upRatioMin === null) return { label, message: words.state.unknown, colour: 'lightgrey' };
  const ratio = value.upRatioMin;
  const isEnough = value.coverageRatio >= ENOUGH_COVERAGE;
  const colour = COLOUR_FROM.find(([fromRatio]) => ratio >= fromRatio)?.[1] ?? 'red';
  const percent = formatPercent(ratio, 2, language);
  // of a new line so little that it would read as nothing
  const isLittle = value.coverageRatio > 0 && value.coverageRatio < 0.01;
  const coverage = isLittle ? '<\u00a01\u00a0%' : formatPercent(value.coverageRatio, 0, language);
  return {
    label,
    message: words.availability(percent, words.period[value.period], coverage),
    colour: isEnough ? colour : 'lightgrey',
  };
}

export function stateBadge(label: string, state: BadgeValue, language: Language): Badge {
  return { label, message: badgeWords[language].state[state], colour: COLOUR_OF_STATE[state] };
}

const COLOUR_OF_STATE: Record<BadgeValue, BadgeColour> = {
  up: 'green',
  degraded: 'yellow',
  down: 'red',
  maintenance: 'blue',
  unknown: 'lightgrey',
};

/** White text stands on all of them with a contrast of at least 4.5. */
const PAINT: Record<BadgeColour, string> = {
  green: '#1a7f37',
  yellow: '#8a6100',
  orange: '#b04a00',
  red: '#c0262d',
  blue: '#1f5fa8',
  lightgrey: '#6b6b6b',
};
const LABEL_PAINT = '#3d3d3d';
const HEIGHT = 20;
const PADDING = 7;

/** The badge as an SVG of its own: no font or address of elsewhere, read aloud as "label: message". */
export function badgeSvg({ label, message, colour }: Badge, style: BadgeStyle): string {
  const [left, right] = [label === '' ? 0 : textWidth(label) + 2 * PADDING, textWidth(message) + 2 * PADDING];
  const width = left + right;
  const title = escapeXml(label === '' ? message : `${label}: ${message}`);
  const radius = style === 'flat' ? 3 : 0;
  const text = (content: string, fromX: number, boxWidth: number) =>
    content === ''
      ? ''
      : `<text x="${fromX + boxWidth / 2}" y="14" textLength="${boxWidth - 2 * PADDING}">${escapeXml(content)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}"><title>${title}</title><clipPath id="r"><rect width="${width}" height="${HEIGHT}" rx="${radius}"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="${LABEL_PAINT}"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${PAINT[colour]}"/></g><g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${text(label, 0, left)}${text(message, left, right)}</g></svg>
`;
}

/** Answer for shields.io; the address they fetch is asked again at the earliest after `cacheSeconds`. */
export function badgeJson({ label, message, colour }: Badge, cacheSeconds: number) {
  return { schemaVersion: 1, label, message, color: colour, cacheSeconds };
}

const NARROW = "iIjl1.,:;|!'()[] ft";
const WIDE = 'mwMW%@';

/** Width in Verdana 11 px, near enough: the drawing stretches each text to exactly this. */
function textWidth(text: string): number {
  return Math.ceil([...text].reduce((width, letter) => width + letterWidth(letter), 0));
}

function letterWidth(letter: string): number {
  if (NARROW.includes(letter)) return 4.2;
  return WIDE.includes(letter) ? 10.5 : 7;
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
