import { describe, expect, test } from 'vitest';
import { readTags, readText } from '../../test/read-html.ts';
import { sampleMails, sampleOneMail } from '../../test/sample-one-mail.ts';
import { SAMPLE_NOW_MS, sampleContext } from '../../test/sample-values.ts';
import { oneMailPage } from './one-mail-page.ts';

const context = sampleContext();
const visitor = sampleContext({ reader: 'visitor', disclosure: { delayMinutes: 30 } });
const textOf = (page: string) => readText(page).replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
const pageOf = (name: string) => oneMailPage(context, sampleMails[name] ?? expect.fail(name));

describe('the page of one mail', () => {
  test('says how long it took, where, and quotes the server that accepted it', () => {
    const text = textOf(pageOf('late'));
    expect(text).toContain('Verspätet angekommen: Laufzeit 3 h 12 min 30 s');
    expect(text).toContain('beim Anbieter des Empfängers (telekom), nachdem er sie übernommen hatte');
    expect(pageOf('late')).toContain('<pre>250 2.0.0 Ok: queued as 4c1Xn23vFzz9rxG; accepted for delivery</pre>');
  });

  test('a clock that is off is named with its error, and the time is corrected', () => {
    const text = textOf(pageOf('late'));
    expect(text).toContain('geht 7 min 1 s vor (± 0,7 s)');
    expect(text).toContain('geht 5,4 s nach (± 0,9 s)');
    expect(text).toContain('08:09:15 geht 7 min 1 s vor (± 0,7 s) 08:02:14');
    expect(text).toContain('nicht bekannt – –');
  });

  test('of a hand-over is said between which instants the mail lay, and that it blames nobody', () => {
    const text = textOf(pageOf('hand-over'));
    expect(text).toContain(
      'Zwischen der Annahme beim Anbieter des Absenders (gmx) um 08:02:11 Uhr und der Ankunft beim Anbieter des Empfängers (telekom) um 11:14:36 Uhr lagen',
    );
    expect(text).toContain('sagt nicht, wer sie festhielt');
  });

  test('the words of a provider’s report stand apart, word for word', () => {
    expect(pageOf('waiting')).toMatch(
      /<blockquote class="said trouble"><pre>smtp; 451 4\.3\.2 storage of this mailbox/,
    );
    expect(textOf(pageOf('waiting'))).toContain('Bericht eines Mailservers: verzögert');
  });

  test('words that were erased are said to be gone', () => {
    expect(textOf(pageOf('bounced'))).toContain('Der Wortlaut wurde gelöscht oder ist noch nicht übertragen.');
  });

  test('an arrival that nobody saw happen is an interval', () => {
    const text = textOf(pageOf('blind'));
    expect(text).toContain('Laufzeit mindestens 41 s, höchstens 2 h 0 min 41 s');
    expect(text).toContain('dazwischen sah niemand nach');
    expect(text).toContain('von zwei Uhren');
  });

  test('the copy of who sent it is no arrival', () => {
    const { sightings } = sampleOneMail().record;
    const [seen = expect.fail('no sighting')] = sightings;
    const seenAtMs = seen.arrivedLatestAtMs - 900_000;
    const copy = { ...seen, mailbox: 'gmx', folder: 'sent' as const, arrivedLatestAtMs: seenAtMs };
    const text = textOf(oneMailPage(context, sampleOneMail({}, { sightings: [copy, { ...seen, sighting: 1 }] })));
    expect(text).toContain('Kopie beim Absender gesehen; sie zählt nicht');
    expect(text.match(/Im Postfach gesehen/g)).toHaveLength(1);
  });

  test.each(
    Object.entries(sampleMails),
  )('strangers see no host, address, account or reply of one that is %s', (_name, view) => {
    const page = oneMailPage(visitor, { ...view, from: null, to: null, isOwnerView: false, values: new Map() });
    expect(page).not.toMatch(/gmx|telekom|\.example|hash:|4c1Xn|storage/);
  });

  test('hostile words of a server stay words', () => {
    const evil = '250 <script>alert(1)</script> \u202egnp.exe\u0007';
    const view = sampleOneMail({}, { acceptedAtMs: SAMPLE_NOW_MS });
    const values = new Map([...view.values].map(([hash]) => [hash, evil]));
    const page = oneMailPage(context, { ...view, values });
    expect(readTags(page).filter((tag) => tag.name === 'script')).toEqual([]);
    for (const sign of ['\u202e', '\u0007']) expect(page).not.toContain(sign);
    expect(page).toContain('&lt;script&gt;');
  });
});
