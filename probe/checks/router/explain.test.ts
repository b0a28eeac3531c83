import { expect, test } from 'vitest';
import type { FritzBoxOptions } from '../../../test/fakes/fritz-box.ts';
import { FRITZ_LOGIN, routerHome } from '../../../test/fakes/router-home.ts';
import { explain } from './explain.ts';
import type { RouterSettings } from './settings.ts';

async function words(box: FritzBoxOptions, settings: Partial<RouterSettings> = {}): Promise<string> {
  const home = await routerHome(box, settings);
  const lines = await explain(home.settings, home.session, new AbortController().signal);
  return lines.join('\n');
}

test('a box without login says what it told, and what a login would add', async () => {
  const text = await words({});
  expect(text).toContain(
    'Router 127.0.0.1 (FRITZ!Box 7590): tells (igd): access dsl, link up, DSL up, session connected for 5 h 0 min, its address outside, bytes carried.',
  );
  expect(text).toContain('With a login');
});

test('with a login nothing is left to say', async () => {
  const text = await words({}, FRITZ_LOGIN);
  expect(text).toContain('running for 12 days, noise margin 10.2 dB, error counters of the DSL.');
  expect(text.split('\n')).toHaveLength(1);
});

test.each([
  [
    'UPnP is switched off in a box with a login',
    { hasIgd: false },
    FRITZ_LOGIN,
    'Statusinformationen über UPnP übertragen',
  ],
  ['UPnP is switched off in a box without', { hasIgd: false }, {}, 'Statusinformationen über UPnP übertragen'],
  ['the password is wrong', { password: 'another' }, FRITZ_LOGIN, 'The login is refused'],
  ['the right is missing', { withheld: ['WANDSL'] }, FRITZ_LOGIN, 'The user may not read DSL values'],
  ['TR-064 is switched off', { hasTr064: false }, FRITZ_LOGIN, 'Zugriff für Anwendungen zulassen'],
  [
    'nothing speaks',
    { hasIgd: false, hasTr064: false },
    {},
    'tells nothing of its line; verdicts then rest on packets alone',
  ],
] as const)('%s: that is said, and never the password', async (_name, box, settings, sentence) => {
  const text = await words(box, settings);
  expect(text).toContain(sentence);
  expect(text).not.toContain('geheim');
});
