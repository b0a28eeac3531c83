import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Kept, openKept } from '../test/fakes/kept.ts';

let kept: Kept;
beforeEach(() => {
  kept = openKept();
});
afterEach(() => kept.remove());

describe('a setting of the site', () => {
  test('is not set at first, is kept, overwritten and erased by an empty text', () => {
    const { siteSettings } = kept.keep;
    expect(siteSettings.get('imprint')).toBeNull();
    expect(siteSettings.set('imprint', '  A. Example\r\n1 Street  ')).toBeNull();
    expect(siteSettings.get('imprint')).toBe('A. Example\n1 Street');
    expect(siteSettings.set('imprint', 'B. Example')).toBeNull();
    expect(siteSettings.get('imprint')).toBe('B. Example');
    expect(siteSettings.set('imprint', ' ')).toBeNull();
    expect(siteSettings.get('imprint')).toBeNull();
  });

  test.each([
    'no-at.example.org',
    'a@b@c.org',
    'a@host',
    'a@example.org?bcc=x@y.org',
    'a@example.org\nb@example.org',
  ])('refuses %j as a contact and keeps what was there', (value) => {
    const { siteSettings } = kept.keep;
    siteSettings.set('contact', 'me@example.org');
    expect(siteSettings.set('contact', value)).toMatch(/mail address/);
    expect(siteSettings.get('contact')).toBe('me@example.org');
  });

  test('refuses control characters and more text than an imprint needs', () => {
    const { siteSettings } = kept.keep;
    expect(siteSettings.set('imprint', 'a\u0000b')).toMatch(/control/);
    expect(siteSettings.set('imprint', 'x'.repeat(4001))).toMatch(/4000/);
    expect(siteSettings.get('imprint')).toBeNull();
  });
});
