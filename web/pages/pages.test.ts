import { describe, expect, test } from 'vitest';
import { findUnbalanced, readTags, readText } from '../../test/read-html.ts';
import { samplePages } from '../../test/sample-pages.ts';
import { sampleContext, sampleLine, sampleOutages } from '../../test/sample-values.ts';
import { sampleDayPage, sampleIndex, sampleLinePage, sampleNow, sampleOutagePage } from '../../test/sample-views.ts';
import { dayPage } from './day-page.ts';
import { errorPage } from './door-pages.ts';
import { indexPage } from './index-page.ts';
import { linePage } from './line-page.ts';
import { outagePage } from './outage-page.ts';

const LANGUAGES = ['de', 'en'] as const;
const everyPage = LANGUAGES.flatMap((language) =>
  Object.entries(
    samplePages(sampleContext({ language, isLanguageChosen: language === 'en', scriptHref: '/assets/b.js' })),
  ).map(([name, page]) => ({ name, language, page })),
);

describe.each(everyPage)('$name in $language', ({ page, language }) => {
  const tags = readTags(page);
  const starts = tags.filter((tag) => !tag.isEnd);

  test('is well-formed and complete', () => {
    expect(findUnbalanced(tags)).toBeNull();
    expect(page).toMatch(/^<!doctype html>\n<html lang="/);
    for (const leftover of ['undefined', 'NaN', '[object', 'Infinity', 'null'])
      expect(readText(page)).not.toContain(leftover);
  });

  test('runs under a policy without inline style or script, and asks nobody else', () => {
    for (const tag of starts) {
      expect([...tag.attributes.keys()].filter((key) => key === 'style' || key.startsWith('on'))).toEqual([]);
      for (const key of ['href', 'src', 'action', 'data-src', 'data-events']) {
        const address = tag.attributes.get(key);
        if (address !== undefined && tag.attributes.get('rel') !== 'icon')
          expect(address).toMatch(/^(\/(?!\/)|#|mailto:)/);
      }
      if (tag.name === 'script') expect(tag.attributes.get('src')).toBe('/assets/b.js');
    }
    expect(starts.filter((tag) => tag.name === 'style' || tag.name === 'iframe')).toEqual([]);
    for (const image of starts.filter((tag) => tag.name === 'img')) {
      expect(image.attributes.get('alt')).toMatch(/\w/);
      expect(image.attributes.get('src')).toMatch(/^\/lines\/home\/badge\.svg\?/);
    }
  });

  test('has one main heading, landmarks, unique ids, and labels that lead to something', () => {
    const count = (name: string) => starts.filter((tag) => tag.name === name).length;
    expect([count('h1'), count('main'), count('footer'), count('title') > 0]).toEqual([1, 1, 1, true]);
    const ids = starts.flatMap((tag) => tag.attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const tag of starts) {
      const label = tag.attributes.get('aria-labelledby');
      if (label !== undefined) expect(ids).toContain(label);
      const href = tag.attributes.get('href');
      if (href?.startsWith('#')) expect(ids).toContain(href.slice(1));
      const fill = tag.attributes.get('fill');
      if (fill !== undefined) expect(ids).toContain(/^url\(#(.+)\)$/.exec(fill)?.[1]);
    }
  });

  test('every drawing is named or hidden, every table heading has a scope', () => {
    const outer = starts.filter((tag) => tag.name === 'svg' && !tag.attributes.has('viewBox'));
    for (const svg of outer) expect(svg.attributes.has('aria-label') || svg.attributes.has('aria-hidden')).toBe(true);
    for (const heading of starts.filter((tag) => tag.name === 'th'))
      expect(heading.attributes.get('scope')).toMatch(/^(row|col)$/);
  });

  test('headings leave out no level', () => {
    const levels = starts.flatMap((tag) => /^h([1-6])$/.exec(tag.name)?.[1] ?? []).map(Number);
    for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  });

  test('says nothing in words of the workshop', () => {
    expect(readText(page)).not.toMatch(/\b(lane|heads|segment|verdict|round|Runde|Segment)\b|is down/);
  });

  test('keeps a chosen language in every link to a page, and offers the other', () => {
    const links = starts.filter((tag) => tag.name === 'a').flatMap((tag) => tag.attributes.get('href') ?? []);
    const other = language === 'de' ? 'en' : 'de';
    expect(links.filter((href) => href.includes(`lang=${other}`))).toHaveLength(1);
    const ours = links.filter(
      (href) =>
        !/^#|^mailto:|\/(api|schemas|files)\/|\/file$|evidence\.|allowed_signers|\.(pdf|txt|eml|ics|json|sshsig|tsr)(\?|$)|lang=/.test(
          href,
        ),
    );
    if (language === 'en') expect(ours).toEqual([]);
  });
});

describe('hostile words', () => {
  const evil = '"><script>alert(1)</script><b onclick=x>&amp;\'';
  const line = { ...sampleLine, id: 'home', name: evil, provider: evil };
  const entry = sampleIndex().lines[0];
  const outage = { ...(sampleOutages[0] ?? expect.fail()), verdict: evil, id: 'aaaaaaaaaaaa' };
  outage.bounds = { ...outage.bounds, firstBad: { ...outage.bounds.firstBad, target: evil, outcome: evil } };
  const context = sampleContext({ path: `/lines/${evil}` });
  test.each([
    ['index', indexPage(context, { lines: entry ? [{ ...entry, line }] : [] })],
    ['line', linePage(context, sampleLinePage(sampleNow.down, { line }))],
    ['outage', outagePage(context, sampleOutagePage(outage, { line }))],
    ['day', dayPage(context, sampleDayPage({ line, outages: [outage] }))],
    ['error', errorPage(context, { status: 400, reason: evil })],
  ])('%s shows them as text and nothing else', (_name, page) => {
    const tags = readTags(page);
    expect(findUnbalanced(tags)).toBeNull();
    expect(tags.filter((tag) => tag.name === 'script' || tag.name === 'b' || tag.attributes.has('onclick'))).toEqual(
      [],
    );
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});
