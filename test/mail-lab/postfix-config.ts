import { join } from 'node:path';
import { BASIC_SERVICES, basicMainConfig } from '../fakes/postfix-config.ts';
import type { Certificate } from './certificates.ts';
import { type Places, PORTS } from './places.ts';

export const INSTANCES = ['provider', 'other', 'skew'] as const;
export type Instance = (typeof INSTANCES)[number];

type Setup = {
  instance: Instance;
  folder: string;
  places: Places;
  certificate: Certificate;
  wrong: Certificate;
  /** Socket of what decides about mails (`decisions.ts`). */
  decisions: string;
  /** Folder of this host's Dovecot. */
  dovecot: string;
};

/**
 * Retries come in seconds, not in minutes as by default. Queue ids are long: they hold microseconds of their
 * own. Where it listens stands in master.cf: inet_interfaces may only name addresses that an interface bears.
 */
export function mainConfig({ instance, folder, places, certificate, decisions, dovecot }: Setup): string {
  const own = places[instance];
  const domain = 'domain' in own ? own.domain : '';
  const policy = `check_policy_service unix:${decisions}/policy-${instance}`;
  return `${basicMainConfig({ folder, host: own.host })}local_transport = error:no local mail
smtp_bind_address = ${own.address}
mynetworks = 192.0.2.1/32
enable_long_queue_ids = yes
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_error_sleep_time = 0
transport_maps = socketmap:unix:${decisions}/routes:${instance}
virtual_mailbox_domains = ${domain}
virtual_mailbox_maps = regexp:${join(folder, 'users')}
virtual_transport = lmtp:unix:${dovecot}/lmtp
relay_domains = ${instance === 'skew' ? 'provider.test, other.test' : ''}
relay_recipient_maps =
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = reject_unlisted_recipient, ${policy}
smtpd_end_of_data_restrictions = ${policy}
smtpd_tls_security_level = may
smtpd_tls_cert_file = ${certificate.certPath}
smtpd_tls_key_file = ${certificate.keyPath}
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${dovecot}/auth
smtpd_tls_auth_only = yes
message_size_limit = 200000000
mailbox_size_limit = 0
virtual_mailbox_limit = 0
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
transport_retry_time = 2s
slow_destination_rate_delay = 2s
defer_transports = parked, parked-lmtp
import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LD_PRELOAD FAKETIME FAKETIME_DONT_FAKE_MONOTONIC
`;
}

export function masterConfig({ instance, places, wrong }: Setup): string {
  const { address } = places[instance];
  const login = '-o smtpd_sasl_auth_enable=yes';
  const bad = `-o smtpd_tls_cert_file=${wrong.certPath} -o smtpd_tls_key_file=${wrong.keyPath}`;
  const submission = (at: string, more: string) =>
    `${at}:${PORTS.submission} inet n - n - - smtpd ${login} -o smtpd_tls_security_level=encrypt ${more}\n` +
    `${at}:${PORTS.submissionTls} inet n - n - - smtpd ${login} -o smtpd_tls_wrappermode=yes ${more}\n`;
  const listeners =
    instance === 'skew'
      ? `${address}:${PORTS.relay} inet n - n - - smtpd\n`
      : `${submission(address, '')}${address}:${PORTS.mx} inet n - n - - smtpd\n`;
  return `${listeners}${instance === 'provider' ? submission(places.wrongCertificate, bad) : ''}${BASIC_SERVICES}smtp unix - - n - - smtp
slow unix - - n - - smtp
parked unix - - n - - smtp
parked-lmtp unix - - n - - lmtp
discard unix - - n - - discard
lmtp unix - - n - - lmtp
`;
}
