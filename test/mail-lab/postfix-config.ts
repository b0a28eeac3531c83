import { join } from 'node:path';
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
  return `compatibility_level = 3.6
queue_directory = ${join(folder, 'queue')}
data_directory = ${join(folder, 'data')}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = ${own.host}
mydestination =
local_transport = error:no local mail
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_bind_address = ${own.address}
mynetworks = 192.0.2.1/32
maillog_file = ${join(folder, 'mail.log')}
maillog_file_prefixes = ${folder}
enable_long_queue_ids = yes
smtp_dns_support_level = disabled
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
  return `${listeners}${instance === 'provider' ? submission(places.wrongCertificate, bad) : ''}pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
smtp unix - - n - - smtp
slow unix - - n - - smtp
parked unix - - n - - smtp
parked-lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
`;
}
