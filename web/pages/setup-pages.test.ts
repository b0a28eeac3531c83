import { describe, expect, test } from 'vitest';
import { readTags, readText } from '../../test/read-html.ts';
import { sampleCommand, setupSamplePages } from '../../test/sample-setup-pages.ts';
import { SAMPLE_NOW_MS, sampleContext, sampleLine } from '../../test/sample-values.ts';
import { sampleEmptyLinePage, sampleIndex } from '../../test/sample-views.ts';
import { indexPage } from './index-page.ts';
import { linePage } from './line-page.ts';
import { nextStepsPart } from './setup-hints.ts';
import { probePage } from './setup-probe-page.ts';
import { NEXT_STEP_KINDS, type NextStep, type ProbePageView } from './setup-views.ts';

const german = sampleContext({ reader: 'owner', path: '/owner/lines/home/probe' });
const pages = setupSamplePages(german);
const page = (name: string) => pages[name] ?? expect.fail(`no page ${name}`);

describe('what to do next', () => {
  const steps: NextStep[] = NEXT_STEP_KINDS.map((kind) => ({ kind, path: `/owner/${kind}` }));

  test('is told to the owner and on this machine, never to a visitor', () => {
    expect(String(nextStepsPart({ ...german, reader: 'visitor' }, steps))).toBe('');
    expect(String(nextStepsPart({ ...german, reader: 'local' }, steps))).toContain('Was als Nächstes zu tun ist');
    expect(String(nextStepsPart(german, []))).toBe('');
  });

  test('has one main button, a way for each urgent thing, and folds what is a matter of taste', () => {
    const tags = readTags(String(nextStepsPart(german, steps)));
    const links = tags.filter(({ name, isEnd }) => name === 'a' && !isEnd).map(({ attributes }) => attributes);
    expect(links.map((link) => link.get('href'))).toEqual(
      NEXT_STEP_KINDS.filter((kind) => kind !== 'install-fping').map((kind) => `/owner/${kind}`),
    );
    expect(links.filter((link) => link.get('class') === 'button main')).toHaveLength(1);
    expect(tags.filter(({ name }) => name === 'details')).toHaveLength(2);
  });

  test('never leads to the page that it stands on', () => {
    const here: NextStep = { kind: 'probe-silent', path: german.path };
    expect(String(nextStepsPart(german, [here]))).not.toContain('<a ');
  });

  test('stands on a line without a probe and on an empty server, but not for strangers', () => {
    for (const reader of ['owner', 'local', 'visitor'] as const) {
      const context = sampleContext({ reader });
      const isTold = reader !== 'visitor';
      expect(linePage(context, sampleEmptyLinePage()).includes('href="/owner/lines/home/probe"')).toBe(isTold);
      const empty = indexPage(context, { ...sampleIndex(), lines: [] });
      expect(empty.includes('href="/owner/lines/new"')).toBe(isTold);
      expect(readText(empty)).not.toContain('npm run');
    }
  });
});

describe('the page of a probe', () => {
  test('loads itself again without JavaScript only while nothing on it can be lost', () => {
    const reloading = Object.keys(pages).filter((name) => page(name).includes('http-equiv="refresh"'));
    expect(reloading).toEqual(['setup-probe-joined', 'setup-probe-late']);
    expect(page('setup-probe-invited')).toMatch(/<a class="button" href="\/owner\/lines\/home\/probe">Jetzt nachsehen/);
  });

  test('shows the command as a whole, for a finger and a keyboard', () => {
    expect(page('setup-probe-invited')).toContain(
      '<pre class="command" tabindex="0"><code>curl -fsSO http://192.0.2.10',
    );
    expect(page('setup-probe-invited')).toContain(sampleCommand.single?.sha256);
  });

  test('says on a server that only this machine reaches what to set', () => {
    expect(readText(page('setup-probe-near'))).toContain('HOST=0.0.0.0');
    expect(page('setup-probe-near')).not.toContain('curl');
  });

  const joined: NonNullable<ProbePageView['probe']> = {
    joinedAtMs: SAMPLE_NOW_MS - 60_000,
    lastContactAtMs: SAMPLE_NOW_MS,
    hasDelivered: true,
    first: null,
  };
  const shown = (patch: Partial<ProbePageView>) =>
    probePage(german, { line: sampleLine, command: null, probe: joined, steps: [], ...patch });

  test('says so when the bytes of the first measurement are gone: it was seen all the same', () => {
    expect(shown({})).toContain('<strong>Messstelle gesehen</strong>');
    expect(shown({})).not.toContain('Das ist ihre erste Messung');
  });

  test('leads on to the alarm while there is none, else to the lines', () => {
    expect(shown({ steps: [{ kind: 'add-alarm', path: '/owner/alarms' }] })).toContain('Weiter: Alarm einrichten');
    expect(shown({})).toMatch(/<a class="button main" href="\/owner">Zu meinen Anschlüssen/);
  });

  test('calls a probe that fell silent neither seen nor connected', () => {
    const silent = readText(page('setup-probe-silent'));
    expect(silent).toContain('Die Messstelle meldet sich nicht');
    expect(silent).toContain('Hat das Gerät, das misst, Strom');
    expect(silent).not.toMatch(/Messstelle gesehen|ist verbunden/);
    expect(readText(page('setup-probe-old'))).toContain('Die Messstelle ist verbunden');
  });

  test('puts the search for a silent probe before every way on', () => {
    const silent = page('setup-probe-silent');
    expect(silent.indexOf('Der Reihe nach prüfen')).toBeLessThan(silent.indexOf('Zu meinen Anschlüssen'));
    expect(silent).not.toContain('button main');
  });

  test('asks whether the program runs when nothing came for long', () => {
    expect(page('setup-probe-late')).toContain('npm run probe -- check');
    expect(page('setup-probe-joined')).not.toContain('npm run probe -- check');
  });

  test('sends to the check of the device when nothing answered', () => {
    expect(page('setup-probe-deaf')).toContain('npm run probe -- check');
    expect(page('setup-probe-seen')).not.toContain('npm run probe -- check');
  });
});

describe('the forms of a line', () => {
  test('are short at first, and open where something folded is wrong', () => {
    expect(page('setup-new')).toContain('<details><summary>Preis, Land und Zeitzone');
    expect(page('setup-new-refused')).toContain('<details open><summary>Preis, Land und Zeitzone');
  });

  test('say of the private part that it is private', () => {
    expect(readText(page('setup-line'))).toContain('werden nie öffentlich gezeigt');
  });

  test('show one main button each', () => {
    for (const [name, text] of Object.entries(pages)) {
      const buttons = readTags(text).filter(({ attributes }) => attributes.get('class') === 'button main');
      expect([name, buttons.length <= 1]).toEqual([name, true]);
    }
  });
});
