import { parseArgs } from 'node:util';

export type VerifyArguments = {
  /** A ZIP file, or the folder it was unpacked into. */
  bundle: string;
  everySignature: boolean;
  /** 32 hex digits. */
  serverKey: string | null;
  /** A file with certificates (PEM). */
  roots: string | null;
  json: boolean;
  language: 'de' | 'en';
};

export const USAGE = `Checks evidence.zip, or the folder it was unpacked into. Prüft evidence.zip oder den ausgepackten Ordner.

  node verify.mjs BUNDLE [--every-signature] [--server-key FINGERPRINT] [--roots FILE] [--lang de|en] [--json]

  --every-signature   check each signature, also in very large bundles (slow)
  --server-key FP     fingerprint of the server (32 hex digits) as you know it from elsewhere; another one is "broken"
  --roots FILE        certificates (PEM) of further time stamp authorities that you trust
  --lang de|en        language of the report; else that of this machine
  --json              the whole report as JSON

Ends with 0: valid, or gaps (declared, nothing hidden) · 1: broken · 2: not called rightly, or the file cannot be read.
`;

/** What was asked for; a sentence says what is wrong; null: help. `locale`: of the machine. */
export function readArguments(words: string[], locale: string): VerifyArguments | string | null {
  const parsed = parseWords(words);
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [bundle, ...more] = positionals;
  if (bundle === undefined) return 'name the file to be checked';
  if (more.length > 0) return 'name one file only';
  const serverKey = values['server-key']?.replaceAll(/[\s:]/g, '').toLowerCase() ?? null;
  if (serverKey !== null && !/^[0-9a-f]{32}$/.test(serverKey)) return '--server-key needs 32 hex digits';
  const language = values.lang ?? (locale.startsWith('de') ? 'de' : 'en');
  if (language !== 'de' && language !== 'en') return '--lang knows de and en';
  return {
    bundle,
    everySignature: values['every-signature'] ?? false,
    serverKey,
    roots: values.roots ?? null,
    json: values.json ?? false,
    language,
  };
}

function parseWords(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'every-signature': { type: 'boolean' },
        'server-key': { type: 'string' },
        roots: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
