/** How servers tell the id under which they took a mail; the first that fits holds. */
const QUEUE_IDS = [
  /\bqueued as ([A-Za-z0-9.-]{4,64})/i, //                     Postfix
  /\bid=([A-Za-z0-9][A-Za-z0-9.-]{3,63})/, //                  Exim and those built on it
  /\bInternalId=(\d{4,30})/i, //                               Exchange
  /\bOK\s+\d{9,11}\s+(\S{8,80})\s+-\s+gsmtp/i, //              Google
  /\bqp\s+(\d{2,12})\b/, //                                    qmail
  /^250[ -](?:\d\.\d+\.\d+\s+)?([A-Za-z0-9]{6,40})\s+Message accepted/i, // Sendmail, OpenSMTPD
  /\bqueued\b.*?\(([0-9A-Fa-f-]{32,40}[.\d]*)\)/i, //          Haraka
];

/** A reply may have 64 KB, and some patterns take the square of its length; ids stand at its begin. */
const LOOKED_AT_CHARS = 2_000;

/** The id in a reply to the text of a mail; null: none that is known. Valid for that host and that minute only. */
export function queueIdOf(reply: string): string | null {
  const words = reply.slice(0, LOOKED_AT_CHARS);
  for (const pattern of QUEUE_IDS) {
    const id = pattern.exec(words)?.[1]?.replace(/[.,;]+$/, '');
    if (id !== undefined && id !== '') return id;
  }
  return null;
}

/** Enhanced status of a reply, `4.3.2` (RFC 3463); null: none given. */
export function enhancedStatusOf(reply: string): string | null {
  return /^[2-5]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;
}
