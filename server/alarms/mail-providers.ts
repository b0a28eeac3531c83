/**
 * How mail programs hand in mail at common providers. Source: Thunderbird's autoconfig database (thunderbird/autoconfig,
 * `ispdb/`, read in November 2026) – encrypted from the start on port 465 where both ways are offered.
 */
export type MailProvider = {
  id: string;
  name: string;
  host: string;
  port: number;
  security: 'tls' | 'starttls';
  /** Which domains of mail addresses are known to be theirs. */
  domains: readonly string[];
  /** What the owner has to do there first. */
  needs: 'app-password' | 'mail-password' | 'allow-programs' | null;
};

const tls = { port: 465, security: 'tls' } as const;

export const MAIL_PROVIDERS: readonly MailProvider[] = [
  {
    id: 'gmx',
    name: 'GMX',
    host: 'mail.gmx.net',
    ...tls,
    domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.eu', 'gmx.org', 'gmx.info', 'gmx.biz'],
    needs: 'allow-programs',
  },
  { id: 'web-de', name: 'WEB.DE', host: 'smtp.web.de', ...tls, domains: ['web.de'], needs: 'allow-programs' },
  {
    id: 'telekom',
    name: 'Telekom (t-online.de)',
    host: 'securesmtp.t-online.de',
    ...tls,
    domains: ['t-online.de', 'magenta.de'],
    needs: 'mail-password',
  },
  {
    id: 'gmail',
    name: 'Gmail',
    host: 'smtp.gmail.com',
    ...tls,
    domains: ['gmail.com', 'googlemail.com'],
    needs: 'app-password',
  },
  {
    id: 'posteo',
    name: 'Posteo',
    host: 'posteo.de',
    ...tls,
    domains: ['posteo.de', 'posteo.net', 'posteo.org', 'posteo.eu', 'posteo.at', 'posteo.ch'],
    needs: null,
  },
  { id: 'mailbox-org', name: 'mailbox.org', host: 'smtp.mailbox.org', ...tls, domains: ['mailbox.org'], needs: null },
  {
    id: 'freenet',
    name: 'freenet',
    host: 'mx.freenet.de',
    port: 587,
    security: 'starttls',
    domains: ['freenet.de'],
    needs: null,
  },
  { id: 'ionos', name: 'IONOS', host: 'smtp.ionos.de', ...tls, domains: [], needs: null },
];

/** By the part of the address behind the at sign; null: not known. */
export function providerOfAddress(address: string): MailProvider | null {
  const domain = address.split('@').at(-1)?.toLowerCase() ?? '';
  return MAIL_PROVIDERS.find(({ domains }) => domains.includes(domain)) ?? null;
}

export function mailProvider(id: string): MailProvider | null {
  return MAIL_PROVIDERS.find((provider) => provider.id === id) ?? null;
}
