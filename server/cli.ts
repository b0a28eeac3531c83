import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { COUNTRIES, SERVICES } from '../web/pages/setup-views.ts';
import { environment, type ServerConfig } from './config.ts';
import { isCountry } from './contracts/country.ts';
import { isService } from './contracts/field-checks.ts';
import type { Keep, LineSettings } from './keep.ts';
import { describeError } from './log.ts';
import { tryMailbox } from './mail/try-mailbox.ts';
import { baseUrls, ownerLinks } from './owner-link.ts';
import { DELAYS_MINUTES } from './public/delays.ts';

/** What a command prints, and its exit code. */
export type CommandResult = { code: 0 | 1; text: string };

type CommandContext = { keep: Keep; config: ServerConfig; args: Arguments };
type Arguments = { positionals: string[]; values: Record<string, string | boolean | undefined> };
type Command = {
  usage: string;
  doc: string;
  options: Record<string, { type: 'string' | 'boolean' }>;
  /** How many words it takes. */
  words: number;
  run: (context: CommandContext) => string | Promise<string>;
};

/** A command was refused; the message is for whoever typed it. */
class CommandRefused extends Error {}

const SETTINGS = {
  name: { type: 'string' },
  provider: { type: 'string' },
  zone: { type: 'string' },
  country: { type: 'string' },
  services: { type: 'string' },
} as const;
const SETTINGS_USAGE =
  '[--name NAME] [--provider PROVIDER] [--zone ZONE] [--country DE] [--services internet,telephony]';

/** Every command of the server's program. They work while the server runs: it notices what they wrote. */
export const COMMANDS: Record<string, Command> = {
  invite: {
    usage: `invite LINE ${SETTINGS_USAGE}`,
    doc: 'creates the line if there is none and prints a one-time token for its probe, good for 7 days',
    options: SETTINGS,
    words: 1,
    run: ({ keep, args }) => accepted(keep.admin.invite(word(args), settings(args))).token,
  },
  publish: {
    usage: `publish LINE [--live] [--evidence] [--delay ${DELAYS_MINUTES.join('|')}]`,
    doc: 'shows the live state (default) or the evidence of the line to everyone; each switch stays until unpublish; the live state is so many minutes old (first 15; 0: everyone sees at once when nobody may be at home)',
    options: { live: { type: 'boolean' }, evidence: { type: 'boolean' }, delay: { type: 'string' } },
    words: 1,
    run: ({ keep, args }) => {
      const evidence = args.values['evidence'] === true;
      const live = args.values['live'] === true || !evidence;
      const { delay } = args.values;
      const published = {
        ...(live && { live }),
        ...(evidence && { evidence }),
        // what is no number is refused like a number that is not offered
        ...(delay !== undefined && { delayMinutes: /^\d{1,3}$/.test(String(delay)) ? Number(delay) : Number.NaN }),
      };
      const line = accepted(keep.admin.publish(word(args), published));
      return `${line.id}: live ${shown(line.isLivePublished)}, evidence ${shown(line.isEvidencePublished)}`;
    },
  },
  unpublish: {
    usage: 'unpublish LINE',
    doc: 'hides everything of the line from strangers',
    options: {},
    words: 1,
    run: ({ keep, args }) => `${accepted(keep.admin.unpublish(word(args))).id}: shown to nobody but the owner`,
  },
  set: {
    usage: `set LINE ${SETTINGS_USAGE}`,
    doc: 'changes what the line is called, where it is, where its days begin, or what its contract covers',
    options: SETTINGS,
    words: 1,
    run: ({ keep, args }) => {
      const { id, name, provider, zone } = accepted(keep.admin.updateLine(word(args), settings(args)));
      return `${id}: ${name}, ${provider || 'provider not named'}, ${zone}`;
    },
  },
  lines: {
    usage: 'lines',
    doc: 'lists the lines',
    options: {},
    words: 0,
    run: ({ keep }) =>
      keep.store
        .lines()
        .map(({ id, name, provider, zone }) => `${id}\t${name}\t${provider}\t${zone}`)
        .join('\n') || 'there is no line yet; make one with: invite LINE',
  },
  'login-link': {
    usage: 'login-link',
    doc: "prints a one-time link to the owner's door, good for 24 hours; it also sets a new password",
    options: {},
    words: 0,
    run: ({ keep, config }) => ownerLinks(baseUrls(config), keep.door.loginLink().secret).join('\n'),
  },
  'sign-out-everywhere': {
    usage: 'sign-out-everywhere',
    doc: 'signs the owner out of every browser and voids one-time links; the password stays',
    options: {},
    words: 0,
    run: ({ keep }) => {
      keep.door.endEverySession();
      return 'signed out everywhere';
    },
  },
  values: {
    usage: 'values LINE',
    doc: 'lists the personal values that the probe of the line sent, by their hash',
    options: {},
    words: 1,
    run: ({ keep, args }) =>
      keep.admin
        .values(word(args))
        .map(({ sha256, kind, value, erasedAtMs }) => `${sha256}\t${kind ?? '-'}\t${valueText(value, erasedAtMs)}`)
        .join('\n') || 'none',
  },
  erase: {
    usage: 'erase HASH',
    doc: 'forgets one personal value for good; the chain stays valid',
    options: {},
    words: 1,
    run: ({ keep, args }) => `erased ${accepted(keep.admin.eraseValue(word(args))).sha256}`,
  },
  'mailbox-test': {
    usage: 'mailbox-test NAME',
    doc: 'tries a mailbox of mailboxes.yaml now and says in plain words what fails; changes nothing in it',
    options: {},
    words: 1,
    run: async ({ config, args }) => {
      const tried = await tryMailbox({ dataDir: join(config.dataDir, 'server'), env: environment() }, word(args));
      if (!tried.isGood) throw new CommandRefused(tried.text);
      return tried.text;
    },
  },
  rebuild: {
    usage: 'rebuild',
    doc: 'derives everything again from the signed bytes; the result is identical',
    options: {},
    words: 0,
    run: async ({ keep }) => {
      const { lines, segments } = await keep.rebuild();
      return `derived ${lines} lines again from ${segments} segments`;
    },
  },
};

/** One line for each command. */
export function commandHelp(): string {
  return Object.values(COMMANDS)
    .map(({ usage, doc }) => `  ${usage}\n      ${doc}`)
    .join('\n');
}

/** Runs `argv` (without the program); `open` is called only when the command is well formed. Never throws. */
export async function runCommand(argv: string[], config: ServerConfig, open: () => Keep): Promise<CommandResult> {
  const [name = '', ...rest] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return { code: 1, text: `there is no command "${name}"; there are:\n${commandHelp()}` };
  const args = readArguments(command, rest);
  if (typeof args === 'string') return { code: 1, text: `${args}\nusage: ${command.usage}` };
  let keep: Keep | null = null;
  try {
    keep = open();
    return { code: 0, text: await command.run({ keep, config, args }) };
  } catch (error) {
    return { code: 1, text: error instanceof CommandRefused ? error.message : describeError(error) };
  } finally {
    await keep?.close();
  }
}

function readArguments({ options, words }: Command, argv: string[]): Arguments | string {
  try {
    const { positionals, values } = parseArgs({ args: argv, options, allowPositionals: true, strict: true });
    if (positionals.length === words) return { positionals, values };
    return words === 0
      ? `"${positionals[0]}" is too much`
      : `exactly ${words} word is needed, ${positionals.length} came`;
  } catch (error) {
    return describeError(error);
  }
}

function word({ positionals }: Arguments): string {
  return positionals[0] ?? '';
}

/** What was given of the settings; the admin checks the rest of it. */
function settings({ values }: Arguments): LineSettings {
  const text = (key: keyof typeof SETTINGS) => {
    const value = values[key];
    return typeof value === 'string' ? value : undefined;
  };
  const [name, provider, zone] = [text('name'), text('provider'), text('zone')];
  const country = text('country');
  if (country !== undefined && !isCountry(country)) throw new CommandRefused(`country: one of ${COUNTRIES.join(', ')}`);
  const services = text('services')?.split(',');
  if (services && !services.every(isService)) throw new CommandRefused(`services: some of ${SERVICES.join(',')}`);
  return {
    ...(name !== undefined && { name }),
    ...(provider !== undefined && { provider }),
    ...(zone !== undefined && { zone }),
    ...(country !== undefined && { country }),
    ...(services && { services: services.filter(isService) }),
  };
}

function accepted<T>(result: T | string): T {
  if (typeof result === 'string') throw new CommandRefused(result);
  return result;
}

function shown(isPublished: boolean): string {
  return isPublished ? 'shown to everyone' : 'shown to nobody but the owner';
}

function valueText(value: string | null, erasedAtMs: number | null): string {
  if (erasedAtMs !== null) return `erased ${new Date(erasedAtMs).toISOString()}`;
  return value ?? 'has not arrived';
}
