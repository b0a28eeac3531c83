import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { NEW_LINE, text, useOwnersForms } from '../../test/fakes/owners-forms.ts';
import { openReportedLine } from '../../test/fakes/reported-line.ts';
import { readText } from '../../test/read-html.ts';

const forms = useOwnersForms();
const { site, see, send } = forms;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CHECKS = { cable: 'dead', restart: 'done', device: 'dead', lights: 'fault', account: 'fine', telephony: 'dead' };

/** An outage that began 20 minutes ago, after 20 minutes in which all was well. */
async function lineInOutage() {
  const line = await openReportedLine(forms);
  const beganAtMs = site.nowMs - 20 * MINUTE_MS;
  await line.measure(site.nowMs - 40 * MINUTE_MS, (sentAtMs) => sentAtMs >= beganAtMs);
  return { ...line, beganAtMs };
}

async function draft(outage: string): Promise<string> {
  const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, outage, language: 'de' });
  expect(made.status).toBe(303);
  const path = made.headers.get('location') ?? '';
  expect(path).toMatch(/^\/owner\/reports\/[0-9a-f]{12}\?done=drafted$/);
  return path.replace('?done=drafted', '');
}

const REPORTED = { channel: 'phone', reportedAt: '2026-10-04T13:55', receivedAt: '', ticket: 'T-1', receipt: 'ticket' };

describe('an outage that lasts', () => {
  test('tells its owner to report before midnight, and leads to the draft in a few steps', async () => {
    const { outageId } = await lineInOutage();
    const page = await text(see(`/lines/zuhause/outages/${outageId()}`));
    // 14:00 in Berlin
    expect(readText(page)).toMatch(
      /Noch 10\sh : heute bis 24:00 Uhr \(Europe\/Berlin\) melden, sonst kann ein entschädigter Tag verloren gehen/,
    );
    expect(page).toContain(`href="/owner/lines/zuhause/reports/new?outage=${outageId()}"`);
    expect(page).toContain('data-clock="countdown" data-value-ms="36000000"');
    expect(readText(await text(see('/lines/zuhause')))).toContain('heute bis 24:00 Uhr (Europe/Berlin) melden');

    const check = await text(see(`/owner/lines/zuhause/reports/new?outage=${outageId()}`));
    expect(readText(check)).toContain('Ohne Verbindung seit 04.10.2026 13:40:0');
    // what the letter says that the owner tried, the owner said
    expect(check).not.toMatch(/ checked/);

    const path = await draft(outageId());
    const drafted = await text(see(`${path}?done=drafted`));
    const letter = readText(drafted);
    for (const part of [
      'Der Entwurf ist fertig',
      'Vertragsnummer: K-4711',
      'Vereinbarte Dienste: Internet, Telefon',
      'Beginn: zwischen 04.10.2026 13:39:59 und 04.10.2026 13:40:00 Uhr, gemessen (Europe/Berlin)',
      'Stand: dauert an, soweit bekannt; zuletzt ohne Verbindung gemessen um 04.10.2026 13:59:59 Uhr',
      'Dauer: mindestens 19 min 5',
      'Beobachtung: 100 % der Zeit',
      'Der Router wurde neu gestartet, ohne Erfolg.',
      'unverzüglich und unentgeltlich zu beseitigen (§ 58 Abs. 1 TKG)',
      'den Eingang dieser Meldung unverzüglich zu dokumentieren (§ 58 Abs. 2 Satz 1 TKG), bitte in Textform',
      'spätestens innerhalb des Folgetages',
      'Ersatz anzubieten',
      'aufzubewahren',
      'Erreichbar bin ich unter +49 151 000000.',
      'Siegel der Messprotokolle, als dieser Text entworfen wurde: Nr. 1 vom 04.10.2026 14:00:00 Uhr, Kurzzeichen ',
      'Erika Musterfrau',
    ])
      expect(letter).toContain(part);
    // the outage now leads to its report, not to a second one; a page may be a second old
    site.nowMs += 2000;
    const again = await text(see(`/lines/zuhause/outages/${outageId()}`));
    expect(again).toContain(`href="${path}"`);
    expect(again).not.toContain('reports/new?outage');
  });

  test('shows nothing of it to strangers, nor the clock to this machine', async () => {
    const { outageId } = await lineInOutage();
    site.keep.admin.publish('zuhause', { live: true, evidence: true });
    await draft(outageId());
    for (const path of ['/lines/zuhause', `/lines/zuhause/outages/${outageId()}`]) {
      const page = await text(site.ask(path, { from: '203.0.113.9' }));
      expect(page).not.toMatch(/\/owner\/(reports|lines)|24:00|K-4711/);
    }
    site.reopenOnLoopback();
    const near = { from: '127.0.0.1', headers: { host: 'localhost:8080' } };
    const page = await text(site.ask(`/lines/zuhause/outages/${outageId()}`, near));
    expect(page).toContain('reports/new?outage');
    expect(page).not.toContain('data-clock="countdown"');
  });

  test('is written in English on an English page, and anew in German by wish', async () => {
    const { outageId } = await lineInOutage();
    const made = await send('/owner/lines/zuhause/reports/new?lang=en', { outage: outageId(), language: 'en' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    expect(readText(await text(see(`${path}?lang=en`)))).toContain('Dear Sir or Madam,');
    await send(`${path}/redraft`, { language: 'de' });
    expect(readText(await text(see(path)))).toContain('Sehr geehrte Damen und Herren,');
  });
});

describe('a report that was made', () => {
  test('goes into the signed log by its hash, and each correction as a new entry', async () => {
    const { outageId } = await lineInOutage();
    const path = await draft(outageId());
    const recorded = await send(`${path}/record`, REPORTED);
    expect(recorded.headers.get('location')).toBe(`${path}?done=recorded`);
    await send(`${path}/record`, { ...REPORTED, ticket: 'T-2' });
    const page = await text(see(path));
    const links = [
      ...page.matchAll(/href="(\/owner\/reports\/[0-9a-f]{12}\/records\/(\d+)\.txt)"><code>([0-9a-f]{64})/g),
    ];
    expect(links).toHaveLength(2);
    for (const [index, [, href = '', entry = '', sha256]] of links.entries()) {
      const bytes = Buffer.from(await (await see(href)).arrayBuffer());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(bytes.toString()).toContain(`"ticket":"T-${index + 1}"`);
      expect(Number(entry)).toBeGreaterThan(0);
    }
  });

  test('cannot be rewritten silently', async () => {
    const { outageId } = await lineInOutage();
    const path = await draft(outageId());
    await send(path, { subject: 's', body: 'before' });
    expect(await text(see(path))).not.toContain('/records/');
    await send(`${path}/record`, REPORTED);
    await send(path, { subject: 's', body: 'after' });
    const hrefs = (await text(see(path))).match(/\/records\/\d+\.txt/g) ?? [];
    const texts = await Promise.all(hrefs.map((href) => text(see(`${path}${href}`))));
    expect(texts.map((kept) => /"body":"(\w+)"/.exec(kept)?.[1])).toEqual(['before', 'after']);
  });

  test('starts the clock: day by day, with the range and what comes', async () => {
    const { measure, outageId, beganAtMs } = await lineInOutage();
    const path = await draft(outageId());
    await send(`${path}/record`, REPORTED);
    expect(readText(await text(see(path)))).toContain('Tag 0: Ihre Meldung ist eingegangen');
    expect(readText(await text(see(path)))).toContain('Ab Mi 07.10.2026 kann jeder Tag');
    site.nowMs += 4 * DAY_MS;
    await measure(beganAtMs - 20 * MINUTE_MS, (sentAtMs) => sentAtMs >= beganAtMs);
    const page = readText(await text(see(path)));
    expect(page).toMatch(/Tag 4 nach der Meldung: bisher 5,00\s€ bis 10,00\s€/);
    expect(page).toContain('möglich, sofern der Beleg für den Zugang Ihrer Meldung hält');
    expect(page).toMatch(/Fr 09\.10\.2026\s*5\s*10,00\s€\s*20,00\s€/);
    expect(page).toContain('Keine Rechtsberatung');
    expect(readText(await text(see('/lines/zuhause')))).toMatch(/bisher 5,00\s€ bis 10,00\s€/);
  });

  test('ends by itself with the outage, and by hand', async () => {
    const { measure, outageId, beganAtMs } = await lineInOutage();
    const path = await draft(outageId());
    await send(`${path}/record`, REPORTED);
    const endedAtMs = site.nowMs;
    site.nowMs += 10 * MINUTE_MS;
    await measure(beganAtMs - 20 * MINUTE_MS, (sentAtMs) => sentAtMs >= beganAtMs && sentAtMs < endedAtMs);
    const page = readText(await text(see(path)));
    expect(page).toContain('Behoben an Tag 0 nach der Meldung');
    expect(page).toContain('bevor eine Entschädigung fällig wurde');
    expect(readText(await text(see('/lines/zuhause')))).not.toContain('nach der Meldung');
    await send(`${path}/record`, {
      ...REPORTED,
      repairedAt: '2026-10-04T13:58',
      missedAppointments: '2',
      credited: '4,95',
    });
    const told = readText(await text(see(path)));
    expect(told).toContain('04.10.2026 13:58');
    // two appointments, and the credit, which is larger than nothing
    expect(told).toMatch(/24,95\s€/);
  });

  test('gives a letter, a text, a mail draft and dates', async () => {
    const { outageId } = await lineInOutage();
    const path = await draft(outageId());
    expect((await see(`${path}.ics`)).status).toBe(404);
    await send(`${path}/record`, REPORTED);
    const pdf = await see(`${path}.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toBe(
      'attachment; filename="Stoerungsmeldung_zuhause_2026-10-04.pdf"',
    );
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await text(see(`${path}.txt`))).toContain('Netz AG\r\nNetzweg 1\r\n');
    const mail = await text(see(`${path}.eml`));
    expect(mail).toContain('X-Unsent: 1\r\n');
    expect(mail).toContain('To: stoerung@example.com\r\n');
    const dates = await text(see(`${path}.ics`));
    expect(dates).toContain('DTSTART;VALUE=DATE:20261007\r\n');
    expect(dates.match(/BEGIN:VEVENT/g)).toHaveLength(6);
    for (const kind of ['pdf', 'txt', 'eml', 'ics'])
      expect((await see(`${path}.${kind}`)).headers.get('cache-control')).toBe('no-store');
  });

  test('may be withdrawn; then nothing runs any more and the log keeps what was', async () => {
    const { outageId } = await lineInOutage();
    const path = await draft(outageId());
    await send(`${path}/record`, REPORTED);
    await send(`${path}/withdraw`, {});
    const page = await text(see(`${path}?done=withdrawn`));
    expect(readText(page)).toContain('Diese Meldung ist zurückgezogen.');
    expect(page.match(/\/records\/\d+\.txt/g)).toHaveLength(2);
    expect(page).not.toContain('Tag 0');
    expect(await text(see(`/lines/zuhause/outages/${outageId()}`))).toContain('reports/new?outage');
  });
});

describe('a report by hand', () => {
  test('rests on what the owner says, and says so', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const made = await send('/owner/lines/zuhause/reports/new', { ...CHECKS, downSince: '2026-10-01T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    await send(`${path}/record`, { ...REPORTED, reportedAt: '2026-10-01T09:30' });
    const page = readText(await text(see(path)));
    expect(page).toMatch(/Tag 3 nach der Meldung: bisher 0,00\s€ bis 5,00\s€/);
    expect(page).toContain('beruhen auf Ihren Angaben, nicht auf einer Messung');
  });

  test('that only the internet is gone brings nothing where the telephone works', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const checks = { ...CHECKS, telephony: 'works' };
    const made = await send('/owner/lines/zuhause/reports/new', { ...checks, downSince: '2026-09-20T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    await send(`${path}/record`, { ...REPORTED, reportedAt: '2026-09-20T09:30' });
    const page = readText(await text(see(path)));
    expect(page).toContain('nicht alle vereinbarten Dienste');
    expect(page).not.toMatch(/[1-9],00\s€/);
  });

  test('of a country without a rule here says that none is known, and no amount', async () => {
    await send('/owner/lines/new', { ...NEW_LINE, country: 'AT', zone: 'Europe/Vienna' });
    const made = await send('/owner/lines/zuhause/reports/new', { downSince: '2026-10-01T09:00' });
    const path = (made.headers.get('location') ?? '').replace(/\?.*/, '');
    const page = readText(await text(see(path)));
    expect(page).toContain('keine Regel bekannt');
    expect(page).not.toMatch(/TKG, *\)|§ 58 Abs|24:00/);
  });

  test('that speaks for a fault at home is warned of, and drafted all the same', async () => {
    await send('/owner/lines/new', NEW_LINE);
    const home = { ...CHECKS, device: 'works', downSince: '2026-10-04T13:00' };
    const made = await send('/owner/lines/zuhause/reports/new', home);
    const page = readText(await text(see(made.headers.get('location') ?? '')));
    expect(page).toContain('Besser noch nicht melden');
    expect(page).not.toContain('heute bis 24:00');
    expect(page).toContain('Ein anderes Gerät oder das Kabel hat Verbindung');
    expect(page).toContain('Sehr geehrte Damen und Herren');
  });
});
