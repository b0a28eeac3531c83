import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MailRoute } from '../../rules/method.ts';
import { passwordIn, readAuthorities, runTokenCommand } from '../mailbox/account-secret.ts';
import type { MailAccount } from '../mailbox/types.ts';
import type { MailAccountYaml, MailRouteYaml, MailYaml } from './mail-settings.ts';

/**
 * An account as it is used. Secrets are behind functions, so that no text made of a config (log line, hash of the config)
 * can hold them.
 */
export type MailAccountConfig = MailAccount & {
  /** Changes when the owner has put another secret there; null where that can't be seen. Never the secret itself. */
  secretMark(): string | null;
};

export type MailRouteConfig = MailRoute & {
  /** The owner chose the pace: then a route's first day is no slower. */
  isPaceChosen: boolean;
};

/** What `mail` in probe.yaml says, checked. */
export type MailConfig = {
  accounts: MailAccountConfig[];
  routes: MailRouteConfig[];
  /** So long a test mail stays in the mailbox after it was seen. */
  deleteAfterMs: number;
  /** Sentences for the owner: files with passwords that others on this machine can read. */
  warnings: string[];
};

/** `path` of the setting below `mail`. */
export type MailConfigProblem = { path: string[]; sentence: string };
type Sources = { env: Record<string, string | undefined>; dataDir: string; configFile: string };

/** The accounts with their secrets at hand, or what is wrong with a file or variable that is named. Variables are deleted from `env`. */
export function mailConfigOf(yaml: MailYaml, sources: Sources): MailConfig | MailConfigProblem {
  const warnings: string[] = [];
  const given = new Map(
    Object.values(yaml.accounts).flatMap(({ passwordEnv }) =>
      passwordEnv === null ? [] : [[passwordEnv, sources.env[passwordEnv]] as const],
    ),
  );
  for (const name of given.keys()) delete sources.env[name]; // the programs that the probe starts need not know it
  const accounts: MailAccountConfig[] = [];
  for (const [name, account] of Object.entries(yaml.accounts)) {
    const made = accountOf(name, account, { ...sources, given, warnings });
    if ('sentence' in made) return { ...made, path: ['accounts', name, ...made.path] };
    accounts.push(made);
  }
  const routes = Object.entries(yaml.routes).map(([name, route]) => routeOf(name, route));
  return { accounts, routes, deleteAfterMs: yaml.deleteAfterSeconds * 1000, warnings };
}

/** Delays of hours show as well at this pace, and no provider minds it (reference/mail.md §8). */
const USUAL_PACE_MS = 900_000;

function routeOf(name: string, route: MailRouteYaml): MailRouteConfig {
  return {
    name,
    from: route.from,
    to: route.to,
    provider: route.provider,
    spacingMs: route.everySeconds === null ? USUAL_PACE_MS : route.everySeconds * 1000,
    promptMs: route.promptSeconds * 1000,
    lateMs: route.lateSeconds * 1000,
    stuckMs: route.stuckSeconds * 1000,
    lostMs: route.lostDays * 86_400_000,
    isPaceChosen: route.everySeconds !== null,
  };
}

type AccountSources = Sources & { given: Map<string, string | undefined>; warnings: string[] };

function accountOf(
  name: string,
  yaml: MailAccountYaml,
  sources: AccountSources,
): MailAccountConfig | MailConfigProblem {
  const ca = readAuthorities(sources.dataDir, yaml.caFile);
  if (ca?.isRead === false) return { path: ['caFile'], sentence: ca.sentence };
  const secret = secretOf(yaml, sources);
  if ('sentence' in secret) return secret;
  return {
    name,
    address: yaml.address,
    user: yaml.user ?? yaml.address,
    ...secret,
    smtp: yaml.smtp,
    imap: yaml.imap,
    ca: ca?.text ?? null,
    folder: yaml.folder,
    junkFolder: yaml.junkFolder,
  };
}

type Secret = Pick<MailAccountConfig, 'secret' | 'secretMark'>;

function secretOf(yaml: MailAccountYaml, sources: AccountSources): Secret | MailConfigProblem {
  const { passwordEnv, passwordFile, tokenCommand, password } = yaml;
  if (passwordEnv !== null) {
    const value = sources.given.get(passwordEnv);
    if (!value) return { path: ['passwordEnv'], sentence: `there is no environment variable "${passwordEnv}"` };
    return { secret: async () => ({ password: value }), secretMark: () => null };
  }
  if (passwordFile !== null) return secretOfFile(passwordFile, sources);
  if (tokenCommand !== null)
    return { secret: async () => ({ accessToken: await runTokenCommand(tokenCommand) }), secretMark: () => null };
  if (password !== null) warnIfOpen(sources.configFile, sources.warnings);
  return {
    secret: async () => {
      if (password === null) throw new Error('this account has no password');
      return { password };
    },
    secretMark: () => null,
  };
}

/** Read at each connection: a new password needs no restart. */
function secretOfFile(passwordFile: string, { dataDir, warnings }: AccountSources): Secret | MailConfigProblem {
  const path = resolve(dataDir, passwordFile);
  const read = () => passwordIn(path);
  const first = read();
  if (!first.isRead) return { path: ['passwordFile'], sentence: first.sentence };
  warnIfOpen(path, warnings);
  return {
    secret: async () => {
      const now = read();
      if (!now.isRead) throw new Error(`the password: ${now.sentence}`);
      return { password: now.text };
    },
    secretMark: () => {
      const facts = statSync(path, { throwIfNoEntry: false });
      return facts ? `${facts.mtimeMs} ${facts.size} ${facts.ino}` : null;
    },
  };
}

function warnIfOpen(path: string, warnings: string[]): void {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts || process.platform === 'win32' || (facts.mode & 0o044) === 0) return;
  const sentence = `${path} holds a password and can be read by others on this machine. To change that: chmod 600 ${path}`;
  if (!warnings.includes(sentence)) warnings.push(sentence);
}
