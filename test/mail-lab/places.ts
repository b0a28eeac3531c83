/** Who stands where in a lab; each lab has 16 addresses of loopback of its own, so that labs run side by side. */
export type Places = {
  provider: MailHost;
  other: MailHost;
  /** A relay whose clock is ahead. */
  skew: { host: string; address: string };
  /** IMAP of `other` without IDLE, without UIDPLUS, with neither UIDPLUS nor MOVE; and `provider` with a certificate that nobody vouches for. */
  noIdle: string;
  noUidPlus: string;
  noRemoval: string;
  wrongCertificate: string;
};
export type MailHost = { domain: string; host: string; address: string };

export const PORTS = {
  submission: 2525,
  submissionTls: 2465,
  mx: 2526,
  relay: 4525,
  imap: 1143,
  imapTls: 1993,
} as const;
/** The skewed relay's clock is ahead by this. */
export const SKEW_SECONDS = 420;

/** Addresses that no other live lab of this machine has: of this process, and counted. */
export function nextPlaces(): Places {
  const base = `127.${16 + ((process.pid >> 8) % 200)}.${process.pid % 256}`;
  const first = (labCount % 15) * 16 + 1;
  labCount += 1;
  const address = (offset: number) => `${base}.${first + offset}`;
  return {
    provider: { domain: 'provider.test', host: 'mail.provider.test', address: address(0) },
    other: { domain: 'other.test', host: 'mx.other.test', address: address(1) },
    skew: { host: 'relay.skew.test', address: address(2) },
    noIdle: address(3),
    noUidPlus: address(4),
    noRemoval: address(5),
    wrongCertificate: address(6),
  };
}
let labCount = 0;
