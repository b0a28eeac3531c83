import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTags } from '../test/read-html.ts';
import { samplePages } from '../test/sample-pages.ts';
import { sampleContext } from '../test/sample-values.ts';

const css = readFileSync(new URL('./style.css', import.meta.url), 'utf8');

/** Custom properties of the n-th `:root` block: 0 light, 1 dark (what it does not name stays light). */
function colours(scheme: number): Map<string, string> {
  const blocks = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) => block).slice(0, scheme + 1);
  const pairs = blocks.flatMap((block) => [...block.matchAll(/--([a-z-]+): (#[0-9a-f]+);/g)]);
  return new Map(pairs.map(([, name = '', value = '']) => [name, value]));
}

/** WCAG 2.2: relative luminance of `#rgb` or `#rrggbb`. */
function luminance(colour: string): number {
  const full = colour.length === 4 ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const STATES = ['up', 'degraded', 'down', 'maintenance', 'unknown'];
const TEXT = [
  ...['page', 'card', ...STATES.map((state) => `w-${state}`)].flatMap((ground) =>
    ['ink', 'soft', 'link'].map((text) => [text, ground]),
  ),
  ...STATES.flatMap((state) => [
    [`t-${state}`, `w-${state}`],
    [`t-${state}`, 'card'],
  ]),
  ['card', 'link'],
];
/** What must be seen but not read: bars, marks, curves, focus. */
const SHAPES = ['up', 'degraded', 'down', 'maintenance', 'unknown-mark', 'line', 'focus'].map((shape) => [
  shape,
  'card',
]);

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_name, scheme) => {
  const palette = colours(scheme);
  const ratio = ([one = '', other = '']: string[]) =>
    contrast(palette.get(one) ?? expect.fail(one), palette.get(other) ?? expect.fail(other));

  test('every text has a contrast of 4.5 or more', () => {
    expect(TEXT.filter((pair) => ratio(pair) < 4.5).map((pair) => [...pair, ratio(pair).toFixed(2)])).toEqual([]);
  });

  test('every shape has a contrast of 3 or more', () => {
    expect(SHAPES.filter((pair) => ratio(pair) < 3).map((pair) => [...pair, ratio(pair).toFixed(2)])).toEqual([]);
  });
});

describe('the style sheet', () => {
  test('asks nobody else for anything and is small', () => {
    expect(css).not.toMatch(/url\(|@import|@font-face|!important/);
    expect(css.length).toBeLessThan(19_000);
  });

  test('has a rule for every class of every page, and none that no page uses', () => {
    const used = new Set(
      Object.values(samplePages(sampleContext({ isSimulated: true, reader: 'owner' })))
        .flatMap((page) => readTags(page))
        .flatMap((tag) => tag.attributes.get('class')?.split(' ') ?? []),
    );
    const ruled = new Set([...css.matchAll(/\.([a-z][a-z-]*)/g)].map(([, name = '']) => name));
    // `timeline` only tells the drawing from other SVG.
    expect([...used].filter((name) => !ruled.has(name)).sort()).toEqual(['timeline']);
    expect([...ruled].filter((name) => !used.has(name)).sort()).toEqual([]);
  });
});
