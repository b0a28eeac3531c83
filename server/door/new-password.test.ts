import { expect, test } from 'vitest';
import { newPasswordProblem } from './new-password.ts';

const NAMES = ['linewitness', 'home', 'Lindenstraße 7', 'Musternetz', 'pi'];

test.each([
  ['', 'too-short'],
  ['123456789', 'too-short'],
  ['äöüäöüäöü', 'too-short'],
  ['🙂🙂🙂🙂🙂', 'too-short'],
  ['x1'.repeat(101), 'too-long'],
  ['1234567890', 'common'],
  ['qwertyuiop', 'common'],
  ['Password123!', 'common'],
  ['P@ssw0rd2026', 'common'],
  ['passwort12345', 'common'],
  ['passwordpassword', 'common'],
  ['ichliebedich', 'common'],
  ['FritzBox7590', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['121212121212', 'common'],
  ['abcdefghijkl', 'common'],
  ['9876543210', 'common'],
  ['linewitness', 'common'],
  ['Linewitness1!a', 'name'],
  ['lindenstrasse'.replace('ss', 'ß'), 'name'],
  ['Musternetz2026', 'name'],
  ['homehome2026', 'name'],
])('"%s" is refused: %s', (password, problem) => {
  expect(newPasswordProblem(password, NAMES)).toBe(problem);
});

test.each([
  'korrekt pferd batterie',
  'Sieben blaue Regenschirme',
  'homeward bound angel',
  'zJ4v9-qqLm2x',
  'üben macht meister',
  'x1y2z3a4b5',
  'x'.repeat(3) + 'q7Kw'.repeat(20),
])('"%s" may be used', (password) => {
  expect(newPasswordProblem(password, NAMES)).toBeNull();
});
