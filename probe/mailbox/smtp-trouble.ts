import type { SubmitStage } from '../../rules/mail/vocabulary.ts';
import { isTlsMixUp, tlsTroubleOf } from './tls-trouble.ts';
import type { MailServer, SubmitResult } from './types.ts';

/** What nodemailer and the sockets below it put on their errors. */
export type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  timeoutType?: string;
};

type Trouble = Extract<SubmitResult, { kind: 'config-error' | 'unreachable' }>;
/** Result without the instant. */
export type SmtpTrouble =
  | Omit<Extract<Trouble, { kind: 'config-error' }>, 'atTickMs'>
  | Omit<Extract<Trouble, { kind: 'unreachable' }>, 'atTickMs'>;

const UNREACHABLE_CODES: Record<string, string> = {
  ECONNREFUSED: 'nobody takes connections there',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  ETIMEDOUT: 'it did not answer in time',
};

/** A failure without a reply of the server, in plain words. */
export function smtpTroubleOf(error: SmtpError, stage: SubmitStage, server: MailServer): SmtpTrouble {
  const name = `${server.host} (port ${server.port})`;
  const codes = [error.code, error.originalCode].filter((code) => code !== undefined);
  if (codes.includes('EDNS') || codes.some((code) => code === 'ENOTFOUND' || code === 'EAI_AGAIN')) {
    const sentence = `The name of the mail server ${server.host} can't be resolved.`;
    return { kind: 'unreachable', reason: 'name', stage, sentence };
  }
  const mixUp = mixUpOf(error, stage, server);
  if (mixUp !== null) return { kind: 'config-error', reason: 'tls', stage, sentence: mixUp };
  const tls = tlsTroubleOf(error, server.host);
  if (tls !== null) return { kind: 'config-error', ...tls, stage };
  if (error.code === 'EPROTOCOL') {
    return {
      kind: 'unreachable',
      reason: 'protocol',
      stage,
      sentence: `${name} answered with something that is no SMTP.`,
    };
  }
  if (stage === 'connect') {
    const why = codes.map((code) => UNREACHABLE_CODES[code]).find((words) => words !== undefined) ?? error.message;
    const reason = codes.includes('ETIMEDOUT') ? 'timeout' : 'connect';
    return { kind: 'unreachable', reason, stage, sentence: `No connection to ${name}: ${why}.` };
  }
  if (codes.includes('ETIMEDOUT')) {
    if (stage === 'greeting') {
      return {
        kind: 'unreachable',
        reason: 'greeting',
        stage,
        sentence: `${name} takes the connection and then says nothing.`,
      };
    }
    return { kind: 'unreachable', reason: 'timeout', stage, sentence: `${name} did not answer in time (${stage}).` };
  }
  return { kind: 'unreachable', reason: 'closed', stage, sentence: `${name} closed the connection (${stage}).` };
}

/** Security of one kind asked for on a port of the other. */
function mixUpOf(error: SmtpError, stage: SubmitStage, { host, port, security }: MailServer): string | null {
  if (security === 'tls' && isTlsMixUp(error)) {
    return `${host} does not speak TLS from the start on port ${port}: set security to starttls, or the port to 465.`;
  }
  if (security === 'starttls' && stage === 'greeting' && port === 465) {
    return `${host} waits for TLS on port ${port} and does not greet: set security to tls, or the port to 587.`;
  }
  if (stage === 'starttls' && error.response !== undefined) {
    return `${host} offers no encryption on port ${port} (${error.response}): nothing is sent without it.`;
  }
  return null;
}
