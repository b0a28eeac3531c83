import type { Delivery } from './delivery.ts';
import type { Journal } from './journal.ts';
import { loadMail } from './load-mail.ts';
import { describeError } from './log.ts';
import type { RunningMail } from './mail/start-mail.ts';
import type { RunOptions } from './run-probe.ts';
import type { Runner } from './runner.ts';

type Parts = { runner: Runner; journal: Journal; delivery: () => Delivery | null };

/** Starts the routes of test mails; null without any. What stands in their way is logged: measuring never waits for mail. */
export async function openMail({ config, clocks, log }: RunOptions, parts: Parts): Promise<RunningMail | null> {
  const { mail, dataDir } = config;
  if (mail === null || mail.routes.length === 0) return null;
  for (const warning of mail.warnings) log.warn(warning);
  const { runner, journal, delivery } = parts;
  try {
    const part = await loadMail();
    return await part.start({
      mail,
      dataDir,
      clocks,
      log,
      noteTold: (target, sentTickMs, reading) => runner.noteTold(target, sentTickMs, reading),
      personal: (kind, value) => runner.personal(kind, value),
      isLineDown: () => runner.isLineDown(),
      segments: () => ({
        last: journal.lastNumber(),
        sealed: journal.sealed.number,
        delivered: delivery()?.sender.deliveredThrough() ?? null,
      }),
    });
  } catch (error) {
    log.error('test mails can’t be sent', { error: describeError(error) });
    return null;
  }
}
