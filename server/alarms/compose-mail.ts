import { formatLocal } from '../../web/pages/local-time.ts';
import type { Language } from '../../web/pages/views.ts';
import { alarmMessageWords } from '../../web/pages/wording-alarm-messages.ts';
import { mailTerms } from '../../web/pages/wording-mail-terms.ts';
import type { LineEvent } from './alarm-event.ts';
import type { NamedLine } from './compose.ts';

type MailNews = Extract<LineEvent, { kind: 'mail-trouble' | 'mail-well' }>;

/** Title first, then paragraphs: what is found on a route of test mails, and what waits. */
export function mailTexts(event: MailNews, line: NamedLine, language: Language): [string, ...string[]] {
  const words = alarmMessageWords[language].mail;
  const terms = mailTerms[language];
  const { mail } = event;
  const at = (atMs: number) => formatLocal(atMs, line.zone, language);
  const way = terms.way(mail.from, mail.to);
  if (event.kind === 'mail-well') {
    const again = terms.verdict[mail.verdict].now({ way, since: null });
    return [words.titleWell(way), `${again}. ${words.before(at(event.sinceAtMs), line.zone)}`, words.lineOf(line)];
  }
  const { title, now, sure } = terms.verdict[mail.verdict];
  const since = `${at(event.sinceAtMs)} (${line.zone})`;
  const { openMails, oldestAcceptedAtMs } = mail;
  return [
    words.titleTrouble(title, way),
    words.found(`${now({ way, since: null })}.`, since),
    oldestAcceptedAtMs === null ? '' : words.waiting(openMails, at(oldestAcceptedAtMs)),
    sure,
    words.lineOf(line),
  ];
}
