import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mailYamlSchema } from '../../probe/mail/mail-settings.ts';
import { readTags, readText } from '../../test/read-html.ts';
import { sampleMailPage } from '../../test/sample-mail-route.ts';
import { sampleRoutes, sampleStrangersMail, sampleThreeRoutes } from '../../test/sample-mail-views.ts';
import { HOUR_MS, SAMPLE_NOW_MS, sampleContext } from '../../test/sample-values.ts';
import { sampleLinePage, sampleNow } from '../../test/sample-views.ts';
import { linePage } from './line-page.ts';
import { mailPage } from './mail-page.ts';
import type { MailRouteView } from './mail-views.ts';

const context = sampleContext();
const visitor = sampleContext({ reader: 'visitor', disclosure: { delayMinutes: 30 } });
const clocksOf = (page: string) => readTags(page).filter((tag) => tag.attributes.get('data-clock') === 'mail');
/** Unbreakable spaces are spaces to a reader. */
const textOf = (page: string) => readText(page).replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');

const nine: MailRouteView = {
  ...sampleRoutes.held,
  sinceAtMs: SAMPLE_NOW_MS - 6 * HOUR_MS - 71_000,
  oldest: { acceptedAtMs: SAMPLE_NOW_MS - 6 * HOUR_MS - 71_000, atLeastMs: 11_520_000 },
  openMails: 9,
};

describe('the page of test mails', () => {
  test('says in one sentence since when, how long at least and how many', () => {
    expect(textOf(mailPage(context, sampleMailPage([nine])))).toContain(
      'Seit 08:02 Uhr kommen Testmails von gmx an telekom verspätet oder noch gar nicht an; die älteste ist schon mindestens 3 h 12 min unterwegs, 9 Testmails warten.',
    );
    expect(textOf(mailPage(sampleContext({ language: 'en' }), sampleMailPage([{ ...nine, openMails: 1 }])))).toContain(
      'Since 08:02 test mails from gmx to telekom have been arriving late or have not arrived yet; the oldest has been on its way for at least 3 h 12 min, 1 test mail is waiting.',
    );
  });

  test('the clock of the oldest mail runs while its mailbox is watched, and says as of when', () => {
    const page = mailPage(context, sampleMailPage([nine]));
    const [clock] = clocksOf(page);
    expect(clock?.attributes.get('data-value-ms')).toBe(String(context.builtAtMs - (nine.oldest?.acceptedAtMs ?? 0)));
    expect(Number(clock?.attributes.get('data-until-ms'))).toBeLessThanOrEqual((nine.asOfMs ?? 0) + 600_000);
    expect(textOf(page)).toContain(
      'um 14:02:41 Uhr noch nicht im Postfach, also schon mindestens 3 h 12 min unterwegs',
    );
  });

  test('nothing runs while nobody looks into the mailbox, and the page says so', () => {
    const page = mailPage(context, sampleMailPage([sampleRoutes.blind]));
    expect(clocksOf(page)).toEqual([]);
    expect(textOf(page)).toContain('zuletzt nachgesehen um 12:03:22 Uhr');
    expect(textOf(page)).toMatch(/kann niemand im Postfach nachsehen\. Die Anmeldung wurde abgelehnt\. Ob die Mail/);
    const old = { ...nine, asOfMs: SAMPLE_NOW_MS - HOUR_MS };
    expect(clocksOf(mailPage(context, sampleMailPage([old])))).toEqual([]);
  });

  test('figures that rest on mails on their way are lower bounds', () => {
    const text = textOf(mailPage(context, sampleMailPage([sampleRoutes.held])));
    expect(text).toMatch(/längste ≥ 3 Tage/);
    expect(text).toContain('≥ heißt mindestens');
    expect(textOf(mailPage(context, sampleMailPage([sampleRoutes.well])))).not.toContain('≥');
  });

  test('the drawing has a hollow mark for each mail on its way, and hatches what was not tested', () => {
    const page = mailPage(context, sampleMailPage([sampleRoutes.held]));
    const figure = page.slice(page.indexOf('<figure data-chart="mail"'), page.indexOf('<figcaption>'));
    expect(figure.match(/<circle class="open"/g)).toHaveLength(sampleRoutes.held.openAcceptedAtMs.length);
    expect(figure).toContain('fill="url(#p-unknown)"');
    const heights = [...figure.matchAll(/<circle class="open" cx="[\d.]+%" cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(heights.toSorted((one, other) => one - other)).toEqual(heights);
    expect(figure).not.toMatch(/NaN|Infinity/);
  });

  test('a mail that waited in the hand-over blames nobody: it lay between two instants', () => {
    const text = textOf(mailPage(context, sampleMailPage([sampleRoutes.over])));
    expect(text).toMatch(
      /zwischen der Annahme beim Anbieter des Absenders \(gmx\) am 16\.11\.2026 um 14:03:22 Uhr und der Ankunft beim Anbieter des Empfängers \(telekom\) am 16\.11\.2026 um 14:43:22 Uhr/,
    );
    expect(textOf(mailPage(context, sampleMailPage([sampleRoutes.held])))).toContain('sagt nicht, wer sie festhielt');
  });

  test('where only other routes point at a mailbox its provider is not accused', () => {
    const place = { leg: 'receiver', side: 'unknown', account: 'telekom' } as const;
    const text = textOf(mailPage(context, sampleMailPage([{ ...sampleRoutes.held, place }])));
    expect(text).toContain('im Postfach oder beim Anbieter des Empfängers (telekom).');
    expect(text).toContain('Ein volles Postfach oder eine eigene Filterregel sähe ebenso aus.');
  });

  test('a route that nobody has looked at for long is told as it was then, and its delay is not said to go on', () => {
    const later = { ...context, builtAtMs: context.builtAtMs + 2 * 3_600_000 };
    const text = textOf(mailPage(later, sampleMailPage([sampleRoutes.held])));
    expect(text).toMatch(/noch gar nicht an\. Das war um [\d:]+ Uhr so; seither ist nichts bekannt\./);
    expect(text).toMatch(/dauerte um [\d:]+ Uhr noch an; seither nicht bekannt/);
    expect(text).not.toContain('dauert an');
    expect(mailPage(context, sampleMailPage([sampleRoutes.well]))).toContain('banner b-up');
    expect(mailPage(later, sampleMailPage([sampleRoutes.well]))).not.toContain('banner b-up');
  });

  test('slots without a mail for one reason are one row', () => {
    const text = textOf(mailPage(context, sampleMailPage([sampleRoutes.held])));
    expect(text.match(/Es warten schon genug Testmails/g)).toHaveLength(1);
    expect(text).toContain('12 geplant');
  });

  test('routes that fail and share a mailbox are named with it', () => {
    const page = mailPage(context, sampleThreeRoutes());
    expect(textOf(page)).toContain(
      'Gestört sind von gmx an telekom und von telekom an telekom . Gemeinsam haben sie das Postfach telekom;',
    );
    expect(page).toContain('href="#route-self"');
  });

  test('without a route the owner is shown settings that the probe takes, visitors nothing', () => {
    const page = mailPage(context, sampleMailPage([]));
    const [, text = ''] = /<pre><code>(mail:[^<]*)<\/code>/.exec(page) ?? [];
    const given: unknown = parse(text);
    const parsed = mailYamlSchema.safeParse((given as { mail: unknown }).mail); // our own text, read above
    expect(parsed.error?.message).toBeUndefined();
    expect(Object.keys(parsed.data?.routes ?? {})).toEqual(['in', 'out']);
    expect(mailPage(visitor, sampleMailPage([]))).not.toContain('passwordFile');
  });
});

describe('strangers', () => {
  test.each(
    Object.entries(sampleRoutes),
  )('see of the route that is %s no name, word of a server or login', (_name, route) => {
    const page = mailPage(visitor, sampleStrangersMail(route));
    expect(page).not.toMatch(/gmx|telekom|anbieter\.example|woanders\.example|451|554|552/i);
    expect(textOf(page)).not.toMatch(/Anmeldung (scheitert|gescheitert|wurde)/);
    expect(clocksOf(page)).toEqual([]);
  });

  test('a route that is not well stands on the line’s page, its login only for the owner', () => {
    const view = sampleLinePage(sampleNow.up, { mail: [sampleRoutes.config] });
    expect(textOf(linePage(context, view))).toContain('weil der Zugang zum Mailserver nicht gelingt');
    expect(textOf(linePage(visitor, view))).not.toContain('Zugang zum Mailserver');
    expect(linePage(visitor, sampleLinePage(sampleNow.up))).not.toContain('/mail');
  });
});
