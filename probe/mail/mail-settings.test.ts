import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseProbeConfig } from '../config.ts';

const YAML = `mail:
  accounts:
    gmx: { address: a@gmx.example, password: "se:cret", smtp: mail.gmx.example, imap: imap.gmx.example }
    telekom:
      address: b@telekom.example
      user: b1
      passwordEnv: TELEKOM_WORD
      smtp: { host: smtp.telekom.example, port: 587 }
      imap: { host: imap.telekom.example, port: 143 }
  routes:
    in: { from: gmx, to: telekom, provider: to }
    out: { from: telekom, to: gmx, provider: from, everySeconds: 600 }
`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewitness-mail-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (yaml: string, env: Record<string, string> = { TELEKOM_WORD: 'hidden word' }) =>
  parseProbeConfig(yaml, folder, env);
const mailOf = (yaml: string, env?: Record<string, string>) => {
  const config = read(yaml, env);
  if (typeof config === 'string') throw new Error(config);
  if (config.mail === null) throw new Error('no mail');
  return config.mail;
};

describe('the key "mail" of probe.yaml', () => {
  test('gives accounts with the usual ports and routes with the usual limits', () => {
    const { accounts, routes, deleteAfterMs, warnings } = mailOf(YAML);
    expect(accounts[0]).toMatchObject({
      name: 'gmx',
      user: 'a@gmx.example',
      smtp: { host: 'mail.gmx.example', port: 465, security: 'tls' },
      imap: { host: 'imap.gmx.example', port: 993, security: 'tls' },
      folder: 'INBOX',
    });
    expect(accounts[1]).toMatchObject({ user: 'b1', smtp: { security: 'starttls' }, imap: { security: 'starttls' } });
    expect(routes[0]).toEqual({
      name: 'in',
      from: 'gmx',
      to: 'telekom',
      provider: 'to',
      spacingMs: 900_000,
      promptMs: 120_000,
      lateMs: 900_000,
      stuckMs: 21_600_000,
      lostMs: 604_800_000,
      isPaceChosen: false,
    });
    expect(routes[1]).toMatchObject({ spacingMs: 600_000, isPaceChosen: true });
    expect([deleteAfterMs, warnings]).toEqual([3_600_000, []]);
  });

  test('holds no secret in any text made of it, and gives it when asked', async () => {
    const config = read(YAML);
    expect(JSON.stringify(config)).not.toMatch(/se:cret|hidden word/);
    const { accounts } = mailOf(YAML);
    expect(await Promise.all(accounts.map((account) => account.secret()))).toEqual([
      { password: 'se:cret' },
      { password: 'hidden word' },
    ]);
  });

  test('a variable that held a password is gone for the programs that the probe starts', () => {
    const env = { TELEKOM_WORD: 'hidden word', OTHER: 'stays' };
    read(YAML, env);
    expect(env).toEqual({ OTHER: 'stays' });
  });

  test('a password file is read anew at each connection, and its change shows', async () => {
    const file = join(folder, 'word.txt');
    writeFileSync(file, 'first\nnever read\n', { mode: 0o600 });
    const { accounts, warnings } = mailOf(YAML.replace('password: "se:cret"', 'passwordFile: word.txt'));
    const mark = accounts[0]?.secretMark();
    expect(await accounts[0]?.secret()).toEqual({ password: 'first' });
    writeFileSync(file, 'the second\n');
    expect(await accounts[0]?.secret()).toEqual({ password: 'the second' });
    expect(accounts[0]?.secretMark()).not.toBe(mark);
    rmSync(file);
    await expect(accounts[0]?.secret()).rejects.toThrow(/there is no file .*word\.txt/);
    expect(warnings).toEqual([]);
  });

  test('a password that others on the machine can read is told, not refused', () => {
    const file = join(folder, 'word.txt');
    writeFileSync(file, 'word\n');
    chmodSync(file, 0o644);
    expect(mailOf(YAML.replace('password: "se:cret"', 'passwordFile: word.txt')).warnings).toEqual([
      `${file} holds a password and can be read by others on this machine. To change that: chmod 600 ${file}`,
    ]);
    writeFileSync(join(folder, 'probe.yaml'), YAML);
    chmodSync(join(folder, 'probe.yaml'), 0o644);
    expect(mailOf(YAML).warnings).toEqual([expect.stringContaining('probe.yaml holds a password')]);
  });

  test('a token comes from the program that is named; what it prints beside stays out of the sentence', async () => {
    const withCommand = (words: string) => mailOf(YAML.replace('password: "se:cret"', `tokenCommand: ${words}`));
    expect(await withCommand('[printf, "token-1\\nmore"]').accounts[0]?.secret()).toEqual({ accessToken: 'token-1' });
    await expect(withCommand('[sh, -c, "echo secret >&2; exit 3"]').accounts[0]?.secret()).rejects.toThrow(
      /^the program of "tokenCommand" failed \(3\)$/,
    );
    await expect(withCommand('["true"]').accounts[0]?.secret()).rejects.toThrow(/printed nothing/);
  });

  test.each([
    ['to: telekom', 'to: nobody', 'line 11, "mail.routes.in.to": there is no account "nobody" in "mail.accounts"'],
    ['smtp: mail.gmx.example, ', '', 'line 11, "mail.routes.in.from": the account "gmx" has no "smtp" to send by'],
    ['password: "se:cret", ', '', 'line 3, "mail.accounts.gmx.smtp": needs a "passwordFile"'],
    ['password: "se:cret"', 'password: a, passwordFile: b', 'passwordFile": stands beside "password"'],
    ['password: "se:cret"', 'passwordFile: none.txt', '"mail.accounts.gmx.passwordFile": there is no file /'],
    [
      'everySeconds: 600',
      'lostDays: 2',
      '"mail.routes.out.lostDays": must be a whole number of days from 6 to 30: mail servers',
    ],
    ['password: "se:cret"', 'pasword: x', '"mail.accounts.gmx.pasword": there is no such setting'],
    ['everySeconds: 600', 'everySeconds: 60', 'must be at least 300: providers lock accounts for less'],
    ['everySeconds: 600', 'lateSeconds: 60', '"mail.routes.out.lateSeconds": must be more than "promptSeconds"'],
    ['    in:', '    mail-test:', 'line 11, "mail.routes.mail-test": is a name that the probe needs itself'],
    ['    gmx:', '    Gmx:', 'line 3, "mail.accounts.Gmx": must be a name of a-z'],
    ['port: 587', 'port: 70000', 'line 8, "mail.accounts.telekom.smtp.port": must be a port'],
    ['TELEKOM_WORD', 'OTHER_WORD', 'line 7, "mail.accounts.telekom.passwordEnv": there is no environment variable'],
    ['user: b1', 'caFile: none.pem', 'line 6, "mail.accounts.telekom.caFile"'],
  ])('%s changed to %s is refused with line, key and reason', (from, to, words) => {
    const answer = read(YAML.replace(from, to));
    expect(answer).toContain(words);
    expect(answer).not.toMatch(/se:cret|hidden word/);
  });

  test('a route between mailboxes on this very machine may be tried faster', () => {
    const local = YAML.replaceAll(/\w+\.(gmx|telekom)\.example/g, '127.0.0.1').replace('600', '2');
    expect(mailOf(local).routes[1]?.spacingMs).toBe(2000);
  });
});
