import { onTestFinished } from 'vitest';
import type { Attempt, Moment, Reading } from '../../probe/checks/check.ts';
import { RouterSession } from '../../probe/checks/router/router-session.ts';
import type { RouterSettings } from '../../probe/checks/router/settings.ts';
import { type FritzBox, type FritzBoxOptions, startFritzBox } from './fritz-box.ts';

export const T0_MS = Date.UTC(2026, 10, 22, 6, 0, 0);

/** As {@link startFritzBox} knows it. */
export const FRITZ_LOGIN = {
  kind: 'fritzbox' as const,
  login: { user: 'linewitness', password: () => 'geheim äöü' },
};

export type RouterHome = {
  box: FritzBox;
  ask(moment?: Moment | null, signal?: AbortSignal): Promise<Reading>;
  pass(ms: number): void;
  /** What was given out as personal, in its order; its facts are `hash:1`, `hash:2` … */
  personal: { kind: string; value: string }[];
  session: RouterSession;
  settings: RouterSettings;
};

/** A fake FRITZ!Box and a check that asks it, with one clock that only the test moves. */
export async function routerHome(
  box: FritzBoxOptions = {},
  changes: Partial<RouterSettings> = {},
): Promise<RouterHome> {
  let nowMs = T0_MS;
  const started = await startFritzBox({ nowMs: () => nowMs, ...box });
  onTestFinished(() => started.stop());
  const settings: RouterSettings = {
    gateway: '127.0.0.1',
    ownAddress: '127.0.0.1',
    url: started.origin,
    kind: 'auto',
    login: null,
    isRented: false,
    isHere: false,
    ssdpPort: 1900,
    requestWaitMs: 400,
    ...changes,
  };
  const session = new RouterSession(settings);
  const personal: RouterHome['personal'] = [];
  const attempt = (moment: Moment | null, signal: AbortSignal): Attempt => ({
    signal,
    tickUs: () => nowMs * 1000,
    personal: (kind, value) => {
      personal.push({ kind, value });
      return `hash:${personal.length}`;
    },
    moment,
  });
  return {
    box: started,
    ask: (moment = null, signal = new AbortController().signal) => session.ask(attempt(moment, signal), '127.0.0.1'),
    pass: (ms) => {
      nowMs += ms;
    },
    personal,
    session,
    settings,
  };
}
