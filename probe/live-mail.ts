import type { Method } from '../rules/method.ts';
import type { Sample } from '../rules/sample.ts';

/** Events of test mails of which the server is to know within seconds. */
const URGENT = ['overdue', 'refused', 'unreachable', 'config-error', 'uncertain', 'report'];
/** Mails on their way that are remembered. */
const KEPT = 200;

export type LiveMail = {
  /** To be called with each sample. True: the segment is worth closing. */
  note(sample: Sample, method: Method): boolean;
};

/** News of test mails: trouble, and the arrival of a mail that was not known to be on time. */
export function startLiveMail(): LiveMail {
  const onTime = new Set<string>();
  return {
    note: ({ target, facts, readings }, method) => {
      const known = method.targets[target];
      const event = facts['event'] ?? '';
      if (known?.role !== 'mail') return false;
      const mail = `${known.address} ${readings['mail']}`;
      if (event === 'accepted') onTime.add(mail);
      if (event === 'overdue') onTime.delete(mail);
      const [oldest] = onTime;
      if (onTime.size > KEPT && oldest !== undefined) onTime.delete(oldest);
      return URGENT.includes(event) || (event === 'sighted' && !onTime.has(mail));
    },
  };
}
