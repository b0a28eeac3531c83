import { hostname } from 'node:os';
import type { Method } from '../../rules/method.ts';
import type { Round } from '../../rules/round.ts';
import type { Clocks } from '../clocks.ts';
import { startLiveState } from '../live-state.ts';
import { describeError, type Log } from '../log.ts';
import type { RunningMail } from '../mail/start-mail.ts';
import { startPageState } from './page-state.ts';
import { type OwnPage, serveOwnPage } from './serve-page.ts';

export type OwnPageOptions = {
  listen: { address: string | null; port: number };
  clocks: Pick<Clocks, 'wallAtMs'>;
  log: Log;
  /** What the sender says; null: no server is joined. */
  sender: () => { waiting(): number; deliveredThrough(): number } | null;
  /** Test mails under way; null: there is no route. */
  mail: () => RunningMail | null;
};

export type RunningOwnPage = { note(round: Round, method: Method): void; close(): Promise<void> };

/** After a power cut the router may give out addresses later than this machine is up. */
const TRY_AGAIN_MS = 30_000;

/** Starts the page, now or as soon as its address is there. What goes wrong is logged; measuring never waits for it. */
export function startOwnPage({ listen, clocks, log, sender, mail }: OwnPageOptions): RunningOwnPage {
  const state = startPageState(startLiveState(), clocks.wallAtMs());
  let page: OwnPage | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let delivered = sender()?.deliveredThrough() ?? 0;
  let lastReceiptAtMs: number | null = null;
  const sending = () => {
    const current = sender();
    return current ? { waiting: current.waiting(), lastReceiptAtMs } : null;
  };
  const open = async (): Promise<void> => {
    try {
      const opened = await serveOwnPage({
        listen,
        ownName: hostname(),
        seen: state.seen,
        sending,
        mail: () => mail()?.underWay() ?? [],
      });
      if (isClosed) await opened.close();
      else page = opened;
      log.info('the own page is served', { port: opened.port });
    } catch (error) {
      log.warn('the own page can’t be served; trying again', { error: describeError(error) });
      if (!isClosed) timer = setTimeout(() => void open(), TRY_AGAIN_MS).unref();
    }
  };
  void open();
  return {
    note: (round, method) => {
      state.note(round, method);
      const through = sender()?.deliveredThrough() ?? 0;
      if (through > delivered) lastReceiptAtMs = clocks.wallAtMs();
      delivered = through;
    },
    close: async () => {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await page?.close();
    },
  };
}
