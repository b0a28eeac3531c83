import type { Method } from '../rules/method.ts';
import type { Round } from '../rules/round.ts';
import type { PersonalValue } from '../rules/wire/upload.ts';
import type { Clocks } from './clocks.ts';
import type { ProbeConfig } from './config.ts';
import type { MeasureLog } from './measure-log.ts';
import type { NetworkSources } from './network.ts';

/** What `startRunner` needs. Callbacks are called one at a time, in order; one that throws is logged and ignored. */
export type RunnerOptions = {
  config: ProbeConfig;
  clocks: Clocks;
  log: MeasureLog;
  /** Base URL of the server the probe is enrolled at; a far target only if it lives in another network. null = none. */
  serverUrl: string | null;
  /** 32 lower-case hex digits, made once per probe and kept: salts the hashes of personal values. */
  personalSalt: string;
  /** Once each `method.roundMs` with the finished round; `sequence` counts from 0 within the run. */
  onRound(round: Round, method: Method): void;
  /** Before the first round that uses it; `methodText` is the exact text whose hash is `methodSha256`. */
  onMethod(method: Method, methodText: string): void;
  /** A value whose salted hash will stand in a round or a method; to be sent beside the segments. May repeat. */
  onPersonalValue?(value: PersonalValue): void;
  /** At once, not at the round's end, when a far target answers after ≥ 5 s in which none did: time to send. */
  onAnswerAfterSilence?(): void;
  /** For tests: another network than this machine's. */
  networkSources?: NetworkSources;
};
