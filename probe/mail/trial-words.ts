import type { BlindReason, SubmitStage } from '../../rules/mail/vocabulary.ts';
import type { FoundMail, FoundReport, MailServer, SubmitResult } from '../mailbox/types.ts';
import type { MailAccountConfig } from './mail-config.ts';

/** Where it lies, in words for the owner. */
export function folderWords({ folder, folderPath }: FoundMail): string {
  if (folder === 'inbox') return `in the folder "${folderPath}"`;
  if (folder === 'junk')
    return `but in the junk folder "${folderPath}". Mark it as no junk there, and put the sender into the contacts`;
  return `in the folder "${folderPath}", where a rule may have put it`;
}

/** What is said of a mail that was accepted and did not come. */
export function missingLines(report: FoundReport | null, waitMs: number): string[] {
  if (report) {
    const words = report.diagnostic ?? report.status ?? 'no reason is given';
    return [
      report.action === 'failed'
        ? `  FAILED: it came back: ${words}`
        : `  FAILED: it is delayed, says ${report.reportingMta ?? 'the provider'}: ${words}`,
    ];
  }
  return [
    `  FAILED: not there after ${Math.round(waitMs / 60_000)} minutes, neither in the inbox nor in the junk folder.`,
    '  It was accepted, so it is somewhere on its way, or was put aside without a word. Look at the mailbox in your mail program.',
  ];
}

/** What handing it over came to, and what the owner can do about it. */
export function submitLines(result: SubmitResult, from: MailAccountConfig): string[] {
  switch (result.kind) {
    case 'accepted':
      return [`  accepted after ${Math.round(result.times.submitMs)} ms: ${result.reply}`];
    case 'uncertain':
      return [`  nobody knows whether it was taken: ${result.sentence}`];
    case 'refused':
      return [
        `  FAILED: refused ${STAGE_WORDS[result.stage]}: ${result.reply}`,
        ...(result.replyCode < 500 ? ['  The server says that this is for now; try again later.'] : []),
        ...(/quota|full|space/i.test(result.reply) || result.status?.endsWith('.2.2')
          ? ['  The mailbox seems to be full.']
          : []),
      ];
    case 'config-error':
      return [`  FAILED: ${result.sentence}`, `  ${CONFIG_ADVICE[result.reason](from)}`];
    case 'unreachable':
      return [`  FAILED: ${result.sentence}`, `  ${unreachableAdvice(result, from)}`];
  }
}

const STAGE_WORDS: Record<SubmitStage, string> = {
  connect: 'at the connection',
  greeting: 'at the greeting',
  ehlo: 'at the greeting',
  starttls: 'at the encryption',
  auth: 'at the login',
  mail: 'for its sender',
  rcpt: 'for its addressee',
  data: 'before its text',
  dot: 'after its text',
};

type ConfigReason = Extract<SubmitResult, { kind: 'config-error' }>['reason'];
const CONFIG_ADVICE: Record<ConfigReason, (from: MailAccountConfig) => string> = {
  login: ({ name }) =>
    `Look at "user" and the password of the account "${name}"; many providers want a password of its own for mail programs.`,
  certificate: ({ name }) =>
    `Nothing was sent. If the server has a certificate of your own authority, name it as "caFile" of the account "${name}".`,
  tls: ({ name }) =>
    `Look at "port" and "security" of "smtp" in the account "${name}": 465 with tls, 587 with starttls.`,
  'token-command': ({ name }) => `Look at where the password or token of the account "${name}" comes from.`,
};

function unreachableAdvice(
  { reason }: Extract<SubmitResult, { kind: 'unreachable' }>,
  { name, smtp }: MailAccountConfig,
): string {
  if (reason === 'name') return `Look at "host" of "smtp" in the account "${name}".`;
  if (reason === 'greeting' || reason === 'protocol')
    return `Perhaps port and encryption don't fit: ${smtp?.port} with ${smtp?.security}; usual are 465 with tls and 587 with starttls.`;
  return `Look at "host" and "port" of "smtp" in the account "${name}"; some providers block ports toward others.`;
}

/** What to look at when a mailbox can't be looked at. */
export function adviceOf(reason: BlindReason, { name, folder, imap }: MailAccountConfig): string {
  switch (reason) {
    case 'login':
      return `Look at "user" and the password of the account "${name}"; IMAP may have to be allowed in the provider’s settings.`;
    case 'certificate':
      return `If the server has a certificate of your own authority, name it as "caFile" of the account "${name}".`;
    case 'folder':
      return `Look at "folder" ("${folder}") of the account "${name}".`;
    case 'tls':
    case 'unreachable':
    case 'closed':
      return `Look at "host", "port" and "security" of "imap": ${placeOf(imap)}; usual are 993 with tls and 143 with starttls.`;
    case 'limit':
      return 'The server asks for patience: perhaps too many programs are connected to it.';
    default:
      return '';
  }
}

/** `host:port, security`. */
export function placeOf(server: MailServer | null): string {
  return server ? `${server.host}:${server.port}, ${server.security}` : 'none';
}
