import { describe, expect, test } from 'vitest';
import { samplePages } from '../../test/sample-pages.ts';
import { sampleContext } from '../../test/sample-values.ts';
import { boundsPart } from './evidence-parts.ts';
import { formatBounds } from './format.ts';
import { hashPart } from './hash-part.ts';

const PAGES = samplePages(sampleContext({ language: 'de', isLanguageChosen: false }));
const page = (name: string) => PAGES[name] ?? expect.fail(name);
/** What is read, copied or searched, without tags. */
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, '');

test('a checksum in groups is copied without gaps', () => {
  const hash = '4c1fa2b07d3e88916a05cf1b2e7d4490';
  expect(String(hashPart(hash)).match(/<span>/g)).toHaveLength(8);
  expect(textOf(String(hashPart(hash)))).toBe(hash);
});

test('two bounds in parts read as they do in one', () => {
  for (const maxMs of [62_000, null]) {
    expect(textOf(String(boundsPart(60_000, maxMs, 'de')))).toBe(formatBounds(60_000, maxMs, 'de'));
  }
  expect(textOf(String(boundsPart(60_000, 62_000, 'de', true)))).toMatch(/^Mindestens /);
});

describe('what was refused', () => {
  test.each([
    ['evidence-refused', 'from'],
    ['shares-refused', 'from'],
    ['shares-refused', 'label'],
    ['statements-refused', 'source'],
    ['statements-refused', 'rows'],
    ['files-refused', 'file'],
  ])('on %s is told above, with a link to the field %s, and at that field', (name, field) => {
    expect(page(name)).toContain(`<a href="#${field}">`);
    expect(page(name)).toContain(`id="${field}-problem"`);
    expect(page(name)).toMatch(new RegExp(`id="${field}"[^>]*aria-describedby="[^"]*${field}-problem`));
  });
});

describe('lists that grow', () => {
  test('links that no longer work are folded, those that work are not', () => {
    const [open = '', folded = ''] = page('shares').split('<summary>Ein Link, der nicht mehr gilt');
    expect(open).toContain('Kundendienst, Ticket 4711');
    expect(open).not.toContain('Kanzlei');
    expect(folded).toContain('Kanzlei');
  });

  test('of many outages of a month the longest that count stand open, all are there', () => {
    const [open = '', ...folded] = page('month-large').split('<details>');
    expect(open).toContain('Die 5 längsten');
    expect(open.match(/\/outages\//g)).toHaveLength(5);
    expect(folded[0]?.match(/\/outages\//g)).toHaveLength(80);
    expect(open).not.toContain('zählt nicht');
  });

  test('a year of months stands open, those before by year', () => {
    const [open = '', ...folded] = page('months-large').split('<details>');
    expect(open.match(/\/months\/\d/g)).toHaveLength(12);
    expect(folded.map((year) => /<summary>(\d{4})</.exec(year)?.[1])).toEqual(['2025', '2024', '2023', '2022', '2021']);
  });
});

test('a link can be sent by mail, with its address whole', () => {
  const body = /href="mailto:\?subject=[^"&]*&amp;body=([^"]*)"/.exec(page('shares-made'))?.[1] ?? '';
  expect(decodeURIComponent(body)).toMatch(/^https:\/\/line\.example\.org\/shared\/\w{32}$/);
});

test('only where something can be ticked is it said that tables are without it', () => {
  const note = 'Was oben angekreuzt ist, kommt hier nicht mit hinein.';
  expect(page('evidence')).toContain(note);
  for (const name of ['shared', 'evidence-public']) expect(page(name)).not.toContain(note);
});

test('who has made a package is told what is in it, and where it is checked', () => {
  expect(page('evidence-made')).toContain('README.txt');
  expect(page('evidence-made')).toContain('href="/verify"');
});
