import { getDomain } from 'tldts-icann';
import type { HopOwner } from '../../rules/mail/vocabulary.ts';
import type { FoundHop, MailAccount } from './types.ts';

/** Domains under which one provider's mail hosts go. Only what is widely seen in `Received` lines. */
const ALIASES: readonly (readonly string[])[] = [
  ['gmail.com', 'googlemail.com', 'google.com'],
  ['outlook.com', 'hotmail.com', 'live.com', 'office365.com', 'outlook.de', 'hotmail.de', 'live.de'],
  ['icloud.com', 'me.com', 'mac.com', 'apple.com'],
  ['gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'gmx.com', 'gmx.eu'],
  ['ionos.de', 'ionos.com', '1und1.de', '1and1.com', '1and1.co.uk', 'kundenserver.de', 'perfora.net', 'online.de'],
  ['t-online.de', 'magenta.de', 'telekom.de'],
  ['vodafone.de', 'vodafonemail.de', 'arcor.de', 'kabelmail.de'],
  ['yahoo.com', 'yahoo.de', 'yahoodns.net', 'aol.com'],
  ['posteo.de', 'posteo.net'],
];

/** `provider.example` of `mx1.provider.example`; null: an address, or a name without a public suffix. */
export function registrableDomain(host: string): string | null {
  if (!/^[a-z0-9._-]{1,253}$/i.test(host)) return null;
  return getDomain(host.toLowerCase());
}

/** The domains that are of an account's provider: of its address and its servers, and what is known to be the same. */
export function domainsOf({ address, smtp, imap }: Pick<MailAccount, 'address' | 'smtp' | 'imap'>): string[] {
  const hosts = [address.split('@').at(-1) ?? '', smtp?.host ?? '', imap?.host ?? ''];
  const own = new Set(hosts.map((host) => registrableDomain(host)).filter((domain) => domain !== null));
  for (const aliases of ALIASES) {
    if (aliases.some((alias) => own.has(alias))) for (const alias of aliases) own.add(alias);
  }
  return [...own];
}

export type HopKnowledge = {
  /** As the submission server said it; null: it said none. */
  queueId: string | null;
  senderDomains: readonly string[];
  receiverDomains: readonly string[];
};

/**
 * Whose each hop is. Read from the receiver, whose own lines can be trusted, down to the anchor: the line in which the
 * submission server wrote the id it had told us. What lies below was written before and may be invented: `unknown`.
 * `hops` in the order of travel.
 */
export function assignOwners(hops: readonly Omit<FoundHop, 'owner' | 'isAnchor'>[], known: HopKnowledge): FoundHop[] {
  const anchor = hops.findIndex(({ id }) => isSameId(id, known.queueId));
  const lastOfSender = Math.max(anchor, lastSenderHop(hops, known, anchor));
  const firstOfReceiver = firstReceiverHop(hops, known, lastOfSender);
  return hops.map((hop, index) => {
    const owner = ownerAt(index, hop.domain);
    return { ...hop, owner, isAnchor: index === anchor };
  });

  function ownerAt(index: number, domain: string | null): HopOwner {
    if (index < anchor) return 'unknown';
    if (index >= firstOfReceiver) return 'receiver';
    if (index > lastOfSender) return domain === null ? 'unknown' : 'other';
    // between the anchor and the sender's last line the mail was in its hands, whatever its inner hosts are called
    if (anchor >= 0) return 'sender';
    return domain !== null && known.senderDomains.includes(domain) ? 'sender' : 'unknown';
  }
}

/** Google's lines have the instant behind the id: `ID.2026.11.22.10.02.03`. */
function isSameId(id: string | null, queueId: string | null): boolean {
  if (id === null || queueId === null) return false;
  return (
    id === queueId || (queueId.length >= 12 && /^(\.\d+)+$/.test(id.slice(queueId.length)) && id.startsWith(queueId))
  );
}

/** -1: none. Where sender and receiver are one provider, what follows the anchor counts as the receiver's. */
function lastSenderHop(hops: readonly Pick<FoundHop, 'domain'>[], known: HopKnowledge, anchor: number): number {
  const { senderDomains, receiverDomains } = known;
  const isOne = senderDomains.some((domain) => receiverDomains.includes(domain));
  if (isOne) return anchor >= 0 ? anchor : -1;
  return hops.findLastIndex(({ domain }) => domain !== null && senderDomains.includes(domain));
}

/**
 * The hop with which the mail entered the receiver: the lowest line of the receiver's domain above the sender's last; at
 * least the topmost line, which only the receiver can have written. `hops.length`: none.
 */
function firstReceiverHop(
  hops: readonly Pick<FoundHop, 'domain'>[],
  known: HopKnowledge,
  lastOfSender: number,
): number {
  const top = hops.length - 1;
  if (top <= lastOfSender) return hops.length;
  // without an anchor a line of the receiver below another's may be invented by whoever wrote the mail
  const isProven = lastOfSender >= 0;
  let first = top;
  for (let index = top; index > lastOfSender; index -= 1) {
    const { domain } = hops[index] ?? { domain: null };
    if (domain !== null && known.receiverDomains.includes(domain)) first = index;
    else if (domain !== null && index < top && !isProven) break;
  }
  return first;
}
