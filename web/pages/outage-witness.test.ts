import { describe, expect, test } from 'vitest';
import { readTags, readText } from '../../test/read-html.ts';
import { sampleContext, sampleMethod } from '../../test/sample-values.ts';
import { sampleOutagePage } from '../../test/sample-views.ts';
import {
  sampleAnnotations,
  sampleFailover,
  samplePersonalValues,
  samplePlanned,
  sampleRouterRebooted,
  sampleSessionLost,
  sampleSyncLost,
} from '../../test/sample-witness-values.ts';
import { formatLocal } from './local-time.ts';
import { outagePage } from './outage-page.ts';
import type { OutagePageView, OutageView, PageContext } from './views.ts';

const pageOf = (outage: OutageView, patch: Partial<OutagePageView> = {}, context: Partial<PageContext> = {}) =>
  outagePage(sampleContext(context), sampleOutagePage(outage, patch));
const textOf = (...input: Parameters<typeof pageOf>) => readText(pageOf(...input)).replaceAll('\u00a0', ' ');
const FORM: OutagePageView['annotate'] = {
  action: '/owner/x/annotations',
  canAttribute: true,
  problem: null,
  typed: null,
};
const METHOD = {
  ...sampleMethod,
  targets: sampleMethod.targets.map((target) =>
    target.role === 'gateway' ? { ...target, role: 'router' as const } : target,
  ),
};

describe('the way to the internet', () => {
  test('each of the six links says in a word how it was, with its evidence, values and units', () => {
    const text = textOf(sampleSyncLost);
    for (const words of [
      'Zuhause: in Ordnung',
      'Router: in Ordnung',
      'Leitung: gestört',
      'Einwahl: gestört',
      'Anbieter: nicht bekannt',
      'Internet: nicht erreicht',
    ])
      expect(text).toContain(words);
    expect(text).toContain('Der Router selbst: keine DSL-Verbindung, 03:03:25 bis 03:43:10');
    expect(text).toContain('Störabstand abwärts: 6,5 dB · Störabstand aufwärts: 8,1 dB · Rate abwärts: 103,4 Mbit/s');
    expect(text).toContain('Protokollblatt 48.889, Messzyklus 8.126');
    expect(text).toContain('Dazu hat niemand etwas gesagt.');
  });

  test('it is a list of six, and the drawing says the same to those who cannot see it', () => {
    const page = pageOf(sampleSyncLost, {}, { language: 'en' });
    expect(page.match(/<ol class="chain">.*?<\/ol>/s)?.[0].match(/<h3>/g)).toHaveLength(6);
    const labels = readTags(page).flatMap((tag) => tag.attributes.get('aria-label') ?? []);
    expect(labels).toContain(
      'The way to the internet: Home in order, Router in order, Access failed, Session failed, Provider not known, Internet not reached',
    );
  });

  test('a hash is no value for a reader, and a word of a newer version stands as it is', () => {
    const [home] = sampleSyncLost.chain;
    const evidence = home?.evidence[0] ?? expect.fail('no evidence');
    const values = { externalAddress4: `hash:${'0f'.repeat(32)}`, quantumFlux: 7 };
    const chain = [{ link: 'home' as const, state: 'ok' as const, evidence: [{ ...evidence, says: 'sang', values }] }];
    const text = textOf({ ...sampleSyncLost, chain });
    expect(text).toContain('Die Messstelle: sang, ');
    expect(text).toContain('quantumFlux: 7');
    expect(text).not.toContain('hash:');
  });

  test('strangers see the links and nothing of who said what', () => {
    const chain = sampleSyncLost.chain.map((link) => ({ ...link, evidence: [] }));
    const text = textOf(
      { ...sampleSyncLost, chain, snapshots: [] },
      { isEvidenceVisible: false },
      { reader: 'visitor' },
    );
    expect(text).toContain('Leitung: gestört');
    expect(text).toContain('Wer was darüber gesagt hat, ist nicht veröffentlicht.');
    expect(text).not.toMatch(/Störabstand|Dazu hat niemand/);
  });

  test('without a link there is no such part', () => {
    expect(textOf({ ...sampleSyncLost, chain: [] })).not.toContain('Stück für Stück');
  });
});

describe('what changes the reading of an outage', () => {
  test('until the router was asked again the finding is provisional; afterwards both labels stand there', () => {
    expect(textOf(sampleSessionLost, { method: METHOD })).toContain(
      'Vorläufig: Der Router wird zwei Minuten nach dem Ende noch einmal gefragt.',
    );
    expect(textOf(sampleSessionLost)).toContain('Vorläufig: Späte Antworten');
    const text = textOf(sampleSyncLost);
    expect(text).toContain(
      'Zuerst stand hier: Keine Verbindung ins Internet (zwischen Router und Netz des Anbieters), Belegstufe B.',
    );
    expect(text).toContain('DSL-Verbindung getrennt.');
  });

  test('fail-over: the home was reachable, the line was not', () => {
    const text = textOf(sampleFailover);
    expect(text).toContain(
      'Das Zuhause war über eine Ersatzverbindung (Mobilfunk) erreichbar; der Anschluss selbst war gestört.',
    );
    expect(text).toContain('Zählt als Ausfall des Anschlusses.');
    expect(text).not.toMatch(/kein Ziel antwortete|dass keine Antworten ankamen/);
    expect(textOf(sampleSyncLost)).not.toContain('Ersatzverbindung');
    expect(text).toContain('Router zuerst: Ersatzverbindung');
    expect(text).toContain('als der Router die Ersatzverbindung nannte');
    expect(text).not.toMatch(/fehlende[n]? Antwort|vergrößert/);
  });

  test('a planned reconnect is neither an outage nor an interruption', () => {
    const text = textOf(samplePlanned);
    expect(text).toContain('Zwangstrennung am So 22.11.2026');
    expect(text).toContain('Zählt nicht als Ausfall und wird für sich ausgewiesen.');
    expect(text).not.toMatch(/Ausfall am|Störung am/);
    expect(text).toContain('Im Protokoll des Routers steht die regelmäßige Trennung.');
  });

  test('a router that restarted is said, and the outage does not count', () => {
    const text = textOf(sampleRouterRebooted);
    expect(text).toContain('Der Router ist in dieser Zeit neu gestartet; das sagt seine eigene Laufzeit.');
    expect(text).toContain('Zählt nicht gegen den Anbieter.');
  });

  test('the course has each part with its place, begin, end and length', () => {
    expect(textOf(sampleSyncLost)).toContain(
      'Einwahl beim Anbieter getrennt im Netz des Anbieters 22.11.2026 03:43:10 22.11.2026 03:44:34 1 min 24 s',
    );
  });
});

describe('snapshots', () => {
  test('show path, router log and counters with what they grew by; what is gone is said to be gone', () => {
    const text = textOf(sampleSyncLost, { personalValues: samplePersonalValues });
    expect(text).toContain('1 192.168.178.1 0,4 ms 2 keine Antwort – 3 203.0.113.17 8,1 ms');
    expect(text).toContain('DSL ist nicht verfügbar (keine Synchronisierung).');
    expect(text).toContain('empfangene Pakete 8.812.004 8.812.390 (+386) 8.816.105 (+3.715)');
    expect(text).toContain('Die Werte sind nicht hier: gelöscht oder noch nicht angekommen.');
  });

  test('whoever is not the owner learns that there are values, and no value', () => {
    const text = textOf(sampleSyncLost);
    expect(text).toContain('Diese Werte sieht nur der Inhaber, wenn er angemeldet ist.');
    expect(text).not.toMatch(/203\.0\.113\.17|nicht verfügbar|gelöscht/);
  });

  test('hostile values are text, also where they are no line of a path', () => {
    const evil = '<script>alert(1)</script>\n1 <b>x</b> 12';
    const values = Object.fromEntries(Object.keys(samplePersonalValues).map((hash) => [hash, evil]));
    const page = pageOf(sampleSyncLost, { personalValues: values });
    expect(readTags(page).filter(({ name }) => name === 'script' || name === 'b')).toEqual([]);
    expect(page).toContain('&lt;script&gt;alert(1)');
  });
});

describe('names and signs that a probe or a router made up', () => {
  const [first] = sampleSyncLost.snapshots;
  if (!first) throw new Error('bug: the sample has snapshots');

  test('words that every object inherits are names like any other', () => {
    const strange = { ...first, readings: { constructor: 7, toString: Number.MAX_SAFE_INTEGER, valueOf: -3 } };
    const chain = sampleSyncLost.chain.map((link) => ({
      ...link,
      evidence: link.evidence.map((one) => ({ ...one, values: { constructor: 'constructor', toString: 5 } })),
    }));
    const outage = { ...sampleSyncLost, chain, snapshots: [strange, first] };
    const text = textOf(outage, { personalValues: samplePersonalValues });
    expect(text).toContain('constructor 7 –');
    expect(text).toContain('constructor: constructor · toString: 5');
    expect(text).not.toMatch(/native code|\[object|NaN|undefined/);
  });

  test('no sign turns the direction of a line, or hides in it', () => {
    const evil = '1 10.0.0.1 5\n\u202e3 \u2066x\u200b\u0007\u2028y';
    const values = Object.fromEntries(Object.keys(samplePersonalValues).map((hash) => [hash, evil]));
    const page = pageOf(sampleSyncLost, { personalValues: values });
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028]|\p{Cc}(?<!\n)/u);
    expect(page).toContain('\ufffd3 \ufffdx\ufffd\ufffd\ufffdy');
  });
});

describe('what was found out later', () => {
  const attributed: OutageView = { ...sampleSyncLost, counts: false, attributedTo: 'home' };

  test('stands on the page with its date; the measured finding stays', () => {
    const text = textOf(attributed, { annotations: sampleAnnotations, annotate: FORM });
    expect(text).toContain(
      'Zählt nicht (von Ihnen zu Hause gefunden: Steckdose im Keller; eingetragen am 22.11.2026 12:03).',
    );
    expect(text).toContain('Störung am So 22.11.2026');
    expect(text).toContain('DSL-Verbindung getrennt.');
    expect(text).toContain('zurückgenommen 22.11.2026 06:03');
  });

  test('strangers learn that it does not count, not why', () => {
    const text = textOf(attributed, {}, { reader: 'visitor' });
    expect(text).toContain('Zählt nicht: Der Inhaber hat die Ursache später zu Hause gefunden.');
    expect(text).not.toContain('Steckdose');
  });

  test('the form sends a kind and a text, chooses neither beforehand, and each entry can be taken back', () => {
    const page = pageOf(attributed, { annotations: sampleAnnotations, annotate: FORM });
    expect(page).toContain('action="/owner/x/annotations"');
    expect(page.match(/action="\/owner\/x\/annotations\/\d+\/withdraw"/g)).toEqual([
      'action="/owner/x/annotations/4131/withdraw"',
    ]);
    expect(page).not.toContain(' checked');
  });

  test('while it lasts there are notes only; a refusal says why and keeps what was typed', () => {
    const annotate = {
      ...FORM,
      canAttribute: false,
      problem: 'lasts',
      typed: { kind: 'note', text: 'Bagger <b>' },
    } as const;
    const page = pageOf(sampleSessionLost, { annotate });
    expect(page).not.toContain('value="home"');
    expect(page).toContain('Bagger &lt;b&gt;');
    expect(readText(page)).toContain('Der Ausfall dauert noch an; bis dahin geht nur eine Anmerkung.');
    const lasting = { ...sampleSessionLost, final: false };
    expect(pageOf(lasting, { annotate: FORM })).toContain('data-events=');
    // news would replace what was typed
    expect(pageOf(lasting, { annotate })).not.toContain('data-events=');
  });

  test('whoever is not the owner has no form', () => {
    expect(pageOf(sampleSyncLost)).not.toContain('<form');
  });
});

describe('the clock', () => {
  const clockText = (clock: OutagePageView['clock']) => textOf(sampleSyncLost, clock && { clock });
  test('by how much times were corrected, which way, and how sure that is', () => {
    const text = clockText({ state: 'unsync', correctionMs: 81_204_000, errorMs: 40 });
    expect(text).toContain('um 22 h 33 min 24 s berichtigt, weil die Uhr der Messstelle nachging');
    expect(text).toContain('eine Unsicherheit von höchstens 0,1 s');
    expect(text).toContain('So steht es in den unterschriebenen Rohdaten.');
    const sentAtMs = sampleSyncLost.bounds.firstBad.sentAtMs;
    const at = (atMs: number) => formatLocal(atMs, 'Europe/Berlin', 'de', 'ms');
    expect(text).toContain(`wie die Uhr der Messstelle ging ${at(sentAtMs - 81_204_000)}`);
    expect(text).toContain(`Dasselbe berichtigt ${at(sentAtMs)}`);
    expect(clockText({ state: 'holdover', correctionMs: -840, errorMs: null })).toContain(
      '0,8 s berichtigt, weil die Uhr der Messstelle vorging',
    );
    expect(clockText({ state: 'sync', correctionMs: 12, errorMs: null })).toContain(
      'Eine Berichtigung war nicht nötig.',
    );
    expect(clockText({ state: 'sync', correctionMs: 12, errorMs: null })).not.toContain('Rohdaten');
  });
});
