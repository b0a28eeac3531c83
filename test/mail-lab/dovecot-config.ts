import { join } from 'node:path';
import type { Certificate } from './certificates.ts';
import { type MailHost, PORTS } from './places.ts';

/** Every user of the lab has this password; `nobody…` exists nowhere. */
export const PASSWORD = 'correct-horse';

/** A further address of the same server that is different in something. */
export type OddAddress = { address: string; imapCapability?: string; certificate?: Certificate };

/** What Dovecot 2.3 offers after login by itself; the odd addresses lack words of it. */
const CAPABILITY =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT ' +
  'MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ' +
  'ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW ' +
  'STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE';

/** {@link CAPABILITY} without these words. */
export function capabilityWithout(...words: string[]): string {
  return CAPABILITY.split(' ')
    .filter((word) => !words.includes(word))
    .join(' ');
}

type Setup = { folder: string; host: MailHost; certificate: Certificate; odd: readonly OddAddress[] };

/**
 * Dovecot 2.3: IMAP, LMTP and SASL of one host; everything below `folder`, stamps of its log in microseconds since 1970,
 * no penalty for refused logins: they all come from one address.
 */
export function dovecotConfig({ folder, host, certificate, odd }: Setup): string {
  const path = (name: string) => join(folder, name);
  const listen = [host.address, ...odd.map(({ address }) => address)].join(', ');
  return `base_dir = ${path('run')}
state_dir = ${path('state')}
log_path = ${path('dovecot.log')}
log_timestamp = "%s.%{usecs} "
hostname = ${host.host}
listen = ${listen}
protocols = imap lmtp
ssl = yes
ssl_cert = <${certificate.certPath}
ssl_key = <${certificate.keyPath}
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_plugins = quota mail_log notify
passdb {
  driver = passwd-file
  deny = yes
  args = ${path('denied')}
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = passwd-file
  args = ${path('full')}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=${path('users')}/%n allow_all_users=yes
}
plugin {
  quota = maildir:User quota
  mail_log_events = save copy delete expunge
  sieve = ${path('sieve')}/%n.sieve
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    special_use = \\Junk
    auto = subscribe
  }
  mailbox Trash {
    special_use = \\Trash
    auto = subscribe
  }
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
}
protocol lmtp {
  mail_plugins = quota mail_log notify sieve
}
service imap-login {
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${PORTS.imap}
  }
  inet_listener imaps {
    port = ${PORTS.imapTls}
    ssl = yes
  }
}
service lmtp {
  process_min_avail = 1
  unix_listener ${path('lmtp')} {
    mode = 0666
  }
}
service auth {
  unix_listener ${path('auth')} {
    mode = 0666
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${odd.map(oddBlock).join('')}`;
}

function oddBlock({ address, imapCapability, certificate }: OddAddress): string {
  const ssl = certificate ? `  ssl_cert = <${certificate.certPath}\n  ssl_key = <${certificate.keyPath}\n` : '';
  const imap = imapCapability ? `  protocol imap {\n    imap_capability = ${imapCapability}\n  }\n` : '';
  return `local ${address} {\n${ssl}${imap}}\n`;
}
