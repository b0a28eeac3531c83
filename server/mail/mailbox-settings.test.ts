import { describe, expect, test } from 'vitest';
import { parseMailboxes } from './mailbox-settings.ts';

const GOOD = `mailboxes:
  outside:
    line: home
    address: tests@outside.example
    passwordFile: outside.txt
    imap: imap.outside.example
`;

test('a mailbox needs its line, address, server and a password; the rest has defaults', () => {
  expect(parseMailboxes(GOOD)).toEqual({
    outside: {
      line: 'home',
      address: 'tests@outside.example',
      user: null,
      password: null,
      passwordFile: 'outside.txt',
      passwordEnv: null,
      tokenCommand: null,
      imap: { host: 'imap.outside.example', port: 993, security: 'tls' },
      caFile: null,
      folder: 'INBOX',
      junkFolder: null,
      deleteAfterSeconds: null,
    },
  });
  expect(parseMailboxes('')).toEqual({});
});

describe('what is wrong is told with line and key', () => {
  test.each([
    [GOOD.replace('    line: home\n', ''), 'mailboxes.yaml, line 2, "mailboxes.outside.line": is missing'],
    [
      GOOD.replace('imap: imap', 'imapp: imap'),
      'mailboxes.yaml, line 6, "mailboxes.outside.imapp": there is no such setting',
    ],
    [GOOD.replace('outside:', 'Out side:'), /line 2, "mailboxes\.Out side": must be a name/],
    [
      `${GOOD}    password: x\n`,
      'mailboxes.yaml, line 5, "mailboxes.outside.passwordFile": stands beside "password": one of them is enough',
    ],
    [`${GOOD}    deleteAfterSeconds: 1\n`, /line 7, "mailboxes\.outside\.deleteAfterSeconds": must be a whole number/],
    [
      GOOD.replace('imap.outside', '{ host: x, port: 0 } #'),
      /line 6, "mailboxes\.outside\.imap\.port": must be a port/,
    ],
    ['mailboxes: [', /^mailboxes\.yaml, line \d+: is not YAML/],
    ['- a', 'mailboxes.yaml, line 1: must be a list of "key: value" lines'],
  ])('%j', (text, sentence) => {
    const said = parseMailboxes(text);
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  });
});
